"""Synthetic applicants: ages and groups as Tables 2 and 3 have them, homes and rents as Kent's lists have them."""

import copy
import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.domain.dates import plus_months
from guarantor.domain.money import pounds
from guarantor.rehearsal.chance import Stream
from guarantor.rehearsal.habits import first_names, habit
from guarantor.services.adoption import figures

FIRST_ON = dt.date(2018, 6, 4)
LAST_ON = dt.date(2019, 3, 29)

_SKILLS = ("budgeting", "cooking", "home_care", "asks_for_help")
_POSTCODES = {
    "Ashford": ("Ashford", "TN23"),
    "Canterbury": ("Canterbury", "CT1"),
    "Dover-Shepway": ("Dover", "CT16"),
    "High Weald": ("Tunbridge Wells", "TN1"),
    "Maidstone": ("Maidstone", "ME14"),
    "Medway & Swale": ("Sittingbourne", "ME10"),
    "North West Kent": ("Gravesend", "DA11"),
    "Thanet": ("Margate", "CT9"),
}
_MAY_BE_MISSING = (
    ("person", "pathway_plan_reviewed_on"),
    ("person", "current_rent_arrears"),
    ("money", "monthly_income"),
    ("readiness", "budgeting"),
    ("tenancy", "starts_on"),
)
_OF_THE_HOME = ("property", "landlord", "deposit", "rent_in_advance")


@dataclass(frozen=True)
class Applicant:
    """A synthetic person's application: when it comes, and the document of `case add`.

    `whole` is the document with every fact that is found out later, the home among them.
    """

    number: int
    applies_on: dt.date
    document: dict[str, Any]
    whole: dict[str, Any]

    @property
    def group(self) -> str:
        """Citizen or UASC."""
        return str(self.document["person"]["group"])


def applicants(seed: int) -> list[Applicant]:
    """Everyone who applies in the county of this seed, in the order they come."""
    made = [_applicant(seed, number) for number in range(1, round(habit("applications")) + 1)]
    return sorted(made, key=lambda applicant: (applicant.applies_on, applicant.number))


def first_of_a_month_after(on: dt.date, stream: Stream) -> dt.date:
    """The first day of a tenancy that is looked for on a day: a first of the month, some weeks later."""
    return plus_months((on + dt.timedelta(days=stream.whole(14, 35))).replace(day=1), 1)


def _applicant(seed: int, number: int) -> Applicant:
    stream = Stream(seed, f"applicant {number}")
    applies_on = FIRST_ON + dt.timedelta(days=stream.whole(0, (LAST_ON - FIRST_ON).days))
    tenancy = _tenancy(stream, applies_on)
    document: dict[str, Any] = {
        "reference": f"synthetic {number}",
        "person": _person(stream, applies_on),
        "readiness": _readiness(stream),
        "activity": _activity(stream),
        "money": {"monthly_income": _income(stream, tenancy)},
        "tenancy": tenancy,
        **_around(stream, number, tenancy),
    }
    whole = copy.deepcopy(document)
    if stream.happens(habit("fact_missing")):
        section, field = stream.one_of(_MAY_BE_MISSING)
        document[section][field] = None
    if Stream(seed, f"home of applicant {number}").happens(habit("no_home_yet")):
        document["tenancy"] = dict.fromkeys(tenancy)
        document.update(dict.fromkeys(_OF_THE_HOME))
    return Applicant(number, applies_on, document, whole)


