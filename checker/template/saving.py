"""Saving the same bytes for the same content: the way of every workbook that is written here."""

from __future__ import annotations

from checker.render.workbook.saving import FIXED_TIME, save, saved

__all__ = ["FIXED_TIME", "save", "saved"]
