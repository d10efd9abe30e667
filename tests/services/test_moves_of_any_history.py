"""Whatever happened on the home before, a move makes nothing out of nothing: the caps together are never more."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantor.domain.dates import Month, plus_months
from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind
from guarantor.domain.refusals import NoCapLeft, NoMonthsLeft
from guarantor.ledger.accounts import Account
from guarantor.services.claiming import claims
from guarantor.services.guaranteeing import changes, left_to_move, moves
from guarantor.services.guaranteeing.changes import NewShare
from guarantor.services.proof.checking import check_ledger
from guarantor.services.rent_record import rent
from guarantor.storage import guarantee_files
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import NEW_HOME, day

OLD, NEW = "RG-0001/1", "RG-0001/2"
FIRST_ON = dt.date(2018, 8, 1)


@dataclass(frozen=True)
class History:
    """What became of each month's rent before the move, and what was asked for at the move."""

    months: tuple[str, ...]
    accepted_share: int
    consented: bool
    keep_pence: int | None
    moves_in_days: int


histories = st.builds(
    History,
    months=st.lists(st.sampled_from(["paid", "missed", "silent", "half"]), min_size=2, max_size=9).map(tuple),
    accepted_share=st.integers(0, 100),
    consented=st.booleans(),
    keep_pence=st.none() | st.integers(0, 320_000),
    moves_in_days=st.integers(3, 80),
)


def _live(rehearsal: Rehearsal, history: History) -> dt.date:
    """Every month's rent recorded, and the missed ones claimed in part; the day after the last of it."""
    office, cora = rehearsal.office, rehearsal.cora
    missed = {}
    for number, what in enumerate(history.months, start=1):
        due_on = plus_months(FIRST_ON, number)
        rehearsal.charge(OLD, due_on.isoformat())
        if what in ("missed", "half"):
            rent.state(office, cora, OLD, Month.of(due_on), "missed", due_on)
        if what in ("paid", "half"):
            paid = 52_000 if what == "paid" else 26_000
            rent.pay(office, cora, OLD, due_on, paid, "tenant", due_on, None, Month.of(due_on))
        if what == "missed":
            missed[Month.of(due_on)] = 52_000
    on = plus_months(FIRST_ON, len(history.months)) + dt.timedelta(days=10)
    if history.consented:
        changes.open_change(office, cora, OLD, ChangeKind.RENT_ABOVE_CEILING, "a higher rent", on)
        consent = NewShare(60_000, on)
        changes.decide(office, rehearsal.ann, 1, ChangeDecision.CONSENTED, "fair", on, consent=consent)
    if len(missed) >= 2:
        claim = claims.lodge(office, cora, OLD, missed, on, None)
        left = {month: pence * history.accepted_share // 100 for month, pence in missed.items()}
        payable = {line["month"]: line["payable"] for line in claim["lines"]}
        accepts = {month: pence for month, pence in left.items() if pence and payable[str(month)] != "0.00"}
        claims.decide(office, rehearsal.ann, claim["claim"], accepts, "as shown", on)
    return on


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories)
def test_a_move_never_makes_the_caps_together_larger(begin: Begin, history: History) -> None:
    rehearsal = begin(stories.active)
    # A history may go on beyond the day on which every rehearsal begins.
    rehearsal.clock.instant += dt.timedelta(days=365)
    on = _live(rehearsal, history)
    moves_on = on + dt.timedelta(days=history.moves_in_days)
    home = {**NEW_HOME, "tenancy": {**NEW_HOME["tenancy"], "starts_on": moves_on.isoformat()}}
    try:
        asked = moves.ask(rehearsal.office, rehearsal.cora, OLD, home, on, keep_pence=history.keep_pence)
    except (NoCapLeft, NoMonthsLeft):
        assert _left(rehearsal, OLD) + _accepted(rehearsal) == _cap(rehearsal, OLD)
        return
    stories.approve_move(rehearsal, on=on.isoformat())
    issued = stories.issue(rehearsal, on=on.isoformat())
    assert issued["cap"] == asked["cap_left"]
    kept = _left(rehearsal, OLD)
    assert _accepted(rehearsal) + _cap(rehearsal, NEW) + kept == _cap(rehearsal, OLD)
    assert _left(rehearsal, NEW) == _cap(rehearsal, NEW)
    with reading(rehearsal.office.engine) as session:
        old, new = guarantee_files.held(session, OLD), guarantee_files.held(session, NEW)
        assert new.ends_on <= old.ends_on
        assert 1 <= new.months <= old.months
        assert kept >= left_to_move.split(session, old, moves_on, on, None).owed_pence
    assert check_ledger(rehearsal.office) == []


def _cap(rehearsal: Rehearsal, ref: str) -> int:
    with reading(rehearsal.office.engine) as session:
        return guarantee_files.cap_pence(session, guarantee_files.held(session, ref))


def _left(rehearsal: Rehearsal, ref: str) -> int:
    with reading(rehearsal.office.engine) as session:
        return guarantee_files.balance(session, Account.COMMITMENT, ref)


def _accepted(rehearsal: Rehearsal) -> int:
    with reading(rehearsal.office.engine) as session:
        return guarantee_files.balance(session, Account.CLAIMS_PAYABLE, OLD)


def test_a_history_of_every_kind_moves_what_is_left(begin: Begin) -> None:
    """Of £3,120.00 two missed months took £520.00; as much is still owed of them, £520.00 silent, £260.00 half."""
    rehearsal = begin(stories.active)
    # A history may go on beyond the day on which every rehearsal begins.
    rehearsal.clock.instant += dt.timedelta(days=365)
    history = History(
        ("missed", "missed", "silent", "half"), 50, consented=False, keep_pence=None, moves_in_days=3
    )
    on = _live(rehearsal, history)
    home = {**NEW_HOME, "tenancy": {**NEW_HOME["tenancy"], "starts_on": "2018-12-14"}}
    asked = moves.ask(rehearsal.office, rehearsal.cora, OLD, home, on)
    assert on == day("2018-12-11")
    assert (asked["kept"], asked["cap_left"]) == ("1300.00", "1300.00")
