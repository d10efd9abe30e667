"""A person who is erased is nowhere in the record, and the record still holds together."""

import datetime as dt
import json

import pytest

from guarantor.domain.refusals import NotPermitted
from guarantor.domain.wrong_input import NotFound
from guarantor.services.data_protection import erasure
from guarantor.services.proof import checking
from guarantor.storage.tables import Table
from tests.conftest import Begin
from tests.databases import file_of
from tests.rehearsing import APPLICATION, Rehearsal, after
from tests.storage.conftest import outside
from tests.storage.test_verifying import one_paid_claim

ON = dt.date(2019, 4, 30)
OF_THE_PERSON = [
    "Tam Synthetic",
    "1 Example Road",
    "01632 960001",
    "Pat Synthetic",
    "I want my own flat.",
    "Flat 2, 14 Example Street",
    "CT1 2ZZ",
    "Orla Example",
    "1999-03-14",
]


@after(one_paid_claim)
def a_case_with_everything(rehearsal: Rehearsal) -> None:
    rehearsal.ended_early("RG-0001/1", "2019-02-01")


@pytest.fixture
def known(begin: Begin) -> Rehearsal:
    """A person whose case went all the way."""
    return begin(a_case_with_everything)


def everything_in(rehearsal: Rehearsal) -> bytes:
    """Every value of every table, one after the other."""
    with outside(rehearsal.url) as client:
        values = [
            value
            for table in Table.metadata.tables
            for row in client.asked(f"SELECT * FROM {table}")
            for value in row
        ]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)


def test_the_test_looks_where_the_person_is(known: Rehearsal) -> None:
    held = everything_in(known)
    document = json.dumps(APPLICATION)
    for word in OF_THE_PERSON:
        assert word in document
        assert word.encode() in held


def test_no_byte_of_an_erased_person_is_in_any_table(known: Rehearsal) -> None:
    erasure.erase_person(known.office, known.ada, "RG-0001", ON)
    held = everything_in(known)
    assert [word for word in OF_THE_PERSON if word.encode() in held] == []


def test_the_record_holds_together_without_the_person(known: Rehearsal) -> None:
    erasure.erase_person(known.office, known.ada, "RG-0001", ON)
    assert checking.verify_journal(known.office, checking.signed_head(known.office)) == []
    assert checking.check_ledger(known.office) == []


def test_the_sums_and_references_stay(known: Rehearsal) -> None:
    queries = (
        "SELECT * FROM transfer ORDER BY id",
        "SELECT ref, cap_pence FROM guarantee",
        "SELECT * FROM place",
    )
    with outside(known.url) as client:
        before = [client.asked(query) for query in queries]
        erasure.erase_person(known.office, known.ada, "RG-0001", ON)
        assert [client.asked(query) for query in queries] == before


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_no_byte_of_an_erased_person_stays_in_the_file(known: Rehearsal) -> None:
    erasure.erase_person(known.office, known.ada, "RG-0001", ON)
    known.office.engine.dispose()
    written = file_of(known.url).read_bytes()
    assert [word for word in OF_THE_PERSON if word.encode() in written] == []


def test_another_persons_case_is_not_touched(known: Rehearsal) -> None:
    known.assessed_case("RG-0002", {"young_person.name": "Mel Synthetic"})
    erasure.erase_person(known.office, known.ada, "RG-0001", ON)
    held = everything_in(known)
    assert b"Mel Synthetic" in held
    assert b"Tam Synthetic" not in held


def test_erasing_again_erases_nothing_more(known: Rehearsal) -> None:
    assert erasure.erase_person(known.office, known.ada, "RG-0001", ON)["erased"] > 10
    assert erasure.erase_person(known.office, known.ada, "RG-0001", ON)["erased"] == 0


def test_only_an_administrator_erases_and_only_a_case_that_exists(known: Rehearsal) -> None:
    with pytest.raises(NotPermitted):
        erasure.erase_person(known.office, known.cora, "RG-0001", ON)
    with pytest.raises(NotFound):
        erasure.erase_person(known.office, known.ada, "RG-0009", ON)
