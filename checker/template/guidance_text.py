"""The words of the Guidance sheet: sections of topics, each with a short text."""

from __future__ import annotations

from dataclasses import dataclass

from checker.language import say
from checker.model.specs import Definition, Layout, ReturnSpec
from checker.template.places import CODE_LISTS_SHEET, FIRST_ROW, HEADING_ROW
from checker.template.words import described


@dataclass(frozen=True, slots=True)
class Topic:
    """One line of guidance; `sheet` names the sheet it leads to, if any."""

    name: str
    text: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    topics: tuple[Topic, ...]


_MISSING = {
    "NK": "Not known: nobody recorded it, or it could not be found out.",
    "NS": "Not stated: the person was asked and chose not to say.",
    "NA": "Not applicable: the question does not arise for this row.",
    "NC": "Not collected: your service does not collect this at all.",
}


def sections(spec: ReturnSpec, layout: Layout) -> tuple[Section, ...]:
    """Everything the Guidance sheet says, in order."""
    return (
        _about(spec, layout),
        _privacy(),
        _filling(layout),
        _sheets(spec, layout),
        _missing(spec),
        _afterwards(),
        _definitions(spec),
    )


def _sheet(layout: Layout, table: str, otherwise: str) -> str:
    return next((place.sheet for place in layout.sheets if place.table == table), otherwise)


def _about(spec: ReturnSpec, layout: Layout) -> Section:
    whole = "One workbook is one provider's return to one commissioner for one period."
    topics = (
        Topic("Purpose", spec.summary),
        Topic("What one workbook holds", f"{whole} {layout.summary}".strip()),
        Topic("Where this layout comes from", spec.source),
    )
    return Section("What this workbook is", topics)


def _privacy() -> Section:
    topics = (
        Topic(
            "Leave out",
            "Names, initials, dates of birth, NHS or National Insurance numbers, police or court"
            " reference numbers, addresses, postcodes, telephone numbers and personal e-mail"
            " addresses. They must stand nowhere: no cell, note, sheet name or file name.",
        ),
        Topic(
            "No notes column",
            "There is no column for case notes, and that is on purpose: a story can name a person"
            " without writing a name. Case notes stay in your own records.",
        ),
        Topic(
            "References",
            "Give each case, person, victim and worker a reference made up at random, and keep the"
            " list that links it to the person apart and locked. Do not use the number from your"
            " case system, initials or dates. The same case keeps its reference in every return.",
        ),
        Topic(
            "Still personal data",
            "Without names these rows still describe real people, and a perpetrator or an"
            " ex-partner may recognise them. Store and send the workbook as you would a case file."
            " Nothing from the sheets about victims may reach a perpetrator.",
        ),
    )
    return Section("Before you start: keep people safe", topics)


def _filling(layout: Layout) -> Section:
    first = _sheet(layout, "return", "Return")
    topics = (
        Topic("Order", f"Start with {first}, then go through the sheets from left to right."),
        Topic(
            "Rows",
            f"Write from row {FIRST_ROW} down, one row for each thing the sheet counts. Add no"
            " title, subtotal or spacer rows, merge no cells and hide nothing.",
        ),
        Topic(
            "Headings",
            f"Row {HEADING_ROW} holds the headings: keep their words. The row above says whether a"
            " column is required, required only in some cases, or optional. The note on each"
            " heading says what to enter.",
        ),
        Topic(
            "Lists",
            "Choose from the drop-down, or type the code or the label. If the spreadsheet asks"
            f" whether to keep what you typed, look it up on {CODE_LISTS_SHEET}. Where a cell takes"
            " several codes, separate them with a semicolon ( ; ).",
        ),
        Topic(
            "Dates",
            "Enter real dates as day/month/year. A date that is not known is left blank.",
        ),
        Topic(
            "Pasting",
            "Paste values only (Paste special, Values). An ordinary paste replaces the drop-downs"
            " and formats of this workbook by those of the other.",
        ),
        *_last_sheets(layout),
    )
    return Section("How to fill it in", topics)


def _last_sheets(layout: Layout) -> tuple[Topic, ...]:
    topics = {
        "totals": "Enter your own figures, counted from your records. They are compared with the"
        " rows, so a difference shows that rows are missing or counted twice. Write 0 for none.",
        "explanations": "When a query turns out to be right as it stands, say so here with its"
        " rule, the number of rows and a reason. Then it no longer holds up the return.",
        "self_assessment": say("declared.template-guidance"),
        "declaration": "Fill it in last, after the final check. A change made afterwards needs a"
        " new declaration.",
    }
    return tuple(
        Topic(place.sheet, topics[place.table], place.sheet)
        for place in layout.sheets
        if place.table in topics
    )


def _sheets(spec: ReturnSpec, layout: Layout) -> Section:
    topics = [
        Topic(place.sheet, described(spec.tables[place.table], place.optional), place.sheet)
        for place in layout.sheets
    ]
    about = "Every code with its label. Nothing to fill in."
    lists = Topic(CODE_LISTS_SHEET, about, CODE_LISTS_SHEET)
    return Section("Sheets of this workbook", (*topics, lists))


def _missing(spec: ReturnSpec) -> Section:
    codes = {code.code for found in spec.code_lists.values() for code in found.codes}
    topics = tuple(Topic(code, text) for code, text in _MISSING.items() if code in codes)
    blank = Topic(
        "Blank",
        "Leave a cell blank only where the column is optional or does not apply. A blank in a"
        " required column is always reported. Not known and not stated count as gaps when"
        " completeness is worked out.",
    )
    return Section("When something is not known (where the list offers it)", (*topics, blank))


def _afterwards() -> Section:
    topics = (
        Topic(
            "Checking",
            "Run the checker on this file. It works on your own computer: it needs no network,"
            " sends nothing anywhere and does not change the workbook. Check as often as you like.",
        ),
        Topic("STOP", "The file cannot be read as a return. Nothing else was checked."),
        Topic("PRIVACY", "Something may identify a person, or is hidden. Remove it first."),
        Topic("ERROR", "Something cannot be right, or is missing. It must be corrected."),
        Topic("QUERY", "Something is unusual. Correct it, or explain it if it is right."),
        Topic("NOTE", "For your information. Nothing has to be done."),
        Topic(
            "Ready to send",
            "A return is ready when nothing is left under STOP, PRIVACY and ERROR, and every QUERY"
            " is corrected or explained.",
        ),
    )
    return Section("What happens next", topics)


def _definitions(spec: ReturnSpec) -> Section:
    topics = tuple(Topic(found.term, _defined(found)) for found in spec.definitions)
    return Section("What the words mean", topics)


def _defined(definition: Definition) -> str:
    if not definition.excludes:
        return definition.meaning
    return f"{definition.meaning} Not: {definition.excludes[0].lower()}{definition.excludes[1:]}"
