"""What the agreement says to a young person, and what both papers of a guarantee show."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
import textstat  # type: ignore[import-untyped]

from letters import agreement, clausebook
from letters.content import AgreementContent, DeedContent
from letters.document import Document
from tests.letters.landlord_papers import lets

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
    assert_easy(agreement.agreement(agreement_content(repayment=repayment, terms=changed)))


@pytest.mark.parametrize("licence", [True, False])
@pytest.mark.parametrize("joint", [True, False])
def test_the_agreement_on_a_shared_or_licensed_home_can_be_read_as_easily(
    agreement_content: Agreements, licence: bool, joint: bool
) -> None:
    tenancy = agreement_content().tenancy.model_dump()
    let = {"kind": "university", "licence": licence, "joint": joint}
    changed = terms(agreement_content(), covers_deposit=True)
    assert_easy(agreement.agreement(agreement_content(tenancy=tenancy | let, terms=changed)))


def assert_easy(document: Document) -> None:
    clauses = document.lines()[: document.lines().index("Sign")]
    prose = [line for line in clauses if line.endswith((".", "?"))]
    text = " ".join(prose)
    assert textstat.automated_readability_index(text) < 5
    assert textstat.coleman_liau_index(text) < 6
    assert max(len(sentence.split()) for sentence in text.split(". ")) <= 30


def every_agreement(make: Agreements) -> Iterator[Document]:
    shared = make().model_dump()
    own: tuple[dict[str, Any], ...] = (
        {},
        {"repayment": "instalments", "personal_adviser": None, "advocacy": None},
    )
    for changed, more in product(lets(shared), own):
        yield agreement.agreement(make(**changed | more))


def test_every_agreement_is_whole_and_every_clause_stands_on_some(agreement_content: Agreements) -> None:
    used = set()
    for document in every_agreement(agreement_content):
        text = said(document)
        assert "{" not in text
        assert "}" not in text
        used |= {(version.id, version.version) for version in document.clause_versions}
    written = {
        (clause.head.id, clause.head.version)
        for clause in clausebook.standard().clauses
        if "agreement" in clause.head.documents
    }
    assert used == written


@pytest.mark.parametrize("covers", [True, False])
def test_the_agreement_says_whether_the_deposit_is_part_of_the_promise(
    agreement_content: Agreements, covers: bool
) -> None:
    changed = terms(agreement_content(), covers_deposit=covers)
    text = said(agreement.agreement(agreement_content(terms=changed)))
    assert ("your landlord can ask us for it, up to £600.00." in text) is covers
    assert ("These are not part of our promise." in text) is not covers
    assert (" your deposit\n" in text) is not covers


@pytest.mark.parametrize("joint", [True, False])
def test_who_shares_a_tenancy_is_told_that_the_promise_is_for_one_share(
    agreement_content: Agreements, joint: bool
) -> None:
    tenancy = agreement_content().tenancy.model_dump() | {"joint": joint}
    text = said(agreement.agreement(agreement_content(tenancy=tenancy)))
    assert ("Our promise is for you and your share only." in text) is joint


@pytest.mark.parametrize("licence", [True, False])
def test_who_holds_a_licence_is_told_so(agreement_content: Agreements, licence: bool) -> None:
    tenancy = agreement_content().tenancy.model_dump() | {"kind": "university", "licence": licence}
    text = said(agreement.agreement(agreement_content(tenancy=tenancy)))
    assert ("Your university lets you this home by a licence." in text) is licence


def test_the_agreement_can_be_checked_like_the_deed(agreement_content: Agreements) -> None:
    text = said(agreement.agreement(agreement_content(check_at="https://rent.example.org/check")))
    assert "Paper code 2345-678A-BCDE-FG\nhttps://rent.example.org/check" in text
    assert "Paper code" not in said(agreement.agreement(agreement_content()))
