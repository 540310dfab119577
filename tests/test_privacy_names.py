"""Names of people in texts: which are seen, and what is no name though it looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.privacy import identifier_kind
from checker.privacy.lexicon import folded, lexicon
from checker.privacy.names import KIND, holds_name
from checker.privacy.tokens import tokens

NAMES = [
    "Sarah Hussain",
    "Spoke to Sarah Hussain today.",
    "SARAH HUSSAIN",
    "sarah hussain rang",
    "Hussain, Sarah",
    "HUSSAIN, S",
    "S. Hussain",
    "S Hussain to follow up",
    "Seen by T.J. Hussain",
    "Sarah J Hussain",
    "Sarah Zqxvb",
    "Zqxvb Hussain",
    "Mr Hussain",
    "mrs hussain",
    "Dr. Zqx",
    "PC Zqxvb attended",
    "Cllr Brown",
    "Ms Green",
    "Sarah Brown",
    "Darren Ward",
    "Siân Llŷr-Hughes",
    "Niamh O’Brien",
    "Józef Wiśniewski",
    "Sarah van der Berg",
    "Jane MacZqxvb",
    "Ifan ap Dafydd",
    "Taylor-Reid, Sarah",
    "his partner Sarah",
    "Ex-wife is Sarah",
    "Sarah's mother rang",
    "daughter Chloe was there",
    "Client Sarah arrived late",
    "Sarah said he had left",
    "Mark said he felt calmer",
    "text from Sarah to cancel",
    "Мария Иванова",
    "محمد حسين",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "李伟",
]
NONE = [
    "Clare's Law",
    "Sarah's Law disclosure",
    "Helen's Law",
    "Leeds Crown Court",
    "Bradford and Keighley Magistrates' Court",
    "St Helens",
    "Saint Helena",
    "St Albans",
    "Victoria Park",
    "Jordan Hill",
    "Melton Mowbray",
    "Port Talbot",
    "East Lindsey",
    "Barnard Castle",
    "Milton Keynes",
    "Kent Police",
    "Avon and Somerset",
    "Suzy Lamplugh Trust",
    "Alice Ruggles Trust",
    "Jenkins Centre",
    "Barnardo's",
    "Women's Aid",
    "Hampton Trust",
    "Elizabeth House",
    "Marie Curie Hospice",
    "Talk Listen Change",
    "Drive",
    "Building Better Relationships",
    "Duluth model",
    "Spousal Assault Risk Assessment",
    "No Further Action",
    "Non-Molestation Order",
    "Mr and Mrs were seen apart",
    "Client will attend in May",
    "in March and April",
    "Victim asked for no contact",
    "Team Manager",
    "Option A. Evidence",
    "Hepatitis C. Treatment",
    "Group B Handout",
    "Mae'r cleient wedi cwblhau'r rhaglen.",
    "Heddlu Gogledd Cymru",
    "Rhondda Cynon Taf",
    "hope for the future, grace under pressure",
    "will to change",
    "Good Friday and Easter Monday",
    "Christmas Day",
    "Domestic Homicide Review",
    "PC World",
    "N. West region",
    "W-4F8K2Q; W-9Q2V2D",
    "Not known",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_seen(text):
    assert identifier_kind(text) == KIND
    assert identifier_kind(text, names=False) == ""


@pytest.mark.parametrize("text", NONE)
def test_what_is_called_after_people_places_or_work_is_no_name(text):
    assert identifier_kind(text) == ""


@pytest.mark.parametrize(
    "text", ["Ward", "Sarah", "Hill", "Young", "May", "Jordan", "Brown", "Green"]
)
def test_one_word_alone_is_no_name(text):
    assert identifier_kind(text) == ""


def test_the_lists_of_words_are_folded_and_each_name_stands_once():
    words = lexicon()
    assert len(words.words) > 8_000
    assert all(word == folded(word) for word in words.words)
    assert words.known("zqx") == (0, False, False, False)
    assert words.known("hussain")[:3] == (2, True, True)
    assert words.known("young").weight == 1


def test_a_word_of_the_lists_that_is_a_place_alone_is_never_half_a_name():
    words = lexicon()
    places = [word for word, known in words.words.items() if known.stop and not known.weight]
    assert len(places) > 500
    assert not [word for word in places if holds_name(f"{word.title()} {word.title()}")]


@given(st.text(max_size=60))
def test_the_words_of_any_text_stand_in_it_in_order(text):
    at = 0
    for token in tokens(text, lexicon()):
        at = text.index(token.text, at) + len(token.text)
        assert token.weight in (0, 1, 2)


@given(st.sampled_from(NAMES[:20]), st.sampled_from(["  ", "\u00a0", "\u200b ", "\t", "\n"]))
def test_white_space_of_any_kind_hides_no_name(text, gap):
    assert identifier_kind(text.replace(" ", gap)) == KIND
