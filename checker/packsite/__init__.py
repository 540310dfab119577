"""A static site of every standard and return: a page for each clause, rule and table."""

from checker.packsite.writing import write_site

__all__ = ["write_site"]
