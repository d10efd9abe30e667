"""What a paper refuses to be told, one sentence naming the field."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from letters import tenant_fees
from letters.content import AgreementContent, Contact, Cover, DeedContent, Home, Landlord, Tenancy
from letters.notices.letter import Recipient

Deeds = Callable[..., DeedContent]


@pytest.mark.parametrize(
    ("share", "accepted"), [("0.00", False), ("0.01", True), ("520.00", True), ("520.01", False)]
)
def test_a_share_is_above_zero_and_at_most_the_rent(share: str, accepted: bool) -> None:
    def make() -> Tenancy:
        return Tenancy(
            kind="private",
            starts_on=date(2018, 8, 1),
            monthly_rent=Decimal("520.00"),
            rent_share=Decimal(share),
        )

    if accepted:
        assert make().rent_share == Decimal(share)
    else:
        with pytest.raises(ValidationError, match="expected a rent_share above zero and at most"):
            make()


@pytest.mark.parametrize("amount", [520.0, "520.001", "-1", "NaN", "Infinity", "a lot"])
def test_money_is_exact_pounds(deed_content: Deeds, amount: object) -> None:
    with pytest.raises(ValidationError, match="deposit"):
        deed_content(deposit={"amount": amount})


@pytest.mark.parametrize(("ends_on", "accepted"), [(28, False), (29, True), (31, True)])
def test_the_months_fit_the_period(ends_on: int, accepted: bool) -> None:
    def make() -> Cover:
        return Cover(
            starts_on=date(2018, 8, 1), ends_on=date(2018, 8, ends_on - 1), months=1, cap=Decimal(600)
        )

    if accepted:
        assert make().months == 1
    else:
        with pytest.raises(ValidationError, match="expected months to fit"):
            make()


def test_a_maximum_guarantee_of_nothing_is_refused(deed_content: Deeds) -> None:
    cover = {"starts_on": date(2018, 8, 1), "ends_on": date(2019, 7, 31), "months": 12, "cap": "0"}
    with pytest.raises(ValidationError, match="expected a cap above zero"):
        deed_content(cover=cover)


@pytest.mark.parametrize(
    ("made_on", "accepted"),
    [
        (date(2019, 7, 31), True),
        (date(2019, 8, 1), False),
        (date(1974, 3, 31), False),
        (date(1974, 4, 1), True),
    ],
)
def test_a_paper_is_made_while_the_council_exists_and_the_cover_runs(
    deed_content: Deeds, made_on: date, accepted: bool
) -> None:
    if accepted:
        assert deed_content(made_on=made_on).made_on == made_on
    else:
        with pytest.raises(ValidationError, match="made_on"):
            deed_content(made_on=made_on)


def test_a_council_that_was_reorganised_signs_nothing_more(deed_content: Deeds) -> None:
    council = {
        "name": "Kent",
        "address": "Maidstone",
        "from_on": date(1974, 4, 1),
        "until_on": date(2018, 7, 8),
    }
    with pytest.raises(ValidationError, match="a council that exists on made_on"):
        deed_content(council=council)


def test_cover_never_starts_before_the_tenancy(deed_content: Deeds) -> None:
    tenancy = {"kind": "private", "starts_on": date(2018, 8, 2), "monthly_rent": "520", "rent_share": "520"}
    with pytest.raises(ValidationError, match=r"cover\.starts_on no earlier than 2018-08-02"):
        deed_content(tenancy=tenancy)


def test_an_unknown_field_is_an_error(deed_content: Deeds) -> None:
    with pytest.raises(ValidationError, match="date_of_birth"):
        deed_content(date_of_birth=date(1999, 3, 14))


@pytest.mark.parametrize(
    "name", ["18plus accommodation team", "Care leavers' housing", "Young people's team"]
)
def test_a_landlord_is_not_told_through_the_contact(deed_content: Deeds, name: str) -> None:
    with pytest.raises(ValidationError, match="expected contact to keep from a landlord the words"):
        deed_content(contact={"name": name, "telephone": "01632 960001"})


def test_a_contact_can_be_reached() -> None:
    with pytest.raises(ValidationError, match="a telephone number or an email address"):
        Contact(name="Nobody")


@pytest.mark.parametrize(
    "name", ["", "  ", "\u200c", "Two\nlines", "Ta\u200c", "a\x00b", "tab\there", "left\u202eright"]
)
def test_a_name_is_one_printable_line(name: str) -> None:
    with pytest.raises(ValidationError, match=r"name\n"):
        Landlord(name=name, address="3 Sample Road")


def test_letters_are_composed_so_that_one_name_has_one_spelling() -> None:
    assert Landlord(name="Nguye\u0302\u0303n", address="x").name == "Nguy\u1ec5n"


def test_every_space_becomes_a_plain_one() -> None:
    assert Landlord(name="Tam\u00a0van\u2003der  Sample ", address="x").name == "Tam van der Sample"


def test_an_address_over_several_lines_becomes_one() -> None:
    assert (
        Landlord(name="x", address="3 Sample Road,\n Whitstable\r\n\nCT5 1ZZ").address
        == "3 Sample Road, Whitstable, CT5 1ZZ"
    )


@pytest.mark.parametrize("address", ["1 Example Road", "1 Example Road, CT1 2ZZ", "1 Example Road ct1 2zz"])
def test_the_postcode_is_printed_once(address: str) -> None:
    assert Home(address=address, postcode="CT1 2ZZ").in_full.casefold().count("ct1 2zz") == 1


def test_the_rent_ceiling_is_rounded_down_to_the_penny(deed_content: Deeds) -> None:
    # 520.05 x 110% = 572.055
    assert deed_content().rent_ceiling == Decimal("572.05")


def test_the_last_day_to_claim_counts_from_the_end(deed_content: Deeds) -> None:
    # 31 July + 29 days
    assert deed_content().last_claim_on == date(2019, 8, 29)


def test_a_content_cannot_be_changed(deed_content: Deeds) -> None:
    content: Any = deed_content()
    with pytest.raises(ValidationError, match="frozen"):
        content.tenant_name = "Somebody else"


@pytest.mark.parametrize(
    "name",
    [
        "Selam Tesfay (ሰላም ተስፋይ)",
        "Alireza (\u0639\u0644\u06cc\u200c\u0631\u0636\u0627)",
        "Đặng Thị Ổn",
        "Ł",
        "Ŵyn 2 Ltd",
    ],
)
def test_a_name_in_another_script_stays_beside_its_latin_form(deed_content: Deeds, name: str) -> None:
    content = deed_content(tenant_name=name, landlords=[{"name": name, "address": "x"}])
    assert content.tenant_name == name
    assert content.landlords[0].name == name


@pytest.mark.parametrize("name", ["ሰላም ተስፋይ", "\u0639\u0644\u06cc", "Олена", "2", "(.)"])
def test_a_name_without_a_latin_letter_is_refused(
    deed_content: Deeds, agreement_content: Callable[..., AgreementContent], name: str
) -> None:
    says = "expected the name in Latin letters too"
    with pytest.raises(ValidationError, match=rf"tenant_name\n.*{says}"):
        deed_content(tenant_name=name)
    with pytest.raises(ValidationError, match=rf"landlords\.0\.name\n.*{says}"):
        deed_content(landlords=[{"name": name, "address": "x"}])
    with pytest.raises(ValidationError, match=rf"young_person_name\n.*{says}"):
        agreement_content(young_person_name=name)
    with pytest.raises(ValidationError, match=rf"landlord_names\.0\n.*{says}"):
        agreement_content(landlord_names=[name])
    with pytest.raises(ValidationError, match=rf"name\n.*{says}"):
        Recipient(name=name)


def test_only_a_university_lets_by_a_licence(deed_content: Deeds) -> None:
    let = deed_content().tenancy.model_dump() | {"licence": True}
    assert Tenancy(**let | {"kind": "university"}).licence
    with pytest.raises(ValidationError, match="kind university where licence is true, got private"):
        Tenancy(**let)


def covering(make: Deeds, amount: str | None, **changed: Any) -> DeedContent:
    terms = make().terms.model_dump() | {"covers_deposit": True}
    return make(terms=terms, deposit={"amount": amount}, **changed)


def test_a_deposit_that_is_covered_is_known(deed_content: Deeds) -> None:
    with pytest.raises(
        ValidationError, match=r"expected deposit\.amount, since terms\.covers_deposit is true"
    ):
        covering(deed_content, None)
    assert deed_content(deposit={}).covered_deposit is None
    assert covering(deed_content, "0.00").covered_deposit is None
    assert covering(deed_content, "0.01").covered_deposit == Decimal("0.01")


@pytest.mark.parametrize(("amount", "accepted"), [("3120.30", True), ("3120.31", False)])
def test_a_covered_deposit_fits_the_maximum_guarantee(
    deed_content: Deeds, amount: str, accepted: bool
) -> None:
    if accepted:
        assert covering(deed_content, amount).covered_deposit == Decimal(amount)
    else:
        with pytest.raises(ValidationError, match=r"deposit\.amount within cover\.cap, £3,120\.30"):
            covering(deed_content, amount)


@pytest.mark.parametrize(
    ("made_on", "amount", "accepted"),
    [
        (date(2019, 5, 31), "1200.01", True),
        (date(2019, 6, 1), "1200.00", True),
        (date(2019, 6, 1), "1200.01", False),
    ],
)
def test_from_june_2019_a_covered_deposit_is_at_most_five_weeks_rent(
    deed_content: Deeds, made_on: date, amount: str, accepted: bool
) -> None:
    # 1,040.00 x 12 / 52 x 5 = 1,200.00
    if accepted:
        assert covering(deed_content, amount, made_on=made_on).covered_deposit == Decimal(amount)
    else:
        with pytest.raises(
            ValidationError, match=r"at most £1,200\.00, 5 weeks' rent \(Tenant Fees Act 2019"
        ):
            covering(deed_content, amount, made_on=made_on)


@pytest.mark.parametrize(
    ("monthly_rent", "on", "highest"),
    [
        ("520.05", date(2019, 5, 31), None),
        ("520.05", date(2019, 6, 1), (5, Decimal("600.05"))),
        ("4166.66", date(2019, 6, 1), (5, Decimal("4807.68"))),
        ("4166.67", date(2019, 6, 1), (6, Decimal("5769.23"))),
    ],
)
def test_the_highest_deposit_is_rounded_down_and_higher_from_fifty_thousand_a_year(
    monthly_rent: str, on: date, highest: tuple[int, Decimal] | None
) -> None:
    # 520.05 x 12 / 52 x 5 = 600.0576...; 4,166.66 x 12 = 49,999.92; 4,166.67 x 12 = 50,000.04
    assert tenant_fees.highest_deposit(Decimal(monthly_rent), on) == highest


@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        ("https://rent.example.org/check", True),
        ("http://localhost:8000/check", True),
        ("rent.example.org/check", False),
        ("ftp://rent.example.org", False),
        ("https://rent.example.org/a check", False),
    ],
)
def test_where_a_paper_is_checked_is_an_address_that_a_browser_opens(
    deed_content: Deeds, address: str, accepted: bool
) -> None:
    if accepted:
        assert deed_content(check_at=address).check_at == address
    else:
        with pytest.raises(ValidationError, match=r'check_at\n.*expected an address like "https://example'):
            deed_content(check_at=address)
