"""What the council stands for on a day: in force, offered, called, paid, what it cost, and the rent behind it.

Offers that not everybody has signed bind nobody yet and are counted apart. Guarantees go by their references.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guarantor.domain.dates import financial_year
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.arrears import Arrears
from guarantor.ledger.postings import Kind
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.finance import carried_forward
from guarantor.storage import case_files, finance_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.known import Known
from guarantor.storage.tables.cases import ApplicationFacts
from guarantor.storage.tables.guarantees import Guarantee
from rules.months import age_on

NOT_KNOWN = "not known"


class RentWord(StrEnum):
    """What is known of the rent behind a guarantee on a day, the worst first."""

    IN_ARREARS = "in_arrears"
    NOT_HEARD_OF = "not_heard_of"
    CONFIRMED = "confirmed"
    NOTHING_DUE = "nothing_due"


@dataclass(frozen=True)
class Standing:
    """One guarantee on a day. `moved` are its pence by kind of transfer; `rent` is known while it is in force."""

    guarantee: Guarantee
    status: GuaranteeStatus
    moved: Mapping[str, int]
    rent: Arrears | None

    def pence(self, *kinds: Kind, less: Sequence[Kind] = ()) -> int:
        """What moved by some kinds, less what moved by others."""
        return sum_of(self.moved, kinds, less)

    @property
    def cap_pence(self) -> int:
        """The maximum guarantee: as issued and as raised since."""
        return self.pence(Kind.COMMITMENT_MADE, Kind.COMMITMENT_RAISED)

    @property
    def used_pence(self) -> int:
        """What claims have used of it."""
        return self.pence(Kind.COMMITMENT_CALLED, less=[Kind.COMMITMENT_RESTORED])

    @property
    def remaining_pence(self) -> int:
        """What may still be called."""
        return self.cap_pence - self.used_pence - self.pence(Kind.COMMITMENT_RELEASED)

    @property
    def word(self) -> RentWord:
        """Confirmed where every charge due was heard of and paid; any arrears come first."""
        if self.rent is None or not self.rent.charged_pence:
            return RentWord.NOTHING_DUE
        if self.rent.arrears_pence:
            return RentWord.IN_ARREARS
        return RentWord.NOT_HEARD_OF if self.rent.not_heard_of_pence else RentWord.CONFIRMED


@dataclass(frozen=True)
class Stand:
    """Everything the council stands for on a day: each guarantee, and what moved in all by kind of transfer."""

    on: dt.date
    each: tuple[Standing, ...]
    moved: Mapping[str, int]

    def those(self, status: GuaranteeStatus) -> list[Standing]:
        """The guarantees of one status."""
        return [each for each in self.each if each.status is status]

    def pence(self, *kinds: Kind, less: Sequence[Kind] = ()) -> int:
        """What moved by some kinds in all, less what moved by others."""
        return sum_of(self.moved, kinds, less)


def exposure(
    office: Office, on: dt.date | None = None, known_at: dt.datetime | None = None
) -> dict[str, Any]:
    """What the council stands for at the close of a day, as known at an instant."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        return exposure_document(stand(session, day, Known(known_at)))


def exposure_by(
    office: Office, part: str, on: dt.date | None = None, known_at: dt.datetime | None = None
) -> dict[str, Any]:
    """The same, a row for each area, group, age, quarter of expiry, programme or guarantee. Raises WrongInput."""
    if part not in PARTS:
        raise WrongInput.at("--by", f"expected one of {', '.join(PARTS)}, not {part!r}")
    day = business_day(office, on)
    with reading(office.engine) as session:
        rows = exposure_rows(session, stand(session, day, Known(known_at)), part)
    return {"on": day.isoformat(), "by": part, "rows": rows}


def stand(session: Session, on: dt.date, known: Known) -> Stand:
    """Every guarantee issued by a day with its status, its sums and, where it is in force, its rent."""
    moved = carried_forward.moved(session, on, known)
    in_all: Counter[str] = Counter()
    for of_one in moved.values():
        in_all.update(of_one)
    statuses = finance_files.statuses(session, on, known)
    active = [ref for ref, status in statuses.items() if status is GuaranteeStatus.ACTIVE]
    rents = carried_forward.rents(session, active, on, known)
    found = []
    for guarantee in finance_files.issued(session, on, known):
        # A row that no act issued has no status, which the ledger's check names; nobody has signed it.
        status = statuses.get(guarantee.ref, GuaranteeStatus.OFFERED)
        rent = rents[guarantee.ref].state if status is GuaranteeStatus.ACTIVE else None
        found.append(Standing(guarantee, status, moved.get(guarantee.ref, {}), rent))
    return Stand(on, tuple(found), in_all)


