"""Cases in a list and found by words: narrowed, in pages, and never with the words in an address."""

import pytest
from flask.testing import FlaskClient

from guarantor.services.casework import applications, case_lists
from guarantor.services.data_protection import erasure
from guarantor.services.entering import restricting
from tests.rehearsing import Rehearsal
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import sent


@pytest.fixture
def cora(client_of: ClientOf, rehearsal: Rehearsal) -> FlaskClient:
    """Cora, with RG-0001 a draft and RG-0002 assessed by herself, RG-0003 a draft of Cal's."""
    rehearsal.assessed_case("RG-0002")
    for person, name in ((rehearsal.cora, "Zoë O'Synthetic"), (rehearsal.cal, "Bo Synthetic-Ng")):
        applications.start(rehearsal.office, person, {"young_person.name": name}, day("2019-04-30"))
    return client_of("cora")


def test_the_list_shows_every_case_with_its_status_and_what_the_rules_said(cora: FlaskClient) -> None:
    page = cora.get("/cases").text
    assert "3 cases" in page
    assert page.index("RG-0004") < page.index("RG-0003") < page.index("RG-0002")
    assert "Eligible" in page
    assert "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("status=draft", {"RG-0003", "RG-0004"}),
        ("outcome=eligible", {"RG-0002"}),
        ("outcome=refer", set()),
        ("status=draft&whose=mine", {"RG-0003"}),
        ("status=nonsense", {"RG-0002", "RG-0003", "RG-0004"}),
        ("page=99", {"RG-0002", "RG-0003", "RG-0004"}),
    ],
)
def test_it_is_narrowed_by_status_outcome_and_who_opened_it(
    cora: FlaskClient, query: str, shown: set[str]
) -> None:
    page = cora.get(f"/cases?{query}").text
    assert {ref for ref in ("RG-0002", "RG-0003", "RG-0004") if ref in page} == shown


def test_the_case_longest_without_change_comes_first_where_that_is_asked(cora: FlaskClient) -> None:
    page = cora.get("/cases?order=oldest").text
    assert page.index("RG-0002") < page.index("RG-0003") < page.index("RG-0004")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("RG-0003", {"RG-0003"}),
        ("rg 3", {"RG-0003"}),
        ("3", {"RG-0003"}),
        ("zoe", {"RG-0003"}),
        ("ZOË", {"RG-0003"}),
        ("osynth", {"RG-0003"}),
        ("synthetic", {"RG-0002", "RG-0004"}),
        ("tam synth", {"RG-0002"}),
        ("ct1 2zz", {"RG-0002"}),
        ("CT12ZZ", {"RG-0002"}),
        ("orla", {"RG-0002"}),
        ("canterbury street", {"RG-0002"}),
        ("tam zoe", set()),
        ("ynthetic", set()),
        ("!?", set()),
    ],
)
def test_cases_are_found_by_reference_name_address_and_landlord(
    cora: FlaskClient, words: str, found: set[str]
) -> None:
    came = sent(cora, "/cases/search", {"words": words}, shown_at="/cases")
    assert came.request.full_path == "/cases/search?"
    assert {ref for ref in ("RG-0002", "RG-0003", "RG-0004") if f"/cases/{ref}" in came.text} == found


@pytest.mark.parametrize("words", ["RG-0003", "rg-0003", "RG 3", "3"])
def test_a_reference_leads_straight_to_its_case(cora: FlaskClient, words: str) -> None:
    assert sent(cora, "/cases/search", {"words": words}, shown_at="/cases").location == "/cases/RG-0003"
    assert sent(cora, "/search", {"words": words}).location == "/cases/RG-0003"
    assert sent(cora, "/search", {"words": "zoe"}).status_code == 200


def test_nothing_typed_is_an_error_beside_the_field(cora: FlaskClient) -> None:
    assert "Enter a reference, a name" in sent(cora, "/cases/search", {}, shown_at="/cases").text


def test_a_name_that_was_corrected_is_found_by_the_new_one_alone(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    applications.save(
        rehearsal.office, rehearsal.cora, "RG-0003", {"young_person.name": "Ada New"}, day("2019-04-30")
    )
    assert case_lists.search(rehearsal.office, rehearsal.cora, "zoe").found == 0
    assert case_lists.search(rehearsal.office, rehearsal.cora, "new").found == 1


def test_an_erased_person_is_found_by_the_reference_alone(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0003", day("2026-01-01"))
    assert case_lists.search(rehearsal.office, rehearsal.cora, "zoe").found == 0
    assert case_lists.search(rehearsal.office, rehearsal.cora, "RG-0003").found == 1


def test_a_restricted_case_is_listed_without_its_name_and_not_found_by_it(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0003")
    page = cora.get("/cases").text
    assert "RG-0003" in page
    assert "Restricted" in page
    assert "Zoë" not in page
    assert case_lists.search(rehearsal.office, rehearsal.cora, "zoe").found == 0
    assert case_lists.search(rehearsal.office, rehearsal.ann, "zoe").found == 1
    by_ref = sent(cora, "/cases/search", {"words": "RG-0003"}, shown_at="/cases").text
    assert "Zoë" not in by_ref
    assert "Restricted" in by_ref, "who may not see it is not led to it"


def test_a_long_list_is_cut_into_pages(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    for _ in range(case_lists.AT_ONCE):
        applications.start(rehearsal.office, rehearsal.cora, {"young_person.name": "Many"}, day("2019-04-30"))
    assert "RG-0002" not in cora.get("/cases").text
    assert "RG-0002" in cora.get("/cases?page=2").text
    found = case_lists.search(rehearsal.office, rehearsal.cora, "synthetic many")
    assert found.found == 0
