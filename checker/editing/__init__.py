"""A provider's own workbook, edited in those parts alone that must change."""
