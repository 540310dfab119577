"""Binary Excel workbooks (BIFF12 in a package)."""
