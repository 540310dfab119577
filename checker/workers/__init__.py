"""Work on what strangers sent, in processes that may die: the others never notice.

`each` runs a function of a module over many tasks, `isolated` over one. Both give either what the
function made or why nothing came of it, and never raise on account of a task. `standing` is for
a page: processes that are ready before the task comes, each for one task alone.
"""

from checker.workers.bounds import Bounds, Lost, Why
from checker.workers.outside import each, isolated
from checker.workers.standing import Standing, standing

__all__ = ["Bounds", "Lost", "Standing", "Why", "each", "isolated", "standing"]
