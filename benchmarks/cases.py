"""Synthetic applications to measure with: some as the rehearsal county has them, most moved to beside a boundary.

Knows where the policy's boundaries lie and which facts put an application on them. Every person is invented. The same
count gives the same applications on every machine.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any, get_args

from guarantor.rehearsal.applicants import Applicant, applicants
from guarantor.rehearsal.chance import Stream
from rules.facts import Application, read_application
from rules.local_housing_allowance import weekly_rates
from rules.months import add_months, financial_year
from rules.policy import Policy
from rules.pounds import pence, pounds
from rules.vocabulary import FIELDS, Activity, Area, LeavingCareStatus, Letting, RightToRent

AS_THEY_CAME = 1 / 3
"""Share of the applications left as the rehearsal county has them: mostly far from every boundary."""
LOSE_FACTS = 1 / 4
"""Share of the others from which one to three facts are taken away."""
MOST_MOVES = 3
MOST_LOST = 3

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """An application, already read, and the day on which it is assessed."""

    application: Application
    on: date


def cases(policy: Policy) -> Iterator[Case]:
    """Applications without end, county after county."""
    for seed in count(1):
        for applicant in applicants(seed):
            yield _case(applicant, policy, Stream(seed, f"benchmark {applicant.number}"))


def _case(applicant: Applicant, policy: Policy, stream: Stream) -> Case:
    if stream.happens(AS_THEY_CAME):
        return Case(read_application(applicant.document), applicant.applies_on)
    document, on = applicant.whole, applicant.applies_on
    if stream.happens(1 / len(_MOVES)):
        on = date.fromordinal(_limit(policy, "pilot_ends_on") + stream.whole(-1, 1))
    for _ in range(stream.whole(1, MOST_MOVES)):
        stream.one_of(_MOVES)(document, on, policy, stream)
    if stream.happens(LOSE_FACTS):
        for _ in range(stream.whole(1, MOST_LOST)):
            section, _, field = stream.one_of(tuple(FIELDS)).rpartition(".")
            (document[section] if section else document)[field] = None
    return Case(read_application(document), on)


def _limit(policy: Policy, parameter: str) -> int:
    """The parameter as a whole number, a day as its ordinal."""
    limit = policy.thresholds[parameter]
    return limit.toordinal() if isinstance(limit, date) else limit


def _contact(document: Document, on: date, policy: Policy, stream: Stream) -> None:
    days = _limit(policy, "in_touch_days") + stream.whole(-1, 1)
    document["person"]["last_contact_on"] = _day_or_never(on - timedelta(days=days), stream)


def _plan_review(document: Document, on: date, policy: Policy, stream: Stream) -> None:
    day = add_months(on, -_limit(policy, "plan_current_months"))
    document["person"]["pathway_plan_reviewed_on"] = _day_or_never(_beside(day, stream), stream)


def _eviction(document: Document, on: date, policy: Policy, stream: Stream) -> None:
    day = add_months(on, -_limit(policy, "eviction_months"))
    document["person"]["evicted_on"] = _beside(day, stream).isoformat()


def _birth(document: Document, _on: date, policy: Policy, stream: Stream) -> None:
    youngest = -12 * _limit(policy, "minimum_age")
    oldest = _limit(policy, "least_months") - 12 * _limit(policy, "end_age")
    day = add_months(_starts_on(document), stream.one_of((youngest, oldest)))
    document["person"]["date_of_birth"] = _beside(day, stream).isoformat()


def _right_to_rent(document: Document, _on: date, policy: Policy, stream: Stream) -> None:
    day = add_months(_starts_on(document), _limit(policy, "right_to_rent_lasts_months"))
    document["person"]["right_to_rent"] = stream.one_of(get_args(RightToRent))
    document["person"]["right_to_rent_expires_on"] = _beside(day, stream).isoformat()


def _income(document: Document, _on: date, policy: Policy, stream: Stream) -> None:
    limit = stream.one_of(("least_income_percent", "comfortable_income_percent"))
    share = pence(document["tenancy"]["rent_share"])
    income = -(-_limit(policy, limit) * share // 100) + stream.whole(-1, 1)
    document["money"]["monthly_income"] = pounds(income)


def _rent(document: Document, _on: date, _policy: Policy, stream: Stream) -> None:
    tenancy = document["tenancy"]
    year = financial_year(_starts_on(document))
    weekly = weekly_rates().get((year, tenancy["brma"], tenancy["rooms"]))
    if weekly is not None:
        tenancy["rent_share"] = tenancy["monthly_rent"] = pounds(52 * weekly // 12 + stream.whole(-1, 1))


def _earlier_guarantees(document: Document, _on: date, policy: Policy, stream: Stream) -> None:
    given = _limit(policy, "maximum_guarantees") + stream.whole(-1, 1)
    document["person"]["previous_guarantees"] = given
    document["person"]["previous_calls"] = stream.whole(0, 1) if given else 0


def _arrears(document: Document, _on: date, _policy: Policy, stream: Stream) -> None:
    document["person"]["current_rent_arrears"] = pounds(stream.whole(0, 1))


def _words(document: Document, _on: date, _policy: Policy, stream: Stream) -> None:
    document["person"]["leaving_care_status"] = stream.one_of(get_args(LeavingCareStatus))
    document["person"]["responsible_authority"] = stream.one_of((" kent ", "Kent", "Medway"))
    document["activity"] = stream.one_of(get_args(Activity))
    document["tenancy"]["kind"] = stream.one_of(get_args(Letting))
    document["tenancy"]["area"] = stream.one_of(get_args(Area))


Move = Callable[[Document, date, Policy, Stream], None]
_MOVES: tuple[Move, ...] = (
    _contact,
    _plan_review,
    _eviction,
    _birth,
    _right_to_rent,
    _income,
    _rent,
    _earlier_guarantees,
    _arrears,
    _words,
)


def _starts_on(document: Mapping[str, Any]) -> date:
    return date.fromisoformat(document["tenancy"]["starts_on"])


def _beside(day: date, stream: Stream) -> date:
    """The day before, the day itself or the day after."""
    return day + timedelta(days=stream.whole(-1, 1))


def _day_or_never(day: date, stream: Stream) -> str:
    return "never" if stream.happens(1 / 8) else day.isoformat()
