"""Identifiers where none should be: the kind and the place are said, never the value.

This first line of defence looks at every text of the file: cells of every sheet, hidden ones
included, and what stands outside the cells. A text is looked at by itself (`texts`), and a cell
also under its heading (`headings`).
"""

from checker.privacy.beside import scan_texts
from checker.privacy.cells import Sighting, scan
from checker.privacy.saying import identifier_words
from checker.privacy.texts import identifier_kind

__all__ = ["Sighting", "identifier_kind", "identifier_words", "scan", "scan_texts"]
