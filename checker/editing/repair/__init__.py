"""The safe tidyings of a return, written into a second workbook that lists every one of them.

A repair never changes what the checker reads: it makes the file say it plainly.
"""

from checker.editing.repair.repairing import Repaired, repair
from checker.editing.repair.telling import told

__all__ = ["Repaired", "repair", "told"]
