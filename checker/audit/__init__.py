"""A sample of cases for what only a person can judge, and what that person found."""
