"""A small staffed rehearsal for tests: its people, its clock, and the scheme's acts in the order they come.

All people are synthetic. Nothing here reads the time: the clock stands still until a test moves it.
"""

import base64
import copy
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guarantor.domain.access import Role
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import EndReason, GateItem, Party
from guarantor.services.acting import confirming, databases, people, signing
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import programmes
from guarantor.services.adoption.programmes import Adoption
from guarantor.services.casework import cases, decisions
from guarantor.services.claiming import claims
from guarantor.services.guaranteeing import ending, guarantees, issuing
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from guarantor.settings import Settings
from guarantor.storage.engine import open_engine
from tests.databases import Databases
from tests.sealing_keys import council_key_file

ROLES: dict[str, Role] = {
    "ada": Role.ADMINISTRATOR,
    "bo": Role.ADMINISTRATOR,
    "cora": Role.CASEWORKER,
    "cal": Role.CASEWORKER,
    "ann": Role.APPROVER,
    "abe": Role.APPROVER,
    "fay": Role.FINANCE,
    "finn": Role.FINANCE,
    "pam": Role.PANEL,
    "aude": Role.AUDITOR,
}
"""The staff of every rehearsal; their officer numbers count from 1 in this order."""

APPLICATION: dict[str, Any] = {
    "reference": "RG-0001",
    "person": {
        "date_of_birth": "1999-03-14",
        "group": "citizen",
        "leaving_care_status": "former_relevant",
        "responsible_authority": "Kent",
        "last_contact_on": "2018-06-20",
        "pathway_plan_reviewed_on": "2018-03-01",
        "support_requested_on": None,
        "right_to_rent": "unlimited",
        "right_to_rent_expires_on": None,
        "previous_guarantees": 0,
        "previous_calls": None,
        "evicted_on": "never",
        "current_rent_arrears": "0.00",
    },
    "readiness": {"budgeting": True, "cooking": True, "home_care": True, "asks_for_help": True},
    "activity": "employment",
    "money": {"monthly_income": "1300.00"},
    "tenancy": {
        "kind": "private",
        "starts_on": "2018-08-01",
        "monthly_rent": "520.00",
        "rent_share": "520.00",
        "brma": "Canterbury",
        "area": "kent",
        "rooms": "1-bed",
    },
    "young_person": {"name": "Tam Synthetic", "address": "1 Example Road", "phone": "01632 960001"},
    "property": {"address": "Flat 2, 14 Example Street, Canterbury", "postcode": "CT1 2ZZ"},
    "landlord": {
        "name": "Orla Example",
        "address": "3 Sample Road, Whitstable, CT5 1ZZ",
        "payee": "Orla Example",
    },
    "deposit": "600.00",
    "rent_in_advance": "520.00",
    "accommodation_before": "Independent housing - KCC",
    "would_otherwise": "Foyers",
    "personal_adviser": "Pat Synthetic",
    "young_persons_view": "I want my own flat.",
}
"""An eligible application of a person who does not exist."""


