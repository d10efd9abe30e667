"""Entries of the rent record put right: a correction leaves the state as if the entry had been right from the start.

Nothing is changed in place. Too high is turned round by the difference; too low is turned round whole and entered
anew, on the entry's own day.
"""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.money import pounds, spoken
from guarantor.domain.refusals import AlreadyDone, NotCorrectable
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import Kind, rent_corrected, source_and_month
from guarantor.ledger.transfer import Posting, Transfer
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.rent_record import rent
from guarantor.storage import guarantee_files, record
from guarantor.storage.engine import reading

REASONS = ("typed_wrong", "wrong_month", "wrong_tenancy", "bounced", "other")
_ENTRIES = (Kind.RENT_CHARGED, Kind.RENT_PAID)
_BY_MONTH = (Kind.RENT_MET_BY_COUNCIL, Kind.RENT_MET_BY_DEPOSIT)
_SAYS = {
    Kind.RENT_CHARGED: "charged",
    Kind.RENT_PAID: "paid",
    Kind.RENT_MET_BY_COUNCIL: "met_by_council",
    Kind.RENT_MET_BY_DEPOSIT: "met_by_deposit",
}


def correct(
    office: Office,
    person: Person,
    ref: str,
    number: int,
    right_pence: int,
    reason: str,
    on: dt.date,
    key: str | None = None,
) -> dict[str, Any]:
    """Put a charge or payment right by its transfer's number: the right amount in pence, 0 makes it void.

    Raises WrongInput for an unknown reason, NotCorrectable for another transfer than a charge or payment of this
    guarantee, AlreadyDone where it has the right amount, AlreadyCharged where a void charge is to stand again and its
    day has another one since.
    """
    if reason not in REASONS:
        raise WrongInput.at("--reason", f"expected one of {', '.join(REASONS)}, not {reason!r}")
    content = {"ref": ref, "transfer": number, "right_pence": right_pence, "reason": reason}
    with doing(office, person, Act.CORRECT_RENT, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        rent.held(act, ref)
        act.subject = ref
        entries = {each.id: each for each in record.transfers(act.session, ref)}
        entry = _correctable(entries, ref, number)
        stands_pence = entry.amount_pence - _taken_off(entries, number)
        if right_pence == stands_pence:
            raise AlreadyDone(f"Transfer {number} stands at {spoken(right_pence)} already")
        if right_pence < stands_pence:
            act.post(rent_corrected(entry, stands_pence - right_pence, reason))
        else:
            if stands_pence:
                act.post(rent_corrected(entry, stands_pence, reason))
            elif entry.kind == Kind.RENT_CHARGED:
                rent.check_not_charged(act, ref, [entry.happened_on])
            act.post([_anew(entry, right_pence)])
        act.note(corrects=number, reason=reason)
        act.answer = {
            "guarantee_ref": ref,
            "transfer": number,
            "was": pounds(stands_pence),
            "is": pounds(right_pence),
            "dated": entry.happened_on.isoformat(),
        }
        return act.answer


def entries(office: Office, ref: str) -> list[dict[str, Any]]:
    """Every entry of the rent record by day, with its transfer's number, and what stands of it after corrections."""
    with reading(office.engine) as session:
        guarantee_files.held(session, ref)
        held = {each.id: each for each in record.transfers(session, ref)}
    return [
        _document(entry, held)
        for entry in sorted(held.values(), key=lambda each: (each.happened_on, each.id))
        if entry.kind in _SAYS
    ]


def _correctable(entries: dict[int, Transfer], ref: str, number: int) -> Transfer:
    entry = entries.get(number)
    if entry is None:
        raise NotCorrectable(number, f"{ref} has no such transfer; see rent entries {ref}")
    if entry.kind == Kind.RENT_CORRECTED:
        raise NotCorrectable(
            number, f"it is itself a correction of {entry.corrects}; correct {entry.corrects} again instead"
        )
    if entry.kind not in _ENTRIES:
        raise NotCorrectable(number, "only a charge or a payment of rent is corrected here")
    return entry


def _anew(entry: Transfer, right_pence: int) -> Posting:
    """The entry with the right amount: same accounts, same day, same words."""
    return Posting(
        entry.debit,
        entry.credit,
        right_pence,
        entry.kind,
        entry.happened_on,
        entry.guarantee_ref,
        reason_code=entry.reason_code,
    )


def _taken_off(entries: dict[int, Transfer], number: int) -> int:
    return sum(
        each.amount_pence
        for each in entries.values()
        if each.corrects == number and each.kind == Kind.RENT_CORRECTED
    )


def _document(entry: Transfer, held: dict[int, Transfer]) -> dict[str, Any]:
    off_pence = _taken_off(held, entry.id)
    signed_pence = entry.amount_pence if entry.corrects is None else -entry.amount_pence
    source, month = None, entry.reason_code if entry.kind in _BY_MONTH else None
    if entry.kind == Kind.RENT_PAID:
        source, named = source_and_month(str(entry.reason_code))
        month = str(named) if named else None
    return {
        "transfer": entry.id,
        "dated": entry.happened_on.isoformat(),
        "says": _SAYS[Kind(entry.kind)],
        "amount": pounds(signed_pence),
        "stands": pounds(signed_pence - off_pence),
        "struck": off_pence == entry.amount_pence,
        "from": source,
        "for": month,
        "takes_back": entry.corrects,
        "corrected_by": [
            each.id
            for each in held.values()
            if each.corrects == entry.id and each.kind == Kind.RENT_CORRECTED
        ],
    }
