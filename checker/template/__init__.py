"""The blank return: a workbook that a provider fills in, made from the return specification."""

from checker.template.places import Place, number_format, places
from checker.template.saving import save
from checker.template.workbook import build, template_bytes, write

__all__ = ["Place", "build", "number_format", "places", "save", "template_bytes", "write"]
