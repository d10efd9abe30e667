"""Kent's printed tables are read as they stand, and a bad file is named with its line."""

import pytest

from risk.cohort.printed import kent_accommodation, kent_actuals, kent_forecasts, read_actuals, read_forecast
from risk.faults import WrongInput

GOOD = """# a table made up for this test
age,2017,2018
18,10,20
19,,10
20,0,0
21,0,0
22,0,0
23,0,0
24,0,0
25,,0
total,10,30
in_touch_rate,0.5,0.5
in_touch_total,5,15
"""


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(WrongInput) as raised:
        read_forecast(text, "table.csv", "uasc")
    return raised.value.faults


def test_the_citizen_table_is_as_printed_with_its_two_odd_labels_named_plainly() -> None:
    citizen, _ = kent_forecasts()
    assert citizen.years == (2017, 2018, 2019, 2020, 2021)
    assert citizen.rows["17-18"] == (224, 175, 169, 166, 163)
    assert citizen.rows["25"] == (0, 0, 5, 8, 16)
    assert citizen.total == (633, 769, 938, 1099, 1254)


def test_the_uasc_table_begins_at_18() -> None:
    _, uasc = kent_forecasts()
    assert list(uasc.rows) == ["18", "19", "20", "21", "22", "23", "24", "25"]
    assert uasc.in_touch_total == (698, 836, 934, 1018, 1100)


def test_a_blank_cell_is_an_age_that_nobody_has_reached() -> None:
    assert read_forecast(GOOD, "table.csv", "uasc").rows["19"] == (0, 10)


def test_table_4_adds_up_to_its_printed_total() -> None:
    lived = kent_accommodation()
    assert sum(lived.values()) == 1430
    assert lived["Independent housing - private rental"] == 149


def test_only_the_contact_table_counts_as_what_happened() -> None:
    assert kent_actuals() == {2020: 1380, 2021: 1174, 2022: 1171, 2023: 1214, 2024: 1203}


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [
        (
            "18,10,20",
            "18,10,-20",
            "line 3: expected a whole number of people or a blank under 2018, not '-20'.",
        ),
        (
            "18,10,20",
            "18,10,2.5",
            "line 3: expected a whole number of people or a blank under 2018, not '2.5'.",
        ),
        ("18,10,20", "18,10", "line 3: expected 3 cells, as in the header, not 2."),
        ("18,10,20", "18,10,20,30", "line 3: expected 3 cells, as in the header, not 4."),
        ("total,10,30", "total,,30", "line 11: expected a whole number of people under 2017, not ''."),
        ("rate,0.5,0.5", "rate,0.5,1.5", "line 12: expected a rate from 0 to 1 under 2018, not '1.5'."),
        ("20,0,0", "19,0,0", "line 5: expected '19' once only."),
        (
            "age,2017,2018",
            "age,2017,2019",
            "line 2: expected one column for each year, in order and without a gap.",
        ),
        ("age,2017", "years,2017", "line 2: expected the columns age and then years, not years, 2017, 2018."),
        ("total,10,30\n", "", "line 12: expected a line 'total' before the end."),
        ("age,2017,2018", "age,2017,2017", "line 2: expected each column once."),
    ],
)
def test_a_bad_line_is_named_with_what_was_expected(line: str, instead: str, says: str) -> None:
    assert f"table.csv, {says}" in faults(GOOD.replace(line, instead))


def test_a_missing_age_is_said_once_for_the_table() -> None:
    (said,) = faults(GOOD.replace("21,0,0\n", ""))
    assert said.startswith("table.csv, line 12: expected the ages 18 (or 17 and 18), 19, 20")


def test_every_fault_of_a_file_is_said_at_once() -> None:
    said = faults(GOOD.replace("18,10,20", "18,x,y").replace("in_touch_rate,0.5", "in_touch_rate,2"))
    assert len(said) == 3


def test_an_empty_file_is_refused() -> None:
    assert faults("# only a comment\n") == (
        "table.csv, line 1: expected a header line and rows, not an empty table.",
    )


def test_two_counts_for_one_year_are_refused() -> None:
    text = "year,age,base,care_leavers,in_touch_or_supported\n2020,19-21,in_touch,10,9\n2020,19-21,in_touch,11,9\n"
    with pytest.raises(WrongInput, match=r"counts\.csv, line 3: expected one count of ages 19-21 for 2020"):
        read_actuals(text, "counts.csv")
