"""A proposed rule rehearsed over many cases: who changes, the places, the cost; swapped, every sign flips."""

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest

from guarantor.cli import main as cli
from guarantor.domain.wrong_input import WrongInput
from guarantor.rehearsal.applicants import applicants
from guarantor.services.adoption import replaying
from tests.rehearsing import Rehearsal
from tests.watching import contents

PILOT, PROPOSED, DEVON = "kent-pilot", "kent-proposed-2026", "devon-like"
TODAY = dt.date(2019, 4, 30)


@pytest.fixture(scope="module")
def dated() -> list[replaying.Dated]:
    """Forty synthetic applications, each on the day it came."""
    come = applicants(3)[:40]
    documents = [{**each.document, "assessed_on": each.applies_on.isoformat()} for each in come]
    return replaying.of_documents(documents, None, TODAY)


@pytest.fixture(scope="module")
def forth(dated: list[replaying.Dated]) -> dict[str, Any]:
    return replaying.document(replaying.compare(dated, PILOT, DEVON))


@pytest.fixture(scope="module")
def back(dated: list[replaying.Dated]) -> dict[str, Any]:
    return replaying.document(replaying.compare(dated, DEVON, PILOT))


def test_swapped_policies_flip_the_sign_of_every_difference(
    forth: dict[str, Any], back: dict[str, Any]
) -> None:
    for kind in ("eligible", "eligible_and_refer"):
        there, returned = forth["liability"]["difference"][kind], back["liability"]["difference"][kind]
        assert there == {name: pytest.approx(-amount, abs=1e-9) for name, amount in returned.items()}
    # The proposal must change something, or the signs say nothing.
    assert any(forth["liability"]["difference"]["eligible_and_refer"].values())


def test_swapped_policies_name_the_same_changed_cases_the_other_way_round(
    forth: dict[str, Any], back: dict[str, Any]
) -> None:
    assert forth["changed"]
    assert [(each["reference"], each["to"], each["from"]) for each in back["changed"]] == [
        (each["reference"], each["from"], each["to"]) for each in forth["changed"]
    ]


def test_a_policy_against_itself_changes_nobody_and_costs_nothing_more(
    dated: list[replaying.Dated],
) -> None:
    same = replaying.document(replaying.compare(dated, PILOT, PILOT))
    assert same["changed"] == []
    assert set(same["liability"]["difference"]["eligible_and_refer"].values()) == {0.0}


def test_the_counts_of_each_side_add_up_to_the_cases(forth: dict[str, Any]) -> None:
    for side in ("from", "to"):
        assert sum(forth["counts"][side].values()) == forth["cases"] == 40


def test_every_changed_case_names_the_criterion_that_changed_it(forth: dict[str, Any]) -> None:
    assert all(each["criteria"] for each in forth["changed"])


def test_no_more_offers_are_costed_than_there_are_places(forth: dict[str, Any]) -> None:
    costed = forth["liability"]["from"]["eligible_and_refer"]["guarantees"]
    assert costed == min(25, forth["places"]["from"]["eligible_and_refer"])


def test_a_case_that_lacks_a_fact_the_new_policy_needs_cannot_be_told(rehearsal: Rehearsal) -> None:
    lacking = rehearsal.document(
        "RG-0001", {"person.date_of_birth": "1996-03-14", "person.support_requested_on": None}
    )
    given = replaying.of_documents([lacking], dt.date(2018, 7, 2), TODAY)
    found = replaying.document(replaying.compare(given, PILOT, PROPOSED))
    assert found["cannot_tell"] == ["RG-0001"]
    assert [each["to"] for each in found["changed"]] == ["incomplete"]


def test_stored_cases_are_replayed_under_their_own_references_and_nothing_is_stored(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.assessed_case("RG-0001")
    before = contents(rehearsal.url)
    dated = replaying.of_stored_cases(rehearsal.office, TODAY)
    replaying.document(replaying.compare(dated, PILOT, PROPOSED))
    assert [(each.application.reference, each.on) for each in dated] == [("RG-0001", dt.date(2018, 7, 2))]
    assert contents(rehearsal.url) == before


def test_the_public_form_names_nobody_and_hides_small_numbers(dated: list[replaying.Dated]) -> None:
    public = replaying.public(replaying.compare(dated, PILOT, PROPOSED))
    text = json.dumps(public)
    assert "synthetic" not in text
    numbers = [count for side in ("from", "to") for count in public["counts"][side].values()]
    assert all(number in {"hidden", 0} or number >= 5 for number in numbers)


def test_an_unknown_policy_is_wrong_input(dated: list[replaying.Dated]) -> None:
    with pytest.raises(WrongInput, match="--to"):
        replaying.compare(dated, PILOT, "kent-never")


def test_csv_has_one_row_for_each_changed_case(
    forth: dict[str, Any], tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.jsonl"
    lines = [
        json.dumps({**each.document, "assessed_on": each.applies_on.isoformat()})
        for each in applicants(3)[:40]
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    words = ["replay", "--from", PILOT, "--to", DEVON, "--facts", str(file), "--csv"]
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["reference"] for row in rows] == [each["reference"] for each in forth["changed"]]
