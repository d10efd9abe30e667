"""A scheme played through over the ledger's book: its own places and policy unless others are asked for."""

import pytest

from guarantor.domain.refusals import NoProgramme
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting.schemes import DamageSetting, OtherHome, Settings, play
from tests.conftest import Begin
from tests.services import stories
from tests.services.stories import day

ON = day("2018-07-31")
QUICK = 2_000


def test_the_programmes_places_and_the_policys_terms_count_where_none_are_set(begin: Begin) -> None:
    found = play(begin(stories.active).office, Settings(scenarios=QUICK), ON)
    assert (found["places"], found["cap_months"], found["term_months"]) == (25, 6, 12)
    assert (found["guarantees_now"], found["basis"]) == (1, "2018-06")
    assert found["numbers"]["turned_away"]["mean"] > 0
    assert set(found["lines"]) == {"gross", "net"}


def test_unlimited_places_turn_nobody_away(begin: Begin) -> None:
    found = play(begin(stories.active).office, Settings(unlimited=True, scenarios=QUICK), ON)
    assert found["places"] is None
    assert found["numbers"]["turned_away"]["mean"] == 0


def test_every_price_has_its_line_and_what_has_none_is_named(begin: Begin) -> None:
    settings = Settings(
        scenarios=QUICK,
        legal_pence_a_call=30_000,
        recovery_share=0.1,
        damage=DamageSetting(0.1, 40_000, 30_000),
        otherwise=(OtherHome(0.3, 45_000),),
        budget_pence=500_000,
    )
    found = play(begin(stories.active).office, settings, ON)
    assert set(found["lines"]) == {
        "gross",
        "damage",
        "recoveries",
        "legal_and_administration",
        "savings",
        "net",
    }
    assert found["not_priced"] == ["administration"]
    assert 0 < found["over_budget"]["any_year"] < 1


def test_a_cap_above_the_months_covered_is_named(begin: Begin) -> None:
    with pytest.raises(WrongInput, match="--cap: expected at most the 3 months covered, and it is 6"):
        play(begin(stories.active).office, Settings(term_months=3), ON)


def test_a_setting_out_of_range_is_named(begin: Begin) -> None:
    with pytest.raises(WrongInput, match="shares should add up to at most 1"):
        play(begin(stories.active).office, Settings(otherwise=(OtherHome(0.7, 1), OtherHome(0.4, 1))), ON)


def test_without_a_programme_there_is_no_scheme(begin: Begin) -> None:
    with pytest.raises(NoProgramme):
        play(begin(stories.submitted_without_programme).office, Settings(), ON)
