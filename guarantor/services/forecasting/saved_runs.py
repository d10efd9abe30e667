"""Answers of the forecast that somebody keeps under a name: what was asked, what the model said, and of whom.

What is kept stays as it was said: it is read again, printed, set beside another, and held against what came (see
past_runs.py). Of the guarantees that stand, the cost of each stretch ahead is kept too; a full scheme is of nobody's
guarantees, so that nothing comes of it.
"""

import datetime as dt
import json
from dataclasses import fields
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.dates import plus_months
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.forecasting import what_if
from guarantor.services.forecasting.books import held_on
from guarantor.services.forecasting.liability import standing
from guarantor.services.forecasting.what_if import Setting
from guarantor.storage import forecast_files, guarantee_records, officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.forecasts import SavedForecast
from risk.book import Exposure
from risk.liability import law_of
from risk.measures import Law

LONGEST_NAME = 80
AHEAD = (1, 3, 6, 12, 24, 36)
"""Months ahead whose cost is kept, beside that to the end of the last guarantee."""
LEVELS = (*(step / 20 for step in range(1, 20)), 0.99, 0.995)


def save(office: Office, person: Person, name: str, setting: Setting, on: dt.date) -> dict[str, Any]:
    """Work the setting out and keep the answer under a name.

    Raises WrongInput without a name, for one that is too long, and as what_if.answer.
    """
    words = name.strip()
    if not 1 <= len(words) <= LONGEST_NAME:
        raise WrongInput.at("--name", f"expected a name of at most {LONGEST_NAME} characters")
    document = what_if.answer(office, on, setting)
    asked = Setting(**document["setting"])
    document |= {"ahead": _ahead(office, on, asked), "guarantee_refs": _refs(office, on, asked)}
    with doing(office, person, Act.SAVE_FORECAST, on) as act:
        row = act.add(
            SavedForecast(
                name=words,
                made_on=on,
                document=json.dumps(document, sort_keys=True, separators=(",", ":")),
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.subject = f"SF-{row.number}"
        act.note(of=asked.of, basis=asked.basis, changed=document["changed"])
        return {"run": act.subject, "name": words}


def listed(office: Office) -> list[dict[str, Any]]:
    """The saved answers, the latest first: each with its headline figures."""
    with reading(office.engine) as session:
        rows = forecast_files.every(session)
        return [_headline(session, row) for row in reversed(rows)]


def shown(office: Office, number: int) -> dict[str, Any]:
    """One saved answer whole, as it was said. Raises NotFound."""
    with reading(office.engine) as session:
        row = forecast_files.held(session, number)
        if row is None:
            raise NotFound("RUN", "a saved forecast", f"SF-{number}")
        return _headline(session, row) | {"answer": json.loads(row.document)}


def _headline(session: Session, row: SavedForecast) -> dict[str, Any]:
    answer = json.loads(row.document)
    return {
        "run": f"SF-{row.number}",
        "name": row.name,
        "made_on": row.made_on.isoformat(),
        "saved_by": officers.names(session)[row.officer],
        "of": answer["setting"]["of"],
        "basis": answer["setting"]["basis"],
        "changed": answer["changed"],
        "guarantees": answer["guarantees"],
        "expected": answer["predictive"]["mean"],
        "p95": answer["predictive"]["quantiles"]["0.95"],
        "p995": answer["predictive"]["quantiles"]["0.995"],
    }


def _refs(office: Office, on: dt.date, asked: Setting) -> list[str]:
    """The guarantees the answer is about: an entry typed later adds none to it."""
    if asked.of != "book":
        return []
    with reading(office.engine) as session:
        return [each.guarantee.ref for each in standing(guarantee_records.every(session), on)]


def _ahead(office: Office, on: dt.date, asked: Setting) -> list[dict[str, Any]]:
    """What the guarantees that stand cost in so many months from the first of the month after, before recoveries."""
    if asked.of != "book":
        return []
    held = held_on(office, on)
    longest = held.book.months
    assumptions = what_if.basis_of_setting(on, asked).assumptions
    stretches = [months for months in AHEAD if months < longest] + ([longest] if longest else [])
    return [
        {
            "months": months,
            "until": (plus_months(held.book.as_of, months) - dt.timedelta(days=1)).isoformat(),
            **_figures(law_of(Exposure(held.book, (), months, held.evidence), assumptions)),
        }
        for months in stretches
    ]


def _figures(law: Law) -> dict[str, Any]:
    """In pounds: the mean, and the quantiles at LEVELS."""
    return {
        "mean": round(law.mean() / 100, 2),
        "quantiles": {f"{level:g}": round(law.quantile(level) / 100, 2) for level in LEVELS},
    }


def as_asked(document: dict[str, Any]) -> Setting:
    """The setting of a saved answer, to be asked again."""
    known = {each.name for each in fields(Setting)}
    return Setting(**{name: value for name, value in document["setting"].items() if name in known})
