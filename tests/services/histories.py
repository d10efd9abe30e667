"""Histories of a ledger drawn at random and written down as bare rows, in a database without a single guard.

Every kind of event comes up, in any order of days: guarantees issued, raised, moved and ended, rent of all sorts,
claims paid, returned and undone, costs, recoveries, and months closed in between. An hour passes between two events.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, insert

from guarantor.domain.dates import Month
from guarantor.ledger import postings
from guarantor.ledger.transfer import Posting, Transfer
from guarantor.services.acting.office import Office
from guarantor.settings import Settings
from guarantor.storage.tables.base import Table
from tests.rehearsing import Clock

FIRST_ON, LAST_ON = dt.date(2018, 7, 1), dt.date(2018, 12, 31)
BEGAN_AT = dt.datetime(2018, 7, 1, 9, tzinfo=dt.UTC)
DAYS = st.dates(FIRST_ON, LAST_ON)
PENCE = st.integers(1, 90_000)
GUARANTEES = ("RG-0001/1", "RG-0002/1", "RG-0003/1")
CAP_PENCE = 312_000


def without_guards(file: Path) -> None:
    """A database with every table and no guard in a file."""
    engine = create_engine(f"sqlite:///{file}")
    Table.metadata.create_all(engine)
    engine.dispose()


class History:
    """Rows under way: what was posted, and what can still be turned round."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.rows: list[tuple[str, dict[str, Any]]] = []
        self.transfers: list[Transfer] = []
        self.at = BEGAN_AT
        self.turned: set[int] = set()
        self.closed: list[tuple[Month, int, dt.datetime]] = []
        self.number = 0
        self.issued_on: dict[str, dt.date] = {}

    def add(self, table: str, **values: Any) -> None:
        self.rows.append((table, {**values, "recorded_at": self.at}))

    def post(self, made: list[Posting]) -> None:
        for posting in made:
            self.number += 1
            transfer = Transfer(**posting.__dict__, id=self.number, recorded_at=self.at)
            self.transfers.append(transfer)
            self.rows.append(("transfer", dict(transfer.__dict__)))

    def issue(self, ref: str) -> None:
        """Issued on a day; signed and ended at random, days after."""
        on = self.issued_on[ref] = self.draw(DAYS)
        self.add(
            "guarantee",
            ref=ref,
            case_ref=ref[:-2],
            number=1,
            programme=self.draw(st.sampled_from(["one", "two"])),
            policy_fingerprint="",
            decision=1,
            assessment=1,
            issued_on=on,
            starts_on=on,
            ends_on=on + dt.timedelta(days=self.draw(st.integers(100, 400))),
            months=12,
            share_pence=52_000,
            cap_pence=CAP_PENCE,
            group_code=self.draw(st.sampled_from(["citizen", "uasc", None])),
            area=self.draw(st.sampled_from(["kent", "medway"])),
            brma=None,
            age_at_start=19,
            prepared_by=1,
            issued_by=2,
        )
        if self.draw(st.booleans()):
            self.rows.append(
                ("moved_guarantee", {"guarantee_ref": ref, "from_ref": f"of {ref}", "move": self.number})
            )
        self.step(ref, "offered", on)
        self.post(postings.guarantee_issued(ref, CAP_PENCE, on))

    def step(self, ref: str, status: str, on: dt.date, reason: str | None = None) -> None:
        self.add(
            "guarantee_status",
            guarantee_ref=ref,
            status=status,
            reason_code=reason,
            happened_on=on,
            officer=None,
        )

    def earlier(self, kind: postings.Kind) -> Transfer | None:
        """A transfer of a kind that nothing has turned round yet."""
        found = [each for each in self.transfers if each.kind == kind and each.corrects is None]
        left = [each for each in found if each.id not in self.turned]
        if not left:
            return None
        chosen = self.draw(st.sampled_from(left))
        self.turned.add(chosen.id)
        return chosen

    def of_claim(self, first: Transfer, *kinds: postings.Kind) -> list[Transfer]:
        """The transfers recorded with one."""
        return [
            each for each in self.transfers if each.recorded_at == first.recorded_at and each.kind in kinds
        ]


def _charge(history: History, ref: str, on: dt.date, pence: int) -> None:
    history.post(postings.rent_charged(ref, pence, on))


def _rent(history: History, ref: str, on: dt.date, pence: int) -> None:
    month = history.draw(st.none() | DAYS.map(Month.of))
    history.post(postings.rent_paid(ref, pence, on, "tenant", month))


def _rent_corrected(history: History, _ref: str, _on: dt.date, _pence: int) -> None:
    kind = history.draw(st.sampled_from([postings.Kind.RENT_CHARGED, postings.Kind.RENT_PAID]))
    entry = history.earlier(kind)
    if entry is not None:
        wrong = history.draw(st.integers(1, entry.amount_pence))
        history.post(postings.rent_corrected(entry, wrong, "wrong_amount"))


def _missed(history: History, ref: str, on: dt.date, _pence: int) -> None:
    says = history.draw(st.sampled_from(["missed", "silent"]))
    history.add(
        "rent_statement", guarantee_ref=ref, month=str(Month.of(on)), says=says, stated_on=on, officer=1
    )


