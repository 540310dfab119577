"""What was checked with what, and checking once more that a report is what it says."""
