"""A claim before it is lodged: the months that the rent record holds unpaid, and what the checks would say of sums.

Nothing is written. What is said is what lodging on the same day would answer.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.references import guarantee_ref
from guarantor.domain.refusals import WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import Arrears, arrears
from guarantor.ledger.claim_lines import LineCheck
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies
from guarantor.services.claiming.claim_checks import check
from guarantor.storage import claim_files, guarantee_files, rent_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.claims import Claim
from guarantor.storage.tables.guarantees import Guarantee


@dataclass(frozen=True)
class UnpaidMonth:
    """A month with rent that fell due and is not paid, sums in pence.

    `left_pence` is what of it no earlier claim has been granted; `heard_of` is False where nobody has yet reported
    the month missed; `asked_elsewhere` is True where a claim that nobody has decided asks for the month too. `check` is
    what the checks say of the sum that is asked for, or would be.
    """

    month: Month
    due_on: tuple[dt.date, ...]
    charged_pence: int
    unpaid_pence: int
    left_pence: int
    heard_of: bool
    asked_elsewhere: bool
    check: LineCheck | None


@dataclass(frozen=True)
class Prepared:
    """What a claim on a guarantee can be made of on a day. `others` are checks of months without unpaid rent."""

    case_ref: str
    months: tuple[UnpaidMonth, ...]
    others: tuple[LineCheck, ...]
    cap_left_pence: int
    undecided: tuple[str, ...]
    report_days: int

    @property
    def suggested(self) -> dict[Month, int]:
        """What would be claimed by default: whatever passes its checks and no other claim asks for."""
        return {
            each.month: each.left_pence
            for each in self.months
            if each.check and not each.check.failed and not each.asked_elsewhere
        }


def prepared(
    office: Office, guarantee_ref: str, on: dt.date, sums: Mapping[Month, int] | None = None
) -> Prepared:
    """The unpaid months of a guarantee on a day, with the checks of `sums`, or of all that is unpaid.

    Raises NotFound, WrongStatus where the deed was never signed by all three.
    """
    with reading(office.engine) as session:
        guarantee = guarantee_files.held(session, guarantee_ref)
        if guarantee_files.deed_on(session, guarantee_ref) is None:
            raise WrongStatus(
                guarantee_ref, guarantee_files.status(session, guarantee_ref), [GuaranteeStatus.ACTIVE]
            )
        state = arrears(rent_files.rent_record(session, guarantee_ref), on)
        granted = claim_files.accepted_unpaid(session, guarantee_ref)
        left = {month: max(state.unpaid_in(month) - granted.get(month, 0), 0) for month in _unpaid(state)}
        asked = {month: pence for month, pence in (left if sums is None else sums).items() if pence}
        checks = {line.month: line for line in _checks(session, guarantee, on, asked)}
        policy = policies.stored(session, guarantee.policy_fingerprint)
        undecided = claim_files.undecided(session, guarantee_ref)
        elsewhere = {month for ref in undecided for month in claim_files.claimed(session, ref)}
        return Prepared(
            case_ref=guarantee.case_ref,
            months=tuple(
                _month(state, month, left[month], checks.get(month), month in elsewhere) for month in left
            ),
            others=tuple(line for month, line in checks.items() if month not in left),
            cap_left_pence=guarantee_files.balance(session, Account.COMMITMENT, guarantee_ref),
            undecided=tuple(undecided),
            report_days=policy.parameter("missed_report_days"),
        )


def signed_guarantee(office: Office, said: str) -> str:
    """The reference of a guarantee that can be claimed on, as people write it: RG-0001/1 or RG-0001-1.

    Raises WrongInput where it is none or there is none, WrongStatus where not all three signed.
    """
    ref = guarantee_ref(re.sub(r"^(RG-\d+)-", r"\1/", said.strip().upper()), "GREF")
    try:
        prepared(office, ref, office.today(), {})
    except NotFound:
        raise WrongInput.at("GREF", f"expected a guarantee that exists, and there is no {ref}") from None
    return ref


def _unpaid(state: Arrears) -> list[Month]:
    """The months in which rent fell due by the day and is not paid, in order."""
    owed: defaultdict[Month, int] = defaultdict(int)
    for charge in state.charges:
        owed[charge.month] += charge.unpaid_pence
    return sorted(month for month, pence in owed.items() if pence)


def _checks(
    session: Session, guarantee: Guarantee, on: dt.date, asked: Mapping[Month, int]
) -> list[LineCheck]:
    """The checks of a claim that is not stored, as though it were lodged on the day."""
    if not asked:
        return []
    number = claim_files.last_number(session, guarantee.ref) + 1
    claim = Claim(ref=f"{guarantee.ref}/C{number}", guarantee_ref=guarantee.ref, number=number, lodged_on=on)
    return check(session, claim, asked, chain=[claim])


def _month(
    state: Arrears, month: Month, left_pence: int, said: LineCheck | None, asked_elsewhere: bool
) -> UnpaidMonth:
    charges = [charge for charge in state.charges if charge.month == month]
    return UnpaidMonth(
        month=month,
        due_on=tuple(charge.due_on for charge in charges),
        charged_pence=sum(charge.amount_pence for charge in charges),
        unpaid_pence=state.unpaid_in(month),
        left_pence=left_pence,
        heard_of=all(charge.heard_of for charge in charges),
        asked_elsewhere=asked_elsewhere,
        check=said,
    )
