"""The journal's chain: whatever is changed, taken out, put in or moved is named by its line."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarantor.ledger.journal import GENESIS, Entry, broken, chained, content_digest, entry_hash

START = dt.datetime(2018, 7, 1, tzinfo=dt.UTC)
TEXT = st.text(max_size=8)
ACTS = st.fixed_dictionaries(
    {
        "at": st.integers(0, 10**9).map(lambda ticks: START + dt.timedelta(microseconds=ticks)),
        "actor": st.none() | st.integers(1, 50),
        "via": TEXT,
        "act": TEXT,
        "subject": TEXT,
        "details": st.dictionaries(TEXT, TEXT, max_size=2),
        "transfers_digest": TEXT,
    }
)
ANOTHER: dict[str, Any] = {
    "at": dt.datetime(2021, 1, 1, tzinfo=dt.UTC),
    "actor": 99,
    "seq": 99,
}


def chain(acts: Sequence[dict[str, Any]]) -> list[Entry]:
    entries: list[Entry] = []
    for act in acts:
        previous = entries[-1].hash if entries else GENESIS
        entries.append(chained(seq=len(entries) + 1, previous_hash=previous, **act))
    return entries


CHAINS = st.lists(ACTS, min_size=3, max_size=5).map(chain)
some_chains = settings(max_examples=30)


@some_chains
@given(CHAINS)
def test_a_chain_as_it_was_written_holds(entries: list[Entry]) -> None:
    assert list(broken(entries)) == []
    assert list(broken([])) == []


@pytest.mark.parametrize("name", [field.name for field in fields(Entry)])
@some_chains
@given(entries=CHAINS, data=st.data())
def test_a_changed_line_is_named_whichever_column_was_changed(
    name: str, entries: list[Entry], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(entries) - 1))
    value = ANOTHER.get(name, "something else that was never written")
    entries[index] = replace(entries[index], **{name: value})
    seq = entries[index].seq
    assert any(f"journal line {seq} " in says for says in broken(entries))


@some_chains
@given(CHAINS, st.data())
def test_a_removed_line_is_named_unless_it_was_the_last(entries: list[Entry], data: st.DataObject) -> None:
    removed = entries.pop(data.draw(st.integers(0, len(entries) - 2)))
    says = list(broken(entries))
    assert says[0] == f"journal line {removed.seq} is missing; the next one held is {removed.seq + 1}"
    assert says[1] == f"journal line {removed.seq + 1} does not follow the line before it"


@some_chains
@given(CHAINS)
def test_a_cut_tail_is_not_seen_by_the_chain_alone(entries: list[Entry]) -> None:
    assert list(broken(entries[:-1])) == []


@some_chains
@given(CHAINS, ACTS, st.data())
def test_an_inserted_line_is_named(entries: list[Entry], act: dict[str, Any], data: st.DataObject) -> None:
    index = data.draw(st.integers(1, len(entries) - 1))
    forged = chained(seq=entries[index].seq, previous_hash=entries[index - 1].hash, **act)
    entries.insert(index, forged)
    assert any(f"journal line {forged.seq} " in says for says in broken(entries))


@some_chains
@given(CHAINS, st.data())
def test_lines_that_changed_places_are_named(entries: list[Entry], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(entries) - 2))
    entries[index], entries[index + 1] = entries[index + 1], entries[index]
    assert list(broken(entries)) != []


@given(ACTS)
def test_the_hash_covers_no_more_than_the_line(act: dict[str, Any]) -> None:
    entry = chained(seq=1, previous_hash=GENESIS, **act)
    assert entry_hash(replace(entry, hash="")) == entry.hash
    assert entry.actor_type == ("system" if act["actor"] is None else "officer")


@given(st.dictionaries(TEXT, st.integers() | TEXT, max_size=4))
def test_the_order_of_the_details_does_not_change_the_line(details: dict[str, Any]) -> None:
    def line(details: dict[str, Any]) -> Entry:
        return chained(
            seq=1,
            at=START,
            actor=1,
            via="cli",
            act="add_case",
            subject="RG-0001",
            details=details,
            transfers_digest="",
            previous_hash=GENESIS,
        )

    assert line(dict(reversed(details.items()))) == line(details)


@given(st.binary(min_size=32, max_size=32), st.dictionaries(TEXT, st.none() | TEXT, max_size=3), TEXT)
def test_a_content_digest_changes_with_the_content(salt: bytes, content: dict[str, Any], word: str) -> None:
    changed = {**content, "name": word + "!"}
    unchanged = {**content, "name": word}
    assert content_digest(salt, changed) != content_digest(salt, unchanged)


def test_two_people_with_the_same_birthday_have_different_digests() -> None:
    content = {"date_of_birth": "1999-03-14"}
    assert content_digest(secrets.token_bytes(32), content) != content_digest(
        secrets.token_bytes(32), content
    )


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_content_digest_insists_on_32_random_bytes(length: int) -> None:
    with pytest.raises(AssertionError):
        content_digest(b"x" * length, {})
