"""XML read as a stream, with no DTD, no entities and bounded nesting."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from checker.language import say
from checker.read import stops
from checker.read.limits import Limits

Start = Callable[[str, dict[str, str]], None]

_STEP = 1 << 18
STRICT = "http://purl.oclc.org/ooxml/"
SHORTEST_TAG = len("<c>")


def _no_dtd(*_: object) -> None:
    raise stops.unsafe_xml(say("read.declares-own-xml-document-type"))


def parser() -> expat.XMLParserType:
    """An expat parser that refuses a document type; it therefore knows no entities either."""
    made = expat.ParserCreate()
    made.StartDoctypeDeclHandler = _no_dtd
    made.buffer_text = True
    return made


def feed(made: expat.XMLParserType, data: bytes, limits: Limits, final: bool = True) -> None:
    """Parse; raises Unreadable for XML that is not well-formed, or has an endless tag.

    Expat keeps a tag until its end, and then makes a text of it: so it is given the data in steps,
    and may not wait with more bytes than the limit for the end of one.
    """
    view, held, reached = memoryview(data), 0, -1
    try:
        for start in range(0, len(data), _STEP):
            made.Parse(view[start : start + _STEP], False)
            held = held + _STEP if made.CurrentByteIndex == reached else 0
            reached = made.CurrentByteIndex
            if held > limits.token_bytes:
                raise stops.endless_tag(limits.token_bytes)
        if final:
            made.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        # LookupError and ValueError: an encoding that Python does not know.
        raise stops.corrupt(say("read.part-well-formed-xml")) from None


def local(name: str) -> str:
    """Name without its namespace prefix."""
    return name.rpartition(":")[2]


def attributes(found: dict[str, str]) -> dict[str, str]:
    """Attributes by local name; the few with a prefix that matter (r:id) are unique by it."""
    return {local(name): value for name, value in found.items()}


def is_true(value: str | None) -> bool:
    """Whether an XML boolean says yes."""
    return value in ("1", "true", "on")


def is_zero(size: str | None) -> bool:
    """Whether a height or width is given and is nothing."""
    return size is not None and bool(size) and size.strip("0") in ("", ".")


def too_deep() -> Exception:
    """The STOP for elements nested beyond the limit."""
    return stops.unsafe_xml(say("read.xml-nested-too-deeply"))


def too_many(limits: Limits) -> Exception:
    """The STOP for a part with more elements than the limit."""
    return stops.more_than("elements", limits.elements, say("read.xml-elements-beside-cells-one"))


def weigh(data: bytes, limits: Limits, others: int = 0) -> None:
    """Refuse a part that surely has too many elements, long before it is walked.

    An element has two tags at most. `others` are tags that are counted elsewhere.
    """
    if data.count(b"<") - others > 2 * limits.elements:
        raise too_many(limits)


def elements(data: bytes, limits: Limits, on_start: Start) -> None:
    """Call `on_start(local name, attributes)` for each element of a small part."""
    weigh(data, limits)
    depth = count = 0

    def start(name: str, found: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if count > limits.elements:
            raise too_many(limits)
        if depth > limits.nesting:
            raise too_deep()
        on_start(local(name), found)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    made = parser()
    made.StartElementHandler = start
    made.EndElementHandler = end
    feed(made, data, limits)
