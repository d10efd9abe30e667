"""The pages of finance: what the council stands for, payees, payments and batches, what is paid back, months closed.

Finance sees landlords and references; none of these pages reads a young person's name.
"""

from guarantor.web.pages.finance import batches, overview, payees, payments, plans, recovery
from guarantor.web.pages.finance.room import pages

__all__ = ["batches", "overview", "pages", "payees", "payments", "plans", "recovery"]
