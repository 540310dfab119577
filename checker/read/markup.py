"""XML read as a stream, with no DTD, no entities and bounded nesting."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from checker.read import stops
from checker.read.limits import Limits

Start = Callable[[str, dict[str, str]], None]

STRICT = "http://purl.oclc.org/ooxml/"


def _no_dtd(*_: object) -> None:
    raise stops.unsafe_xml("it declares its own XML document type")


def parser() -> expat.XMLParserType:
    """An expat parser that refuses a document type; it therefore knows no entities either."""
    made = expat.ParserCreate()
    made.StartDoctypeDeclHandler = _no_dtd
    made.buffer_text = True
    return made


# Python hands the parser a million bytes at a time, and a text that lies across two such pieces
# arrives in two: cutting at the end of a tag keeps every value whole.
_STEP = 1 << 20
_LONGEST_TAG = 2 * _STEP


def feed(made: expat.XMLParserType, data: bytes, final: bool = True) -> None:
    """Parse; raises Unreadable for XML that is not well-formed, or that has an endless tag."""
    try:
        _feed(made, data)
        made.Parse(b"", final)
    except (expat.ExpatError, ValueError, LookupError):
        # LookupError and ValueError: an encoding that Python does not know.
        raise stops.corrupt("a part of it is not well-formed XML") from None


def _feed(made: expat.XMLParserType, data: bytes) -> None:
    view, at, waiting, place = memoryview(data), 0, 0, made.CurrentByteIndex
    while at < len(data):
        end = data.rfind(b">", at, at + _STEP) + 1 or at + _STEP
        made.Parse(view[at:end], False)
        # The parser gathers a tag until it ends, and with it every attribute, in memory.
        waiting = 0 if made.CurrentByteIndex != place else waiting + end - at
        if waiting > _LONGEST_TAG:
            raise stops.unsafe_xml("one of its XML tags is over two million bytes long")
        at, place = end, made.CurrentByteIndex


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
    return stops.unsafe_xml("its XML is nested too deeply")


def elements(data: bytes, limits: Limits, on_start: Start) -> None:
    """Call `on_start(local name, attributes)` for each element of a small part."""
    depth = 0

    def start(name: str, found: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.nesting:
            raise too_deep()
        on_start(local(name), found)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    made = parser()
    made.StartElementHandler = start
    made.EndElementHandler = end
    feed(made, data)
