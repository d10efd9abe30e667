"""How rent is paid in the rehearsal: month by month along the chain of the liability model's basis.

Late payers and months of which nobody says anything come from the rehearsal's own habits. What follows from missed
rent, the landlord's claim with its papers and its decision, goes through the services like everything else; finance
pays it on its rounds.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from guarantor.domain.claim_evidence import NEEDED, EvidenceItem
from guarantor.domain.dates import Month, plus_months
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.domain.money import pence, pounds
from guarantor.domain.references import pending_number
from guarantor.rehearsal.calendar import Diary, days_later
from guarantor.rehearsal.chance import Stream
from guarantor.rehearsal.habits import habit
from guarantor.rehearsal.staff import Staff
from guarantor.services.acting import confirming
from guarantor.services.acting.office import Office
from guarantor.services.adoption import figures
from guarantor.services.adoption.figures import Chain
from guarantor.services.casework import showing
from guarantor.services.claiming import claim_documents, claims
from guarantor.services.guaranteeing import ending
from guarantor.services.rent_record import rent, rent_corrections


@dataclass
class Tenant:
    """One tenancy under guarantee, and where its rent stands."""

    office: Office
    staff: Staff
    diary: Diary
    seed: int
    stream: Stream
    chain: Chain
    guarantee_ref: str
    starts_on: dt.date
    months: int
    share_pence: int
    source: str
    owed_months: int = field(default=0)
    called: bool = field(default=False)
    turns: Stream = field(init=False)

    def __post_init__(self) -> None:
        self.turns = Stream(self.seed, f"turns of {self.guarantee_ref}")

    def move_in(self) -> None:
        """Plan the first month: it is paid in advance by the 18plus service, so it is never missed."""
        self.diary.write(self.starts_on, self._first_month)

    def _first_month(self, on: dt.date) -> None:
        self._charge(on)
        self._pay(1, on)
        self._next_month(1)

    def _next_month(self, month: int) -> None:
        if month < self.months:
            self.diary.write(plus_months(self.starts_on, month), partial(self._month, month))

    def _month(self, month: int, on: dt.date) -> None:
        if self.stream.happens(self.chain.ends):
            self._end(on)
            return
        self._charge(on)
        if self.stream.happens(self._chance_of_miss()):
            self.owed_months += 1
            self.diary.write(days_later(on, self.stream.whole(4, 12)), partial(self._report_missed, on))
            if self.owed_months >= self.chain.call_after_months:
                self._claim(days_later(on, 13))
        elif self.stream.happens(habit("not_heard_of")):
            self.diary.write(days_later(on, 35), partial(self._report_silence, on))
            if self.turns.happens(habit("answers_when_asked")):
                answers_on = days_later(on, self.turns.whole(50, 75))
                self.diary.write(answers_on, partial(self._paid_after_all, on))
        else:
            late = self.stream.whole(3, 20) if self.stream.happens(habit("pays_late")) else 0
            clears = self.owed_months > 0 and self.stream.happens(self.chain.clears)
            months = 1 + (self.owed_months if clears else 0)
            self.owed_months = 0 if clears else self.owed_months
            self.diary.write(on + dt.timedelta(days=late), partial(self._pay, months))
        self._next_month(month + 1)

    def _chance_of_miss(self) -> float:
        if self.owed_months:
            return self.chain.repeat_miss
        return self.chain.after_call_miss if self.called else self.chain.first_miss

    def _charge(self, on: dt.date) -> None:
        rent.charge(
            self.office, self.staff.caseworkers[0], self.guarantee_ref, on, self.share_pence, on, None
        )

    def _pay(self, months: int, on: dt.date) -> None:
        paid_pence = entered_pence = months * self.share_pence
        if self.turns.happens(habit("typed_wrong")):
            entered_pence = _two_digits_swapped(paid_pence)
        person = self.staff.caseworkers[0]
        rent.pay(self.office, person, self.guarantee_ref, on, entered_pence, self.source, on, None)
        if entered_pence != paid_pence:
            step = partial(self._correct, on, entered_pence, paid_pence)
            self.diary.write(days_later(on, self.turns.whole(3, 20)), step)

    def _correct(self, paid_on: dt.date, entered_pence: int, paid_pence: int, on: dt.date) -> None:
        (entry,) = [
            each
            for each in rent_corrections.entries(self.office, self.guarantee_ref)
            if (each["says"], each["dated"], each["stands"])
            == ("paid", paid_on.isoformat(), pounds(entered_pence))
        ]
        person = self.staff.caseworkers[1]
        rent_corrections.correct(
            self.office, person, self.guarantee_ref, entry["transfer"], paid_pence, "typed_wrong", on
        )

    def _paid_after_all(self, due_on: dt.date, on: dt.date) -> None:
        """The landlord who was silent says, once asked, that the month's rent came on its day."""
        ref, person = self.guarantee_ref, self.staff.caseworkers[0]
        rent.pay(
            self.office,
            person,
            ref,
            due_on,
            self.share_pence,
            self.source,
            on,
            None,
            month=Month.of(due_on),
        )

    def _report_missed(self, due_on: dt.date, on: dt.date) -> None:
        person = self.staff.caseworkers[0]
        rent.state(self.office, person, self.guarantee_ref, Month.of(due_on), "missed", on)

    def _report_silence(self, due_on: dt.date, on: dt.date) -> None:
        person = self.staff.caseworkers[0]
        rent.state(self.office, person, self.guarantee_ref, Month.of(due_on), "silent", on)

    def _end(self, on: dt.date) -> None:
        told = "The landlord writes that the tenancy is over (synthetic)."
        person, over = self.staff.caseworkers[0], EndReason.TENANCY_ENDED
        proposed = ending.propose(self.office, person, self.guarantee_ref, over, on, evidence=told)
        number = pending_number(proposed["pending"])
        self.diary.write(days_later(on, self.turns.whole(1, 4)), partial(self._confirm_end, number))
        if self.owed_months:
            self._claim(days_later(on, 5))

    def _confirm_end(self, number: int, on: dt.date) -> None:
        # A call that used the cap up in between has ended it already, and the proposal stays without its second person.
        if showing.guarantee(self.office, self.guarantee_ref)["status"] == GuaranteeStatus.ACTIVE:
            confirming.confirm(self.office, self.staff.approvers[0], number, on=on)

    def _claim(self, on: dt.date) -> None:
        self.owed_months, self.called = 0, True
        self.diary.write(on, self._lodge)

    def _lodge(self, on: dt.date) -> None:
        owed = rent.statement(self.office, self.guarantee_ref, on)["charges"]
        lines = {
            Month.of(dt.date.fromisoformat(charge["due_on"])): pence(charge["unpaid"], "unpaid")
            for charge in owed
            if charge["heard_of"] and charge["unpaid"] != "0.00"
        }
        if not lines:
            return
        lodged = claims.lodge(self.office, self.staff.caseworkers[1], self.guarantee_ref, lines, on, None)
        for item in NEEDED:
            seen_on = days_later(on, 2) if self.turns.happens(habit("paper_comes_later")) else on
            self.diary.write(seen_on, partial(self._see_paper, lodged["claim"], item))
        self.diary.write(days_later(on, self.stream.whole(3, 10)), partial(self._decide, lodged))

    def _see_paper(self, claim: str, item: EvidenceItem, on: dt.date) -> None:
        seen = "Seen and kept in the case's folder (synthetic)."
        claims.record_evidence(self.office, self.staff.caseworkers[1], claim, item, seen, on)

    def _decide(self, lodged: dict[str, Any], on: dt.date) -> None:
        claim = claim_documents.shown(self.office, lodged["claim"])
        payable = {
            Month.read(line["month"], "month"): pence(line["payable"], "payable")
            for line in claim["lines"]
            if line["payable"] != "0.00" or line["deposit"] != "0.00"
        }
        why = "; ".join(sorted({fault for line in claim["lines"] for fault in line["failed"]}))
        reason = f"Not accepted: {why}." if why else "The rent record shows the rent unpaid."
        claims.decide(self.office, self.staff.approvers[1], lodged["claim"], payable, reason, on)


def _two_digits_swapped(amount_pence: int) -> int:
    """A sum in pence with its first two digits the wrong way round, as a hurried hand types it."""
    digits = str(amount_pence)
    return int(digits[1] + digits[0] + digits[2:])


def tenant(
    office: Office,
    staff: Staff,
    diary: Diary,
    seed: int,
    *,
    guarantee: dict[str, Any],
    group: str,
) -> Tenant:
    """The tenant of an issued guarantee, as `guarantee show` describes it."""
    ref = guarantee["guarantee_ref"]
    stream = Stream(seed, f"rent {ref}")
    return Tenant(
        office=office,
        staff=staff,
        diary=diary,
        seed=seed,
        stream=stream,
        chain=figures.chain(group, dt.date.fromisoformat(guarantee["starts_on"])),
        guarantee_ref=ref,
        starts_on=dt.date.fromisoformat(guarantee["starts_on"]),
        months=guarantee["months"],
        share_pence=pence(guarantee["share"], "share"),
        source="benefit" if stream.happens(habit("benefit_pays")) else "tenant",
    )
