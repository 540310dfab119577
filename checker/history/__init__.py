"""What earlier batches found: digests, counts and verdicts in one file, kept for a set time.

The file holds which return of which provider and period was checked and when, its counts,
verdicts, ids of rules and how many findings were explained with which reason. Provider, period and
number of the submission are facts about an organisation and stand there in clear. No cell's value
stands there, and no text of an explanation.

Findings and cases are known again by digests. A digest of a reference that can be guessed can be
guessed too, so each is keyed anew before it is stored: the first 16 bytes of HMAC-SHA256 under a
random secret of 32 bytes, which no other history has. What that protects: digests of one history
match neither those of another nor those in results.jsonl, and who has only the digests can test
nothing. What it does not: the secret lies in the file itself, so who has the file can test whether
a reference that they know or guess is in it, and then try values for the facts of that case.
Without the reference, the facts cannot be tried. The file is therefore personal data, to be kept
like the returns; it is made readable for its owner only.
"""

from __future__ import annotations

from checker.history.asking import asked_about, with_changes
from checker.history.comparing import since
from checker.history.listing import Kept, kept
from checker.history.opening import History, opened
from checker.history.purging import Purge, purge

__all__ = [
    "History",
    "Kept",
    "Purge",
    "asked_about",
    "kept",
    "opened",
    "purge",
    "since",
    "with_changes",
]
