"""What the pages of finance share: their noun, and the way between them."""

from flask import url_for

from guarantor.web.access import Pages

pages = Pages("finance", __name__)


def ways() -> list[tuple[str, str]]:
    """The rooms of finance, each with its address."""
    return [
        ("Overview", url_for("finance.overview")),
        ("Payments", url_for("finance.payments")),
        ("Batches", url_for("finance.batches")),
        ("Payees", url_for("finance.payees")),
        ("Paid back", url_for("finance.recovery")),
    ]
