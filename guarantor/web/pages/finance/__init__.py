"""The pages of finance: exposure, waterfall, budget, savings; payees, payments, batches; what is paid back; months.

Finance sees landlords and references; none of these pages reads a young person's name.
"""

from guarantor.web.pages.finance import (
    batches,
    budget,
    exposure,
    months,
    overview,
    payees,
    payments,
    payments_made,
    plans,
    recovery,
    savings,
    waterfall,
)
from guarantor.web.pages.finance.room import pages

__all__ = [
    "batches",
    "budget",
    "exposure",
    "months",
    "overview",
    "pages",
    "payees",
    "payments",
    "payments_made",
    "plans",
    "recovery",
    "savings",
    "waterfall",
]
