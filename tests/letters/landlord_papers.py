"""Papers for a synthetic landlord: what each kind is told, and each in every way that its switches allow."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any, get_args

from letters import agreement
from letters.content import DeedContent, Issued
from letters.document import Document
from letters.notices import changes, claims

DAYS = (date(2018, 6, 1), date(2019, 5, 31), date(2019, 6, 1), date(2026, 4, 30), date(2026, 5, 1))
LANDLORDS = ({"name": "Orla Example", "address": "3 Sample Road"}, {"name": "Ugo Specimen", "address": "x"})
TERMS: dict[str, Any] = {
    "claim_after_months": 2,
    "report_within_days": 14,
    "decide_within_working_days": 10,
    "pay_within_days": 28,
    "claim_window_days": 29,
    "offer_lapses_after_days": 27,
    "rent_ceiling_percent": 110,
}
NOTICE: dict[str, Any] = {
    "reference": "RG-0001/1",
    "made_on": date(2018, 10, 9),
    "code": "2345678ABCDEFG",
    "check_at": "https://rent.example.org/check",
    "rehearsal": False,
    "council": {
        "name": "Kent County Council",
        "address": "County Hall, Maidstone, ME14 1XQ",
        "from_on": date(1974, 4, 1),
    },
    "contact": {"name": "Rent guarantee team", "telephone": "01632 960001", "email": "rent@example.org"},
    "recipient": {"name": "Orla Example", "address": "3 Sample Road, Whitstable, CT5 1ZZ"},
    "tenant_name": "Tam Sample",
    "home": "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ",
}
PART_ACCEPTED = (
    {"month": "May 2018", "claimed": "520.05", "accepted": "320.05"},
    {"month": "June 2018", "claimed": "520.05", "accepted": "520.05"},
    {"month": "July 2018", "claimed": "520.05", "accepted": "0", "reason": "The schedule says it was paid."},
)
OWN: dict[str, dict[str, Any]] = {
    "report-received": {
        "received_on": date(2018, 10, 8),
        "months": ["September 2018", "October 2018"],
        "what_next_by": date(2018, 10, 15),
        "terms": TERMS,
    },
    "claim-decision": {
        "claim": "CL-0003",
        "received_on": date(2018, 10, 1),
        "decided_on": date(2018, 10, 9),
        "lines": PART_ACCEPTED,
        "deposit_off": "200.00",
        "pay_by": date(2018, 11, 6),
        "dispute_by": date(2018, 11, 7),
    },
    "payment-advice": {
        "claim": "CL-0003",
        "amount": "840.10",
        "paid_on": date(2018, 10, 8),
        "payment_reference": "KCC 000123",
        "for_months": ["May 2018", "June 2018"],
        "cap_left": "2280.20",
    },
    "rent-rise": {
        "asked_share": "600.00",
        "from_on": date(2018, 12, 1),
        "consented": True,
        "new_share": "590.00",
        "maximum": "3120.30",
        "new_maximum": "3540.00",
        "ceiling": "649.00",
    },
    "landlord-transfer": {"ended_on": date(2018, 10, 31), "claim_until": date(2018, 11, 28)},
    "landlord-end": {
        "ended_on": date(2018, 10, 8),
        "reason": "term_reached",
        "claim_until": date(2018, 11, 5),
    },
}
MADE: dict[str, tuple[type[Issued], Callable[..., Document]]] = {
    "report-received": (claims.ReportReceivedContent, claims.report_received),
    "claim-decision": (claims.ClaimDecisionContent, claims.claim_decision),
    "payment-advice": (claims.PaymentAdviceContent, claims.payment_advice),
    "rent-rise": (changes.RentRiseContent, changes.rent_rise),
    "landlord-transfer": (changes.LandlordTransferContent, changes.landlord_transfer),
    "landlord-end": (changes.LandlordEndContent, changes.landlord_end),
}
LINE = {"month": "May 2018", "claimed": "520.05", "accepted": "520.05"}
REASON = "Nobody told the tenant."
_DAY, _DAY_BEFORE = -timedelta(days=1), -timedelta(days=2)
_LONG_DECIDED = {"received_on": _DAY_BEFORE, "decided_on": _DAY_BEFORE, "pay_by": _DAY, "dispute_by": _DAY}
NO_CONSENT = {"consented": False, "new_share": None, "maximum": None, "new_maximum": None}
VARIANTS: dict[str, tuple[dict[str, Any], ...]] = {
    "report-received": ({}, {"received_on": _DAY_BEFORE, "what_next_by": _DAY}),
    "claim-decision": (
        {},
        _LONG_DECIDED,
        _LONG_DECIDED | {"paid_on": _DAY},
        {"lines": [LINE], "deposit_off": "0", "dispute_by": None},
        {"lines": [LINE | {"accepted": "0"}], "deposit_off": "520.05", "pay_by": None, "dispute_by": None},
        {"lines": [LINE | {"accepted": "0", "reason": REASON}], "deposit_off": "0", "pay_by": None},
    ),
    "payment-advice": ({}, {"cap_left": "0.00"}),
    "rent-rise": ({}, {**NO_CONSENT, "reason": "It is above the rents nearby."}),
    "landlord-transfer": ({}, {"ended_on": _DAY_BEFORE, "claim_until": _DAY}),
    "landlord-end": (
        *({"reason": reason} for reason in (*get_args(changes.EndedBecause), "birthday_25")),
        {"ended_on": _DAY_BEFORE, "claim_until": _DAY},
    ),
}


def content(kind: str, **changed: Any) -> Any:
    """What a letter is told; fields given replace the synthetic ones."""
    return MADE[kind][0](**NOTICE | OWN[kind] | changed)


def paper(kind: str, **changed: Any) -> Document:
    """A letter."""
    return MADE[kind][1](content(kind, **changed))


def said(kind: str, **changed: Any) -> str:
    """All that a letter says, a line for each paragraph, item and cell."""
    return "\n".join(paper(kind, **changed).lines())


def every_letter() -> Iterator[tuple[str, Document]]:
    """Each kind of letter in each variant, from each side of each change in the law, some of them made late."""
    for kind, variants in VARIANTS.items():
        for changed, made_on in product(variants, DAYS):
            own = {
                name: made_on + value
                if isinstance(value, timedelta)
                else made_on
                if isinstance(value, date)
                else value
                for name, value in (OWN[kind] | changed).items()
            }
            yield kind, MADE[kind][1](MADE[kind][0](**NOTICE | own | {"made_on": made_on}))


def lets(shared: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the shared part of a guarantee's papers may be, in every combination of switches, on every day."""
    cover = shared["cover"] | {"ends_on": date(2030, 7, 31), "months": 144}
    for made_on, damage, deposit, joint, let in product(
        DAYS, (False, True), (False, True), (False, True), ("private", "university", "licence")
    ):
        tenancy = {
            "kind": "private" if let == "private" else "university",
            "licence": let == "licence",
            "joint": joint,
        }
        yield {
            "made_on": made_on,
            "cover": cover,
            "tenancy": shared["tenancy"] | tenancy,
            "terms": shared["terms"] | {"covers_damage": damage, "covers_deposit": deposit},
        }


def every_deed(make: Callable[..., DeedContent]) -> Iterator[Document]:
    """The deed in every combination of its switches, from each side of each change in the law."""
    shared = make().model_dump()
    for changed, landlords, notice in product(lets(shared), (LANDLORDS[:1], LANDLORDS), (None, 60)):
        terms = changed["terms"] | {"council_notice_days": notice}
        yield agreement.deed(make(**changed | {"landlords": landlords, "terms": terms}))
