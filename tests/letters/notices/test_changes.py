"""Letters to a landlord about a change: a higher rent, a tenant who moves, the end of a guarantee."""

from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from tests.letters.landlord_papers import NO_CONSENT, content, every_letter, said

REFUSED = {**NO_CONSENT, "ceiling": "572.05"}


def test_consent_says_what_the_guarantee_follows_and_the_maximum_before_and_now() -> None:
    text = said("rent-rise")
    for each in (
        "We consent to the higher rent.",
        "From 1 December 2018 the guarantee follows the tenant's share at £590.00 a month",
        "up to £649.00 a month if it rises again",
        "The maximum guarantee rises with it, from £3,120.30 to £3,540.00 in all.",
        "This counts even if your deed says that a rise in the rent does not raise it.",
        "Maximum guarantee before",
        "Maximum guarantee now",
    ):
        assert each in text
    assert "Why" not in text


def test_no_consent_says_what_stays_covered_and_why() -> None:
    text = said("rent-rise", **REFUSED, reason="It is above the rents nearby.")
    for each in (
        "We do not consent to the rent that you asked for from 1 December 2018.",
        "The guarantee goes on up to a share of £572.05 a month.",
        "we may have the right to end the guarantee",
        "It is above the rents nearby.",
    ):
        assert each in text
    assert "We consent to" not in text


@pytest.mark.parametrize(
    ("made_on", "by_notice_only"), [(date(2026, 4, 30), False), (date(2026, 5, 1), True)]
)
def test_how_a_rent_may_rise_is_the_law_of_the_day(made_on: date, by_notice_only: bool) -> None:
    text = said("rent-rise", made_on=made_on)
    assert ("section 13 of the Housing Act 1988, and not more than once a year" in text) is by_notice_only
    assert ("is for your agreement with the tenant and the law to say" in text) is not by_notice_only


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"new_share": None}, "new_share above zero where consented is true"),
        ({"new_share": "0"}, "new_share above zero where consented is true"),
        ({"consented": False}, "new_share above zero where consented is true"),
        ({"new_share": "649.01"}, r"new_share of at most the ceiling, 649\.00, got 649\.01"),
        ({"asked_share": "0"}, "asked_share above zero"),
        ({"maximum": None}, "maximum and new_maximum above zero where consented is true, and only there"),
        ({"new_maximum": "0"}, "maximum and new_maximum above zero where consented is true, and only there"),
        ({**NO_CONSENT, "maximum": "3120.30"}, "maximum and new_maximum above zero where consented is true"),
        (
            {"new_maximum": "3120.29"},
            r"new_maximum of at least the maximum, 3120\.30, got 3120\.29",
        ),
        ({"reason": "The tenant is 25 soon, and a care-leaver."}, "reason to keep from a landlord"),
    ],
)
def test_an_answer_that_does_not_agree_or_tells_too_much_is_refused(
    changed: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        content("rent-rise", **changed)


def test_a_maximum_that_stays_as_it_was_stands() -> None:
    assert content("rent-rise", new_maximum="3120.30").new_maximum == content("rent-rise").maximum


def test_consent_up_to_the_ceiling_itself_stands() -> None:
    assert content("rent-rise", new_share="649.00").new_share == content("rent-rise").ceiling


def test_the_landlord_who_is_left_learns_the_last_days_and_nothing_of_the_new_home() -> None:
    text = said("landlord-transfer")
    assert "The tenant moves to another home" in text
    assert "Your guarantee ends with 31 October 2018, its last day." in text
    assert "Your claim must reach us by 28 November 2018." in text
    with pytest.raises(ValidationError, match="new_home"):
        content("landlord-transfer", new_home="9 Sample Road")


SAYS = {
    "term_reached": "The guarantee has reached the end date in your deed.",
    "birthday_25": "The guarantee has reached the end date in your deed.",
    "tenancy_ended": "The tenancy has ended, and the guarantee with it.",
    "tenant_died": "We are sorry to tell you that the tenant has died.",
    "cap_used_up": "We have paid the maximum guarantee in your deed.",
    "released_by_landlord": "You released the council from the guarantee in writing.",
    "landlord_breach": "dishonesty, serious breach and changes without",
    "council_notice": "The council gave you notice under your deed",
    "transferred": "The tenant has moved",
}


@pytest.mark.parametrize("reason", SAYS)
def test_an_end_is_told_with_its_own_reason_only(reason: str) -> None:
    text = said("landlord-end", reason=reason)
    assert SAYS[reason] in text
    assert [each for each in set(SAYS.values()) if each in text] == [SAYS[reason]]
    assert "8 October 2018" in text


def test_a_birthday_reaches_neither_the_letter_nor_what_is_stored_of_it() -> None:
    told = content("landlord-end", reason="birthday_25")
    assert told == content("landlord-end", reason="term_reached")
    assert "birthday" not in told.model_dump_json()


@pytest.mark.parametrize("reason", [*SAYS])
def test_what_can_still_be_claimed_is_told_until_its_last_day(reason: str) -> None:
    text = said("landlord-end", reason=reason)
    assert ("Your claim must reach us by 5 November 2018." in text) is (reason != "cap_used_up")
    assert ("Nothing more can be claimed" in text) is (reason == "cap_used_up")


@pytest.mark.parametrize("reason", [*SAYS])
def test_a_tenancy_is_said_to_go_on_only_where_it_does(reason: str) -> None:
    over = reason in {"tenancy_ended", "tenant_died", "transferred"}
    assert (
        "Your tenancy with the tenant goes on as before." in said("landlord-end", reason=reason)
    ) is not over


@pytest.mark.parametrize(("made_on", "fixed"), [(date(2026, 4, 30), True), (date(2026, 5, 1), False)])
def test_the_tenancy_that_goes_on_is_of_the_law_of_the_day(made_on: date, fixed: bool) -> None:
    text = said("landlord-end", made_on=made_on)
    assert ("assured shorthold tenancy" in text) is fixed
    assert ("An assured tenancy has no fixed end" in text) is not fixed


@pytest.mark.parametrize(
    ("kind", "changed", "says"),
    [
        ("landlord-end", {"reason": "offer_lapsed"}, "reason"),
        ("landlord-end", {"ended_on": date(2018, 10, 10)}, "made_on no earlier than ended_on"),
        ("landlord-end", {"claim_until": date(2018, 10, 7)}, "claim_until no earlier than ended_on"),
        ("landlord-transfer", {"claim_until": date(2018, 10, 30)}, "claim_until no earlier than ended_on"),
    ],
)
def test_an_end_told_wrongly_is_refused(kind: str, changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        content(kind, **changed)


def test_every_clause_for_landlords_stands_on_some_letter_of_some_day() -> None:
    used = {
        f"{version.id} {version.version}"
        for _, document in every_letter()
        for version in document.clause_versions
    }
    written = set()
    for file in (files("letters.clauses") / "landlord").iterdir():
        head = dict(
            line.split(": ", 1)
            for line in file.read_text("utf-8").splitlines()
            if line.startswith(("id: ", "version: "))
        )
        written.add(f"{head['id']} {head['version'].strip(chr(34))}")
    assert written == used
