"""What the deed says on its date, and what it never says to a landlord."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from letters import agreement, clausebook, discretion
from letters.clausebook import NoClauseInForce
from letters.content import AgreementContent, DeedContent
from letters.document import CheckPanel, Document, Heading, Signature
from letters.pdf import render
from tests.letters.landlord_papers import DAYS, every_deed

Deeds = Callable[..., DeedContent]
Agreements = Callable[..., AgreementContent]


def said(document: Document) -> str:
    return "\n".join(document.lines())


def terms(content: DeedContent | AgreementContent, **changed: Any) -> dict[str, Any]:
    return content.terms.model_dump() | changed


def test_the_deed_states_parties_home_share_cap_and_period(deed_content: Deeds) -> None:
    text = said(agreement.deed(deed_content()))
    for fact in (
        "Kent County Council, County Hall, Maidstone, ME14 1XQ",
        "Orla Example, 3 Sample Road, Whitstable, CT5 1ZZ",
        "Tam Sample",
        "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ",
        "the tenant's share is £520.05 a month and the rent of the whole home is £1,040.00 a month",
        "The council will not pay more than £3,120.30 in all",
        "The guarantee is for 12 months. It starts on 1 August 2018, or on the date of this deed if",
        "that is later, and it ends on 31 July 2019.",
    ):
        assert fact in text


def test_the_deed_states_every_term_of_the_policy(deed_content: Deeds) -> None:
    text = said(agreement.deed(deed_content()))
    for term in (
        "the tenant owes 2 months of their share of the rent or more",
        "within 14 days of the day it was due",
        "Within 10 working days it tells the landlord",
        "within 28 days of accepting it",
        "for 29 days after it ended",
        "the last day for a claim is 29 August 2019",
        "If all three have not signed within 27 days of 9 July 2018",
        "at or below £572.05 a month. This is 110% of the share when the tenancy starts",
    ):
        assert term in text


def test_other_terms_of_a_policy_change_the_deed_and_nothing_else_does(deed_content: Deeds) -> None:
    changed = terms(
        deed_content(),
        claim_after_months=1,
        report_within_days=1,
        decide_within_working_days=5,
        pay_within_days=30,
        claim_window_days=60,
        rent_ceiling_percent=105,
    )
    text = said(agreement.deed(deed_content(terms=changed)))
    for term in (
        "owes 1 month of",
        "within 1 day of",
        "Within 5 working days",
        "within 30 days of",
        "for 60 days",
    ):
        assert term in text
    assert "£546.05 a month. This is 105%" in text


@pytest.mark.parametrize(
    "left_out",
    [
        "the deposit",
        "the first month's rent",
        "fees",
        "interest",
        "court costs",
        "after the tenancy has ended",
    ],
)
def test_the_deed_says_what_is_not_covered(deed_content: Deeds, left_out: str) -> None:
    text = said(agreement.deed(deed_content()))
    listed = text[text.index("The guarantee does not cover:") : text.index("7. Damage")]
    assert left_out in listed


@pytest.mark.parametrize(
    ("covers", "says", "says_not"),
    [
        (True, "also covers the reasonable cost of damage", "does not cover damage"),
        (False, "does not cover damage", "also covers the reasonable cost of damage"),
    ],
)
def test_damage_is_covered_only_if_the_policy_covers_it(
    deed_content: Deeds, covers: bool, says: str, says_not: str
) -> None:
    text = said(agreement.deed(deed_content(terms=terms(deed_content(), covers_damage=covers))))
    assert says in text
    assert says_not not in text


def test_the_council_ends_the_deed_by_notice_only_if_the_policy_sets_a_period(deed_content: Deeds) -> None:
    assert "Notice by the council" not in said(agreement.deed(deed_content()))
    text = said(agreement.deed(deed_content(terms=terms(deed_content(), council_notice_days=60))))
    assert "by giving the landlord notice of 60 days in writing" in text


LAW = {
    "Tenant Fees Act 2019": date(2019, 6, 1),
    "Renters' Rights Act 2025": date(2026, 5, 1),
    "has no fixed end": date(2026, 5, 1),
    "section 13 of the Housing Act 1988": date(2026, 5, 1),
    "Section 16N of the Housing Act 1988": date(2026, 5, 1),
}


@pytest.mark.parametrize(
    "made_on", [date(2018, 6, 1), date(2019, 5, 31), date(2019, 6, 1), date(2026, 4, 30), date(2026, 5, 1)]
)
def test_a_deed_cites_only_law_in_force_on_its_date(deed_content: Deeds, made_on: date) -> None:
    cover = {"starts_on": date(2018, 8, 1), "ends_on": date(2030, 7, 31), "months": 144, "cap": "3120.30"}
    text = said(agreement.deed(deed_content(made_on=made_on, cover=cover)))
    for law, since in LAW.items():
        assert (law in text) is (made_on >= since), law
    assert ("assured shorthold" in text) is (made_on < date(2026, 5, 1))


def test_no_deed_is_made_before_the_scheme(deed_content: Deeds) -> None:
    with pytest.raises(NoClauseInForce):
        agreement.deed(deed_content(made_on=date(2018, 5, 31)))


def test_a_university_let_may_be_a_licence(deed_content: Deeds) -> None:
    tenancy = {
        "kind": "university",
        "starts_on": date(2018, 8, 1),
        "monthly_rent": "520",
        "rent_share": "520",
    }
    text = said(agreement.deed(deed_content(tenancy=tenancy)))
    assert "a licence to live in the home" in text
    assert "assured" not in text


@pytest.mark.parametrize("made_on", [date(2018, 6, 1), date(2019, 6, 1), date(2026, 5, 1)])
@pytest.mark.parametrize("kind", ["private", "university"])
def test_a_landlords_paper_tells_nothing_of_age_or_care(
    deed_content: Deeds, made_on: date, kind: str
) -> None:
    cover = {"starts_on": date(2018, 8, 1), "ends_on": date(2030, 7, 31), "months": 144, "cap": "3120.30"}
    tenancy = {"kind": kind, "starts_on": date(2018, 8, 1), "monthly_rent": "520", "rent_share": "520"}
    for covers_damage in (True, False):
        changed = terms(deed_content(), covers_damage=covers_damage, council_notice_days=30)
        document = agreement.deed(deed_content(made_on=made_on, cover=cover, tenancy=tenancy, terms=changed))
        text = f"{said(document)}\n{document.title}\n{document.reference}\n{document.author}"
        assert discretion.told(text) == []
        for word in ("birth", "care ", "care-", "leaver", "adviser", "young", "eligible", "assess"):
            assert word not in text.casefold()


def test_the_deed_names_every_landlord_and_each_signs_before_a_witness(deed_content: Deeds) -> None:
    landlords = [{"name": f"Landlord Number {n}", "address": f"{n} Sample Road"} for n in range(1, 5)]
    document = agreement.deed(deed_content(landlords=landlords, agent="Example Lettings Ltd"))
    text = said(document)
    assert '"the landlord" means all the landlords named above together' in text
    assert "Example Lettings Ltd" in text
    parties = {block.party: block for block in document.blocks if isinstance(block, Signature)}
    for landlord in landlords:
        assert f"{landlord['name']}, {landlord['address']}" in text
        labels = [line.label for line in parties[landlord["name"]].lines]
        assert {"Signature", "Date", "Witness's signature", "Witness's name", "Witness's address"} <= set(
            labels
        )
    assert "the common seal of Kent County Council was affixed" in parties["Kent County Council"].says


def test_one_landlord_is_not_told_of_several(deed_content: Deeds) -> None:
    assert "means all the landlords" not in said(agreement.deed(deed_content()))


@pytest.mark.parametrize(
    ("deposit", "says"),
    [
        (
            {"amount": "600.00", "paid_by": "council"},
            "The deposit is £600.00. The council pays them separately.",
        ),
        ({"amount": "0", "rent_in_advance": "520"}, "The deposit is none. The rent in advance is £520.00."),
        (
            {"rent_in_advance": "520", "paid_by": "tenant"},
            "The rent in advance is £520.00. The tenant pays them.",
        ),
        ({}, "The tenancy agreement says how much they are."),
    ],
)
def test_the_deposit_terms_stand_beside_the_guarantee(
    deed_content: Deeds, deposit: dict[str, str], says: str
) -> None:
    assert says in said(agreement.deed(deed_content(deposit=deposit)))


def test_clauses_are_numbered_without_a_gap(deed_content: Deeds) -> None:
    document = agreement.deed(deed_content())
    numbers = [
        block.text.split(".")[0]
        for block in document.blocks
        if isinstance(block, Heading) and block.level == 3
    ]
    assert numbers == [str(number) for number in range(1, len(document.clause_versions) + 1)]


def test_every_deed_is_whole_numbered_discreet_and_without_a_placeholder(deed_content: Deeds) -> None:
    deeds = tuple(every_deed(deed_content))
    assert len(deeds) == 2**5 * 3 * len(DAYS)
    for document in deeds:
        text = said(document)
        assert "{" not in text
        assert "}" not in text
        assert discretion.told(f"{text}\n{document.title}\n{document.author}") == []
        headings = [
            block.text for block in document.blocks if isinstance(block, Heading) and block.level == 3
        ]
        assert [each.split(".")[0] for each in headings] == [str(n) for n in range(1, len(headings) + 1)]
        assert len({each.partition(" ")[2] for each in headings}) == len(headings)


def test_every_clause_of_the_deed_stands_on_some_deed_of_some_day(deed_content: Deeds) -> None:
    used = {
        (version.id, version.version)
        for document in every_deed(deed_content)
        for version in document.clause_versions
    }
    written = {
        (clause.head.id, clause.head.version)
        for clause in clausebook.standard().clauses
        if "deed" in clause.head.documents
    }
    assert used == written


@pytest.mark.parametrize("made_on", DAYS)
def test_the_fullest_deed_of_each_day_is_drawn(deed_content: Deeds, made_on: date) -> None:
    fullest = [document for document in every_deed(deed_content) if document.made_on == made_on]
    fullest.sort(key=lambda document: len(document.clause_versions))
    assert render(fullest[-1]).startswith(b"%PDF-")


def covering_deposit(deed_content: Deeds, made_on: date, amount: str = "600.00") -> str:
    deposit = {"amount": amount, "rent_in_advance": "520.05", "paid_by": "tenant"}
    return said(
        agreement.deed(
            deed_content(terms=terms(deed_content(), covers_deposit=True), deposit=deposit, made_on=made_on)
        )
    )


def test_a_covered_deposit_has_its_own_sum_within_the_maximum(deed_content: Deeds) -> None:
    text = covering_deposit(deed_content, date(2018, 7, 9))
    for each in (
        "The guarantee also covers the deposit.",
        "up to £600.00 in all",
        "takes up part of the maximum guarantee",
        "is not part of it. The rent in advance is £520.05. The tenant pays it.",
        "£600.00, within the maximum guarantee",
    ):
        assert each in text
    listed = text[text.index("The guarantee does not cover:") : text.index("anyone else's share")]
    assert "deposit" not in listed
    assert "first month's rent" in listed


@pytest.mark.parametrize(("made_on", "cited"), [(date(2019, 5, 31), False), (date(2019, 6, 1), True)])
def test_a_covered_deposit_states_the_highest_that_the_law_allows_once_it_does(
    deed_content: Deeds, made_on: date, cited: bool
) -> None:
    text = covering_deposit(deed_content, made_on)
    says = "than the Tenant Fees Act 2019 allows, 5 weeks of the rent of the whole home: £1,200.00."
    assert (says in text) is cited


def test_a_policy_that_covers_deposits_covers_none_where_none_is_taken(deed_content: Deeds) -> None:
    text = covering_deposit(deed_content, date(2018, 7, 9), amount="0.00")
    assert "covers the deposit" not in text
    assert "Deposit (not covered)" in text


def test_a_deed_on_a_joint_tenancy_is_for_one_tenant_and_one_share(deed_content: Deeds) -> None:
    tenancy = deed_content().tenancy.model_dump()
    text = said(agreement.deed(deed_content(tenancy=tenancy | {"joint": True})))
    assert "This deed is for Tam Sample alone. The council guarantees nobody else's share" in text
    assert "Other tenants\nThis deed does not guarantee their rent" in text
    alone = said(agreement.deed(deed_content(tenancy=tenancy | {"joint": False})))
    assert "Other tenants" not in alone
    assert "Other people are tenants" not in alone


def test_a_licence_is_called_one(deed_content: Deeds) -> None:
    tenancy = deed_content().tenancy.model_dump() | {"kind": "university", "licence": True}
    text = said(agreement.deed(deed_content(tenancy=tenancy)))
    assert "A university lets the home by a licence, not by a tenancy." in text
    assert "Licence starts on" in text
    assert "assured" not in text
    assert 'In this deed "tenancy" also means a licence' not in text


def test_a_deed_ends_with_where_to_check_it_if_anywhere(deed_content: Deeds) -> None:
    document = agreement.deed(deed_content(check_at="https://rent.example.org/check"))
    panels = [block for block in document.blocks if isinstance(block, CheckPanel)]
    assert [(panel.code, panel.address) for panel in panels] == [
        (document.code, "https://rent.example.org/check")
    ]
    assert panels[0].says.endswith("with this code and the home's postcode."), "the page asks for both"
    assert document.blocks.index(panels[0]) > max(
        place for place, block in enumerate(document.blocks) if isinstance(block, Signature)
    )
    assert not any(isinstance(block, CheckPanel) for block in agreement.deed(deed_content()).blocks)
