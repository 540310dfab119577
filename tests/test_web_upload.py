"""What is handed over is taken apart in memory, however it is cut, and never beyond its bounds."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looping import run

from checker.web import upload
from checker.web.upload import File, Form, Refused, Sizes, received

SIZES = Sizes(total=10_000, files={"return": 3, "previous": 1})
EDGE = "edge"
KIND = f"multipart/form-data; boundary={EDGE}"


def body(*parts: tuple[str, str | None, bytes]) -> bytes:
    made = b""
    for name, file, data in parts:
        filename = "" if file is None else f'; filename="{file}"'
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{filename}\r\n\r\n'
        made += head.encode() + data + b"\r\n"
    return made + f"--{EDGE}--\r\n".encode()


def take(pieces, kind=KIND, sizes=SIZES, admit=lambda texts: None, count=lambda size: None) -> Form:
    async def chunks():
        for piece in pieces:
            yield piece

    return run(received(chunks(), kind, sizes, admit, count))


def refused(pieces, **how) -> Refused:
    with pytest.raises(Refused) as caught:
        take(pieces, **how)
    return caught.value


@given(
    st.lists(st.binary(max_size=300), max_size=3),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    st.data(),
)
def test_a_form_is_the_same_however_it_is_cut(files, words, data):
    sent = body(
        ("token", None, words.encode()),
        *(("return", f"{n}.xlsx", content) for n, content in enumerate(files)),
    )
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=12)))
    pieces = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    form = take(pieces)
    assert form.text("token") == words
    assert form.files == tuple(
        File("return", f"{n}.xlsx", content) for n, content in enumerate(files)
    )


@given(st.binary(max_size=400))
def test_whatever_comes_is_a_form_or_refused(sent):
    for whole in (sent, f"--{EDGE}\r\n".encode() + sent, body(("a", None, b"b"))[:-9] + sent):
        with suppress(Refused):
            assert isinstance(take([whole]), Form)


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data", "application/json"])
def test_another_kind_of_body_is_refused(kind):
    assert refused([b""], kind=kind).status == 415


def test_the_size_is_counted_while_it_arrives_and_what_is_too_much_is_never_kept():
    kept, drawn = [], []

    def pieces():
        yield body(("return", "a.xlsx", b""))[:-12]
        for number in range(1_000):
            drawn.append(number)
            yield b"x" * 1_000

    assert refused(pieces(), count=kept.append).status == 413
    assert sum(kept) <= SIZES.total
    # It is read on so that the sender hears of it, but not for ever.
    assert 30 < len(drawn) < 60


def test_the_token_is_looked_at_before_a_byte_of_a_file_is_kept():
    kept = []

    def admit(texts):
        assert texts == {"token": ["wrong"]}
        raise Refused(403, "no")

    sent = body(("token", None, b"wrong"), ("return", "a.xlsx", b"x" * 5_000))
    cut = sent.index(b"x" * 5_000)
    found = refused([sent[:cut], sent[cut:]], admit=admit, count=kept.append)
    assert found.status == 403
    assert sum(kept) == cut


def test_a_form_without_files_is_held_to_its_token_too():
    def admit(texts):
        raise Refused(403, "no")

    assert refused([body(("token", None, b""))], admit=admit).status == 403


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("C:\\Users\\me\\return.xlsx", "return.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("/a/b", "b"),
        ("é.xlsx", "é.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 250 + ".xlsx"),
    ],
)
def test_a_name_has_no_folders(name, told):
    [file] = take([body(("return", name, b"1"))]).files
    assert file.name == told


def test_a_field_in_which_nothing_was_chosen_is_no_file():
    assert take([body(("return", "", b""))]).files == ()


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([("return", "a", b"")] * 4, 413),
        ([("previous", "a", b"1")] * 2, 413),
        ([("other", "a", b"1")], 400),
        ([("a", None, b"1")] * 21, 413),
        ([("password", None, b"1" * 4_097)], 413),
    ],
)
def test_more_than_a_form_of_ours_has_is_refused(parts, status):
    if parts[0][:2] == ("return", "a"):
        parts = [("return", f"{n}", b"1") for n in range(4)]
    assert refused([body(*parts)]).status == status


def test_a_sender_who_falls_silent_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(upload, "_SILENCE", 0.01)

    async def chunks():
        yield body(("a", None, b"1"))[:20]
        await asyncio.sleep(30)
        yield b""

    async def waiting_for_it():
        await received(chunks(), KIND, SIZES, lambda texts: None, lambda size: None)

    with pytest.raises(Refused) as caught:
        run(waiting_for_it())
    assert caught.value.status == 408


def test_no_room_for_more_is_told_as_such():
    def count(size):
        raise Refused(503, "full")

    assert refused([body(("return", "a", b"1"))], count=count).status == 503


def test_neither_a_file_nor_a_form_shows_its_bytes():
    form = take([body(("return", "a.xlsx", b"secret"), ("password", None, b"hidden"))])
    assert "secret" not in repr(form)
    assert "hidden" not in repr(form)
