"""The pilot as it stands at the close of a day: the one set of figures that the panel's page and reports show.

Gathered in one consistent read. Every count of people is held twice: exact, for officers, and as it may be published.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from guarantor.domain.dates import financial_year
from guarantor.domain.refusals import NoProgramme
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies, programmes
from guarantor.services.finance import budget
from guarantor.services.finance.exposure import exposure_document, stand
from guarantor.services.forecasting import cohorts
from guarantor.services.forecasting.books import Held, of_day
from guarantor.services.reporting import options, scorecard, small_numbers
from guarantor.services.reporting.applicants import applicants
from guarantor.services.reporting.options import Options
from guarantor.services.reporting.scorecard import Score
from guarantor.services.reporting.small_numbers import Cell, Counts, Shown
from guarantor.services.reporting.tenancies import tenancies
from guarantor.storage import claim_files, officers, programme_files, record, turned_down_files
from guarantor.storage.engine import Engine, Session, reading
from guarantor.storage.known import ALL
from guarantor.storage.tables.programmes import Programme
from rules.policy import Policy

Found = TypeVar("Found")


@dataclass(frozen=True)
class Pilot:
    """Everything that the panel's page and reports are made of. Money as text in pounds; `seq` is the journal's line.

    `published` are the counts as anybody may see them, `counts` as they are. `year` is the budget's line of the
    financial year, `scores` the scorecard by the published counts and `exact_scores` by the true ones.
    """

    on: dt.date
    seq: int
    rehearsal: bool
    programme: str
    policy: Policy
    places: int
    budget_pence: int | None
    below: int
    counts: Counts
    published: Mapping[Cell, Shown]
    exposure: Mapping[str, Any]
    year: Mapping[str, Any]
    budget_years: tuple[Mapping[str, Any], ...]
    forecasts: Mapping[str, Any]
    scores: tuple[Score, ...]
    exact_scores: tuple[Score, ...]
    options: Options
    held: Held

    @property
    def title(self) -> str:
        """The policy's own title."""
        return self.policy.title

    def criterion(self, name: str) -> str:
        """A criterion's title, or its name where the policy of the day has none such."""
        return next((each.title for each in self.policy.criteria if each.id == name), name)

    @property
    def grounds(self) -> dict[str, Shown]:
        """Why people were declined, by criterion: the most frequent first, the hidden ones last."""
        found = {cell[1]: shown for cell, shown in self.published.items() if cell[0] == "ground"}
        ranked = sorted(found, key=lambda name: (-(found[name].low or 0), self.criterion(name)))
        return {name: found[name] for name in ranked}


def pilot(
    office: Office, on: dt.date, extended_places: int | None = None, lower_cap_months: int | None = None
) -> Pilot:
    """The pilot at the close of a day. Raises NoProgramme, and WrongInput for places or a cap that no option has."""
    return steadily(office, lambda: _gathered(office, on, extended_places, lower_cap_months))


def steadily(office: Office, gather: Callable[[], Found]) -> Found:
    """What `gather` answers; gathered again where an act was recorded meanwhile, so that all of it is of one moment."""
    while True:
        before = _last_line(office)
        found = gather()
        if _last_line(office) == before:
            return found


_KEPT: WeakKeyDictionary[Engine, tuple[tuple[dt.date, int], Pilot]] = WeakKeyDictionary()


def on_the_page(office: Office, on: dt.date) -> Pilot | None:
    """The same for a page that is opened often: kept for as long as no act is recorded. None before any programme."""
    key = (on, _last_line(office))
    if office.engine not in _KEPT or _KEPT[office.engine][0] != key:
        try:
            found = pilot(office, on)
        except NoProgramme:
            return None
        _KEPT[office.engine] = ((on, found.seq), found)
    return _KEPT[office.engine][1]


def _last_line(office: Office) -> int:
    with reading(office.engine) as session:
        return _seq(session)


def _seq(session: Session) -> int:
    last = record.last(session)
    assert last is not None, "a database that was created has a journal"
    return last.seq


def _gathered(
    office: Office, on: dt.date, extended_places: int | None, lower_cap_months: int | None
) -> Pilot:
    with reading(office.engine) as session:
        programme = programmes.in_force(session, on)
        policy = policies.stored(session, programme.policy_fingerprint)
        seq, rehearsal = _seq(session), officers.mark(session).kind == "rehearsal"
        places_held = programme_files.places_held(session, programme.code)
        counts = _counts(session, places_held, on)
        exposure = exposure_document(stand(session, on, ALL))
        years = _budget_years(session, programme, on)
        held = of_day(session, on)
    terms = options.terms(
        programme.places,
        policy.parameter("cap_months"),
        policy.parameter("term_months"),
        extended_places,
        lower_cap_months,
    )
    below = policy.parameter("hide_numbers_below")
    published, forecasts = counts.published(below), cohorts.scores()
    year = next(each for each in years if each["year"] == financial_year(on))
    money = {
        "rent": exposure["rent"],
        "outturn": year["outturn"],
        "budget": year["budget"],
        "forecast_errors": [each["error_percent"] for each in forecasts["by_lead"]],
    }
    return Pilot(
        on=on,
        seq=seq,
        rehearsal=rehearsal,
        programme=programme.code,
        policy=policy,
        places=programme.places,
        budget_pence=programme.budget_pence,
        below=below,
        counts=counts,
        published=published,
        exposure=exposure,
        year=year,
        budget_years=years,
        forecasts=forecasts,
        scores=scorecard.scored(published, programme.places, money),
        exact_scores=scorecard.scored(counts.exact(), programme.places, money),
        options=options.options(office, on, held, terms),
        held=held,
    )


def _counts(session: Session, held: int, on: dt.date) -> Counts:
    everybody = list(applicants(session, on))
    return small_numbers.counted(
        everybody,
        tenancies(session, everybody, on),
        held=held,
        exceptions=turned_down_files.exceptions_made(session),
        claims=claim_files.how_many_accepted(session),
    )


def _budget_years(session: Session, programme: Programme, on: dt.date) -> tuple[Mapping[str, Any], ...]:
    lines = budget.budget_lines(session, on, ALL, with_forecast=True)
    return next(tuple(each["years"]) for each in lines["programmes"] if each["programme"] == programme.code)
