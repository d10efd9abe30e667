"""The charges of a let recorded at once: weekly, four-weekly, monthly, or the agreed instalments of a term."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.arrears import Charge
from guarantor.ledger.postings import rent_charged
from guarantor.ledger.rent_periods import Every, charges_due, instalments_due
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.guaranteeing import changes
from guarantor.services.rent_record import rent


@dataclass(frozen=True)
class Schedule:
    """When a let's rent falls due and how much: an amount for each period, or instalments as (day, pence).

    Without `until_on` it goes to the guarantee's last day.
    """

    every: Every
    amount_pence: int | None
    from_on: dt.date | None
    until_on: dt.date | None
    instalments: tuple[tuple[dt.date, int], ...]


def schedule(
    office: Office, person: Person, ref: str, let: Schedule, on: dt.date, key: str | None = None
) -> dict[str, Any]:
    """Record every charge of a let, each a transfer, all in one act.

    A termly let names each instalment, any other an amount and its first day. Raises WrongInput where these do not
    fit together or a day is before the tenancy, AlreadyCharged where one of the days was charged before.
    """
    content = {"ref": ref, "let": asdict(let)}
    with doing(office, person, Act.CHARGE_RENT, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        guarantee = rent.held(act, ref)
        act.subject = ref
        charges = _charges(let, let.until_on or guarantee.ends_on)
        first, last = ("--due", "--due") if let.every is Every.TERM else ("--from", "--until")
        rent.check_due(guarantee, charges[0].due_on, first)
        rent.check_due(guarantee, charges[-1].due_on, last)
        rent.check_not_charged(act, ref, [each.due_on for each in charges])
        for each in charges:
            act.post(rent_charged(ref, each.amount_pence, each.due_on, let.every))
            changes.open_if_above_ceiling(act, guarantee, each.amount_pence, each.due_on, let.every)
        act.note(every=let.every, charges=len(charges))
        act.answer = {
            "guarantee_ref": ref,
            "every": let.every,
            "charges": len(charges),
            "charged": pounds(sum(each.amount_pence for each in charges)),
            "first_on": charges[0].due_on.isoformat(),
            "last_on": charges[-1].due_on.isoformat(),
            "due": [
                {"due_on": each.due_on.isoformat(), "amount": pounds(each.amount_pence)} for each in charges
            ],
        }
        return act.answer


def _charges(let: Schedule, last_on: dt.date) -> list[Charge]:
    if let.every is Every.TERM:
        if let.amount_pence is not None or let.from_on is not None:
            raise WrongInput.at("--due", "expected each instalment as DATE=M, without --amount and --from")
        charges = instalments_due([Charge(*each) for each in let.instalments], last_on)
    else:
        if let.instalments:
            raise WrongInput.at("--due", "expected instalments only with --every termly")
        if let.amount_pence is None or let.from_on is None:
            raise WrongInput.at("--amount", "expected the rent of each period, and --from its first day")
        charges = charges_due(let.every, let.from_on, last_on, let.amount_pence)
    if not charges:
        raise WrongInput.at(
            "--until", f"expected a day by which rent falls due; none does by {last_on.isoformat()}"
        )
    return charges
