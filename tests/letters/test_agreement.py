"""What the agreement says to a young person, and what both papers of a guarantee show."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import textstat  # type: ignore[import-untyped]

from letters import agreement
from letters.content import AgreementContent, DeedContent
from letters.document import Document

Deeds = Callable[..., DeedContent]
Agreements = Callable[..., AgreementContent]


def said(document: Document) -> str:
    return "\n".join(document.lines())


def terms(content: DeedContent | AgreementContent, **changed: Any) -> dict[str, Any]:
    return content.terms.model_dump() | changed


@pytest.mark.parametrize("made_on", [date(2018, 7, 9), date(2019, 6, 1)])
def test_a_paper_lists_the_versions_of_its_clauses(
    deed_content: Deeds, agreement_content: Agreements, made_on: date
) -> None:
    for document in (
        agreement.deed(deed_content(made_on=made_on)),
        agreement.agreement(agreement_content(made_on=made_on)),
    ):
        versions = said(document).splitlines()[-1]
        assert versions.startswith("Clause versions, for the council's lawyer to confirm: 1 ")
        assert len(document.clause_versions) == versions.count(";") + 1
        for edition in document.clause_versions:
            assert f" {edition.id} {edition.version} (" in versions
    deposit = {
        edition.id: edition.version
        for edition in agreement.deed(deed_content(made_on=made_on)).clause_versions
    }
    assert deposit["deed-deposit"] == ("1" if made_on.year == 2018 else "2")


def test_wording_is_marked_for_the_lawyer_and_a_rehearsal_as_one(
    deed_content: Deeds, agreement_content: Agreements
) -> None:
    for document in (agreement.deed(deed_content()), agreement.agreement(agreement_content())):
        assert "Wording for the council's lawyer to confirm." in said(document)
        assert document.mark == "REHEARSAL - synthetic people"
        assert "REHEARSAL - synthetic people. Nobody named here exists" in said(document)


def test_a_live_paper_carries_no_mark_of_a_rehearsal(
    deed_content: Deeds, agreement_content: Agreements
) -> None:
    for document in (
        agreement.deed(deed_content(rehearsal=False)),
        agreement.agreement(agreement_content(rehearsal=False)),
    ):
        assert document.mark is None
        assert "REHEARSAL" not in said(document)
        assert "synthetic" not in said(document)


def test_the_agreement_says_what_matters_to_the_young_person(agreement_content: Agreements) -> None:
    text = said(agreement.agreement(agreement_content()))
    for fact in (
        "Tam Sample",
        "Flat 2, 14 Example Street, Canterbury, CT1 2ZZ",
        "Your share is £520.05 a month.",
        "The most we will pay in all is £3,120.30. This is called the maximum guarantee.",
        "It starts on 1 August 2018 and ends on 31 July 2019.",
        "The deposit is £600.00. The rent in advance is £520.05. We pay them in another way.",
        "Our promise does not pay for damage",
        "We help first:",
        "we will not ask you to pay it back",
        "Shelter",
        "Centrepoint",
        "Citizens Advice",
        "ask us to look again",
        "You can also complain. Contact Customer feedback team, telephone 01632 960003.",
        "Contact Example Advocacy, telephone 01632 960004.",
        "Talk to Sam Specimen, your personal adviser.",
        "We use your information to run this promise and to help you",
    ):
        assert fact in text


def test_the_agreement_asks_for_repayment_only_if_the_policy_does(agreement_content: Agreements) -> None:
    text = said(agreement.agreement(agreement_content(repayment="instalments")))
    assert "You pay back small sums that you can afford" in text
    assert "we will not ask you to pay it back" not in text


def test_the_agreement_leaves_out_whom_it_cannot_name(agreement_content: Agreements) -> None:
    text = said(agreement.agreement(agreement_content(personal_adviser=None, advocacy=None)))
    assert "advocate" not in text
    assert "adviser" not in text
    assert "Contact Rent guarantee team" in text


@pytest.mark.parametrize("repayment", ["none", "instalments"])
@pytest.mark.parametrize("covers_damage", [True, False])
def test_the_agreement_can_be_read_at_the_age_of_eleven(
    agreement_content: Agreements, repayment: str, covers_damage: bool
) -> None:
    """Both indices count American school years: five is read at ten or eleven, twelve by an adult."""
    changed = terms(agreement_content(), covers_damage=covers_damage)
    document = agreement.agreement(agreement_content(repayment=repayment, terms=changed))
    clauses = document.lines()[: document.lines().index("Sign")]
    prose = [line for line in clauses if line.endswith((".", "?"))]
    text = " ".join(prose)
    assert textstat.automated_readability_index(text) < 5
    assert textstat.coleman_liau_index(text) < 6
    assert max(len(sentence.split()) for sentence in text.split(". ")) <= 30
