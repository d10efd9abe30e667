"""The pilot on one page for elected members: counts and sums from the record, never a person."""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies, programmes
from guarantor.services.finance import exposure
from guarantor.services.forecasting import liability
from guarantor.services.forecasting.bases import LAST_PRINTED_YEAR, basis_on
from guarantor.services.proof import checking
from guarantor.services.reporting import small_numbers
from guarantor.services.reporting.applicants import applicants
from guarantor.services.reporting.small_numbers import HELD, Cell, Shown, alone
from guarantor.services.reporting.tenancies import tenancies
from guarantor.storage import claim_files, officers, programme_files, turned_down_files
from guarantor.storage.engine import reading
from letters import pdf, reports
from letters.report_content import Assumption, LiabilityLine, PanelSummaryContent, PrintedFigure, Tally
from rules.policy import Policy

_SHOWN_ASSUMPTIONS = (
    ("first_miss.alpha", "first miss a month, Beta alpha"),
    ("first_miss.beta", "first miss a month, Beta beta"),
    ("repeat_miss", "repeat miss a month"),
    ("cure_share", "arrears clear when rent is paid"),
    ("tenancy_end.citizen", "tenancy ends a month"),
    ("correlation", "correlation (rho)"),
    ("factor", "common shock"),
)
_OUTCOMES = {
    "eligible": "eligible",
    "refer": "for a person to judge",
    "incomplete": "incomplete",
    "ineligible": "not eligible",
}


@dataclass(frozen=True)
class PilotSummary:
    """Everything the page and the terminal say. Money as text in pounds; the page's counts are those `published`."""

    on: dt.date
    rehearsal: bool
    programme: str
    policy: Policy
    places: int
    places_held: int
    budget_pence: int | None
    outcomes: dict[str, int]
    statuses: dict[str, int]
    refusals: dict[str, int]
    published: Mapping[Cell, Shown]
    exceptions: int
    exposure: dict[str, Any]
    claims_accepted: int
    book: dict[str, Any]
    arrivals: dict[str, Any]
    disagreements: list[dict[str, Any]]


def summary(office: Office, on: dt.date) -> PilotSummary:
    """The pilot as it stands on a day, with the liability of its book and of the forecast's arrivals."""
    with reading(office.engine) as session:
        programme = programmes.in_force(session, on)
        policy = policies.stored(session, programme.policy_fingerprint)
        everybody = list(applicants(session, on))
        became = tenancies(session, everybody, on)
        rehearsal = officers.mark(session).kind == "rehearsal"
        held = programme_files.places_held(session, programme.code)
        accepted = claim_files.how_many_accepted(session)
        exceptions = turned_down_files.exceptions_made(session)
    counts = small_numbers.counted(everybody, became, held=held, exceptions=exceptions, claims=accepted)
    outcomes = Counter(each.outcome for each in everybody)
    budget_pence = programme.budget_pence
    question = liability.Question(budget_pence=budget_pence)
    term_months, cap_months = policy.parameter("term_months"), policy.parameter("cap_months")
    return PilotSummary(
        on=on,
        rehearsal=rehearsal,
        programme=programme.code,
        policy=policy,
        places=programme.places,
        places_held=held,
        budget_pence=budget_pence,
        outcomes={outcome: outcomes[outcome] for outcome in _OUTCOMES},
        statuses=dict(sorted(Counter(each.status for each in everybody).items())),
        refusals=dict(Counter(name for each in everybody for name in each.grounds).most_common()),
        published=counts.published(policy.parameter("hide_numbers_below")),
        exceptions=exceptions,
        exposure=exposure.exposure(office, on),
        claims_accepted=accepted,
        book=liability.answer(question, office, on),
        arrivals=liability.of_arrivals(on, term_months, cap_months, budget_pence),
        disagreements=liability.cohort(LAST_PRINTED_YEAR)["disagreements"],
    )


def page(office: Office, found: PilotSummary) -> bytes:
    """The summary as one tagged A4 page."""
    return pdf.render(reports.panel_summary(_content(office, found)))


def _content(office: Office, found: PilotSummary) -> PanelSummaryContent:
    titles = {criterion.id: criterion.title for criterion in found.policy.criteria}
    head = checking.signed_head(office)
    return PanelSummaryContent(
        council_name=office.settings.council_name,
        programme=f"Rent guarantor pilot ({found.programme})",
        policy=found.policy.name,
        figures_on=found.on,
        rehearsal=found.rehearsal,
        places=found.places,
        places_used=_number(found.published[HELD]),
        outcomes=tuple(_outcomes(found)),
        refusals=tuple(
            Tally(label=titles[name][:45], number=_number(found.published["ground", name]))
            for name in found.refusals
        ),
        guaranteed=Decimal(found.exposure["guaranteed"]),
        exposure=Decimal(found.exposure["remaining"]),
        owing=_number(alone(found.exposure["in_arrears"], found.policy.parameter("hide_numbers_below"))),
        arrears=Decimal(found.exposure["arrears"]),
        not_heard_of=Decimal(found.exposure["not_heard_of"]),
        claims_accepted=_number(found.published["claims",]),
        accepted=Decimal(found.exposure["accepted"]),
        paid=Decimal(found.exposure["paid"]),
        yearly_budget=None if found.budget_pence is None else Decimal(found.budget_pence) / 100,
        liability=(
            *_lines("Guarantees in force", found.book),
            *_lines("Forecast arrivals", found.arrivals),
        ),
        printed_figures=tuple(
            PrintedFigure(**{**each, "figure": each["figure"].replace("_", " ")})
            for each in found.disagreements
        ),
        assumptions=_assumptions(found.on),
        data_digest=_digest(found),
        journal_head=f"line {head.seq}, {head.hash[:16]}, signed {head.signature[:16]}",
    )


def _outcomes(found: PilotSummary) -> Iterable[Tally]:
    """How many cases the rules found what of, and how many people approved all the same, where there are any."""
    for name, label in _OUTCOMES.items():
        yield Tally(label=label, number=_number(found.published["outcome", name]))
    if found.exceptions:
        shown = _number(found.published["exceptions",])
        yield Tally(label="not eligible, approved as an exception", number=shown)


def _number(shown: Shown) -> int | str:
    return shown.says if shown.number is None else shown.number


def _lines(of: str, document: Mapping[str, Any]) -> Iterable[LiabilityLine]:
    for year in document["by_year"]:
        yield LiabilityLine(
            of=of,
            year=year["year"],
            mean=_pounds(year["mean"]),
            p50=_pounds(year["quantiles"]["0.5"]),
            p95=_pounds(year["quantiles"]["0.95"]),
            p99_5=_pounds(year["quantiles"]["0.995"]),
            chance_over_budget=year["probability_over_budget"],
        )


def _pounds(figure: float) -> Decimal:
    return Decimal(f"{figure:.2f}")


def _assumptions(on: dt.date) -> tuple[Assumption, ...]:
    entries = basis_on(on).entries
    return tuple(
        Assumption(name=words, value=str(entries[name].value), owner=entries[name].owner)
        for name, words in _SHOWN_ASSUMPTIONS
    )


def _digest(found: PilotSummary) -> str:
    """SHA-256 over the figures on the page, so that two prints of one day can be compared."""
    figures = {
        "on": found.on.isoformat(),
        "places": [found.places_held, found.places],
        "outcomes": found.outcomes,
        "refusals": found.refusals,
        "exceptions": found.exceptions,
        "exposure": found.exposure,
        "book": found.book["fingerprint"],
        "arrivals": found.arrivals["fingerprint"],
    }
    return hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:32]
