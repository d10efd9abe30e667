"""A letter that is made late says of each day gone by that it has passed, and of the day itself that it is to come."""

from datetime import date
from typing import Any

import pytest

from letters.kinds import Edition
from tests.letters import landlord_papers

NO_DAY_SET: dict[str, Any] = {"conditions": (), "issue_by": None}


@pytest.mark.parametrize(
    ("made_on", "to_come"),
    [(date(2018, 10, 31), True), (date(2018, 11, 1), False), (date(2018, 11, 2), False)],
)
def test_an_approval_asks_to_sign_before_the_start_only_while_there_is_a_day_before_it(
    letters: Any, made_on: date, to_come: bool
) -> None:
    standard = letters.said("approval", made_on=made_on, **NO_DAY_SET)
    assert ("We want the papers signed before 1 November 2018." in standard) is to_come
    assert (
        "We wanted the papers signed before 1 November 2018. That is too late now" in standard
    ) is not to_come
    easy = letters.said("approval", Edition.EASY_READ, made_on=made_on, **NO_DAY_SET)
    assert ("We want us all to sign before 1 November 2018." in easy) is to_come
    assert ("It is too late for that now. Let us sign soon." in easy) is not to_come


def test_an_approval_with_a_day_to_make_the_papers_by_speaks_of_no_other(letters: Any) -> None:
    said = letters.said("approval", made_on=date(2018, 11, 5), issue_by=date(2018, 11, 26))
    assert "We have to make the papers by 26 November 2018." in said
    assert "signed before" not in said


@pytest.mark.parametrize(
    ("made_on", "to_come"),
    [(date(2018, 10, 27), True), (date(2018, 10, 28), True), (date(2018, 10, 29), False)],
)
def test_the_end_says_whether_the_landlord_can_still_ask(letters: Any, made_on: date, to_come: bool) -> None:
    said = letters.said("end", made_on=made_on)
    assert ("They must ask by 28 October 2018." in said) is to_come
    assert ("They had until 28 October 2018. That day has passed" in said) is not to_come
    assert ("before 28 October 2018" in said) is to_come


@pytest.mark.parametrize("reason", ["cap_used_up", "offer_lapsed"])
def test_an_end_after_which_nothing_could_be_claimed_names_no_day_gone_by(letters: Any, reason: str) -> None:
    assert "28 October 2018" not in letters.said("end", made_on=date(2018, 12, 1), reason=reason)


@pytest.mark.parametrize(
    ("kind", "made_on", "to_come"),
    [
        ("landlord-end", date(2018, 11, 4), True),
        ("landlord-end", date(2018, 11, 5), True),
        ("landlord-end", date(2018, 11, 6), False),
        ("landlord-transfer", date(2018, 11, 27), True),
        ("landlord-transfer", date(2018, 11, 28), True),
        ("landlord-transfer", date(2018, 11, 29), False),
    ],
)
def test_a_landlord_is_asked_to_claim_only_while_that_can_be_done(
    kind: str, made_on: date, to_come: bool
) -> None:
    said = landlord_papers.said(kind, made_on=made_on)
    assert ("can still be claimed. Your claim must reach us by" in said) is to_come
    assert ("could be claimed until" in said) is not to_come
    assert ("That day has passed." in said) is not to_come


@pytest.mark.parametrize(
    ("made_on", "to_come"),
    [(date(2018, 10, 30), True), (date(2018, 10, 31), True), (date(2018, 11, 1), False)],
)
def test_a_guarantee_that_the_tenant_left_ends_or_has_ended(made_on: date, to_come: bool) -> None:
    said = landlord_papers.said("landlord-transfer", made_on=made_on)
    assert ("Your guarantee ends with 31 October 2018, its last day." in said) is to_come
    assert ("Your guarantee has ended. Its last day was 31 October 2018." in said) is not to_come
