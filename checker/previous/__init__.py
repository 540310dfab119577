"""What an earlier report of the same return said, read back from its report.json."""
