"""Old Excel workbooks (BIFF8 in a compound file)."""
