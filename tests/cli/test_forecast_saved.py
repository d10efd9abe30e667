"""`guarantor forecast save`, `runs`, `run` and `scorecard`, as a terminal shows them."""

from tests.commanding import At
from tests.conftest import Begin
from tests.services import stories


def test_a_run_is_saved_listed_shown_and_scored(begin: Begin, at: At) -> None:
    guarantor = at(begin(stories.active))
    saved = guarantor(
        "forecast", "save", "--name", "Guarantees now", "--by", "fay", "--on", "2018-07-31", "--json"
    )
    assert (saved.code, saved.json()) == (0, {"run": "SF-1", "name": "Guarantees now"})
    (listed,) = guarantor("forecast", "runs", "--json").json()
    assert (listed["run"], listed["guarantees"], listed["changed"]) == ("SF-1", 1, [])
    shown = guarantor("forecast", "run", "SF-1", "--json").json()
    assert shown["answer"]["predictive"]["mean"] == listed["expected"]
    scored = guarantor("forecast", "scorecard", "--on", "2018-10-31", "--json").json()
    assert [each["run"] for each in scored["runs"]] == ["SF-1"]
    assert "Guarantees now" in guarantor("forecast", "run", "SF-1").out
    assert "SF-1" in guarantor("forecast", "scorecard", "--on", "2018-10-31").out


def test_what_is_wrong_is_named_and_nothing_is_saved(begin: Begin, at: At) -> None:
    guarantor = at(begin(stories.active))
    given = ("forecast", "save", "--name", "x", "--by", "fay", "--on", "2018-07-31")
    assert "--of: expected book or scheme" in guarantor(*given, "--of", "all").err
    assert "correlation: expected" in guarantor(*given, "--correlation", "2").err
    assert "expected a saved forecast such as SF-1" in guarantor("forecast", "run", "1").err
    assert "SF-9" in guarantor("forecast", "run", "SF-9").err
    assert guarantor("forecast", "runs", "--json").json() == []
