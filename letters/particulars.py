"""The facts of one guarantee in words: the values that clauses ask for, and the table of main points.

Knows how a content's facts read in each paper. Does not know which clauses a paper has, nor any layout.
"""

from collections.abc import Mapping
from decimal import Decimal

from letters import formats
from letters.content import AgreementContent, DeedContent, Guaranteed, Tenancy
from letters.document import Table

_FACT_WIDTHS = (0.36, 0.64)
_NOT_STATED = "as the tenancy agreement says"
_NOT_GUARANTEED = "This deed does not guarantee their rent"


def deed_values(content: DeedContent) -> dict[str, str]:
    """What the deed's clauses are filled with, by placeholder."""
    terms = content.terms
    values = _shared_values(content) | {
        "tenant": content.tenant_name,
        "made_on": formats.day(content.made_on),
        "tenancy_starts_on": formats.day(content.tenancy.starts_on),
        "monthly_rent": formats.money(content.tenancy.monthly_rent),
        "offer_lapses": formats.count(terms.offer_lapses_after_days, "day"),
        "deposit_terms": _deposit_terms(
            content,
            {"council": "The council pays {them} separately.", "tenant": "The tenant pays {them}."},
        ),
        "decide_within": formats.count(terms.decide_within_working_days, "working day"),
        "pay_within": formats.count(terms.pay_within_days, "day"),
        "claim_window": formats.count(terms.claim_window_days, "day"),
        "last_claim_on": formats.day(content.last_claim_on),
        "rent_ceiling_percent": f"{terms.rent_ceiling_percent}%",
    }
    if content.covered_deposit is not None and content.highest_deposit is not None:
        weeks, highest = content.highest_deposit
        values["highest_deposit"] = (
            f"{formats.count(weeks, 'week')} of the rent of the whole home: {formats.money(highest)}"
        )
    if terms.council_notice_days is not None:
        values["council_notice"] = formats.count(terms.council_notice_days, "day")
    return values


def agreement_values(content: AgreementContent) -> dict[str, str]:
    """What the agreement's clauses are filled with, by placeholder."""
    values = _shared_values(content) | {
        "young_person": content.young_person_name,
        "landlords": formats.names(content.landlord_names),
        "deposit_terms": _deposit_terms(
            content, {"council": "We pay {them} in another way.", "tenant": "You pay {them}."}
        ),
        "complaints": content.complaints.in_words,
    }
    if content.personal_adviser is not None:
        values["personal_adviser"] = content.personal_adviser
    if content.advocacy is not None:
        values["advocacy"] = content.advocacy.in_words
    return values


def deed_facts(content: DeedContent) -> Table:
    """Who the parties are and what is guaranteed, one fact a row."""
    tenancy, cover, deposit = content.tenancy, content.cover, content.deposit
    several = len(content.landlords) > 1
    rows = [("Guarantor (the council)", f"{content.council.name}, {content.council.address}")]
    for number, landlord in enumerate(content.landlords, start=1):
        label = f"Landlord {number}" if several else "Landlord"
        rows.append((label, f"{landlord.name}, {landlord.address}"))
    if content.agent is not None:
        rows.append(("Landlord's agent", content.agent))
    rows += [
        ("Tenant", content.tenant_name),
        *([("Other tenants", _NOT_GUARANTEED)] if tenancy.joint else []),
        ("The home", content.home.in_full),
        (f"{_let(tenancy)} starts on", formats.day(tenancy.starts_on)),
        ("Rent of the whole home", f"{formats.money(tenancy.monthly_rent)} a month"),
        ("Tenant's share of the rent", f"{formats.money(tenancy.rent_share)} a month"),
        ("Maximum guarantee", formats.money(cover.cap)),
        (
            "Guarantee starts on",
            f"{formats.day(cover.starts_on)}, or on the date of this deed if that is later",
        ),
        ("Guarantee ends on", formats.day(cover.ends_on)),
        _deposit_fact(content),
        ("Rent in advance (not covered)", _sum_or_none(deposit.rent_in_advance)),
        ("Claims and questions to", content.contact.in_words),
    ]
    return _facts("The parties and the guarantee", rows)


def agreement_facts(content: AgreementContent) -> Table:
    """What the young person needs at a glance."""
    cover, deposit = content.cover, content.deposit
    rows = [
        ("Your home", content.home.in_full),
        ("Your landlord", formats.names(content.landlord_names)),
        ("Your share of the rent", f"{formats.money(content.tenancy.rent_share)} a month"),
        ("Our promise starts on", formats.day(cover.starts_on)),
        ("Our promise ends on", formats.day(cover.ends_on)),
        ("The most we will pay", formats.money(cover.cap)),
        ("Your deposit", _sum_or_none(deposit.amount)),
        ("Rent you pay in advance", _sum_or_none(deposit.rent_in_advance)),
    ]
    return _facts("The main points of your agreement", rows)


def _let(tenancy: Tenancy) -> str:
    return "Licence" if tenancy.licence else "Tenancy"


def _deposit_fact(content: DeedContent) -> tuple[str, str]:
    if content.covered_deposit is None:
        return "Deposit (not covered)", _sum_or_none(content.deposit.amount)
    covered = formats.money(content.covered_deposit)
    return "Deposit (covered)", f"{covered}, within the maximum guarantee"


def _shared_values(content: Guaranteed) -> dict[str, str]:
    values = {
        "council": content.council.name,
        "contact": content.contact.in_words,
        "home": content.home.in_full,
        "rent_share": formats.money(content.tenancy.rent_share),
        "rent_ceiling": formats.money(content.rent_ceiling),
        "cap": formats.money(content.cover.cap),
        "months": formats.count(content.cover.months, "month"),
        "starts_on": formats.day(content.cover.starts_on),
        "ends_on": formats.day(content.cover.ends_on),
        "claim_after": formats.count(content.terms.claim_after_months, "month"),
        "report_within": formats.count(content.terms.report_within_days, "day"),
    }
    if content.covered_deposit is not None:
        values["covered_deposit"] = formats.money(content.covered_deposit)
    return values


def _deposit_terms(content: Guaranteed, paid_by: Mapping[str, str]) -> str:
    """The sums that stand beside the guarantee, and who pays them ("{them}"), as far as known."""
    deposit = content.deposit
    beside = {"rent in advance": deposit.rent_in_advance}
    if content.covered_deposit is None:
        beside = {"deposit": deposit.amount} | beside
    them, are = ("them", "they are") if len(beside) > 1 else ("it", "it is")
    said = [f"The {name} is {_sum_or_none(amount)}." for name, amount in beside.items() if amount is not None]
    if not said:
        return f"The tenancy agreement says how much {are}."
    if deposit.paid_by is not None:
        said.append(paid_by[deposit.paid_by].format(them=them))
    return " ".join(said)


def _sum_or_none(amount: Decimal | None) -> str:
    if amount is None:
        return _NOT_STATED
    return formats.money(amount) if amount else "none"


def _facts(caption: str, rows: list[tuple[str, str]]) -> Table:
    return Table(caption, (), tuple(rows), _FACT_WIDTHS, row_heads=True, show_caption=False)
