"""What a heading or label asks for, and whether a value under it is that.

Under "Client name" two plain words are a name, under "DOB" any full date is a date of birth, under
"NHS No" ten digits in a row are an NHS number. Without the heading none of these would be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from checker.layout.values import clean
from checker.privacy import keys
from checker.privacy.judges import (
    Judge,
    is_address,
    is_birth,
    is_health,
    is_name,
    is_police,
    is_telephone,
    is_thing,
    may_be_name,
    shaped,
)
from checker.privacy.pattern import regex

_LONGEST = 60
# How the words of all headings below begin: most texts hold none of them.
_STARTS = frozenset(
    (
        *(
            "acc",
            "add",
            "aka",
            "ali",
            "all",
            "arr",
            "asn",
            "ass",
            "ath",
            "aut",
            "ban",
            "bir",
            "bor",
        ),
        *(
            "b",
            "by",
            "cad",
            "cha",
            "car",
            "cas",
            "chi",
            "chr",
            "cli",
            "co",
            "cod",
            "com",
            "con",
            "cou",
            "cri",
        ),
        *(
            "crn",
            "cro",
            "cus",
            "cyf",
            "d",
            "dat",
            "day",
            "del",
            "dob",
            "dri",
            "dyd",
            "enw",
            "ent",
            "eva",
            "fun",
            "age",
            "mod",
            "man",
            "org",
            "sch",
            "ser",
            "too",
        ),
        *("fac", "fam", "ffo", "fir", "for", "ful", "giv", "h", "hc", "hcn", "hea", "hom", "iba"),
        *(
            "idv",
            "inc",
            "ini",
            "ins",
            "int",
            "isa",
            "iss",
            "key",
            "kno",
            "lan",
            "las",
            "lea",
            "led",
        ),
        *("lin", "log", "mai", "mid", "mob", "n", "nam", "nat", "nex", "nhs", "ni", "nic", "nin"),
        *(
            "nok",
            "nom",
            "num",
            "occ",
            "off",
            "oic",
            "own",
            "par",
            "pas",
            "pco",
            "per",
            "pho",
            "pnc",
        ),
        *(
            "pol",
            "pos",
            "pra",
            "pre",
            "pri",
            "pro",
            "rec",
            "ref",
            "reg",
            "rhi",
            "sig",
            "sna",
            "soc",
        ),
        *("sor", "sta", "str", "su", "sum", "sup", "sur", "tel", "tik", "tut", "twi", "urn", "use"),
        *("v", "van", "veh", "vic", "vrm", "vrn", "wha", "wor", "wri", "che", "cur", "hou"),
    )
)
_FIGURES = regex(r"\d.*\d")
_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
_WHO = (
    r"(?:(?:client|clients|perp|perpetrator|victim|survivor|service user|su|user|participant|person"
    r"|partner|ex partner|ex|child|childs|children|childrens|staff|worker|keyworker|key worker"
    r"|case worker|caseworker|facilitator|facilitators|supervisor|assessor|referrer|respondent"
    r"|applicant|offender|mother|father|parent|practitioner|learner|men|man|woman|womans|mans"
    r"|clients full|legal|contact|emergency contact|next of kin|nok|patient|members?|group member"
    r"|officer|social worker|probation officer|employee|adult|case) )"
)


def _whole(pattern: str) -> re.Pattern[str]:
    """Headings that are this and nothing else."""
    return regex(rf"^(?:{pattern})$")


def _holding(pattern: str) -> re.Pattern[str]:
    """Headings that hold these words, whatever else they say: the values decide."""
    return regex(rf"\b(?:{pattern})\b")


_SURE_NAME = _whole(
    rf"{_WHO}+(?:sur|fore|first |last |full |given |family |middle |preferred |maiden |known )?"
    r"names?"
    r"|(?:sur|fore)names?|(?:first|last|full|given|family|middle|preferred|maiden|christian) names?"
    r"|(?:first|fore) ?names? (?:and|&)? ?(?:last |sur)names?|names? of "
    rf"(?:the )?{_WHO.removesuffix(' )')})|(?:aka|alias(?:es)?|known as|nickname)|enw(?:au)?"
    r"|(?:cyfenw|enw cyntaf|enw llawn)"
)
_MAYBE_NAME = _whole(
    r"names?|(?:the )?(?:client|perpetrator|perp|victim|survivor|service user|participant|partner"
    r"|ex partner|child|children|staff|staff member|worker|key ?worker|case ?worker|practitioner"
    r"|(?:co )?facilitators?|supervisor|assessor|referrer|social worker|offender manager"
    r"|probation officer|officer in (?:the )?case|oic|idva|isac|next of kin|nok|contact person"
    r"|contact|line manager|tutor|lead|case holder|case owner|owner|interpreter|author|signed"
    r"|signature)"
    r"|(?:allocated|named|support|iss|victim|women s)(?: support)? worker"
    r"|(?:prepared|completed|given|declared|led|assessed|supervised|referred|written|recorded"
    r"|entered|checked|signed|delivered|facilitated|allocated|assigned) (?:by|to)"
    r"(?: (?:name|role))?"
)
_BIRTH = _whole(
    rf"{_WHO}?(?:d ?o ?b|(?:date|day) of birth|birth ?dates?|birthday|born(?: on)?|dyddiad geni)"
    r"(?: dd mm yy(?:yy)?)?"
)
_HEALTH = _whole(rf"{_WHO}?(?:nhs|chi|h ?(?:and|&)? ?c|hcn|health and care|rhif gig)(?: .*)?")
_TAX = _whole(rf"{_WHO}?(?:n ?i|nino|national insurance|nat ins)(?: (?:no|num|number|n|ref))?")
_POSTCODE = _holding(r"post ?code|pcode|cod post")
_TELEPHONE = _holding(
    r"tel|tele?phone|phone|mobile|mob|landline|contact n(?:o|um|umber)|rhif ffon|whatsapp"
)
_ADDRESS = _whole(
    rf"{_WHO}?(?:home |current |last known |postal |full |house )?(?:address(?: ?(?:line )?\d)?"
    r"|street|cyfeiriad)(?: (?:and|&|inc|with) .*)?"
)
_POLICE = _holding(
    r"(?:crime|police|custody|urn|niche|athena|offence|occurrence|arrest|asn|pnc|cro"
    r"|summons|log|cad) (?:.* )?(?:ref|reference|nos?|num|numbers?|id|urn|refs|references)"
    r"|urn|pnc|pnc ?id|cro|asn|incident (?:nos?|num|numbers?|log)"
)
_PRISON = _holding(
    r"(?:noms|nomis|prison|prisoner|delius|crn|probation) (?:.* )?(?:id|no|num|number|ref)"
    r"|crn|noms|nomis|delius"
)
_PASSPORT = _holding(r"passport")
_LICENCE = _holding(r"driv(?:ing|ers?)(?: s)? licen[cs]e")
_VEHICLE = _holding(
    r"(?:vehicle|car|van|v) ?(?:reg|registration|number plate)|vrm|vrn|number plate|reg no"
)
_BANK = _holding(r"sort code|account n(?:o|um|umber)|bank account|bank details|iban")
_PROFILE = _holding(
    r"facebook|instagram|insta|snapchat|snap|tiktok|twitter|social media|username|user name"
)
_THINGS = (
    r"(?:provider|organisation|programme|project|service|agency|charity|contractor|company"
    r"|delivery (?:partner|body|organisation)|commissioner|school|court|funder|evaluator|partner"
    r" agency|victim support provider|tool|assessment tool|manual|model|manual or model)"
)
_OF_THINGS = _whole(
    rf"{_THINGS}(?: name)?|names? of (?:the )?{_THINGS}|accredited by|enw r darparwr"
)
_INITIALS = _whole(rf"{_WHO}?initials")


def asked(text: str) -> Judge | None:
    """What judges the values under a heading, or beside a label; None where it asks for nothing."""
    if len(text) > _LONGEST or _FIGURES.search(text):
        return None
    plain = " ".join(re.split(r"[^a-z0-9&]+", _CAMEL.sub(" ", clean(text)).casefold())).strip()
    plain = plain.replace(" s ", " ")
    if _STARTS.isdisjoint(word[:3] for word in plain.split(" ")):
        return None
    return next((judge for pattern, judge in ASKED.values() if pattern.search(plain)), None)


ASKED: Mapping[str, tuple[re.Pattern[str], Judge]] = {
    "thing": (_OF_THINGS, is_thing),
    "name": (_SURE_NAME, is_name),
    "birth": (_BIRTH, is_birth),
    "health": (_HEALTH, is_health),
    "tax": (_TAX, shaped("a National Insurance number", r"^[A-Z]{2}[ -]?(?:\d\d[ -]?){3}[A-D]?$")),
    "postcode": (_POSTCODE, shaped("a postcode", r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$")),
    "telephone": (_TELEPHONE, is_telephone),
    "address": (_ADDRESS, is_address),
    "prison": (
        _PRISON,
        shaped("a prison or probation number", r"^(?:[A-Z]\d{4}[A-Z]{2}|[A-Z]\d{6})$"),
    ),
    "police": (_POLICE, is_police),
    "passport": (_PASSPORT, shaped("a passport number", r"^(?:\d{9}|[A-Z]{1,2}\d{6,7})$")),
    "licence": (_LICENCE, shaped("a driving licence number", r"^(?:[A-Z9]{5} ?\d{6}|\d{8}$)")),
    "vehicle": (
        _VEHICLE,
        shaped("a vehicle registration", r"^(?=.*\d)(?=.*[A-Z])[A-Z\d]{2,4} ?[A-Z\d]{2,4}$"),
    ),
    "bank": (_BANK, shaped("a bank account", r"^(?:\d\d[ -]?\d\d[ -]?\d\d|\d{7,8}|GB\d\d.+)$")),
    "profile": (
        _PROFILE,
        shaped("a social media profile", r"^@?(?=.*[\d._])[\w.]{3,30}$|^@\w{3,30}$"),
    ),
    "initials": (_INITIALS, shaped("initials", r"^[A-Z](?:[. ]{0,2}[A-Z]){1,3}\.?$")),
    "reference": (_whole(keys.HEADINGS), keys.key_kind),
    "perhaps a name": (_MAYBE_NAME, may_be_name),
}
"""What a heading may ask for, in order: how it is told, and what judges the values under it."""
