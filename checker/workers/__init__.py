"""Work on what strangers sent, in processes that may die: the others never notice.

`each` runs a function of a module over many tasks, `isolated` over one. Both give either what the
function made or why nothing came of it, and never raise on account of a task.
"""

from checker.workers.bounds import Bounds, Lost, Why
from checker.workers.outside import each, isolated

__all__ = ["Bounds", "Lost", "Why", "each", "isolated"]
