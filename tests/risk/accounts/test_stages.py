"""Stages stand on both sides of each boundary, and there is a way back that takes time."""

from itertools import pairwise

import pytest

from risk.accounts.stages import RULES, At, Stage, Standing, stage_of, standing_of
from risk.faults import WrongInput


def past_due(days: int) -> Stage:
    return stage_of(Standing(days_past_due=days, worst_days=days))


@pytest.mark.parametrize(("days", "stage"), [(0, 1), (29, 1), (30, 2), (31, 2), (89, 2), (90, 3), (91, 3)])
def test_days_past_due_decide_while_nothing_was_called(days: int, stage: int) -> None:
    assert past_due(days) == stage


def test_a_call_is_a_default_whatever_the_days() -> None:
    assert stage_of(Standing(called=True)) is Stage.IN_DEFAULT
    assert stage_of(Standing(days_past_due=10, worst_days=10, called=True)) is Stage.IN_DEFAULT


@pytest.mark.parametrize(("clear", "stage"), [(0, 3), (2, 3), (3, 2), (11, 2), (12, 1), (13, 1)])
def test_called_now_clear_comes_back_by_steps_and_is_watched_for_a_year(clear: int, stage: int) -> None:
    assert stage_of(Standing(called=True, clear_months=clear)) == stage


@pytest.mark.parametrize(("clear", "stage"), [(0, 3), (2, 3), (3, 2), (5, 2), (6, 1)])
def test_after_ninety_days_the_way_back_leads_over_stage_two(clear: int, stage: int) -> None:
    assert stage_of(Standing(worst_days=90, clear_months=clear)) == stage


@pytest.mark.parametrize(("clear", "stage"), [(0, 2), (5, 2), (6, 1)])
def test_after_thirty_days_it_takes_half_a_year_to_be_as_new(clear: int, stage: int) -> None:
    assert stage_of(Standing(worst_days=30, clear_months=clear)) == stage
    assert stage_of(Standing(worst_days=29, clear_months=clear)) is Stage.AS_NEW


def test_paying_down_to_under_thirty_days_is_not_yet_a_way_back() -> None:
    assert stage_of(Standing(days_past_due=10, worst_days=95)) is Stage.IN_DEFAULT
    assert stage_of(Standing(days_past_due=10, worst_days=40)) is Stage.WORSE


@pytest.mark.parametrize("called", [False, True])
@pytest.mark.parametrize("worst", [0, 30, 90])
def test_more_clear_months_never_worsen_a_stage(called: bool, worst: int) -> None:
    stages = [stage_of(Standing(0, worst, called, clear)) for clear in range(20)]
    assert all(later <= earlier for earlier, later in pairwise(stages))
    assert stages[-1] is Stage.AS_NEW


def test_every_rule_says_its_unit_its_source_and_its_owner_and_keeps_its_own_range() -> None:
    for rule in RULES.values():
        assert rule.unit
        assert rule.source == "assumption" or rule.source.startswith("IFRS 9")
        assert rule.owner == "finance"
        assert rule.fault() is None


def test_the_rules_are_data_and_another_set_decides_otherwise() -> None:
    stricter = RULES | {"worse_from_days": RULES["worse_from_days"].model_copy(update={"value": 10})}
    assert stage_of(Standing(10, 10), stricter) is Stage.WORSE


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"days_past_due": -1}, "days_past_due should be 0 or more"),
        ({"days_past_due": 5}, "worst_days should be at least days_past_due"),
        ({"days_past_due": 5, "worst_days": 5, "clear_months": 1}, "clear_months should be 0 while rent is 5 days"),
    ],
)  # fmt: skip
def test_a_standing_that_contradicts_itself_is_refused(given: dict[str, int], says: str) -> None:
    with pytest.raises(WrongInput, match=says):
        Standing(**given)  # type: ignore[arg-type]


CLEAR = At(0, called=False)


def ends(*days: int) -> list[At]:
    return [At(each, called=False) for each in days]


def test_months_without_arrears_leave_a_guarantee_as_new() -> None:
    assert standing_of(ends(0, 0, 0), CLEAR) == Standing(clear_months=3)
    assert standing_of([], CLEAR) == Standing()


def test_the_worst_days_are_kept_until_it_is_as_new_again() -> None:
    watched = standing_of(ends(45, 0, 0, 0, 0, 0), CLEAR)
    assert (watched.worst_days, watched.clear_months, stage_of(watched)) == (45, 5, Stage.WORSE)
    forgotten = standing_of(ends(45, 0, 0, 0, 0, 0, 0), CLEAR)
    assert (forgotten.worst_days, stage_of(forgotten)) == (0, Stage.AS_NEW)


def test_new_arrears_begin_the_count_of_clear_months_again() -> None:
    assert standing_of(ends(45, 0, 0, 10, 0), CLEAR).clear_months == 1


def test_today_counts_for_arrears_and_never_as_a_clear_month() -> None:
    assert standing_of(ends(0, 0), At(35, called=False)) == Standing(days_past_due=35, worst_days=35)
    assert standing_of(ends(0, 35), CLEAR) == Standing(worst_days=35)


def test_a_call_is_watched_for_a_year_from_the_first_clear_month() -> None:
    called = [At(70, called=True), *[At(0, called=True)] * 11]
    assert stage_of(standing_of(called, At(0, called=True))) is Stage.WORSE
    assert stage_of(standing_of([*called, At(0, called=True)], At(0, called=True))) is Stage.AS_NEW
