"""The forecasts are checked against print, aged on and scored as contracts.md says."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from risk.cohort.forecast import aged_on, cohort_document, disagreements, score
from risk.cohort.printed import kent_actuals, kent_forecasts
from risk.faults import WrongInput


def test_nine_printed_figures_do_not_follow_and_all_are_reported() -> None:
    found = [
        (each["group"], each["year"], each["figure"], each["printed"], each["computed"])
        for each in cohort_document()["disagreements"]
    ]
    assert found == [
        ("citizen", 2018, "in_touch", 698, 697),
        ("uasc", 2017, "in_touch", 698, 700),
        ("uasc", 2018, "in_touch", 836, 838),
        ("uasc", 2019, "total", 1101, 1102),
        ("uasc", 2019, "in_touch", 934, 937),
        ("uasc", 2020, "total", 1200, 1201),
        ("uasc", 2020, "in_touch", 1018, 1021),
        ("uasc", 2021, "total", 1297, 1298),
        ("uasc", 2021, "in_touch", 1100, 1103),
    ]


def test_a_total_that_is_made_to_follow_is_no_longer_reported() -> None:
    _, uasc = kent_forecasts()
    mended = replace(uasc, total=(823, 986, 1102, 1201, 1298))
    assert {each.figure for each in disagreements(mended)} == {"in_touch"}


def test_an_in_touch_figure_half_a_person_off_rounds_up_and_agrees() -> None:
    _, uasc = kent_forecasts()
    half = replace(uasc, in_touch_rate=(Decimal("0.5"),) * 5, in_touch_total=(412, 493, 551, 601, 649))
    assert {each.figure for each in disagreements(half)} == {"total"}


def test_to_2021_the_document_shows_the_printed_rows_uncorrected() -> None:
    document = cohort_document()
    assert document["groups"]["citizen"]["2017"] == {
        "17-18": 224, "19": 192, "20": 188, "21": 16, "22": 8, "23": 5, "24": 0, "25": 0,
    }  # fmt: skip
    assert document["groups"]["uasc"]["2021"] == {
        "18": 101, "19": 103, "20": 117, "21": 181, "22": 369, "23": 292, "24": 112, "25": 23,
    }  # fmt: skip


def test_after_2021_each_band_moves_up_whole_and_entrants_stay() -> None:
    document = cohort_document()
    assert document["groups"]["uasc"]["2022"] == {
        "18": 101, "19": 101, "20": 103, "21": 117, "22": 181, "23": 369, "24": 292, "25": 112,
    }  # fmt: skip
    # The band of 17 and 18 moves to 19 whole, as it does between the printed rows.
    assert document["groups"]["citizen"]["2022"] == {
        "17-18": 163, "19": 163, "20": 166, "21": 169, "22": 175, "23": 185, "24": 192, "25": 188,
    }  # fmt: skip


def test_the_printed_rows_themselves_age_that_way_from_2018_on() -> None:
    for forecast in kent_forecasts():
        bands = list(forecast.rows)
        for younger, older in pairwise(bands):
            assert forecast.rows[younger][1:-1] == forecast.rows[older][2:], (forecast.group, older)


def test_by_2030_every_age_of_uasc_is_the_last_entrants() -> None:
    assert set(cohort_document()["groups"]["uasc"]["2030"].values()) == {101}


def test_those_of_25_leave() -> None:
    _, uasc = kent_forecasts()
    people = aged_on(uasc, 2022).people
    assert sum(people[2022].values()) == sum(people[2021].values()) - 23 + 101


def test_in_touch_is_the_rows_sum_times_the_printed_rate() -> None:
    in_touch = cohort_document()["in_touch"]
    assert in_touch["citizen"]["2017"] == 574.1
    assert in_touch["uasc"]["2019"] == 936.7  # 1,102 x 0.85, although 1,101 is printed
    assert in_touch["uasc"]["2030"] == 686.8  # 808 x 0.85


def test_the_default_reaches_2030_and_another_year_can_be_asked_for() -> None:
    assert list(cohort_document()["groups"]["uasc"])[-1] == "2030"
    assert list(cohort_document(2025)["in_touch"]["citizen"])[-1] == "2025"
    assert list(cohort_document(2018)["groups"]["citizen"]) == ["2017", "2018"]


@pytest.mark.parametrize("until", [2017, 2100])
def test_the_first_and_the_last_year_that_can_be_asked_for(until: int) -> None:
    assert list(cohort_document(until)["groups"]["uasc"])[-1] == str(until)


@pytest.mark.parametrize("until", [2016, 2101])
def test_a_year_outside_is_refused(until: int) -> None:
    with pytest.raises(WrongInput, match=f"until should be a year from 2017 to 2100, not {until}"):
        cohort_document(until)


def test_the_score_sets_november_against_the_next_march() -> None:
    assert cohort_document()["score"] == [
        {
            "year": 2019,
            "age": "19-21",
            "forecast": 1394,
            "actual": 1380,
            "error_percent": 1.0,
            "lead_years": 2,
        },
        {
            "year": 2020,
            "age": "19-21",
            "forecast": 1196,
            "actual": 1174,
            "error_percent": 1.9,
            "lead_years": 3,
        },
        {
            "year": 2021,
            "age": "19-21",
            "forecast": 911,
            "actual": 1171,
            "error_percent": -22.2,
            "lead_years": 4,
        },
    ]


def test_a_forecast_equal_to_the_count_has_no_error() -> None:
    (made, *_) = score(kent_forecasts(), kent_actuals() | {2020: 1394})
    assert made.error_percent == 0
