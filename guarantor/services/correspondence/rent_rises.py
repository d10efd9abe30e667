"""A rent above the ceiling as it was decided: how much was asked, from when, and what the guarantee follows now.

What was asked stands in the rent record, as the rent that was charged. Decides nothing.
"""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.dates import plus_months
from guarantor.domain.guarantee_changes import ChangeKind
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.arrears import Charge
from guarantor.ledger.rent_periods import PERIODS_PER_YEAR, monthly_share_pence, within_monthly
from guarantor.services.guaranteeing import changes
from guarantor.storage import change_files, due_on_guarantees, guarantee_files, rent_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision
from guarantor.storage.tables.guarantees import Guarantee


@dataclass(frozen=True)
class RentRise:
    """What a landlord is told of a higher rent, in pence a month.

    `new_share_pence` is None without consent; so is `maximum_pence`, the maximum guarantee before it and after it.
    """

    decided: GuaranteeChangeDecision
    asked_share_pence: int
    from_on: dt.date
    new_share_pence: int | None
    ceiling_pence: int
    maximum_pence: tuple[int, int] | None


def latest(session: Session, guarantee: Guarantee) -> RentRise | None:
    """The rent rise of a guarantee that was decided last, or None.

    Raises WrongInput where consent was not given and no rent above the ceiling was ever charged.
    """
    decided = _latest_decision(session, guarantee.ref)
    if decided is None:
        return None
    if decided.share_pence is None or decided.from_on is None:
        ceiling_pence = changes.ceiling(session, guarantee, decided.decided_on)
        charge = _first_above(session, guarantee, ceiling_pence)
        if charge is None:
            raise WrongInput.at(
                "rent",
                f"expected a charge above the ceiling of {guarantee.ref}, which says how much was asked",
            )
        return RentRise(decided, charge.amount_pence, charge.due_on, None, ceiling_pence, None)
    before_pence = changes.ceiling(session, guarantee, decided.from_on - dt.timedelta(days=1))
    charge = _first_above(session, guarantee, before_pence)
    maximum_pence = guarantee_files.cap_pence(session, guarantee)
    return RentRise(
        decided,
        charge.amount_pence if charge else decided.share_pence,
        decided.from_on,
        decided.share_pence,
        changes.ceiling(session, guarantee, decided.from_on),
        (maximum_pence - (decided.added_cap_pence or 0), maximum_pence),
    )


def _latest_decision(session: Session, ref: str) -> GuaranteeChangeDecision | None:
    opened: list[GuaranteeChange] = change_files.changes(session, ref)
    about_rent = [each.id for each in opened if each.kind == ChangeKind.RENT_ABOVE_CEILING]
    found = [change_files.change_decision(session, number) for number in about_rent]
    decided = [each for each in found if each is not None and each.decision in due_on_guarantees.ANSWERS]
    return max(decided, key=lambda each: (each.decided_on, each.change), default=None)


def _first_above(session: Session, guarantee: Guarantee, ceiling_pence: int) -> Charge | None:
    """The first charge above a monthly ceiling, its sum that of a month; instalments count by the year before each."""
    charges = sorted(rent_files.moved(session, guarantee.ref).charges)
    periods = PERIODS_PER_YEAR[rent_files.let(session, guarantee.ref)]
    if periods is not None:
        most_pence = within_monthly(ceiling_pence, periods)
        above = (each for each in charges if each.amount_pence > most_pence)
        first = next(above, None)
        return first and Charge(first.due_on, monthly_share_pence(first.amount_pence, periods))
    for charge in charges:
        year = [each for each in charges if plus_months(charge.due_on, -12) < each.due_on <= charge.due_on]
        total_pence = sum(each.amount_pence for each in year)
        if total_pence > 12 * ceiling_pence:
            return Charge(charge.due_on, monthly_share_pence(total_pence, 1))
    return None
