"""Counts of one return, and marks by which its records are known again."""