def _person(stream: Stream, on: dt.date) -> dict[str, Any]:
    group, age = stream.weighted(figures.people_by_age())
    born_on = plus_months(on, -12 * age) - dt.timedelta(days=stream.whole(1, 360))
    contact_days = stream.whole(1, 55) if stream.happens(habit("in_touch")) else stream.whole(57, 200)
    plan_days = stream.whole(1, 175) if stream.happens(habit("plan_reviewed")) else stream.whole(190, 400)
    limited = group == "uasc" and stream.happens(habit("leave_is_limited"))
    former = stream.happens(habit("former_relevant"))
    kent = stream.happens(habit("authority_is_kent"))
    owes = stream.happens(habit("owes_rent"))
    evicted = stream.happens(habit("was_evicted"))
    return {
        "date_of_birth": born_on.isoformat(),
        "group": group,
        "leaving_care_status": "former_relevant" if former else "qualifying",
        "responsible_authority": "Kent" if kent else "Medway",
        "last_contact_on": (on - dt.timedelta(days=contact_days)).isoformat(),
        "pathway_plan_reviewed_on": (on - dt.timedelta(days=plan_days)).isoformat(),
        "support_requested_on": "never",
        "right_to_rent": "limited" if limited else "unlimited",
        "right_to_rent_expires_on": plus_months(on, stream.whole(2, 40)).isoformat() if limited else None,
        "previous_guarantees": 0,
        "previous_calls": 0,
        "evicted_on": plus_months(on, -stream.whole(2, 20)).isoformat() if evicted else "never",
        "current_rent_arrears": pounds(stream.whole(5_000, 60_000)) if owes else "0.00",
    }


def _readiness(stream: Stream) -> dict[str, bool]:
    lacking = None if stream.happens(habit("ready")) else stream.one_of(_SKILLS)
    return {skill: skill != lacking for skill in _SKILLS}


def _activity(stream: Stream) -> str:
    if not stream.happens(habit("active")):
        return "none"
    return stream.weighted({"employment": 40, "education": 30, "training": 15, "apprenticeship": 15})


def _tenancy(stream: Stream, on: dt.date) -> dict[str, Any]:
    private = stream.happens(habit("private_let"))
    university = stream.happens(habit("university_let"))
    in_kent = stream.happens(habit("in_kent"))
    area = "kent" if in_kent else stream.one_of(("medway", "london", "elsewhere"))
    rooms = "shared" if stream.happens(habit("shared_home")) else "1-bed"
    home = stream.weighted({each: each.lettings for each in figures.rents() if each.rooms == rooms})
    rent_pence = home.at(stream.between(habit("rent_from_quantile"), habit("rent_to_quantile")))
    starts_on = first_of_a_month_after(on, stream)
    return {
        "kind": ("university" if university else "private") if private else "lodging",
        "starts_on": starts_on.isoformat(),
        "monthly_rent": pounds(rent_pence),
        "rent_share": pounds(rent_pence),
        "brma": home.brma,
        "area": area,
        "rooms": rooms,
    }


def _income(stream: Stream, tenancy: dict[str, Any]) -> str:
    times = stream.between(habit("lowest_income"), habit("highest_income"))
    return pounds(round(float(tenancy["rent_share"]) * times) * 100)


def _around(stream: Stream, number: int, tenancy: dict[str, Any]) -> dict[str, Any]:
    town, district = _POSTCODES[tenancy["brma"]]
    landlord = stream.whole(1, 30)
    lived = figures.accommodation()
    return {
        "young_person": {
            # Everyone in a rehearsal is called Example, with the number of their application.
            "name": f"{stream.one_of(first_names())} Example-{number:03d}",
            "address": f"{number} Rehearsal Row, Maidstone ME14 0ZZ",
            "phone": f"01632 960{number:03d}",
            "email": f"applicant{number:03d}@example.org",
            "safe_contact": stream.one_of(("phone", "email", "letter")),
            "language": "English",
        },
        "property": {
            "address": f"{stream.whole(1, 120)} Synthetic Street, {town}",
            "postcode": f"{district} 0ZZ",
        },
        "landlord": {
            "name": f"Example Lettings {landlord:02d}",
            "address": f"{landlord} Sample Square, {town} {district} 0ZZ",
            "email": f"landlord{landlord:02d}@example.org",
            "payee": f"Example Lettings {landlord:02d}",
        },
        "deposit": tenancy["rent_share"],
        "rent_in_advance": tenancy["rent_share"],
        "accommodation_before": stream.weighted(lived),
        "would_otherwise": stream.weighted(lived),
        "personal_adviser": f"Adviser Example-{stream.whole(1, 12):02d}",
        "young_persons_view": "I want a home of my own. (synthetic)",
    }
