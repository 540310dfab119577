"""A person on the network: profiles, pages, addresses of devices."""

from __future__ import annotations

import re

from checker.privacy.detector import Detector
from checker.privacy.pattern import Match, anycase, regex

_SITES = (
    r"facebook|fb|instagram|tiktok|snapchat|twitter|x|linkedin|youtube|reddit|tinder|onlyfans"
    r"|threads|pinterest|telegram|t"
)
# Pages of bodies that publish guidance, laws and standards identify nobody.
_PUBLIC = regex(
    r"(?:^|\.)(?:gov\.(?:uk|wales|scot)|(?:gov|police|nhs|mod|parliament|ac|sch)\.uk|llyw\.cymru"
    r"|(?:w3|openxmlformats|purl|dublincore|oasis-open|schema)\.org|schemas\.microsoft\.com"
    r"|(?:respect|safelives|college\.police|legislation|judiciary|cps|ico|ons)"
    r"\.(?:org\.uk|uk\.net|gov\.uk|uk))$"
)


def _handle(match: Match) -> bool:
    """A name that no ordinary word is, or one that a colon sets apart."""
    return bool(re.search(r"[\d._@#]", match["name"])) or ":" in match[0]


def _private(match: Match) -> bool:
    return not _PUBLIC.search(match["host"].casefold())


def _address(match: Match) -> bool:
    """Four numbers are also a version or a clause: one that is large makes an address of them."""
    parts = [int(part) for part in match[0].split(".")]
    return all(part <= 255 for part in parts) and max(parts) >= 30


PROFILES = (
    Detector(
        "a social media profile",
        anycase(
            rf"(?<![\w@.])(?:[a-z]{{1,5}}\.)?(?:{_SITES})\.(?:com|me|net|co\.uk)"
            r"/[\w.@/?=-]{2,80}"
        ),
    ),
    Detector("a social media profile", regex(r"(?<![\w@.+/-])@[A-Za-z_][\w.]{2,29}")),
    Detector(
        "a social media profile",
        anycase(
            r"\b(?:insta(?:gram)?|snap(?:chat)?|facebook|fb|tik ?tok|twitter|telegram|discord|kik)"
            r"\b ?(?:(?:name|handle|user(?:name)?|id|profile|account|acc)\b ?)?"
            r"(?:[:=] ?|(?:is|as|-|–) |(?<=name )|(?<=handle )|(?<=id ))"
            r"[\"'“‘]?(?P<name>[\w.][\w.@#]{2,29})"
        ),
        _handle,
    ),
)

PAGES = (
    Detector(
        "a web address",
        anycase(r"(?:\bhttps?://|(?<![\w.@/])(?=www\.))(?P<host>[\w.-]{3,80})"),
        _private,
    ),
)
"""Only where people type: parts of a file that no program shows are full of schemas' addresses."""

DEVICES = (
    Detector(
        "an IP address",
        regex(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)"),
        _address,
        digits=4,
    ),
    Detector(
        "an IP address",
        anycase(
            r"(?<![\w:])(?:[\dA-F]{1,4}:){7}[\dA-F]{1,4}(?![\w:])"
            r"|(?<!\w)(?:[\dA-F]{2}[:-]){5}[\dA-F]{2}(?![\w:])"
        ),
    ),
)
