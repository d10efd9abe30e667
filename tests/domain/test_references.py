"""References as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.references import (
    batch_number,
    case_ref,
    claim_ref,
    guarantee_ref,
    in_file_name,
    pending_number,
)
from guarantor.domain.wrong_input import WrongInput

NUMBERS = st.integers(1, 999_999_999)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_references_are_taken_as_they_are_written(case: int, guarantee: int, claim: int) -> None:
    ref = f"RG-{case:04d}"
    assert case_ref(ref) == ref
    assert guarantee_ref(f"{ref}/{guarantee}") == f"{ref}/{guarantee}"
    assert claim_ref(f"{ref}/{guarantee}/C{claim}") == f"{ref}/{guarantee}/C{claim}"
    assert pending_number(f"P-{claim}") == claim
    assert batch_number(f"B-{claim}") == claim


@pytest.mark.parametrize(
    "text", ["", "RG-1", "RG-001", "rg-0001", "RG-0001/1", "RG-0001 ", "RG-٠٠٠١", "R G-0001"]
)
def test_what_is_no_case_is_refused(text: str) -> None:
    with pytest.raises(WrongInput, match="REF: expected a case such as RG-0001"):
        case_ref(text)


@pytest.mark.parametrize(
    "text", ["RG-0001", "RG-0001/0", "RG-0001/01", "RG-0001/", "RG-0001/1/C1", "RG-0001/1\n"]
)
def test_what_is_no_guarantee_is_refused(text: str) -> None:
    with pytest.raises(WrongInput, match="GREF: expected a guarantee such as RG-0001/1"):
        guarantee_ref(text)


@pytest.mark.parametrize(
    "text", ["RG-0001/1", "RG-0001/1/1", "RG-0001/1/C0", "RG-0001/1/c1", "RG-0001/1/C01"]
)
def test_what_is_no_claim_is_refused(text: str) -> None:
    with pytest.raises(WrongInput, match="CLAIM: expected a claim such as RG-0001/1/C1"):
        claim_ref(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "P12",
        "P-0",
        "P-012",
        "p-12",
        "P-1 ",
        "P-1000000000",
        pytest.param("P-" + "9" * 5000, id="5000 digits"),
    ],
)
def test_what_is_no_pending_act_is_refused_however_long(text: str) -> None:
    with pytest.raises(WrongInput, match="PENDING: expected a pending act such as P-12"):
        pending_number(text)


def test_a_reference_makes_a_folders_name() -> None:
    assert in_file_name("RG-0001/1") == "RG-0001-1"