PAYEE_KEY = base64.b64encode(b"a key for synthetic people only.").decode() + "\n"
"""What seals bank details in every rehearsal of the tests."""


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    instant: dt.datetime = dt.datetime(2019, 4, 30, 9, 0, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        """The instant it shows."""
        return self.instant

    def today(self) -> dt.date:
        """The day it shows."""
        return self.instant.date()


@dataclass(frozen=True)
class Rehearsal:
    """An office with its people, and the scheme's acts done by whoever may do them.

    Each builder does everything that comes before it and answers with the reference it made. The acts happen
    in July 2018; the tenancy starts on 1 August 2018 at £520.00 a month.
    """

    url: str
    office: Office
    clock: Clock

    def __getattr__(self, name: str) -> Person:
        """A member of staff by name, such as `rehearsal.cora`."""
        if name not in ROLES:
            raise AttributeError(name)
        return Person(list(ROLES).index(name) + 1, name, frozenset({ROLES[name]}), "test")

    def document(self, ref: str = "RG-0001", changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The document of `case add`; `changes` are named by path, such as "tenancy.rent_share"."""
        document = copy.deepcopy({**APPLICATION, "reference": ref})
        for path, value in (changes or {}).items():
            *blocks, name = path.split(".")
            block = document
            for each in blocks:
                block = block[each]
            block[name] = value
        return document

    def create(self) -> None:
        """An empty rehearsal database with its two administrators, Ada and Bo."""
        databases.create(self.office, ["ada", "bo"], rehearsal=True)

    def staff(self) -> None:
        """Created, with everybody in ROLES at work and kent-pilot adopted with 25 places."""
        self.create()
        for name, role in ROLES.items():
            if role is not Role.ADMINISTRATOR:
                self.confirmed(people.propose_role(self.office, self.ada, name, role), self.bo)
        self.adopt(places=25)

    def adopt(self, *, places: int, policy: str = "kent-pilot", **limits: int) -> str:
        """Adopt a policy from 1 June 2018; the programme's code. Limits are ceiling_pence and budget_pence."""
        adoption = Adoption(policy, places, dt.date(2018, 6, 1), "Panel, 22 March 2018, item 6", **limits)
        proposed = programmes.propose_adoption(self.office, self.ann, adoption)
        return str(self.confirmed(proposed, self.abe)["programme"])

    def confirmed(self, proposed: Mapping[str, Any], by: Person, **more: Any) -> dict[str, Any]:
        """Confirm what was proposed as the second person; `more` are the parts of `confirming.confirm`."""
        return confirming.confirm(self.office, by, int(proposed["pending"][2:]), **more)

    def assessed_case(self, ref: str = "RG-0001", changes: Mapping[str, Any] | None = None) -> str:
        """A case that Cora added, submitted and assessed."""
        cases.add(self.office, self.cora, self.document(ref, changes), dt.date(2018, 7, 1))
        cases.submit(self.office, self.cora, ref, dt.date(2018, 7, 1))
        cases.assess(self.office, self.cora, ref, dt.date(2018, 7, 2))
        return ref

    def approved_case(self, ref: str = "RG-0001", changes: Mapping[str, Any] | None = None) -> str:
        """An assessed case that Ann approved, with every item of the gate recorded by Cora."""
        self.assessed_case(ref, changes)
        decisions.decide(self.office, self.ann, ref, "approve", "ready", [], dt.date(2018, 7, 3))
        for item in GateItem:
            cases.record_gate_item(self.office, self.cora, ref, item, "seen", dt.date(2018, 7, 4))
        return ref

    def offered_guarantee(self, ref: str = "RG-0001", changes: Mapping[str, Any] | None = None) -> str:
        """A guarantee that Ann issued on an approved case."""
        self.approved_case(ref, changes)
        return str(issuing.issue(self.office, self.ann, ref, dt.date(2018, 7, 5))["guarantee_ref"])

    def active_guarantee(self, ref: str = "RG-0001", changes: Mapping[str, Any] | None = None) -> str:
        """A guarantee that all three parties signed."""
        guarantee = self.offered_guarantee(ref, changes)
        for party in Party:
            guarantees.sign(self.office, self.cora, guarantee, party, dt.date(2018, 7, 6))
        return guarantee

    def ended_early(
        self, guarantee: str, on: str, reason: EndReason = EndReason.TENANCY_ENDED, **more: Any
    ) -> dict[str, Any]:
        """An early end that Cal proposed and Ann confirmed on the same day; `more` are the parts of a proposal."""
        day = dt.date.fromisoformat(on)
        proposed = ending.propose(self.office, self.cal, guarantee, reason, day, **more)
        return self.confirmed(proposed, self.ann, on=day)

    def charge(self, guarantee: str, *due: str, amount_pence: int = 52_000) -> None:
        """Rent that fell due on these days."""
        for day in map(dt.date.fromisoformat, due):
            rent.charge(self.office, self.cora, guarantee, day, amount_pence, day, None)

    def lodged_claim(self, guarantee: str, lines: Mapping[str, int], on: str = "2018-11-05") -> str:
        """A claim that Cora lodged: pence by month. The rent must have been charged before."""
        by_month = {Month.read(month, "month"): amount for month, amount in lines.items()}
        day = dt.date.fromisoformat(on)
        return str(claims.lodge(self.office, self.cora, guarantee, by_month, day, None)["claim"])

    def accepted_claim(self, guarantee: str, lines: Mapping[str, int], on: str = "2018-11-05") -> str:
        """A lodged claim that Ann accepted whole."""
        claim = self.lodged_claim(guarantee, lines, on)
        by_month = {Month.read(month, "month"): amount for month, amount in lines.items()}
        claims.decide(self.office, self.ann, claim, by_month, None, dt.date.fromisoformat(on))
        return claim

    def paid_claim(self, guarantee: str, lines: Mapping[str, int], reference: str = "BACS-1") -> str:
        """An accepted claim that Fay paid on 10 November 2018."""
        claim = self.accepted_claim(guarantee, lines)
        payments.pay(self.office, self.fay, claim, reference, dt.date(2018, 11, 10))
        return claim


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Rehearsal]:
    """The rehearsal in a database, its signing key in `folder`; every connection is closed afterwards.

    The payee key is the same for all, so that what a story sealed opens wherever its database is copied to.
    """
    clock = Clock()
    payee_key_file = folder / "payee-key"
    if not payee_key_file.exists():
        payee_key_file.write_text(PAYEE_KEY)
    web_key_file = folder / "web-key"
    if not web_key_file.exists():
        web_key_file.write_text(PAYEE_KEY)
    backup_key_file = folder / "backup-key"
    if not backup_key_file.exists():
        backup_key_file.write_text(PAYEE_KEY)
    settings = Settings(
        database_url=url,
        signing_key_file=folder / "journal-signing-key.pem",
        payee_key_file=payee_key_file,
        web_key_file=web_key_file,
        backup_key_file=backup_key_file,
        # Each database has a list of its own, also where two stand in one test.
        erasure_list_file=folder / f"erased-{Path(url).name}",
        seal_key_file=council_key_file(folder),
        demo_seal_key_file=folder / "demo-seal.p12",
    )
    signing.prepare_key(settings, rehearsal=True)
    engine = open_engine(url)
    try:
        yield Rehearsal(url, Office(engine, settings, clock.now, clock.today), clock)
    finally:
        engine.dispose()


Story = Callable[[Rehearsal], object]
"""What happened in a rehearsal: a plain function that does it."""


def after(earlier: Story) -> Callable[[Story], Story]:
    """Mark a story that goes on where an earlier one ends."""

    def marked(story: Story) -> Story:
        story.earlier = earlier  # type: ignore[attr-defined]
        return story

    return marked


def told(story: Story, databases: Databases, kind: str, into: Path) -> str:
    """The address of a new database where a story has just ended. It is told once, and its database copied."""

    def build() -> str:
        earlier = getattr(story, "earlier", None)
        folder = databases.folder
        url = told(earlier, databases, kind, folder) if earlier else databases.empty(kind, folder)
        with opened(url, folder) as rehearsal:
            story(rehearsal)
        return url

    return databases.copied(kind, f"{story.__module__}.{story.__qualname__}", build, into)
