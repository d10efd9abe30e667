"""Nothing goes before its time, what is held stays, two people let it go, and then no byte of it is left."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from guarantor.domain.dates import plus_months
from guarantor.domain.refusals import AlreadyDone, NotDueAnyMore, NothingIsDue, SamePerson
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import confirming
from guarantor.services.casework import decisions, notes, showing
from guarantor.services.data_protection import deletion, due, legal_holds
from guarantor.services.data_protection.clocks import RecordKind, clocks
from guarantor.services.proof import checking
from guarantor.services.safekeeping import clearing
from guarantor.storage import case_files, case_words, personal
from guarantor.storage.engine import reading
from guarantor.storage.tables.base import Erasable
from guarantor.storage.tables.evidence import CaseWord
from tests.conftest import Begin
from tests.databases import file_of
from tests.rehearsing import APPLICATION, Rehearsal, Story, after
from tests.services import stories
from tests.services.stories import day
from tests.storage.conftest import outside
from tests.storage.full_use import in_full_use

ENDED = day("2018-10-15")
DECLINED = day("2018-07-03")
LANDLORD_FROM = day("2019-03-31")


@after(stories.ended)
def with_a_refusal(rehearsal: Rehearsal) -> None:
    """RG-0001/1 ended on 15 October 2018; RG-0002 was declined on 3 July 2018, and a note says more of it."""
    ref = rehearsal.assessed_case("RG-0002")
    decisions.decide(rehearsal.office, rehearsal.ann, ref, "decline", "Zebra reasons", [], DECLINED)
    notes.add(rehearsal.office, rehearsal.cora, ref, "Quagga wrote to us", day("2018-07-04"))


def _due(rehearsal: Rehearsal, on: dt.date) -> list[tuple[str, str]]:
    return [(each["case"], str(each["kind"])) for each in due.listed(rehearsal.office, on) if each["due"]]


def _run(rehearsal: Rehearsal, on: dt.date) -> dict[str, object]:
    proposed = deletion.propose(rehearsal.office, rehearsal.ada, on)
    return confirming.confirm(rehearsal.office, rehearsal.bo, int(proposed["pending"][2:]), on=on)


def _after(event_on: dt.date, kind: RecordKind) -> dt.date:
    return plus_months(event_on, clocks()[kind].months)


@pytest.mark.parametrize(
    ("case", "kind", "event_on"),
    [
        ("RG-0002", RecordKind.REFUSED_APPLICATION, DECLINED),
        ("RG-0001", RecordKind.CARE_RECORD, ENDED),
        ("RG-0001", RecordKind.LANDLORD_AND_MONEY, LANDLORD_FROM),
        ("RG-0001", RecordKind.DEED, ENDED),
    ],
)
def test_a_record_is_due_on_the_day_its_time_is_over_and_not_a_day_before(
    begin: Begin, case: str, kind: RecordKind, event_on: dt.date
) -> None:
    rehearsal = begin(with_a_refusal)
    due_on = _after(event_on, kind)
    has_rows = any(each["kind"] == kind for each in due.listed(rehearsal.office, due_on))
    assert has_rows or kind is RecordKind.LANDLORD_AND_MONEY
    assert (case, kind) not in _due(rehearsal, due_on - dt.timedelta(days=1))
    assert ((case, kind) in _due(rehearsal, due_on)) is has_rows


@pytest.mark.parametrize("story", [stories.active, stories.charged, stories.accepted, stories.moving])
def test_what_is_under_way_is_never_due(begin: Begin, story: Story) -> None:
    assert due.listed(begin(story).office, day("2100-01-01")) == []


def test_every_table_with_personal_content_has_exactly_one_clock() -> None:
    listed = [table for clock in clocks().values() for table in clock.tables]
    known = sorted(str(table.__tablename__) for table in personal.tables() if issubclass(table, Erasable))  # type: ignore[attr-defined]
    assert sorted(listed) == known
    assert all(low <= clock.months <= high for clock in clocks().values() for low, high in [clock.range])


def test_two_administrators_let_it_go_and_the_record_is_clean(begin: Begin) -> None:
    rehearsal = begin(with_a_refusal)
    on = _after(DECLINED, RecordKind.REFUSED_APPLICATION)
    proposed = deletion.propose(rehearsal.office, rehearsal.ada, on)
    assert proposed["records"] == [{"case": "RG-0002", "kind": "refused_application"}]
    with pytest.raises(SamePerson):
        confirming.confirm(rehearsal.office, rehearsal.ada, int(proposed["pending"][2:]), on=on)
    assert showing.case(rehearsal.office, "RG-0002")["young_person"]["name"]
    done = confirming.confirm(rehearsal.office, rehearsal.bo, int(proposed["pending"][2:]), on=on)
    assert done == {"records": 1, "erased": proposed["rows"], "listed": True}
    assert checking.verify_journal(rehearsal.office) == []
    assert checking.check_ledger(rehearsal.office) == []
    with pytest.raises(NothingIsDue):
        deletion.propose(rehearsal.office, rehearsal.ada, on)


def test_no_byte_is_left_of_what_went_and_the_rest_stands(begin: Begin) -> None:
    rehearsal = begin(with_a_refusal)
    went = {b"Zebra reasons", b"Quagga wrote"}
    _run(rehearsal, _after(ENDED, RecordKind.DEED))
    clearing.clear(rehearsal.office)
    assert checking.verify_journal(rehearsal.office) == []
    names = {value.encode() for value in rehearsal.document()["young_person"].values() if len(str(value)) > 4}
    for content in _bytes_of(rehearsal):
        assert not [each for each in went | names if each in content]
    assert showing.case(rehearsal.office, "RG-0001")["guarantees"]


def test_with_the_facts_goes_the_birth_date_that_a_case_is_found_by_and_not_its_name(begin: Begin) -> None:
    rehearsal = begin(with_a_refusal)
    born = case_words.birth_word(dt.date.fromisoformat(APPLICATION["person"]["date_of_birth"]))
    surname = APPLICATION["young_person"]["name"].split()[-1].casefold()
    assert {born, surname} <= _words(rehearsal, "RG-0001")
    _run(rehearsal, _after(ENDED, RecordKind.CARE_RECORD) - dt.timedelta(days=1))
    assert {born, surname} <= _words(rehearsal, "RG-0001")
    assert _words(rehearsal, "RG-0002") == set()
    _run(rehearsal, _after(ENDED, RecordKind.CARE_RECORD))
    assert surname in _words(rehearsal, "RG-0001")
    assert born not in _words(rehearsal, "RG-0001")
    _run(rehearsal, _after(ENDED, RecordKind.DEED))
    assert _words(rehearsal, "RG-0001") == set()


def _words(rehearsal: Rehearsal, ref: str) -> set[str]:
    with reading(rehearsal.office.engine) as session:
        return set(session.scalars(select(CaseWord.word).where(CaseWord.case_ref == ref)))


def _bytes_of(rehearsal: Rehearsal) -> list[bytes]:
    """Everything that the database holds: the files of SQLite, every row of PostgreSQL as text and as bytes."""
    if rehearsal.url.startswith("sqlite"):
        rehearsal.office.engine.dispose()
        file = file_of(rehearsal.url)
        return [each.read_bytes() for each in file.parent.glob(f"{file.name}*")]
    with outside(rehearsal.url) as client:
        tables = [
            name for (name,) in client.asked("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        return [repr(client.asked(f"SELECT * FROM {name}")).encode() for name in tables]


def test_a_hold_keeps_a_case_until_it_is_lifted(begin: Begin) -> None:
    rehearsal = begin(with_a_refusal)
    on = _after(DECLINED, RecordKind.REFUSED_APPLICATION)
    legal_holds.put(rehearsal.office, rehearsal.ada, "RG-0002", "a claim was announced", on)
    assert _due(rehearsal, on) == []
    with pytest.raises(NothingIsDue):
        deletion.propose(rehearsal.office, rehearsal.ada, on)
    with pytest.raises(AlreadyDone, match="held already"):
        legal_holds.put(rehearsal.office, rehearsal.bo, "RG-0002", "again", on)
    legal_holds.lift(rehearsal.office, rehearsal.bo, "RG-0002", "it was settled", on)
    assert _due(rehearsal, on) == [("RG-0002", "refused_application")]
    with pytest.raises(AlreadyDone, match="is not held"):
        legal_holds.lift(rehearsal.office, rehearsal.bo, "RG-0002", "again", on)
    assert checking.verify_journal(rehearsal.office) == []


def test_a_run_waits_alone_until_it_is_confirmed_or_can_be_no_more(begin: Begin) -> None:
    rehearsal = begin(with_a_refusal)
    on = _after(ENDED, RecordKind.DEED)
    first = deletion.propose(rehearsal.office, rehearsal.ada, on)
    with pytest.raises(AlreadyDone, match=f"{first['pending']} is proposed already"):
        deletion.propose(rehearsal.office, rehearsal.bo, on)
    legal_holds.put(rehearsal.office, rehearsal.bo, "RG-0002", "a claim was announced", on)
    anew = deletion.propose(rehearsal.office, rehearsal.bo, on)
    assert {each["case"] for each in anew["records"]} == {"RG-0001"}
    assert confirming.confirm(rehearsal.office, rehearsal.ada, int(anew["pending"][2:]), on=on)["erased"]


def test_what_is_counted_of_every_case_at_once_is_what_each_case_has(begin: Begin) -> None:
    rehearsal = begin(in_full_use)
    with reading(rehearsal.office.engine) as session:
        counted, running = personal.left(session), list(due.everything(session))
        assert len(counted) > 5
        for case in case_files.refs(session):
            of_one = Counter(row.__tablename__ for row in personal.rows(session, case))  # type: ignore[attr-defined]
            assert counted.get(case, {}) == dict(of_one)
            assert personal.left(session, case).get(case, {}) == dict(of_one)
            assert list(due.of_case(session, case, held=False)) == [
                replace(each, held=False) for each in running if each.case == case
            ]


def test_a_hold_put_after_the_proposal_stops_the_whole_run(begin: Begin) -> None:
    rehearsal = begin(with_a_refusal)
    on = _after(DECLINED, RecordKind.REFUSED_APPLICATION)
    proposed = deletion.propose(rehearsal.office, rehearsal.ada, on)
    legal_holds.put(rehearsal.office, rehearsal.ada, "RG-0002", "a claim was announced", on)
    with pytest.raises(NotDueAnyMore, match="refused application of RG-0002 is not due any more"):
        confirming.confirm(rehearsal.office, rehearsal.bo, int(proposed["pending"][2:]), on=on)
    assert showing.case(rehearsal.office, "RG-0002")["young_person"]["name"]


@pytest.mark.parametrize("why", ["", " "])
def test_a_hold_needs_its_reason(begin: Begin, why: str) -> None:
    rehearsal = begin(with_a_refusal)
    with pytest.raises(WrongInput, match="--reason: expected why"):
        legal_holds.put(rehearsal.office, rehearsal.ada, "RG-0002", why, day("2019-01-01"))
