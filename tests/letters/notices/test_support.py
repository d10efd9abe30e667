"""Letters while a guarantee lasts and at its end: support first, sums and days exact, and no law before its day."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, get_args

import pytest
import textstat  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from letters.document import Document, Table
from letters.kinds import Edition
from letters.notices import law, support

REASONS = get_args(support.EndedBecause)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


# ---- early warning


def test_an_early_warning_says_what_is_owed_and_offers_help_first(letters: Any) -> None:
    paper = letters.paper("early-warning", formal=False)
    (owed,) = tables(paper)
    assert owed.row_heads
    assert owed.rows == (
        ("Not paid, or not all of it", "September 2018 and October 2018"),
        ("What you owe your landlord now", "£640.10"),
    )
    said = "\n".join(paper.lines())
    assert "You are not in trouble with us." in said
    assert said.index("How we can help") < said.index("What you can do today") < said.index("Your home\n")
    assert "We will ring you by 12 October 2018." in said
    assert "Talk to Sam Specimen, your personal adviser, or to us." in said


def test_a_warning_is_formal_only_if_the_content_says_so(letters: Any) -> None:
    formal, gentle = letters.said("early-warning"), letters.said("early-warning", formal=False)
    for each in ("This is a formal warning", "they can ask a court to end your tenancy"):
        assert each in formal
        assert each not in gentle
    assert "You do not have to leave because of this letter." in gentle
    assert "You do not have to leave because of this letter." not in formal


@pytest.mark.parametrize("kind", ["early-warning", "help-goes-on", "review"])
def test_without_an_adviser_none_is_spoken_of(letters: Any, kind: str) -> None:
    said = letters.said(kind, adviser=None)
    assert "adviser" not in said
    assert "Rent guarantee team: ring 01632 960001" in said


@pytest.mark.parametrize("kind", ["early-warning", "help-goes-on"])
def test_where_no_call_is_promised_the_letter_asks_for_one(letters: Any, kind: str) -> None:
    said = letters.said(kind, we_ring_by=None)
    assert "Please ring us in the next few days." in said
    assert "We will ring you by" not in said


EDITIONS = [Edition.STANDARD, Edition.EASY_READ]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("made_on", "months"),
    [(date(2018, 10, 9), 2), (date(2026, 4, 30), 2), (date(2026, 5, 1), 3), (date(2026, 10, 9), 3)],
)
def test_a_formal_warning_says_the_months_of_the_law_of_its_day(
    letters: Any, edition: Edition, made_on: date, months: int
) -> None:
    said = letters.said("early-warning", edition, made_on=made_on, we_ring_by=None)
    assert f"{months} months" in said
    assert f"{5 - months} months" not in said
    assert ("4 weeks" in said) is (months == 3)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("made_on", "speaks", "asks_for_start"),
    [
        (date(2019, 5, 31), False, False),
        (date(2019, 6, 1), True, True),
        (date(2020, 5, 31), True, True),
        (date(2020, 6, 1), True, False),
        (date(2026, 5, 1), True, False),
    ],
)
def test_late_fees_are_spoken_of_from_the_day_of_their_act(
    letters: Any, edition: Edition, made_on: date, speaks: bool, asks_for_start: bool
) -> None:
    said = letters.said("early-warning", edition, made_on=made_on, we_ring_by=None)
    assert ("late fee" in said.casefold()) is speaks
    assert ("Did your tenancy start on 1 June 2019 or later?" in said) is asks_for_start


@pytest.mark.parametrize("placeholder", sorted({figure.placeholder for figure in law.FIGURES}))
def test_a_figure_of_the_law_has_one_value_a_day_and_says_whence(placeholder: str) -> None:
    figures = sorted(
        (figure for figure in law.FIGURES if figure.placeholder == placeholder), key=lambda each: each.from_on
    )
    for earlier, later in pairwise(figures):
        assert earlier.until_on == later.from_on - timedelta(days=1)
    assert all("Act" in figure.source for figure in figures)


# ---- help goes on


def test_help_goes_on_says_what_was_paid_and_what_is_left(letters: Any) -> None:
    paper = letters.paper("help-goes-on")
    (paid,) = tables(paper)
    assert paid.rows == (
        ("Rent for", "August 2018 and September 2018"),
        ("What we paid", "£1,040.10"),
        ("When we paid it", "8 October 2018"),
        ("What is left of our promise", "£2,080.20"),
    )
    said = "\n".join(paper.lines())
    assert "On 8 October 2018 we paid your landlord £1,040.10 of your rent." in said
    assert "we can still pay up to £2,080.20" in said
    assert "Our help goes on." in said


def test_help_goes_on_asks_for_money_back_only_if_the_policy_does(letters: Any) -> None:
    free, asked = letters.said("help-goes-on"), letters.said("help-goes-on", repayment="instalments")
    assert "No. We will not ask you to pay it back." in free
    assert "First we agree a plan with you." not in free
    assert "First we agree a plan with you." in asked
    assert "We will not ask you to pay it back." not in asked


@pytest.mark.parametrize(("left", "all_paid"), [("0.00", True), ("0.01", False)])
def test_help_goes_on_after_the_last_penny_too(letters: Any, left: str, all_paid: bool) -> None:
    said = letters.said("help-goes-on", left=left)
    assert ("We have now paid all that we promised your landlord." in said) is all_paid
    assert f"£{left}" in said
    assert "Our help goes on." in said


# ---- recovery plan


def test_a_plan_says_each_payment_and_what_is_left_after_it(letters: Any) -> None:
    paper = letters.paper("recovery-plan")
    (plan,) = tables(paper)
    assert plan.head == ("Payment", "Pay by", "How much", "Left after it")
    assert plan.row_heads
    assert plan.rows == (
        ("1", "1 November 2018", "£40.00", "£60.10"),
        ("2", "1 December 2018", "£40.00", "£20.10"),
        ("3", "1 January 2019", "£20.10", "£0.00"),
    )
    said = "\n".join(paper.lines())
    assert "You pay back £100.10 in all, in 3 payments." in said
    assert "Your first payment is £40.00, by 1 November 2018." in said
    assert "Time to breathe" not in said


@pytest.mark.parametrize(
    ("until", "first", "second"),
    [
        (date(2018, 10, 31), "1 November 2018", "1 December 2018"),
        (date(2018, 11, 1), "2 November 2018", "1 December 2018"),
        (date(2018, 12, 1), "2 December 2018", "2 December 2018"),
    ],
)
def test_a_breathing_space_puts_off_what_falls_in_it(
    letters: Any, until: date, first: str, second: str
) -> None:
    paper = letters.paper("recovery-plan", breathing_space_until=until)
    (plan,) = tables(paper)
    assert [row[1] for row in plan.rows] == [first, second, "1 January 2019"]
    said = "\n".join(paper.lines())
    assert f"We give you time until the end of {until.day} {until:%B} {until.year}." in said
    assert f"Your first payment is £40.00, by {first}." in said


@pytest.mark.parametrize(
    ("due_on", "late"), [(date(2018, 10, 8), True), (date(2018, 10, 9), False), (date(2018, 10, 10), False)]
)
def test_a_first_payment_that_did_not_come_is_no_reproach(letters: Any, due_on: date, late: bool) -> None:
    said = letters.said("recovery-plan", owed="5.00", instalments=[{"due_on": due_on, "amount": "5.00"}])
    assert (f"Your first payment was £5.00, by {due_on.day} October 2018." in said) is late
    assert (f"Your first payment is £5.00, by {due_on.day} October 2018." in said) is not late
    assert ("That can happen. Please ring us now" in said) is late
    assert "in 1 payment." in said


@given(pence=st.lists(st.integers(min_value=1, max_value=10**6), min_size=1, max_size=12))
def test_what_is_left_after_the_last_payment_is_nothing(letters: Any, pence: list[int]) -> None:
    instalments = [
        {"due_on": date(2019, 1, number), "amount": f"{each / 100:.2f}"}
        for number, each in enumerate(pence, start=1)
    ]
    (plan,) = tables(letters.paper("recovery-plan", owed=f"{sum(pence) / 100:.2f}", instalments=instalments))
    assert plan.rows[-1][3] == "£0.00"
    assert [row[0] for row in plan.rows] == [str(number) for number in range(1, len(pence) + 1)]


def test_two_payments_may_fall_on_one_day(letters: Any) -> None:
    due = [{"due_on": date(2018, 11, 1), "amount": "1.00"}, {"due_on": date(2018, 11, 1), "amount": "1.00"}]
    (plan,) = tables(letters.paper("recovery-plan", owed="2.00", instalments=due))
    assert [row[1] for row in plan.rows] == ["1 November 2018", "1 November 2018"]


# ---- review and transfer


def test_a_review_says_by_when_and_which_one(letters: Any) -> None:
    said = letters.said("review")
    assert "We would like to meet you by 1 November 2018." in said
    assert "This will be meeting number 2." in said
    assert "Our promise does not end if you miss it." in said


def test_a_transfer_says_what_moves_along(letters: Any) -> None:
    paper = letters.paper("transfer")
    (left,) = tables(paper)
    assert left.rows == (
        ("Your new home", "9 Sample Road, Whitstable, CT5 1ZZ"),
        ("What is left of our promise", "7 months"),
        ("Our promise ends on", "31 July 2019"),
        ("The most we can still pay", "£2,600.25"),
    )
    said = "\n".join(paper.lines())
    assert "You are moving from Flat 2, 14 Example Street, Canterbury, CT1 2ZZ to 9 Sample Road" in said
    assert "must all sign them soon" in said
    by = letters.said("transfer", sign_by=date(2018, 11, 6))
    assert "must all sign by 6 November 2018." in by
    assert "must all sign them soon" not in by


# ---- the end


@pytest.mark.parametrize("reason", REASONS)
def test_the_end_says_what_happened_when_and_blames_nobody(letters: Any, reason: str) -> None:
    said = letters.said("end", reason=reason)
    assert "What has happened" in said
    assert "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ" in said
    assert "30 September 2018" in said
    assert ("You can stay in your home" in said) is (
        reason not in {"tenancy_ended", "offer_lapsed", "transferred"}
    )
    assert ("They must ask by 28 October 2018." in said) is (reason not in {"cap_used_up", "offer_lapsed"})
    assert reason not in said


def test_each_end_has_a_wording_of_its_own(letters: Any) -> None:
    happened = {
        reason: letters.said("end", reason=reason).partition("What has happened\n")[2].partition("\n")[0]
        for reason in REASONS
    }
    assert len(set(happened.values())) == len(REASONS)


def test_after_the_cap_is_used_up_nothing_is_left_to_claim(letters: Any) -> None:
    said = letters.said("end", reason="cap_used_up")
    assert "Nothing more. Your landlord cannot ask us for more rent." in said
    assert "28 October 2018" not in said


def test_an_offer_that_lapsed_can_be_made_again(letters: Any) -> None:
    said = letters.said("end", reason="offer_lapsed")
    assert "Our promise did not start." in said
    assert "Your landlord cannot ask us for rent." in said
    assert "28 October 2018" not in said


@pytest.mark.parametrize(
    ("made_on", "has_no_end"),
    [(date(2018, 10, 9), False), (date(2026, 4, 30), False), (date(2026, 5, 1), True)],
)
def test_the_end_speaks_of_tenancies_as_the_law_of_its_day_does(
    letters: Any, made_on: date, has_no_end: bool
) -> None:
    said = letters.said("end", made_on=made_on)
    assert ("your tenancy has no end date now" in said) is has_no_end
    assert ("Look at the end date in your tenancy." in said) is not has_no_end


def test_an_end_at_a_birthday_names_it(letters: Any) -> None:
    assert "could only last until you turn 25." in letters.said("end", reason="birthday_25")


def test_nobody_writes_to_a_young_person_who_died(letters: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        letters.content("end", reason="tenant_died")
    assert [error["loc"] for error in refused.value.errors()] == [("reason",)]


# ---- readability


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        *(("early-warning", {"formal": formal, "adviser": None}) for formal in (True, False)),
        *(
            ("early-warning", {"made_on": made_on, "we_ring_by": None})
            for made_on in (date(2019, 6, 1), date(2020, 6, 1), date(2026, 5, 1))
        ),
        ("help-goes-on", {}),
        ("help-goes-on", {"repayment": "instalments", "left": "0.00"}),
        ("recovery-plan", {}),
        ("recovery-plan", {"breathing_space_until": date(2018, 11, 1)}),
        ("review", {}),
        ("transfer", {}),
        ("transfer", {"sign_by": date(2018, 11, 6)}),
        *(("end", {"reason": reason}) for reason in REASONS),
        ("end", {"made_on": date(2026, 5, 1)}),
    ],
)
def test_a_letter_can_be_read_at_the_age_of_eleven(
    letters: Any, prose: Callable[[Document], str], kind: str, changed: dict[str, Any]
) -> None:
    text = prose(letters.paper(kind, **changed))
    assert textstat.automated_readability_index(text) < 5
    assert textstat.coleman_liau_index(text) < 6
    assert max(len(sentence.split()) for sentence in text.split(". ")) <= 25


# ---- wrong contents


@pytest.mark.parametrize(
    ("kind", "changed", "says"),
    [
        ("early-warning", {"arrears": "0.00"}, "expected arrears above zero"),
        ("early-warning", {"we_ring_by": date(2018, 10, 8)}, "expected we_ring_by no earlier than made_on"),
        ("help-goes-on", {"paid": "0.00"}, "expected paid above zero"),
        (
            "help-goes-on",
            {"paid_on": date(2018, 10, 10)},
            "expected made_on no earlier than paid_on, 2018-10-10",
        ),
        ("help-goes-on", {"we_ring_by": date(2018, 10, 8)}, "expected we_ring_by no earlier than made_on"),
        (
            "recovery-plan",
            {"owed": "100.11"},
            "expected instalments of 100.11 in all, as owed says, got 100.10",
        ),
        (
            "recovery-plan",
            {"owed": "100.09"},
            "expected instalments of 100.09 in all, as owed says, got 100.10",
        ),
        (
            "recovery-plan",
            {
                "owed": "2.00",
                "instalments": [
                    {"due_on": date(2018, 12, 2), "amount": "1.00"},
                    {"due_on": date(2018, 12, 1), "amount": "1.00"},
                ],
            },
            "expected instalments in the order of their due_on",
        ),
        (
            "recovery-plan",
            {"owed": "0.00", "instalments": [{"due_on": date(2018, 12, 2), "amount": "0.00"}]},
            "expected amount above zero",
        ),
        (
            "recovery-plan",
            {"breathing_space_until": date(2018, 10, 8)},
            "expected breathing_space_until no earlier than made_on, 2018-10-09",
        ),
        ("review", {"meet_by": date(2018, 10, 8)}, "expected meet_by no earlier than made_on, 2018-10-09"),
        ("transfer", {"cap_left": "0.00"}, "expected cap_left above zero"),
        ("transfer", {"ends_on": date(2018, 10, 8)}, "expected ends_on no earlier than made_on, 2018-10-09"),
        ("transfer", {"sign_by": date(2018, 10, 8)}, "expected sign_by no earlier than made_on, 2018-10-09"),
        ("transfer", {"sign_by": date(2019, 8, 1)}, "expected ends_on no earlier than sign_by, 2019-08-01"),
        (
            "transfer",
            {"new_home": "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ"},
            "expected a new_home other than old_home",
        ),
        ("end", {"ended_on": date(2018, 10, 10)}, "expected made_on no earlier than ended_on, 2018-10-10"),
        (
            "end",
            {"claim_until": date(2018, 9, 29)},
            "expected claim_until no earlier than ended_on, 2018-09-30",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    letters: Any, kind: str, changed: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        letters.content(kind, **changed)


@pytest.mark.parametrize(
    ("kind", "field"),
    [("early-warning", "months_missed"), ("help-goes-on", "for_months"), ("recovery-plan", "instalments")],
)
def test_a_letter_with_nothing_to_say_is_refused(letters: Any, kind: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        letters.content(kind, **{field: ()})
    assert [error["loc"] for error in refused.value.errors()] == [(field,)]


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("help-goes-on", {"paid_on": date(2018, 10, 9), "we_ring_by": date(2018, 10, 9)}),
        ("recovery-plan", {"breathing_space_until": date(2018, 10, 9)}),
        ("review", {"meet_by": date(2018, 10, 9)}),
        ("transfer", {"sign_by": date(2018, 10, 9), "ends_on": date(2018, 10, 9)}),
        ("end", {"ended_on": date(2018, 10, 9), "claim_until": date(2018, 10, 9)}),
    ],
)
def test_a_day_may_be_the_day_of_the_letter(letters: Any, kind: str, changed: dict[str, Any]) -> None:
    assert letters.said(kind, **changed).count("9 October 2018") > 1


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("made_on", [date(2018, 10, 9), date(2026, 5, 1)])
def test_every_end_is_filled(letters: Any, reason: str, made_on: date) -> None:
    assert not set("{}") & set(letters.said("end", reason=reason, made_on=made_on))
