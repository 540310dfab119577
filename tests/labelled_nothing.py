"""Texts that hold no identifier and look as if they might: what returns and notes are full of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from conftest import SPEC

PER_GROUP = 60

COURTS = (
    "Leeds Crown Court",
    "Bradford and Keighley Magistrates' Court",
    "St Albans Crown Court",
    "Westminster Magistrates' Court",
    "Royal Courts of Justice",
    "Cardiff Civil and Family Justice Centre",
    "Kingston upon Thames Crown Court",
    "Caernarfon Justice Centre",
    "Harrow Crown Court",
    "Nelson Magistrates' Court",
    "Central Family Court",
    "Snaresbrook Crown Court",
    "Old Bailey",
    "Barrow-in-Furness County Court",
    "Merthyr Tydfil Combined Court",
    "Isleworth Crown Court",
    "Specialist Domestic Abuse Court",
    "Bishop Auckland Magistrates' Court",
)
PLACES = (
    "Avon and Somerset",
    "Bishop Auckland",
    "St Helens",
    "Victoria",
    "Chelsea",
    "Kings Lynn",
    "Milton Keynes",
    "Newton Abbot",
    "Barnard Castle",
    "Stoke Newington",
    "Port Talbot",
    "Ashton-under-Lyne",
    "Welwyn Garden City",
    "Great Yarmouth",
    "Stratford-upon-Avon",
    "Ellesmere Port",
    "Merthyr Tydfil",
    "Blackburn with Darwen",
    "Bury St Edmunds",
    "Douglas",
    "Jordan Hill",
    "Burton upon Trent",
    "Melton Mowbray",
    "Sutton Coldfield",
    "Preston",
    "Lincoln",
    "Kirkby",
    "Berwick-upon-Tweed",
    "Thornton Heath",
    "Royal Leamington Spa",
    "Tunbridge Wells",
    "Holyhead",
    "Kingston upon Hull",
    "Nelson",
    "Chester-le-Street",
    "Morley and Outwood",
    "St Austell",
)
ORGANISATIONS = (
    "Suzy Lamplugh Trust",
    "Respect",
    "Barnardo's",
    "Hampton Trust",
    "Jenkins Centre",
    "Relate",
    "Women's Aid",
    "Karma Nirvana",
    "Paladin",
    "Talk Listen Change",
    "Victim Support",
    "SafeLives",
    "Citizens Advice",
    "Turning Point",
    "Change Grow Live",
    "Phoenix Futures",
    "St Mungo's",
    "Alice Ruggles Trust",
    "Samaritans",
    "Shelter Cymru",
    "Hafan Cymru",
    "Southall Black Sisters",
    "Galop",
    "The Nia Project",
    "St Giles Trust",
    "Nacro",
    "Refuge",
    "Catch22",
    "Action for Children",
    "Stonewall Housing",
    "Marie Curie Hospice",
    "Elizabeth House",
    "Bernie Grant Centre",
    "Advance",
    "Kent Police",
    "Dyfed-Powys Police",
    "West Yorkshire Combined Authority",
    "Lincoln City Council",
)
PROGRAMMES = (
    "Drive",
    "Building Better Relationships",
    "Caledonian System",
    "Living Without Violence",
    "CARA",
    "Strength to Change",
    "Choose 2 Change",
    "Turnaround",
    "Inner Strength",
    "Bright Futures",
    "Moving On",
    "Men and Masculinities",
    "Positive Relationships Programme",
    "Stepping Stones",
    "Compassionate and Psychologically-informed Interventions",
    "Horizon",
    "Kaizen",
    "Duluth model",
    "Freedom Programme",
    "Make a Change",
    "Respect Young People's Programme",
    "New Beginnings",
)
LAWS = (
    "Clare's Law",
    "Sarah's Law",
    "Helen's Law",
    "Martyn's Law",
    "Domestic Abuse Act 2021",
    "section 76 of the Serious Crime Act 2015",
    "Stalking Protection Act 2019",
    "s.2A PHA 1997",
    "Protection from Harassment Act 1997",
    "Family Law Act 1996, s42",
    "Sentencing Act 2020",
    "Crime and Security Act 2010",
    "Article 8 ECHR",
    "regulation 14(2)(b)",
    "Finn's Law",
    "Children Act 1989 s.47",
    "Social Services and Well-being (Wales) Act 2014",
    "Oliver McGowan training",
    "Claire's Law disclosure",
    "Lucy's Law",
)
TOOLS = (
    "DASH",
    "SARA v3",
    "B-SAFER",
    "SASH",
    "Danger Assessment",
    "DVRIM",
    "Outcomes Star",
    "CORE-10",
    "PHQ-9",
    "GAD-7",
    "AUDIT-C",
    "Stalking Risk Profile",
    "Spousal Assault Risk Assessment",
    "RIC",
    "Power and Control Wheel",
    "Barnardo's Domestic Violence Risk Matrix",
    "S-DASH",
    "ODARA",
    "OASys",
)
DRUGS = (
    "sertraline 50mg",
    "diazepam 5 mg twice a day",
    "methadone 40ml",
    "naltrexone",
    "mirtazapine",
    "fluoxetine",
    "buprenorphine 8mg",
    "olanzapine",
    "Antabuse",
    "pregabalin 150mg",
    "citalopram",
    "cannabis, 3 to 4 joints",
    "alcohol 60 units a week",
    "cocaine at weekends",
    "Valium",
    "Espranor",
)
WELSH = (
    "Mae'r cleient wedi cwblhau'r rhaglen.",
    "Heddlu Dyfed-Powys",
    "Cyngor Gwynedd",
    "Llywodraeth Cymru",
    "Trais yn erbyn menywod, cam-drin domestig a thrais rhywiol",
    "Wedi gwrthod cymryd rhan",
    "Cymorth i Ferched Cymru",
    "Heddlu Gogledd Cymru",
    "Dim ateb eto",
    "Cyfarfod ar 3 Mawrth 2026",
    "Gorchymyn Amddiffyn rhag Stelcio",
    "Canolfan Teulu Jig-so",
    "Ynys Môn",
    "Rhondda Cynon Taf",
    "Bro Morgannwg",
    "Cynllun diogelwch yn ei le",
    "Ystradgynlais",
    "Bwrdd Iechyd Prifysgol Betsi Cadwaladr",
    "Deddf Llesiant Cenedlaethau'r Dyfodol",
)
NOTES = (
    "Client did not attend; second absence in a row.",
    "Victim asked for no further contact until the hearing.",
    "Non-Molestation Order made ex parte, return date to be fixed",
    "Partner reports that he has been calmer since week six.",
    "Social worker will chair the next core group meeting.",
    "Worker on leave, session moved to Thursday evening",
    "Two late referrals were counted in the quarter before.",
    "Mother of the child has support from the IDVA service.",
    "Perpetrator Programme Return, second quarter",
    "Figures include cases held over from the last contract.",
    "He may need an interpreter; will ask at assessment.",
    "Group rule agreed: phones off, no names, no blame.",
    "Mr and Mrs were seen apart, as policy asks.",
    "No Further Action by police; MAPPA Level 1 screening only",
    "Cognitive Behavioural Therapy group, module 3",
    "Sent to Marac because of escalation in March and April.",
    "Told to keep a diary and to bring it on Monday",
    "Ex-partner is safe, she will be contacted by the ISAC",
    "Child in need plan ended in May after the review",
    "The totals on the sheet are right: one case was reopened.",
    "Case Manager and Practice Lead post vacant since June",
    "Pc not free to attend. Dr to confirm fitness.",
    "Team Manager, Head of Service and Data Lead signed it off",
    "Awaiting Psychological Assessment Report",
    "Chairs in circle; flip chart; Handout 4 - Time Out",
    "Christmas Day and Boxing Day sessions were not planned.",
    "Victim Liaison Officer told of the release date",
    "Good Friday and Easter Monday fell in this period",
    "Domestic Homicide Review panel, Safeguarding Adults Board",
    "Will to change; hope for the future; grace under pressure",
)
FORCES = (
    "Kent",
    "Cleveland",
    "Durham",
    "Gwent",
    "Cumbria",
    "Norfolk",
    "West Mercia",
    "Thames Valley",
)


def _days(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.choice((2024, 2025, 2026))
    names = "January February March April May June July August September October November December"
    name = names.split()[month - 1]
    return rng.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day} {name} {year}",
            f"{day}.{month}.{year % 100}",
            f"{year}-{month:02}-{day:02}",
            f"{name[:3]} {year}",
            f"{day}th {name}",
        )
    )


def _figures(rng: random.Random, count: int) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(count))


def _code(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("ABCDEFGHJKMNPQRSTVWXYZ23456789") for _ in range(count))


def _references(rng: random.Random) -> str:
    return rng.choice(
        (
            f"C-{_code(rng, 6)}",
            f"CASE-2026-{_figures(rng, 6)}",
            f"P-{_figures(rng, 10)}",
            f"RET-2026-Q2-{_figures(rng, 4)}",
            f"INV-{_figures(rng, 6)}",
            f"{_code(rng, 8)}",
            f"E0{_figures(rng, 7)}",
            f"HO/DAPSIF/{rng.randint(23, 26)}-{rng.randint(24, 27)}/{_figures(rng, 3)}",
            f"PO {_figures(rng, 8)}",
            f"ticket #{_figures(rng, 5)}",
            f"ref {_figures(rng, 10)}",
            f"W{_figures(rng, 5)}/{_figures(rng, 3)}",
            f"grant {_figures(rng, 9)}",
            f"charity no. {_figures(rng, 7)}",
            f"company number 0{_figures(rng, 7)}",
        )
    )


def _clauses(rng: random.Random) -> str:
    a, b, c, d = (rng.randint(1, 14) for _ in range(4))
    return rng.choice(
        (
            f"Clause {a}.{b}.{c}.{d}",
            f"S{a}.{b}",
            f"paragraph {a}.{b}({c})",
            f"clause {a}.{b}.{c}",
            f"Standard {a}",
            f"v{a}.{b}.{c}",
            f"Excel 16.0.{_figures(rng, 5)}.{_figures(rng, 5)}",
            f"version {a}.{b}",
            f"Annex {a}, table {b}",
            f"page {a} of {a + b}",
            f"section {a}(1)({d})",
            f"LibreOffice 24.{a}.{b}.{c}",
            f"pages 12-{a + 20}, {b}",
        )
    )


def _amounts(rng: random.Random) -> str:
    return rng.choice(
        (
            f"£{rng.randint(1, 900)},{_figures(rng, 3)}.00",
            f"£{rng.randint(1, 9)}.{rng.randint(1, 9)}m",
            f"{rng.randint(2, 40)} of {rng.randint(40, 90)} cases",
            f"{rng.randint(1, 99)}%",
            "1:3 ratio",
            f"{rng.randint(1, 12)} weeks, {rng.randint(1, 30)} sessions",
            "10:30 to 12:00",
            "18.30",
            f"{rng.randint(1, 9)} {_figures(rng, 3)} {_figures(rng, 3)}",
            "24/7 cover",
            "2 x 1.5 hours",
            f"aged {rng.randint(18, 60)} to {rng.randint(61, 80)}",
            f"score {rng.randint(1, 27)}/27",
            f"{rng.randint(1, 12)} men and {rng.randint(1, 5)} women",
            "999 call",
            "101 call to police",
            f"{rng.randint(10, 60)} minute drive",
            f"a {rng.randint(5, 30)} minute walk from the station",
        )
    )


def _codes() -> list[str]:
    every = (code for codes in SPEC.code_lists.values() for code in codes.codes)
    return sorted({text for code in every for text in (code.label, f"{code.code} – {code.label}")})


_CODES = _codes()
_OFFICIAL = (
    "https://www.gov.uk/government/publications/domestic-abuse-act-2021",
    "see www.gov.uk/stalking-protection-orders",
    "https://www.legislation.gov.uk/ukpga/2021/17/contents",
    "https://www.judiciary.uk/guidance",
    "National Domestic Abuse Helpline 0808 2000 247",
    "Respect Phoneline 0808 802 4040",
    "Childline 0800 1111",
    "https://www.met.police.uk/advice",
)

GROUPS: dict[str, tuple[Callable[[random.Random], str] | Sequence[str], Sequence[str]]] = {
    "courts": (
        COURTS,
        (
            "{}",
            "Order made at {} in March",
            "Hearing at {}",
            "{}, bailed to return",
            "listed at {} for trial",
            "{} - bind over refused",
        ),
    ),
    "places": (
        PLACES,
        (
            "{}",
            "Lives in the {} area",
            "Group held in {} on Tuesdays",
            "{} and district",
            "referrals from {} are up",
            "Team for {} has two vacancies",
        ),
    ),
    "organisations": (
        ORGANISATIONS,
        (
            "{}",
            "Referred on to {}",
            "{} runs the victim service",
            "Joint work with {} agreed",
            "{} asked for an update",
            "training by {}",
            "told {} of the closure",
        ),
    ),
    "programmes": (
        PROGRAMMES,
        (
            "{}",
            "Completed {} in 2024",
            "{} group, 26 weeks",
            "Second time on {}",
            "moved from {} to one-to-one work",
            "{}: 3 of 12 sessions done",
        ),
    ),
    "laws": (LAWS, ("{}", "Disclosure under {}", "{} applies", "Breach, {}", "told about {}")),
    "tools": (TOOLS, ("{}", "{} scored 14", "Repeat {} due in July", "high risk on {}")),
    "drugs": (DRUGS, ("{}", "Prescribed {}", "GP reviewed {} in May", "takes {}")),
    "Welsh": (WELSH, ("{}", "{} (Cymraeg)")),
    "notes": (NOTES, ("{}",)),
    "dates of events": (
        _days,
        (
            "{}",
            "Referred {}",
            "session on {}",
            "Order made {} until further order",
            "closed {}",
            "Arrested {}, released under investigation",
            "CP plan since {}",
            "{} review",
            "moved out {}",
            "Assessed on {} by the panel",
            "offence dated {}",
            "next court date {}",
        ),
    ),
    "references": (_references, ("{}", "see {}", "{} (old system)", "merged with {}")),
    "clauses and versions": (_clauses, ("{}", "see {}", "{} asks for this", "as {} says")),
    "amounts": (_amounts, ("{}", "About {}", "{} this quarter", "{} agreed")),
    "codes": (_CODES, ("{}",)),
    "public pages and lines": (_OFFICIAL, ("{}", "{} given", "Leaflet: {}")),
    "forces": (
        FORCES,
        ("{} Police", "{} Constabulary call", "PCC for {}", "{} and Wales", "DCI {}"),
    ),
}


def nothing(rng: random.Random, half: int) -> Iterator[tuple[str, str]]:
    """Groups and texts of one half: in each, every second filling and every second sentence."""
    for group, (fillings, frames) in GROUPS.items():
        mine = fillings if callable(fillings) else fillings[half::2]
        said = frames[half::2] or frames
        for _ in range(PER_GROUP * (2 if group in ("notes", "codes") else 1)):
            filling = mine(rng) if callable(mine) else rng.choice(mine)
            yield group, rng.choice(said).format(filling)
