"""Whatever is lodged, decided, undone, disputed, paid and sent back in whatever order: no month is accepted twice."""

import contextlib
import datetime as dt
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantor.domain.access import Role
from guarantor.domain.dates import Month
from guarantor.domain.money import pence
from guarantor.domain.refusals import Refused
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Person
from guarantor.services.claiming import claim_corrections, claim_documents, claims, disputes
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.claiming import G
from tests.services.stories import day, given_role
from tests.watching import asked

MONTHS = [Month(2018, 9), Month(2018, 10), Month(2018, 11), Month(2018, 12)] + [
    Month(2019, month) for month in (1, 2, 3)
]
RENT, CAP = 52_000, 312_000
STANDING = """
    SELECT line.month, SUM(line.accepted_pence) FROM accepted_line AS line WHERE NOT EXISTS (
        SELECT 1 FROM undone_acceptance AS undone JOIN pending_act ON pending_act.number = undone.pending
        WHERE undone.claim_ref = line.claim_ref AND pending_act.confirmed_by IS NOT NULL
    ) GROUP BY line.month
"""
OWED = """
    SELECT claim_ref, SUM(CASE WHEN credit = 'claims_payable' THEN amount_pence ELSE -amount_pence END)
    FROM transfer WHERE 'claims_payable' IN (debit, credit) GROUP BY claim_ref
"""
CALLED = """
    SELECT SUM(CASE WHEN debit = 'commitment' THEN amount_pence ELSE -amount_pence END) FROM transfer
    WHERE kind IN ('commitment_called', 'commitment_restored')
"""


@dataclass
class Course:
    """A course of acts on one guarantee, one a day; what the scheme refuses is passed over."""

    rehearsal: Rehearsal
    on: dt.date = field(default_factory=lambda: day("2019-03-05"))
    proposed: list[int] = field(default_factory=list)

    def step(self, what: str, number: int, who: int, share: int) -> None:
        """Try an act on one of the claims that may come to it, by an approver, over a share in quarters."""
        self.on += dt.timedelta(days=1)
        decided = "IN" if what not in ("decide", "lodge") else "NOT IN"
        asked_for = f"SELECT ref FROM claim WHERE ref {decided} (SELECT claim_ref FROM claim_decision)"
        refs = [ref for (ref,) in asked(self.rehearsal.url, f"{asked_for} ORDER BY number")] or [f"{G}/C1"]
        approver = [self.rehearsal.ann, self.rehearsal.abe, self.rehearsal.cal][who]
        with contextlib.suppress(Refused, WrongInput):
            getattr(self, f"_{what}")(refs[number % len(refs)], approver, number, share)

    def _lodge(self, ref: str, _approver: Person, number: int, share: int) -> None:
        chosen = MONTHS[number % 5 : number % 5 + 1 + share % 3]
        office, cora = self.rehearsal.office, self.rehearsal.cora
        claims.lodge(office, cora, G, dict.fromkeys(chosen, RENT), self.on, None)

    def _decide(self, ref: str, approver: Person, number: int, share: int) -> None:
        """Mostly what is payable; sometimes what was claimed, payable or not."""
        asked_for = "payable" if number % 4 else "claimed"
        shown = claim_documents.shown(self.rehearsal.office, ref)
        lines = [(line["month"], pence(line.get(asked_for, "0"), asked_for)) for line in shown["lines"]]
        accepts = {
            Month.read(month, "month"): asked_pence * share // 4
            for month, asked_pence in lines
            if asked_pence * share // 4
        }
        claims.decide(self.rehearsal.office, approver, ref, accepts, "so it is", self.on)

    def _dispute(self, ref: str, _approver: Person, _number: int, _share: int) -> None:
        disputes.dispute(self.rehearsal.office, self.rehearsal.cora, ref, "it was due", self.on)

    def _answer(self, ref: str, approver: Person, _number: int, share: int) -> None:
        outcome = "reopened" if share else "stands"
        disputes.answer(self.rehearsal.office, approver, ref, outcome, "so it is", self.on)

    def _undo(self, ref: str, approver: Person, _number: int, _share: int) -> None:
        answer = claim_corrections.propose_undo(self.rehearsal.office, approver, ref, "wrong", self.on)
        self.proposed.append(int(answer["pending"][2:]))

    def _confirm(self, _ref: str, approver: Person, number: int, _share: int) -> None:
        if self.proposed:
            pending = self.proposed[number % len(self.proposed)]
            self.rehearsal.confirmed({"pending": f"P-{pending}"}, approver, on=self.on)

    def _pay(self, ref: str, _approver: Person, _number: int, _share: int) -> None:
        payments.pay(self.rehearsal.office, self.rehearsal.fay, ref, f"{ref} {self.on}", self.on)

    def _return(self, ref: str, _approver: Person, _number: int, _share: int) -> None:
        payments.returned(self.rehearsal.office, self.rehearsal.finn, ref, "other", self.on, None)

    def _tenant_pays(self, _ref: str, _approver: Person, number: int, share: int) -> None:
        paid_pence = 10_000 * (share + 1)
        month = MONTHS[number % len(MONTHS)]
        office, cora = self.rehearsal.office, self.rehearsal.cora
        rent.pay(office, cora, G, self.on, paid_pence, "tenant", self.on, None, month=month)


ACTS = [name[1:] for name in vars(Course) if name.startswith("_") and not name.startswith("__")]
OFTEN = ["lodge", "decide", "decide", "decide", "pay"]
STEPS = st.tuples(st.sampled_from([*ACTS, *OFTEN]), st.integers(0, 11), st.integers(0, 2), st.integers(0, 4))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=20, max_size=30))
def test_no_month_is_accepted_twice_and_never_more_than_the_cap(
    begin: Begin, steps: list[tuple[str, int, int, int]]
) -> None:
    course = Course(begin(three_approvers))
    for step in [("lodge", 0, 0, 2), ("lodge", 0, 0, 2), ("lodge", 1, 0, 2), *steps]:
        course.step(*step)
        _check(course.rehearsal.url)


def _check(url: str) -> None:
    standing = {month: int(total) for month, total in asked(url, STANDING)}
    assert all(total <= RENT for total in standing.values())
    assert sum(standing.values()) <= CAP
    assert int(asked(url, CALLED)[0][0] or 0) == sum(standing.values())
    assert all(owed >= 0 for _, owed in asked(url, OWED))


@after(stories.active)
def three_approvers(rehearsal: Rehearsal) -> None:
    """Eight months are unpaid, more than the cap holds; Cal is an approver too."""
    rehearsal.charge(G, "2018-08-01", *(f"{month}-01" for month in MONTHS))
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
