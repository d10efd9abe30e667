"""A sealed file opens as it was written and in no other way."""

import io
import secrets
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.services.safekeeping.sealed_files import MARK, PIECE_BYTES, NotOurs, SealedWriter, opened

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
LINE = {"made_at": "2026-11-23T14:00:00+00:00", "keep_until": "2026-12-28"}


def _sealed(*parts: bytes) -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, KEY, LINE)
    for part in parts:
        writer.write(part)
    writer.close()
    return out.getvalue()


def _opened(sealed: bytes, *keys: bytes) -> bytes:
    _, pieces = opened(io.BytesIO(sealed), keys or (KEY,))
    return b"".join(pieces)


@pytest.mark.parametrize(
    "size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, 2 * PIECE_BYTES + 1]
)
def test_it_opens_as_it_was_written_on_both_sides_of_a_piece(size: int) -> None:
    plain = secrets.token_bytes(size)
    assert _opened(_sealed(plain)) == plain


@given(parts=st.lists(st.binary(max_size=300), max_size=8))
def test_how_it_was_written_in_parts_does_not_matter(parts: list[bytes]) -> None:
    assert _opened(_sealed(*parts)) == b"".join(parts)


def test_any_of_the_keys_opens_it_and_no_other() -> None:
    assert _opened(_sealed(b"record"), OTHER, KEY) == b"record"
    with pytest.raises(NotOurs, match="none of the keys"):
        _opened(_sealed(b"record"), OTHER)


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_bit_that_was_turned_anywhere_is_found(place: int, bit: int) -> None:
    sealed = bytearray(_sealed(b"the record of a county" * 20))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(NotOurs):
        _opened(bytes(sealed))


@given(length=st.integers(0, 10_000))
def test_a_file_that_was_cut_anywhere_does_not_open(length: int) -> None:
    sealed = _sealed(b"the record of a county" * 20)
    with pytest.raises(NotOurs):
        _opened(sealed[: length % len(sealed)])


@pytest.mark.parametrize(
    "altered",
    [
        lambda whole: whole + b"\x00",
        lambda whole: _without_piece(whole, 0),
        lambda whole: _without_piece(whole, 2),
        lambda whole: b"something else",
        lambda whole: MARK + b"[]\n",
        lambda whole: MARK + b'{"key": 1}\n',
    ],
)
def test_what_is_put_behind_taken_out_or_something_else_does_not_open(
    altered: Callable[[bytes], bytes],
) -> None:
    with pytest.raises(NotOurs):
        _opened(altered(_sealed(secrets.token_bytes(2 * PIECE_BYTES + 5))))


def test_the_line_in_the_open_cannot_be_altered() -> None:
    whole = _sealed(b"record")
    assert b"2026-12-28" in whole
    with pytest.raises(NotOurs):
        _opened(whole.replace(b"2026-12-28", b"2036-12-28"))


def _without_piece(whole: bytes, which: int) -> bytes:
    """The file without one of its three pieces."""
    start = whole.index(b"\n", len(MARK)) + 1
    places = [start]
    while places[-1] < len(whole):
        length = int.from_bytes(whole[places[-1] : places[-1] + 4], "big")
        places.append(places[-1] + 4 + length)
    assert len(places) == 4
    return whole[: places[which]] + whole[places[which + 1] :]
