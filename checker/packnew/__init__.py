"""Scaffolds for authors: a new standard or edition, a new clause, a new rule."""

from checker.packnew.writing import Made, new_clause, new_rule, new_standard

__all__ = ["Made", "new_clause", "new_rule", "new_standard"]
