"""What earlier batches found: digests, counts and verdicts in one file, kept for a set time."""
