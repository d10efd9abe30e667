"""The list that the database cuts into pages says of each claim what a look at all of them says."""

import pytest

from guarantor.domain.claim_filters import ClaimFilter, Wanted
from guarantor.domain.money import pounds
from guarantor.services.claiming import claim_documents, claim_lists
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.walking import everything


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Claims of every kind."""
    return begin(everything)


def listed(rehearsal: Rehearsal, stands: ClaimFilter) -> list[dict[str, object]]:
    """The first page of the claims that stand so."""
    day = rehearsal.clock.today()
    return list(claim_lists.listed(rehearsal.office, rehearsal.ann, day, Wanted(stands)).claims)


def test_status_sums_and_days_are_those_of_the_claims_themselves(rehearsal: Rehearsal) -> None:
    whole = {
        each["claim"]: each for each in claim_documents.listed(rehearsal.office, rehearsal.clock.today())
    }
    rows = listed(rehearsal, ClaimFilter.ALL)
    assert {row["claim"] for row in rows} == whole.keys()
    for row in rows:
        one = whole[row["claim"]]
        due_on = one["due_on"]
        assert row["status"] == one["status"]
        assert row["waits_for"] == one["waits_for"]
        assert (row["due_on"].isoformat() if row["due_on"] else None) == due_on
        assert pounds(row["claimed_pence"]) == one["claimed"]
        assert pounds(row["accepted_pence"] or 0) == one["accepted"]


def test_each_filter_holds_those_that_stand_so(rehearsal: Rehearsal) -> None:
    of = {stands: {row["claim"] for row in listed(rehearsal, stands)} for stands in ClaimFilter}
    rows = listed(rehearsal, ClaimFilter.ALL)
    by_status = {status: {row["claim"] for row in rows if row["status"] == status} for status in
                 ("lodged", "paid", "undone", "rejected")}  # fmt: skip
    assert of[ClaimFilter.TO_DECIDE] == by_status["lodged"]
    assert of[ClaimFilter.PAID] == by_status["paid"]
    assert of[ClaimFilter.UNDONE] == by_status["undone"]
    assert of[ClaimFilter.REJECTED] == by_status["rejected"]
    assert of[ClaimFilter.DISPUTED] == {
        row["claim"] for row in rows if row["waits_for"] == "answer_to_dispute"
    }
    assert of[ClaimFilter.TO_PAY] == {row["claim"] for row in rows if row["waits_for"] == "payment"}
    assert all(of.values())


def test_the_figures_are_those_of_the_filters_and_pages_hold_all_once(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_lists, "AT_ONCE", 3)
    day, found = rehearsal.clock.today(), []
    first = claim_lists.listed(rehearsal.office, rehearsal.ann, day, Wanted())
    for number in range(1, first.pages + 1):
        page = claim_lists.listed(rehearsal.office, rehearsal.ann, day, Wanted(), number)
        found += [row["claim"] for row in page.claims]
    assert len(found) == len(set(found)) == first.found
    beyond = claim_lists.listed(rehearsal.office, rehearsal.ann, day, Wanted(), 99)
    assert beyond.page == first.pages
