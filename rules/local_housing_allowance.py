"""Local Housing Allowance in the Broad Rental Market Areas of Kent and Medway.

Knows the weekly rates held in data/kent_lha.csv (Valuation Office Agency); knows no rule about them.
"""

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from rules.pounds import pence


@lru_cache(maxsize=1)
def weekly_rates() -> Mapping[tuple[str, str, str], int]:
    """Weekly rate in pence by (financial year like "2018/19", area, rooms); a blank rate is left out."""
    text = (files("rules") / "data" / "kent_lha.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    rates = {
        (row["financial_year"], row["brma"], row["rooms"]): pence(row["lha_weekly"])
        for row in rows
        if row["lha_weekly"]
    }
    return MappingProxyType(rates)


@lru_cache(maxsize=1)
def market_areas() -> tuple[str, ...]:
    """The Broad Rental Market Areas held, in alphabetical order."""
    return tuple(sorted({area for _, area, _ in weekly_rates()}))