def _claim(history: History, ref: str, on: dt.date, pence: int) -> None:
    claim = f"{ref}/C{len(history.rows)}"
    history.add("claim", ref=claim, guarantee_ref=ref, number=len(history.rows), lodged_on=on, lodged_by=1)
    history.rows.append(
        ("claim_line", {"claim_ref": claim, "month": str(Month.of(on)), "claimed_pence": pence})
    )
    kept = {Month.of(on): history.draw(st.integers(0, 5_000))}
    history.post(postings.claim_accepted(ref, claim, pence, on, kept))


def _paid(history: History, _ref: str, on: dt.date, _pence: int) -> None:
    accepted = history.earlier(postings.Kind.CLAIM_ACCEPTED)
    if accepted is not None:
        month = Month.of(accepted.happened_on)
        assert accepted.guarantee_ref is not None
        assert accepted.claim_ref is not None
        on = max(on, accepted.happened_on)
        history.post(
            postings.claim_paid(
                accepted.guarantee_ref, accepted.claim_ref, {month: accepted.amount_pence}, on
            )
        )


def _returned(history: History, _ref: str, on: dt.date, _pence: int) -> None:
    paid = history.earlier(postings.Kind.CLAIM_PAID)
    if paid is not None:
        kinds = (postings.Kind.CLAIM_PAID, postings.Kind.RENT_MET_BY_COUNCIL)
        history.post(postings.payment_returned(history.of_claim(paid, *kinds), max(on, paid.happened_on)))


def _undone(history: History, _ref: str, on: dt.date, _pence: int) -> None:
    accepted = history.earlier(postings.Kind.CLAIM_ACCEPTED)
    if accepted is not None:
        kinds = (
            postings.Kind.CLAIM_ACCEPTED,
            postings.Kind.COMMITMENT_CALLED,
            postings.Kind.RENT_MET_BY_DEPOSIT,
        )
        history.post(
            postings.acceptance_undone(history.of_claim(accepted, *kinds), max(on, accepted.happened_on))
        )


def _recovered(history: History, ref: str, on: dt.date, pence: int) -> None:
    claim = f"{ref}/C1"
    history.post(postings.recovery_agreed(ref, claim, pence, on))
    history.post(
        postings.recovered(ref, claim, pence, history.draw(st.integers(0, pence)), on, "young_person")
    )


def _close(history: History, _ref: str, _on: dt.date, _pence: int) -> None:
    month = history.closed[-1][0].following() if history.closed else Month.of(FIRST_ON)
    if month >= Month.of(LAST_ON):
        return
    history.closed.append((month, history.number, history.at))
    history.add(
        "month_close",
        month=str(month),
        document="{}",
        sha256="",
        through_transfer=history.number,
        journal_seq=len(history.rows),
        journal_hash="",
        closed_on=month.last_on + dt.timedelta(days=1),
        closed_by=1,
    )


EVENTS: dict[str, Callable[[History, str, dt.date, int], None]] = {
    "signed": lambda history, ref, on, _pence: history.step(ref, "active", on),
    "ended": lambda history, ref, on, _pence: history.step(ref, "ended", on, "tenancy_ended"),
    "raised": lambda history, ref, on, pence: history.post(postings.cap_raised(ref, pence, on)),
    "released": lambda history, ref, on, pence: history.post(
        postings.commitment_released(
            ref, pence, on, history.draw(st.sampled_from(["window_closed", "transferred"]))
        )
    ),
    "charged": _charge,
    "rent": _rent,
    "rent corrected": _rent_corrected,
    "missed": _missed,
    "claim": _claim,
    "paid": _paid,
    "returned": _returned,
    "undone": _undone,
    "cost": lambda history, ref, on, pence: history.post(
        postings.cost_approved("K", history.draw(st.sampled_from([ref, None])), pence, on)
    ),
    "cost paid": lambda history, ref, on, pence: history.post(postings.cost_paid("K", ref, pence, on)),
    "recovered": _recovered,
    "written off": lambda history, ref, on, pence: history.post(
        postings.written_off(ref, f"{ref}/C1", pence, on)
    ),
    "closed": _close,
}
COMMON = ("signed", "charged", "charged", "rent", "claim", "paid")


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to three guarantees and some forty events on or after their issue, of which few had to be lawful."""
    history = History(draw)
    refs = GUARANTEES[: draw(st.integers(1, 3))]
    for ref in refs:
        history.issue(ref)
    for _ in range(draw(st.integers(0, 40))):
        history.at += dt.timedelta(hours=1)
        event = EVENTS[draw(st.sampled_from([*EVENTS, *COMMON]))]
        ref = draw(st.sampled_from(refs))
        event(history, ref, max(draw(DAYS), history.issued_on[ref]), draw(PENCE))
    return history


def written(history: History, file: Path) -> Engine:
    """The history's rows in a database of `without_guards`."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        for table, values in history.rows:
            connection.execute(insert(Table.metadata.tables[table]).values(**values))
    return engine


def office_of(engine: Engine) -> Office:
    """An office that reads the database."""
    clock = Clock()
    return Office(engine, Settings(database_url=str(engine.url)), clock.now, clock.today)