def exposure_document(found: Stand) -> dict[str, Any]:
    """The figures of a day. Guaranteed less used is what remains in force; the three that remain make `remaining`."""
    active, offered, ended = (found.those(status) for status in _BY_STATUS)
    recoverable = found.pence(Kind.RECOVERY_AGREED, less=[Kind.RECOVERY_MET, Kind.WRITTEN_OFF])
    return {
        "on": found.on.isoformat(),
        "guarantees": len(found.each),
        "in_force": len(active),
        "offered": len(offered),
        "ended": len(ended),
        "guaranteed": pounds(sum(each.cap_pence for each in active)),
        "used": pounds(sum(each.used_pence for each in active)),
        "remaining": _remaining(found.each),
        "remaining_in_force": _remaining(active),
        "remaining_offered": _remaining(offered),
        "remaining_ended": _remaining(ended),
        "accepted": pounds(found.pence(Kind.CLAIM_ACCEPTED, less=[Kind.CLAIM_UNDONE])),
        "paid": pounds(found.pence(Kind.CLAIM_PAID, less=[Kind.PAYMENT_RETURNED])),
        "costs": pounds(found.pence(Kind.COST_APPROVED)),
        "costs_paid": pounds(found.pence(Kind.COST_PAID)),
        "recovered": pounds(found.pence(Kind.RECOVERED)),
        "recoverable": pounds(recoverable),
        "written_off": pounds(found.pence(Kind.WRITTEN_OFF)),
        "arrears": _rent(active, "arrears_pence"),
        "in_arrears": sum(1 for each in active if each.word is RentWord.IN_ARREARS),
        "not_heard_of": _rent(active, "not_heard_of_pence"),
        "rent": _rent_words(active),
    }


def exposure_rows(session: Session, found: Stand, part: str) -> list[dict[str, Any]]:
    """A row for each value of a part; those of the offers stand beside, and the rows add up to the whole."""
    in_part: dict[str, list[Standing]] = {}
    for each in (*found.those(GuaranteeStatus.ACTIVE), *found.those(GuaranteeStatus.OFFERED)):
        in_part.setdefault(PARTS[part](session, each, found.on), []).append(each)
    return [{part: name, **_row(in_part[name])} for name in sorted(in_part)]


def sum_of(moved: Mapping[str, int], kinds: Iterable[Kind], less: Iterable[Kind] = ()) -> int:
    """Pence that moved by some kinds, less those that moved by others."""
    return sum(moved.get(kind, 0) for kind in kinds) - sum(moved.get(kind, 0) for kind in less)


def _row(of: Sequence[Standing]) -> dict[str, Any]:
    active = [each for each in of if each.status is GuaranteeStatus.ACTIVE]
    words = [each.word for each in active]
    return {
        "in_force": len(active),
        "guaranteed": pounds(sum(each.cap_pence for each in active)),
        "used": pounds(sum(each.used_pence for each in active)),
        "remaining": _remaining(active),
        "confirmed": words.count(RentWord.CONFIRMED),
        "in_arrears": words.count(RentWord.IN_ARREARS),
        "silent": words.count(RentWord.NOT_HEARD_OF),
        "nothing_due": words.count(RentWord.NOTHING_DUE),
        "arrears": _rent(active, "arrears_pence"),
        "not_heard_of": _rent(active, "not_heard_of_pence"),
        "offered": len(of) - len(active),
    }


def _rent_words(active: Sequence[Standing]) -> dict[str, dict[str, Any]]:
    """Guarantees by the worst word of their rent, and all rent that fell due, split by what is known of it."""
    due_pence = sum(each.rent.charged_pence for each in active if each.rent)
    unpaid_pence = sum(charge.unpaid_pence for each in active if each.rent for charge in each.rent.charges)
    amounts = {
        RentWord.IN_ARREARS: _rent(active, "arrears_pence"),
        RentWord.NOT_HEARD_OF: _rent(active, "not_heard_of_pence"),
        RentWord.CONFIRMED: pounds(due_pence - unpaid_pence),
        RentWord.NOTHING_DUE: pounds(0),
    }
    return {
        str(word): {"guarantees": sum(1 for each in active if each.word is word), "rent": amount}
        for word, amount in amounts.items()
    }


def _remaining(of: Iterable[Standing]) -> str:
    return pounds(sum(each.remaining_pence for each in of))


def _rent(of: Iterable[Standing], name: str) -> str:
    return pounds(sum(int(getattr(each.rent, name)) for each in of if each.rent))


def _age(session: Session, each: Standing, on: dt.date) -> str:
    """The age on the day, from the facts as last recorded; after an erasure nobody knows it."""
    facts = case_files.latest(session, ApplicationFacts, each.guarantee.case_ref)
    document: dict[str, Any] = json.loads(facts.document) if facts and facts.document else {}
    born_on = (document.get("person") or {}).get("date_of_birth")
    return str(age_on(dt.date.fromisoformat(born_on), on)) if born_on else NOT_KNOWN


def _expiry(_session: Session, each: Standing, _on: dt.date) -> str:
    """The quarter of the financial year in which the term ends, such as 2019/20 Q2."""
    ends_on = each.guarantee.ends_on
    return f"{financial_year(ends_on)} Q{(ends_on.month - 4) % 12 // 3 + 1}"


PARTS: dict[str, Callable[[Session, Standing, dt.date], str]] = {
    "area": lambda _session, each, _on: each.guarantee.area or NOT_KNOWN,
    "group": lambda _session, each, _on: each.guarantee.group_code or NOT_KNOWN,
    "age": _age,
    "expiry": _expiry,
    "programme": lambda _session, each, _on: each.guarantee.programme,
    "guarantee": lambda _session, each, _on: each.guarantee.ref,
}
"""What the exposure can be split by."""

_BY_STATUS = (GuaranteeStatus.ACTIVE, GuaranteeStatus.OFFERED, GuaranteeStatus.ENDED)
