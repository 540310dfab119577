"""What the OSCAL documents share: names, properties, days and the ids of controls.

Open Security Controls Assessment Language (OSCAL) 1.1, NIST; patterns are those of its data types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from checker.language import say
from checker.model.specs import Standard
from checker.render.machine.names import URN, uuid_of
from checker.render.machine.texts import one_line

OSCAL_VERSION: Final = "1.1.3"
NAMESPACE: Final = f"{URN}:oscal"
UNDATED: Final = "1970-01-01"

# A day within the years that the data type date-time-with-timezone has.
_DAY: Final = re.compile(r"(?:19|2[0-9])[0-9]{2}(?:-[0-9]{2}){0,2}")

Json = dict[str, Any]


def document_bytes(document: Json) -> bytes:
    """Write one OSCAL document as JSON, UTF-8, one newline at the end."""
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def props(**given: str) -> list[Json]:
    """Properties of this project, those that have a value; "_" stands for "-" in their names."""
    return [
        {"name": name.replace("_", "-"), "ns": NAMESPACE, "value": value}
        for name, words in given.items()
        if (value := one_line(words))
    ]


def moment(day: str) -> str:
    """The first moment of an ISO day, month or year in UTC; UNDATED where there is none."""
    whole = f"{day}-01-01"[:10] if _DAY.fullmatch(day) else UNDATED
    return f"{whole}T00:00:00Z"


def token(text: str) -> str:
    """The text as a token: letters, digits, ".", "-" and "_", the first of them no digit."""
    found = re.sub(r"[^A-Za-z0-9._-]+", "-", text).lower()
    return found if re.match(r"[a-z_]", found) else f"_{found}"


def control_ids(standard: Standard) -> dict[str, str]:
    """The id of the control for each clause, by the clause's own: "S1.1" becomes "s1.1"."""
    found: dict[str, str] = {}
    for clause in standard.clauses:
        name = base = token(clause.id)
        number = 2
        while name in found.values():
            name, number = f"{base}-{number}", number + 1
        found[clause.id] = name
    return found


def statement_id(control: str) -> str:
    """The id of the part of a control that says what is asked for."""
    return f"{control}_smt"


def name_of(standard: Standard) -> str:
    """How a standard is named everywhere: "id@edition"."""
    return f"{standard.id}@{standard.edition}"


def catalog_resource(standard: Standard) -> Json:
    """The entry of a back matter that stands for the catalog of a standard."""
    return {
        "uuid": uuid_of("catalog-resource", name_of(standard), standard.digest),
        "title": say(
            "machine.catalog-title", title=one_line(standard.title), edition=standard.edition
        ),
        "props": props(standard=name_of(standard), sha_256=standard.digest),
    }


def web_resources(sources: Iterable[tuple[str, str]]) -> list[Json]:
    """An entry of a back matter for each web address among (address, title), the first title."""
    titles: dict[str, str] = {}
    for address, title in sources:
        if is_web(address):
            titles.setdefault(address, one_line(title))
    return [
        {"uuid": uuid_of("web", address), "title": title, "rlinks": [{"href": address}]}
        for address, title in titles.items()
    ]


def is_web(address: str) -> bool:
    """Whether a source is a web address; "project" is none."""
    return address.startswith(("https://", "http://"))
