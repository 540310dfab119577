"""Returns sent as CSV files: one file, a zip or a folder."""
