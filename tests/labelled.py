"""A labelled synthetic set: texts with an identifier of a known kind, and texts with none.

Half of the sentences, formats and names are in view when rules are written, the other half is held
out: it is only counted. All people are made up, all numbers come from ranges kept for tests or are
not given out, so far as such ranges exist. The same seed gives the same set.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from labelled_nothing import nothing
from labelled_people import GIVEN, SURNAMES

from checker.model.receipt import Receipt
from checker.privacy import checks, scan
from checker.privacy.texts import identifier_kind
from checker.read import Sheet, Workbook

SEED = 20_260_401
PARTS = ("in view", "held out")
PER_KIND = 70


class Labelled(NamedTuple):
    """A text, or a value under a heading; `kind` is empty where it holds no identifier."""

    text: str
    kind: str
    part: str
    group: str
    heading: str = ""


def labelled(seed: int = SEED) -> list[Labelled]:
    """The whole set; each text stands in it once."""
    found: dict[tuple[str, str], Labelled] = {}
    for half, part in enumerate(PARTS):
        rng = random.Random(f"{seed} {part}")
        for made in (*_positives(rng, half), *_negatives(rng, half)):
            found.setdefault((made[0], made[3]), Labelled(made[0], made[1], part, made[2], made[3]))
    return list(found.values())


def told(one: Labelled) -> str:
    """The kind that the scan sees in a labelled text; empty when it sees none."""
    if not one.heading:
        return identifier_kind(one.text)
    rows: list[list[object]] = [["Ref", one.heading, "Attended"], ["C-7F3K2Q", one.text, 4.0]]
    sheet = Sheet("Sheet1", "visible", rows)
    seen = scan(Workbook(_RECEIPT, (sheet,)))
    return next((sighting.kind for sighting in seen if sighting.cell == "B2"), "")


_RECEIPT = Receipt("", "", "", None, (), ())

Made = tuple[str, str, str, str]


def _positives(rng: random.Random, half: int) -> Iterator[Made]:
    for kind, (formats, frames) in KINDS.items():
        mine = _half(formats, half), _half(frames, half)
        for _ in range(PER_KIND):
            value = rng.choice(mine[0])(rng)
            yield rng.choice(mine[1]).format(value), kind, kind, ""
    for group, (make, frames) in NAMES.items():
        for _ in range(PER_KIND):
            yield rng.choice(_half(frames, half)).format(make(rng, half)), "a name", group, ""
    for kind, headings, make in UNDER:
        for _ in range(PER_KIND // 3):
            yield (
                make(rng, half),
                kind,
                f"{kind} under its heading",
                rng.choice(_half(headings, half)),
            )


def _negatives(rng: random.Random, half: int) -> Iterator[Made]:
    for group, text in nothing(rng, half):
        yield text, "", group, ""
    for value in ("Not known", "N/A", "Withheld", "TBC", "None", "C-7F3K2Q", "Yes", "Unknown"):
        for heading in ("Client name", "DOB", "Postcode", "NHS No", "Mobile", "Address", "Worker"):
            yield value, "", "nothing under such a heading", heading


def _half(things: Sequence, half: int) -> Sequence:
    """Every second thing: one half is in view, the other held out."""
    return things[half::2]


def digits(rng: random.Random, count: int) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(count))


def nhs(rng: random.Random) -> str:
    while True:
        number = f"999{digits(rng, 6)}"
        for check in "0123456789":
            if checks.nhs(number + check):
                return number + check


def chi(rng: random.Random) -> str:
    while True:
        number = (
            f"{rng.randint(1, 28):02}{rng.randint(1, 12):02}{rng.randint(50, 99)}{digits(rng, 3)}"
        )
        for check in "0123456789":
            if checks.nhs(number + check):
                return number + check


def _grouped(number: str, gap: str, *sizes: int) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return gap.join(parts)


def _nino(rng: random.Random, pattern: str) -> str:
    return pattern.format("00", f"00{digits(rng, 2)}"[:2], digits(rng, 2), rng.choice("ABCD"))


def _drama(rng: random.Random, pattern: str) -> str:
    return pattern.format(n=digits(rng, 3))


def _letters(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXY") for _ in range(count))


def _inward(rng: random.Random) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"{rng.randrange(10)}{rng.choice(letters)}{rng.choice(letters)}"


def _pnc(rng: random.Random, pattern: str) -> str:
    year, serial = rng.choice(("02", "08", "15", "19")), f"{rng.randrange(1000):07}"
    letter = next(x for x in "ZABCDEFGHJKLMNPQRTUVWXY" if checks.pnc(year, serial, x))
    return pattern.format(year=year, serial=serial, letter=letter)


def _cro(rng: random.Random, pattern: str) -> str:
    year, serial = rng.choice(("72", "85", "99")), f"{rng.randrange(1000):06}"
    letter = next(x for x in "ZABCDEFGHJKLMNPQRTUVWXY" if checks.cro(year, serial, x))
    return pattern.format(year=year, serial=serial, letter=letter)


def _asn(rng: random.Random) -> str:
    return (
        f"{rng.randint(10, 25)}/01{rng.choice(('YD', 'CV'))}/01/{digits(rng, 5)}{_letters(rng, 1)}"
    )


def _birthday(rng: random.Random, pattern: str) -> str:
    months = "January February March April May June July August September October November December"
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1950, 2019)
    name = months.split()[month - 1]
    return pattern.format(d=day, m=month, y=year, s=f"{year % 100:02}", name=name, short=name[:3])


def _formats(make: Callable[..., str], *patterns: str) -> list[Callable[[random.Random], str]]:
    return [lambda rng, pattern=pattern: make(rng, pattern) for pattern in patterns]


def _words(rng: random.Random, *choices: str) -> str:
    return rng.choice(choices)


_STREETS = ("Acacia", "Mill", "Sycamore", "Church", "Station", "Jubilee", "Beech", "Old Chapel")
_ENDS = ("Road", "Avenue", "Street", "Lane", "Close", "Terrace", "Crescent", "Drive", "Gardens")


def _house(rng: random.Random, pattern: str) -> str:
    return pattern.format(n=rng.randint(1, 240), street=rng.choice(_STREETS), end=rng.choice(_ENDS))


_HANDLES = ("night_owl", "jay.mcc", "kelz", "mrbig", "xx.lou.xx", "dazza", "queen_b", "realdeal")


def _handle(rng: random.Random, pattern: str) -> str:
    return pattern.format(h=f"{rng.choice(_HANDLES)}{digits(rng, 2)}")


def _email(rng: random.Random, pattern: str) -> str:
    user = rng.choice(("jsmith", "sarah.k", "m_ali88", "d.o'neill", "kel+home", "info.me"))
    return pattern.format(u=user)


KINDS: dict[str, tuple[Sequence[Callable[[random.Random], str]], Sequence[str]]] = {
    "an NHS number": (
        [
            lambda rng: f"NHS {_grouped(nhs(rng), ' ', 3, 3, 4)}",
            lambda rng: _grouped(nhs(rng), "-", 3, 3, 4),
            lambda rng: f"NHS no {nhs(rng)}",
            lambda rng: _grouped(nhs(rng), " ", 3, 3, 4),
            lambda rng: f"NHS Number: {nhs(rng)}",
            lambda rng: f"NHS No. {_grouped(nhs(rng), ' ', 3, 3, 4)}",
            lambda rng: f"{nhs(rng)} (NHS)",
            lambda rng: f"nhs num={nhs(rng)}",
        ],
        (
            "{}",
            "Registered with GP, {}",
            "Health visitor gave {} for the baby.",
            "{} - checked on system",
            "GP letter received ({}).",
            "MH team need {}; sent by secure mail",
            "added {} to record 3/4",
            "Hospital quoted {} when confirming the appointment",
        ),
    ),
    "a Scottish CHI number": (
        [
            lambda rng: f"CHI {chi(rng)}",
            lambda rng: f"CHI number {_grouped(chi(rng), ' ', 6, 4)}",
            lambda rng: f"CHI: {_grouped(chi(rng), ' ', 6, 4)}",
            lambda rng: f"CHI no. {chi(rng)}",
        ],
        ("{}", "Moved from Glasgow, {}", "{} given by the GP", "Health record {} requested"),
    ),
    "a National Insurance number": (
        _formats(
            _nino,
            "AA {} {} {} {}",
            "AA{}{}{}{}",
            "NI no AA{}{}{}{}",
            "aa {} {} {} {}",
            "NINO: AA-{}-{}-{}-{}",
            "aa{}{}{}{}",
        ),
        (
            "{}",
            "UC claim under {}",
            "Needs {} for the job centre",
            "{} on payslip",
            "Benefits: {}, rent arrears",
            "told DWP {} by phone",
        ),
    ),
    "a postcode": (
        [
            lambda rng: f"ZZ99 {_inward(rng)}",
            lambda rng: f"zz99 {_inward(rng).lower()}",
            lambda rng: f"postcode ZZ99{_inward(rng)}",
            lambda rng: f"ZZ9 {_inward(rng)}",
            lambda rng: f"Post code: zz99{_inward(rng).lower()}",
            lambda rng: f"(ZZ99 {_inward(rng)})",
        ],
        (
            "{}",
            "Lives near the school, {}",
            "Moved to {} in March",
            "new accommodation at {}",
            "Exclusion zone around {} until June",
            "{} – no go area for him",
        ),
    ),
    "an e-mail address": (
        _formats(
            _email,
            "{u}@example.org",
            "{u}@mail.example.com",
            "{u}@EXAMPLE.net",
            "{u}[at]example.org",
            "<{u}@example.co.uk>",
            "mailto:{u}@example.org",
        ),
        (
            "{}",
            "Contact on {} only",
            "She uses {} now.",
            "Emailed {} with group dates",
            "ex still writes from {}",
            "Sent links to {}, no reply",
        ),
    ),
    "a telephone number": (
        _formats(
            _drama,
            "07700 900{n}",
            "07700900{n}",
            "01632 960{n}",
            "+44 7700 900{n}",
            "020 7946 0{n}",
            "(0113) 496 0{n}",
            "07700-900-{n}",
            "0044 7700 900{n}",
            "+447700900{n}",
            "(01632) 960 {n}",
            "0161 496 0{n}",
            "07700 900 {n}",
        ),
        (
            "{}",
            "Call on {} after 6",
            "Her mum's number is {}",
            "mob: {} (safe to text)",
            "left voicemail on {}",
            "New number {}, old one blocked",
            "Rang {} twice no answer",
            "Tel {}",
        ),
    ),
    "a date of birth": (
        _formats(
            _birthday,
            "DOB {d:02}/{m:02}/{y}",
            "dob {d}.{m}.{s}",
            "born {d} {name} {y}",
            "d.o.b. {d:02}-{m:02}-{y}",
            "Date of birth: {d} {short} {y}",
            "DOB: {y}-{m:02}-{d:02}",
            "date of birth {d:02}/{m:02}/{s}",
            "b. {d:02}/{m:02}/{y}",
            "D.O.B {d}/{m}/{y}",
            "born on {d}th {name} {y}",
        ),
        (
            "{}",
            "Client {}, lives alone",
            "Eldest child {}",
            "Perp {} known to probation",
            "Son {} at primary school",
            "{} (checked with police)",
        ),
    ),
    "a PNC id": (
        _formats(
            _pnc,
            "PNC {year}/{serial}{letter}",
            "20{year}/{serial}{letter}",
            "PNCID 20{year}/{serial}{letter}",
            "{year}/{serial}{letter}",
            "PNC: {year}/{serial}{letter}",
            "pnc id {year}/{serial}{letter}",
        ),
        ("{}", "Police check {}", "{} previous for assault", "Record {} seen", "match on {}"),
    ),
    "a CRO number": (
        _formats(
            _cro,
            "CRO {serial}/{year}{letter}",
            "CRO: {serial}/{year}{letter}",
            "CRO no {serial}/{year}{letter}",
            "cro {serial}/{year}{letter}",
        ),
        ("{}", "see {}", "Old record, {}", "{} (Met)"),
    ),
    "an arrest or summons number": (
        [
            lambda rng: f"ASN {_asn(rng)}",
            _asn,
            lambda rng: f"ASN: {_asn(rng)}",
            lambda rng: f"arrest/summons no {_asn(rng)}",
        ],
        ("{}", "Charged, {}", "{} on file", "Court list shows {}"),
    ),
    "a crime or police reference": (
        [
            lambda rng: f"crime ref {digits(rng, 2)}/{digits(rng, 5)}/26",
            lambda rng: f"URN 01AB{digits(rng, 7)}",
            lambda rng: f"Crime number CR{digits(rng, 6)}",
            lambda rng: f"URN: 13{_letters(rng, 2)}{digits(rng, 7)}",
            lambda rng: f"police log no. {digits(rng, 4)} of 12/04/2026",
            lambda rng: f"incident no {digits(rng, 4)} of 3/6/2026",
            lambda rng: f"Niche ref {digits(rng, 11)}",
            lambda rng: f"custody ref {_letters(rng, 2)}{digits(rng, 8)}",
            lambda rng: f"Police ref 42/{digits(rng, 6)}/25",
            lambda rng: f"crime no. {digits(rng, 10)}",
        ],
        (
            "{}",
            "New assault reported, {}",
            "{} NFA by police",
            "Breach of order: {}",
            "Officer rang re {}",
            "see {} for details",
        ),
    ),
    "a vehicle registration": (
        [
            lambda rng: f"AB7{rng.randint(7, 9)} {_letters(rng, 3)}",
            lambda rng: f"reg AB7{rng.randint(7, 9)}{_letters(rng, 3)}",
            lambda rng: f"YK7{rng.randint(7, 9)} {_letters(rng, 3)}",
            lambda rng: f"car reg yk7{rng.randint(7, 9)} {_letters(rng, 3).lower()}",
        ],
        (
            "{}",
            "Seen outside in {}",
            "Drives a blue Corsa {}",
            "silver van, {}",
            "{} parked by school",
        ),
    ),
    "a web address": (
        [
            lambda rng: f"https://photos.example.com/{digits(rng, 4)}",
            lambda rng: f"www.example.org/u/{digits(rng, 4)}",
            lambda rng: f"http://blog.example.net/post{digits(rng, 3)}",
            lambda rng: f"https://www.example.com/people?id={digits(rng, 5)}",
        ],
        ("{}", "Posted at {}", "He put pictures of her on {}", "link {} reported"),
    ),
    "a social media profile": (
        _formats(
            _handle,
            "@{h}",
            "Instagram: {h}",
            "facebook.com/{h}",
            "https://www.instagram.com/{h}",
            "snapchat name {h} - {h}",
            "snap: {h}",
            "tiktok.com/@{h}",
            "https://x.com/{h}",
        ),
        (
            "{}",
            "Messaging her from {}",
            "New account {} found",
            "Blocked {} on Tuesday",
            "he contacts the kids via {}",
            "Fake profile {}",
        ),
    ),
    "an IP address": (
        [
            lambda rng: f"192.0.2.{rng.randint(30, 254)}",
            lambda rng: f"203.0.113.{rng.randint(1, 254)}",
            lambda rng: f"198.51.100.{rng.randint(1, 254)}",
            lambda rng: f"2001:0db8:0000:0000:0000:0000:00{digits(rng, 2)}:{digits(rng, 4)}",
        ],
        ("{}", "Logged in from {}", "tracker at {} removed", "IP {} in the server log"),
    ),
    "an address": (
        _formats(
            _house,
            "{n} {street} {end}",
            "{n}, {street} {end}",
            "Flat 3, {n} {street} {end}",
            "{n}A {street} {end}",
            "Flat {n} {street} Court",
            "{n}-{n} {street} Road",
        ),
        (
            "{}",
            "Lives at {} with parents",
            "Bail address {}",
            "moved out of {} last week",
            "Home visit, {}, 2pm",
            "Not to go to {}",
        ),
    ),
    "a bank account": (
        [
            lambda rng: f"sort code 00-00-00 account {digits(rng, 8)}",
            lambda rng: f"s/c 00-00-00 a/c {digits(rng, 8)}",
            lambda rng: f"Sort code: 000000, acc no {digits(rng, 8)}",
            lambda rng: f"account no. {digits(rng, 8)}",
        ],
        ("{}", "Travel costs to {}", "pay into {}", "{} for expenses"),
    ),
    "a passport number": (
        [
            lambda rng: f"passport {digits(rng, 9)}",
            lambda rng: f"Passport no. {digits(rng, 9)}",
            lambda rng: f"passport number: {digits(rng, 9)}",
            lambda rng: f"Passport {_letters(rng, 2)}{digits(rng, 7)}",
        ],
        ("{}", "ID seen, {}", "{} expires next year", "Police hold {}"),
    ),
    "a driving licence number": (
        [
            lambda rng: f"ZZZ99{rng.randint(5, 9)}01{rng.randint(10, 28)}1ZZ9ZZ",
            lambda rng: f"driving licence ZZZZ9{rng.randint(5, 9)}12{rng.randint(10, 28)}3Z99ZZ",
        ],
        ("{}", "licence {}", "ID shown: {}", "{} seen"),
    ),
    "a prison or probation number": (
        [
            lambda rng: f"NOMIS A{digits(rng, 4)}AA",
            lambda rng: f"prison no A{digits(rng, 4)}ZZ",
            lambda rng: f"CRN X{digits(rng, 6)}",
            lambda rng: f"Delius X{digits(rng, 6)}",
        ],
        ("{}", "On licence, {}", "OM quoted {}", "{} release due in May"),
    ),
}


def _full(rng: random.Random, half: int) -> str:
    return f"{rng.choice(GIVEN[half])} {rng.choice(SURNAMES[half])}"


def _initial(rng: random.Random, half: int) -> str:
    letter, surname = rng.choice(GIVEN[half])[0], rng.choice(SURNAMES[half])
    pattern = (("{0} {1}", "{0}. {1}"), ("{0}. {1}", "{0} {1}"))[half]
    return rng.choice(pattern).format(letter, surname)


def _titled(rng: random.Random, half: int) -> str:
    titles = (("Mr", "Ms", "Dr", "PC"), ("Mrs", "Miss", "DC", "Cllr", "Mr."))
    return f"{rng.choice(titles[half])} {rng.choice(SURNAMES[half])}"


def _given(rng: random.Random, half: int) -> str:
    return rng.choice(GIVEN[half])


NAMES: dict[str, tuple[Callable[[random.Random, int], str], Sequence[str]]] = {
    "given name and surname": (
        _full,
        (
            "{}",
            "Client: {}",
            "Spoke to {} today, will ring back on Friday.",
            "{} attended session 4 and was quiet.",
            "Partner ({}) says he has moved out",
            "Allocated to {} from 1 May",
            "letter sent to {} and copied to probation",
            "Co-facilitated with {}",
            "{} - DNA x3",
            "Concerns raised by {} about contact with the children.",
        ),
    ),
    "surname first": (
        lambda rng, half: ", ".join(reversed(_full(rng, half).rsplit(" ", 1))),
        ("{}", "{} (closed)", "Case of {}", "see {}"),
    ),
    "all capitals": (
        lambda rng, half: _full(rng, half).upper(),
        ("{}", "CLIENT {} DNA", "{} - closed", "Re: {}"),
    ),
    "all small": (
        lambda rng, half: _full(rng, half).lower(),
        ("{}", "rang {} no answer", "{} dna", "text sent to {} today"),
    ),
    "initial and surname": (
        _initial,
        ("{}", "Worker: {}", "Seen by {} on Monday", "{} to follow up", "agreed with {}", "cc {}"),
    ),
    "title and surname": (
        _titled,
        (
            "{}",
            "{} rang to cancel",
            "Told {} that the place is held until June",
            "OIC is {}",
            "Referral from {} at court",
            "{} to review the plan",
        ),
    ),
    "given name alone": (
        _given,
        (
            "His partner {} wants no contact.",
            "Spoke with {} about the safety plan",
            "{}'s mother collected the children",
            "daughter {} present during the incident",
            "{} said he felt calmer this week.",
            "Text from {} to cancel session",
            "Ex-wife is {}",
            "{} has not been seen since the review",
            "Client {} arrived late",
            "Visited {} at home",
        ),
    ),
}


def _under_name(rng: random.Random, half: int) -> str:
    return rng.choice((_full, _given, _initial))(rng, half)


UNDER: Sequence[tuple[str, Sequence[str], Callable[[random.Random, int], str]]] = (
    (
        "a name",
        (
            "Client name",
            "Perpetrator Name",
            "Full name",
            "Surname",
            "First name",
            "ClientName",
            "Name of client",
            "Victim's name",
            "Worker",
            "Keyworker",
        ),
        _under_name,
    ),
    (
        "a date of birth",
        ("DOB", "Date of birth", "D.O.B.", "Client DOB", "Birth date", "date_of_birth"),
        lambda rng, half: _birthday(rng, ("{d:02}/{m:02}/{y}", "{d} {short} {y}")[half]),
    ),
    ("an NHS number", ("NHS No", "NHS number", "NHS", "NHS num"), lambda rng, half: nhs(rng)),
    (
        "a postcode",
        ("Postcode", "Post code", "Home postcode", "Client Post Code"),
        lambda rng, half: f"ZZ99{_inward(rng)}",
    ),
    (
        "a telephone number",
        ("Mobile", "Tel", "Phone number", "Contact no", "Telephone", "Mobile No."),
        lambda rng, half: ("7700900" if half else "1632960") + digits(rng, 3),
    ),
    (
        "a National Insurance number",
        ("NI No", "NINO", "National Insurance number", "NI number"),
        lambda rng, half: f"AA0000{digits(rng, 2)}{'' if half else 'A'}",
    ),
    (
        "an address",
        ("Address", "Home address", "Address 1", "Current address"),
        lambda rng, half: f"{rng.randint(1, 90)} {rng.choice(_STREETS)}",
    ),
    (
        "a crime or police reference",
        ("Crime ref", "URN", "Crime number", "Police reference"),
        lambda rng, half: f"{_letters(rng, 2)}{digits(rng, 7)}",
    ),
)
