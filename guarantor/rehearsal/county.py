"""The rehearsal county: applications come, are judged, decided and guaranteed, and rent falls due.

Nothing is forced: what happens follows from the seed, Kent's figures, the basis and the habits. It ends on
30 April 2019, by when Kent had reported 19 tenancies.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from guarantor.domain.dates import plus_months
from guarantor.domain.lifecycle import GateItem, Party
from guarantor.domain.refusals import NoPlaceFree, NotAccepted
from guarantor.rehearsal.applicants import Applicant, applicants
from guarantor.rehearsal.calendar import Diary, days_later
from guarantor.rehearsal.chance import Stream
from guarantor.rehearsal.habits import habit
from guarantor.rehearsal.staff import Staff
from guarantor.rehearsal.tenants import tenant
from guarantor.services import cases, daily, databases, decisions, guarantees, issuing, showing
from guarantor.services.office import Office, Person

ENDS_ON = dt.date(2019, 4, 30)
FIRST_ON = dt.date(2018, 6, 1)
_SEEN = {
    GateItem.TERMS_ACCEPTED: "landlord's email accepting the terms (synthetic)",
    GateItem.TENANCY_AGREEMENT: "draft tenancy agreement (synthetic)",
    GateItem.LANDLORD_CHECKED: "identity and title register, not related to the tenant (synthetic)",
    GateItem.CERTIFICATES: "gas safety and energy certificates (synthetic)",
    GateItem.PAYEE: "landlord's payee form (synthetic)",
    GateItem.ADVICE: "independent advice offered, leaflet given (synthetic)",
}


@dataclass
class County:
    """The county under way."""

    office: Office
    staff: Staff
    seed: int
    diary: Diary = field(default_factory=lambda: Diary(ENDS_ON))
    turned_away: list[str] = field(default_factory=list)

    def play(self, each_day: Callable[[dt.date], None]) -> None:
        """Play the county to its last day. `each_day` hears of each day on which something happens."""
        for applicant in applicants(self.seed):
            self.diary.write(applicant.applies_on, partial(self._apply, applicant))
        for month in range(1, 11):
            self.diary.write(plus_months(FIRST_ON, month), self._daily)
        self.diary.write(ENDS_ON, self._daily)
        self.diary.play(each_day)
        databases.set_business_date(self.office, self.staff.administrators[0], ENDS_ON)

    def _daily(self, on: dt.date) -> None:
        daily.run(self.office, on)

    def _apply(self, applicant: Applicant, on: dt.date) -> None:
        person = self.staff.caseworkers[applicant.number % 2]
        ref = cases.add(self.office, person, applicant.document, on)["ref"]
        cases.submit(self.office, person, ref, on)
        stream = Stream(self.seed, f"case {applicant.number}")
        self.diary.write(
            days_later(on, stream.whole(2, 9)), partial(self._assess, applicant, ref, stream, person)
        )

    def _assess(self, applicant: Applicant, ref: str, stream: Stream, person: Person, on: dt.date) -> None:
        found = cases.assess(self.office, person, ref, on)
        if found["outcome"] == "incomplete":
            if stream.happens(habit("fact_is_found")):
                find = partial(self._come_back, applicant, ref, stream, person)
                self.diary.write(days_later(on, stream.whole(7, 28)), find)
            return
        referred = [each["criterion"] for each in found["findings"] if each["result"] == "refer"]
        step = partial(self._decide, applicant, ref, stream, found["outcome"], referred)
        self.diary.write(days_later(on, stream.whole(1, 6)), step)

    def _come_back(self, applicant: Applicant, ref: str, stream: Stream, person: Person, on: dt.date) -> None:
        """Somebody has met the young person again: what was missing is known, and the contact is fresh."""
        whole = {
            **applicant.whole,
            "person": {**applicant.whole["person"], "last_contact_on": on.isoformat()},
        }
        cases.revise(self.office, person, ref, whole, on)
        self.diary.write(
            days_later(on, stream.whole(1, 3)), partial(self._assess, applicant, ref, stream, person)
        )

    def _decide(
        self,
        applicant: Applicant,
        ref: str,
        stream: Stream,
        outcome: str,
        referred: list[str],
        on: dt.date,
    ) -> None:
        approver = self.staff.approvers[applicant.number % 2]
        bearable = len(referred) <= habit("most_referred") and stream.happens(habit("accepts_referred"))
        if outcome == "ineligible" or (referred and not bearable):
            reason = "Not yet: see the findings and what would change them (synthetic)."
            decisions.decide(self.office, approver, ref, "decline", reason, [], on)
            return
        reason = "The findings bear it (synthetic)."
        decisions.decide(self.office, approver, ref, "approve", reason, referred, on)
        starts_on = dt.date.fromisoformat(applicant.whole["tenancy"]["starts_on"])
        ready_on = max(days_later(on, 3), starts_on - dt.timedelta(days=stream.whole(4, 12)))
        self.diary.write(ready_on, partial(self._issue, applicant, ref, stream))

    def _issue(self, applicant: Applicant, ref: str, stream: Stream, on: dt.date) -> None:
        person = self.staff.caseworkers[applicant.number % 2]
        for item, evidence in _SEEN.items():
            cases.record_gate_item(self.office, person, ref, item, evidence, on)
        try:
            issued = issuing.issue(self.office, self.staff.approvers[(applicant.number + 1) % 2], ref, on)
        except NoPlaceFree:
            self.turned_away.append(ref)
            return
        except NotAccepted:
            # The last contact or plan review has grown old meanwhile: the case is looked at again.
            self._come_back(applicant, ref, stream, person, on)
            return
        if stream.happens(habit("signs")):
            step = partial(self._sign, applicant, issued["guarantee_ref"])
            self.diary.write(days_later(on, stream.whole(0, 3)), step)

    def _sign(self, applicant: Applicant, ref: str, on: dt.date) -> None:
        for party in Party:
            guarantees.sign(self.office, self.staff.caseworkers[0], ref, party, on)
        shown = showing.guarantee(self.office, ref)
        tenant(
            self.office, self.staff, self.diary, self.seed, guarantee=shown, group=applicant.group
        ).move_in()
