"""Everything that the finance report and its workbook are made of, the documents of the services at one moment."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from guarantor.domain.money import pounds
from guarantor.services.acting.office import Office
from guarantor.services.acting.signing import SignedHead
from guarantor.services.adoption import policies, programmes
from guarantor.services.finance import budget, exposure_over_time, month_close, payments_made, savings
from guarantor.services.finance.balances import balance_rows
from guarantor.services.finance.exposure import PARTS, Stand, Standing, stand
from guarantor.services.finance.waterfall import waterfall_document
from guarantor.services.forecasting import bases, credit_losses, explorations, liability
from guarantor.services.forecasting.explorations import Played
from guarantor.services.proof import checking
from guarantor.services.reporting.finance.claims import claims_and_recoveries
from guarantor.services.reporting.pilot import steadily
from guarantor.storage import officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.known import ALL

PARTS_SHOWN = tuple(part for part in PARTS if part != "guarantee")
"""Each guarantee has a line of its own among `guarantees`."""

Say = Callable[[str], None]
"""Hears what is being worked out."""


@dataclass(frozen=True)
class Figures:
    """The services' documents at the close of a day; `terms` are the programme's in force. Sums are text in pounds."""

    on: dt.date
    rehearsal: bool
    terms: Mapping[str, Any]
    exposure: Mapping[str, Any]
    guarantees: Sequence[Mapping[str, Any]]
    waterfall: Mapping[str, Any]
    budget: Mapping[str, Any]
    claims: Sequence[Mapping[str, Any]]
    recoveries: Sequence[Mapping[str, Any]]
    payments: Mapping[str, Any]
    savings: Mapping[str, Any]
    prices: Sequence[Mapping[str, Any]]
    losses: Mapping[str, Any]
    book: Mapping[str, Any]
    arrivals: Mapping[str, Any]
    stressed: Mapping[str, Any]
    basis: Mapping[str, Any]
    balances: Sequence[Mapping[str, Any]]
    closed_months: Sequence[Mapping[str, Any]]
    head: SignedHead

    @property
    def digest(self) -> str:
        """SHA-256 over every figure, so that two prints of one state can be compared; the head is signed anew and how
        long the model took is no figure."""
        told = {name: value for name, value in asdict(self).items() if name != "head"}
        told |= {name: {**told[name], "seconds": None} for name in ("book", "arrivals")}
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:32]


def gathered(office: Office, on: dt.date, say: Say = lambda _doing: None) -> Figures:
    """The figures at the close of a day. Raises NoProgramme."""
    return steadily(office, lambda: _at_once(office, on, say))


def _at_once(office: Office, on: dt.date, say: Say) -> Figures:
    say("reading the ledger")
    with reading(office.engine) as session:
        terms = _terms(session, on)
        rehearsal = officers.mark(session).kind == "rehearsal"
        listed = _guarantees(stand(session, on, ALL))
        claimed = claims_and_recoveries(session, on)
        accounts = balance_rows(session, on, ALL)
    known = exposure_over_time.known_months(office, on)
    exposure = exposure_over_time.over_time(office, PARTS_SHOWN, on=on)
    say("working out the credit losses")
    losses = credit_losses.paper(office, on)
    say("working out the liability")
    book = liability.answer(liability.Question(budget_pence=terms["budget_pence"]), office, on)
    arrivals = liability.of_arrivals(on, terms["term_months"], terms["cap_months"], terms["budget_pence"])
    say("trying the stresses")
    return Figures(
        on=on,
        rehearsal=rehearsal,
        terms=terms,
        exposure=exposure,
        guarantees=listed,
        waterfall=waterfall_document(office, known[0], None, on),
        budget=budget.budget(office, on),
        claims=claimed["claims"],
        recoveries=claimed["recoveries"],
        payments=payments_made.made(office, on=on, page=None),
        savings=savings.savings(office, on),
        prices=savings.prices(office, on),
        losses=losses,
        book=book,
        arrivals=arrivals,
        stressed=explorations.stressed(Played(office, on)),
        basis=bases.listed(on),
        balances=accounts,
        closed_months=[
            each for each in month_close.closed_months(office) if each["closed_on"] <= on.isoformat()
        ],
        head=checking.signed_head(office),
    )


def _terms(session: Session, on: dt.date) -> dict[str, Any]:
    programme = programmes.in_force(session, on)
    policy = policies.stored(session, programme.policy_fingerprint)
    return {
        "programme": programme.code,
        "title": policy.title,
        "policy": policy.name,
        "budget_pence": programme.budget_pence,
        "term_months": policy.parameter("term_months"),
        "cap_months": policy.parameter("cap_months"),
    }


def _guarantees(found: Stand) -> list[dict[str, Any]]:
    """A row for each guarantee that was ever issued by the day, the ended ones too."""
    return [_guarantee(each) for each in sorted(found.each, key=lambda each: each.guarantee.ref)]


def _guarantee(each: Standing) -> dict[str, Any]:
    return {
        "guarantee": each.guarantee.ref,
        "programme": each.guarantee.programme,
        "status": str(each.status),
        "starts_on": each.guarantee.starts_on.isoformat(),
        "ends_on": each.guarantee.ends_on.isoformat(),
        "guaranteed": pounds(each.cap_pence),
        "used": pounds(each.used_pence),
        "released": pounds(each.cap_pence - each.used_pence - each.remaining_pence),
        "remaining": pounds(each.remaining_pence),
        "rent": str(each.word),
        "arrears": pounds(each.rent.arrears_pence if each.rent else 0),
        "not_heard_of": pounds(each.rent.not_heard_of_pence if each.rent else 0),
    }
