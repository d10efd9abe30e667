"""The terms every policy states besides its criteria: what offers, guarantees, claims and reports read.

Knows each term's unit and whether it may be left out; the values stand in the policy files. Knows nothing
of what is done with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A parameter that code outside the criteria reads by name."""

    unit: str
    optional: bool = False
    choices: tuple[str, ...] = ()


TERMS: Mapping[str, Term] = {
    "term_months": Term("months"),
    "end_age": Term("years"),
    "cap_months": Term("months"),
    "maximum_guarantees": Term("guarantees"),
    "places": Term("places", optional=True),
    "reuse_places": Term("yes_no"),
    "covers_deposit": Term("yes_no"),
    "covers_damage": Term("yes_no"),
    "repayment": Term("choice", choices=("none", "instalments")),
    "rent_ceiling_percent": Term("percent"),
    "call_after_months": Term("months"),
    "missed_report_days": Term("days"),
    "decide_within_working_days": Term("working_days"),
    "pay_within_days": Term("days"),
    "claim_window_days": Term("days"),
    "silence_alarm_days": Term("days"),
    "formal_warning_months": Term("months"),
    "offer_lapses_after_days": Term("days"),
    "in_principle_lapses_after_days": Term("days"),
    "first_review_months": Term("months"),
    "second_review_months": Term("months"),
    "third_review_months": Term("months"),
    "advice_cost_limit": Term("pounds"),
    "hide_numbers_below": Term("people"),
}

UNITS = (
    "years",
    "months",
    "days",
    "working_days",
    "percent",
    "pounds",
    "guarantees",
    "calls",
    "places",
    "people",
    "date",
    "yes_no",
    "choice",
)
"""Every unit a parameter may have. Sums are written as text in pounds and held in pence."""
