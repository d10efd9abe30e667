"""One application on its way through the rehearsal: judged, decided, turned down and reviewed, given a home and a deed.

What people do where no paper says it comes from the habits; every act goes through the services as in a real office.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from guarantor.domain.lifecycle import GateItem, Party
from guarantor.domain.references import pending_number
from guarantor.domain.refusals import NoPlaceFree, NotAccepted, OthersWaitFirst
from guarantor.rehearsal.applicants import Applicant, first_of_a_month_after
from guarantor.rehearsal.calendar import Diary, Step, days_later
from guarantor.rehearsal.chance import Stream
from guarantor.rehearsal.habits import habit
from guarantor.rehearsal.staff import Staff
from guarantor.rehearsal.tenants import tenant
from guarantor.services.acting import confirming
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework import cases, decisions, refusal_reviews, showing, withdrawing
from guarantor.services.guaranteeing import guarantees, issuing
from guarantor.services.paying import payees

_LOOK_AGAIN_DAYS = 14
_SEEN = {
    GateItem.TERMS_ACCEPTED: "landlord's email accepting the terms (synthetic)",
    GateItem.TENANCY_AGREEMENT: "draft tenancy agreement (synthetic)",
    GateItem.LANDLORD_CHECKED: "identity and title register, not related to the tenant (synthetic)",
    GateItem.CERTIFICATES: "gas safety and energy certificates (synthetic)",
    GateItem.PAYEE: "landlord's payee form (synthetic)",
    GateItem.ADVICE: "independent advice offered, leaflet given (synthetic)",
}


@dataclass
class Casework:
    """One applicant's case. `under_way` ends with a refusal, a withdrawal or the issue of a guarantee."""

    office: Office
    staff: Staff
    diary: Diary
    seed: int
    applicant: Applicant
    ref: str = field(default="")
    under_way: bool = field(default=False)
    payee_entered: bool = field(default=False)
    starts_on: dt.date = field(init=False)
    stream: Stream = field(init=False)
    turns: Stream = field(init=False)

    def __post_init__(self) -> None:
        self.starts_on = dt.date.fromisoformat(self.applicant.whole["tenancy"]["starts_on"])
        self.stream = Stream(self.seed, f"case {self.applicant.number}")
        self.turns = Stream(self.seed, f"turns of case {self.applicant.number}")

    def begin(self) -> None:
        """Plan the day on which the application comes."""
        self.diary.write(self.applicant.applies_on, self._apply)

    @property
    def _caseworker(self) -> Person:
        return self.staff.caseworkers[self.applicant.number % 2]

    @property
    def _approver(self) -> Person:
        return self.staff.approvers[self.applicant.number % 2]

    @property
    def _other_approver(self) -> Person:
        return self.staff.approvers[(self.applicant.number + 1) % 2]

    def _later(self, on: dt.date, step: Step) -> None:
        """Plan a step that falls away where the application is over by then."""
        self.diary.write(on, lambda day: step(day) if self.under_way else None)

    def _apply(self, on: dt.date) -> None:
        self.ref = cases.add(self.office, self._caseworker, self.applicant.document, on)["ref"]
        cases.submit(self.office, self._caseworker, self.ref, on)
        self.under_way = True
        self._later(days_later(on, self.stream.whole(2, 9)), self._assess)
        if self.turns.happens(habit("withdraws")):
            self._later(days_later(on, self.turns.whole(3, 40)), self._withdraw)

    def _withdraw(self, on: dt.date) -> None:
        reason = "The young person has other plans and says so (synthetic)."
        withdrawing.withdraw(self.office, self._caseworker, self.ref, reason, on)
        self.under_way = False

    def _assess(self, on: dt.date) -> None:
        found = cases.assess(self.office, self._caseworker, self.ref, on)
        referred = [each["criterion"] for each in found["findings"] if each["result"] == "refer"]
        if found["in_principle"]:
            self._later(days_later(on, self.stream.whole(1, 6)), self._approve_in_principle)
        elif found["outcome"] == "incomplete":
            if self.stream.happens(habit("fact_is_found")):
                self._later(days_later(on, self.stream.whole(7, 28)), self._come_back)
        else:
            step = partial(self._decide, found["outcome"], referred)
            self._later(days_later(on, self.stream.whole(1, 6)), step)

    def _approve_in_principle(self, on: dt.date) -> None:
        """All is well but for the home. It is found while the approval stands, or the approval lapses by itself."""
        reason = "All but the home is known and bears it (synthetic)."
        decisions.decide(self.office, self._approver, self.ref, "approve-in-principle", reason, [], on)
        if self.turns.happens(habit("home_is_found")):
            self._later(days_later(on, self.turns.whole(10, 80)), self._come_back)

    def _come_back(self, on: dt.date) -> None:
        """Somebody has met the young person again: what was missing is known, and the contact is fresh."""
        if self.starts_on <= on:
            self.starts_on = first_of_a_month_after(on, self.turns)
        whole = self.applicant.whole
        document = {
            **whole,
            "person": {**whole["person"], "last_contact_on": on.isoformat()},
            "tenancy": {**whole["tenancy"], "starts_on": self.starts_on.isoformat()},
        }
        cases.revise(self.office, self._caseworker, self.ref, document, on)
        self._later(days_later(on, self.stream.whole(1, 3)), self._assess)

    def _decide(self, outcome: str, referred: list[str], on: dt.date) -> None:
        bearable = len(referred) <= habit("most_referred") and self.stream.happens(habit("accepts_referred"))
        if outcome == "ineligible" or (referred and not bearable):
            self._decline(outcome, referred, on)
        else:
            self._approve(self._approver, referred, on)

    def _approve(self, approver: Person, referred: list[str], on: dt.date) -> None:
        reason = "The findings bear it (synthetic)."
        decisions.decide(self.office, approver, self.ref, "approve", reason, referred, on)
        ready_on = max(days_later(on, 3), self.starts_on - dt.timedelta(days=self.stream.whole(4, 12)))
        self._later(ready_on, self._pass_gate)

    def _decline(self, outcome: str, referred: list[str], on: dt.date) -> None:
        reason = "Not yet: see the findings and what would change them (synthetic)."
        decisions.decide(self.office, self._approver, self.ref, "decline", reason, [], on)
        if self.turns.happens(habit("asks_for_review")):
            step = partial(self._ask_for_review, outcome, referred)
            self._later(days_later(on, self.turns.whole(4, 18)), step)
        else:
            self.under_way = False

    def _ask_for_review(self, outcome: str, referred: list[str], on: dt.date) -> None:
        grounds = "The young person and the personal adviser do not agree (synthetic)."
        refusal_reviews.ask(self.office, self._caseworker, self.ref, grounds, on)
        step = partial(self._review, outcome, referred)
        self._later(days_later(on, self.turns.whole(3, 9)), step)

    def _review(self, outcome: str, referred: list[str], on: dt.date) -> None:
        """Another approver looks; a refusal that the rules themselves ask for cannot be overturned by one person."""
        overturned = outcome != "ineligible" and self.turns.happens(habit("review_overturns"))
        said = "overturned" if overturned else "upheld"
        reason = f"Looked at everything again: {said} (synthetic)."
        refusal_reviews.review(self.office, self._other_approver, self.ref, said, reason, on)
        if overturned:
            self._approve(self._other_approver, referred, on)
        else:
            self.under_way = False

    def _pass_gate(self, on: dt.date) -> None:
        for item, evidence in _SEEN.items():
            cases.record_gate_item(self.office, self._caseworker, self.ref, item, evidence, on)
        if not self.payee_entered:
            self._enter_payee(on)
        self._give_place(on)

    def _enter_payee(self, on: dt.date) -> None:
        """Finance enters the landlord's bank details; another officer rings back some days later and confirms."""
        name = str(self.applicant.whole["landlord"]["payee"])
        # A landlord of several tenancies has one account.
        account = f"{Stream(self.seed, f'account of {name}').whole(0, 99_999_999):08d}"
        details = payees.bank_details("00-00-00", account)
        first, second = (self.staff.finance[(self.applicant.number + each) % 2] for each in (0, 1))
        entered = payees.change(self.office, first, self.ref, "landlord", name, details, on)
        self.payee_entered = True
        step = partial(self._confirm_payee, second, pending_number(entered["pending"]))
        self.diary.write(days_later(on, self.turns.whole(1, 7)), step)

    def _confirm_payee(self, second: Person, number: int, on: dt.date) -> None:
        rang = "Rang the landlord on the number of the tenancy agreement (synthetic)."
        confirming.confirm(self.office, second, number, on=on, call_back=rang)

    def _give_place(self, on: dt.date) -> None:
        """Issue where a place is free for the case; else it waits, and is looked at again as offers lapse."""
        try:
            issued = issuing.issue(self.office, self._other_approver, self.ref, on)
        except (NoPlaceFree, OthersWaitFirst):
            self._later(days_later(on, _LOOK_AGAIN_DAYS), self._give_place)
            return
        except NotAccepted:
            # The last contact or plan review has grown old meanwhile: the case is looked at again.
            self._come_back(on)
            return
        self.under_way = False
        if self.stream.happens(habit("signs")):
            step = partial(self._sign, issued["guarantee_ref"])
            self.diary.write(days_later(on, self.stream.whole(0, 3)), step)

    def _sign(self, ref: str, on: dt.date) -> None:
        for party in Party:
            guarantees.sign(self.office, self._caseworker, ref, party, on)
        shown = showing.guarantee(self.office, ref)
        tenant(
            self.office,
            self.staff,
            self.diary,
            self.seed,
            guarantee=shown,
            group=self.applicant.group,
        ).move_in()
