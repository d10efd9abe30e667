"""Letters about a decision: what they tell a young person, whom they name, and what they refuse to say."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import textstat  # type: ignore[import-untyped]
from pydantic import ValidationError

from letters import clausebook
from letters.clausebook import NoClauseInForce
from letters.document import CheckPanel, Document, ListOf, Paragraph, Table
from letters.kinds import KINDS, NOTICES, Edition, Reader
from letters.notices import advice
from letters.pdf import render

KINDS_TO_YOUNG_PERSON = [kind.name for kind in NOTICES if kind.reader is Reader.YOUNG_PERSON]


# ---- every letter to a young person


@pytest.mark.parametrize("kind", KINDS_TO_YOUNG_PERSON)
def test_every_letter_greets_its_reader_and_says_whom_to_ring(letters: Any, kind: str) -> None:
    said = letters.said(kind)
    for each in (
        "Kent County Council, County Hall, Maidstone, ME14 1XQ",
        "To Tam Sample, Flat 2, 14 Example Street, Canterbury, CT1 2ZZ",
        "9 October 2018. Our reference: RG-0001.",
        KINDS[kind].title,
        "Dear Tam Sample",
        "Rent guarantee team: ring 01632 960001 or write to rent@example.org.",
        "Customer feedback team: ring 01632 960003.",
        "Example Advocacy: ring 01632 960004.",
        "Shelter: ring 0808 800 4444 or look at shelter.org.uk.",
        "Centrepoint: ring 0808 800 0661 or look at centrepoint.org.uk.",
        "Citizens Advice: look at citizensadvice.org.uk.",
    ):
        assert each in said
    assert not set("{}") & set(said)
    assert letters.paper(kind).setting == "letter"


def test_numbers_and_addresses_can_be_followed(letters: Any) -> None:
    links = {
        link.words: link.address
        for block in letters.paper("refusal").blocks
        if isinstance(block, Paragraph)
        for link in block.links
    }
    assert links == {
        "01632 960001": "tel:01632960001",
        "rent@example.org": "mailto:rent@example.org",
        "01632 960003": "tel:01632960003",
        "01632 960004": "tel:01632960004",
        "0808 800 4444": "tel:08088004444",
        "shelter.org.uk": "https://shelter.org.uk",
        "0808 800 0661": "tel:08088000661",
        "centrepoint.org.uk": "https://centrepoint.org.uk",
        "citizensadvice.org.uk": "https://citizensadvice.org.uk",
    }


def test_a_telephone_number_with_words_in_it_stays_text(letters: Any) -> None:
    contact = {"name": "Rent team", "telephone": "01632 960001, option 2"}
    paper = letters.paper("review", contact=contact)
    (ring,) = (block for block in paper.blocks if getattr(block, "text", "").startswith("Rent team"))
    assert ring == Paragraph("Rent team: ring 01632 960001, option 2.")


@pytest.mark.parametrize("kind", KINDS_TO_YOUNG_PERSON)
def test_no_letter_to_a_young_person_asks_them_to_check_its_code(letters: Any, kind: str) -> None:
    assert not any(isinstance(block, CheckPanel) for block in letters.paper(kind).blocks)


@pytest.mark.parametrize("kind", KINDS_TO_YOUNG_PERSON)
def test_without_an_advocate_none_is_spoken_of(letters: Any, kind: str) -> None:
    help_ = {"complaints": {"name": "Customer feedback team", "telephone": "01632 960003"}}
    said = letters.said(kind, help=help_)
    assert "dvocate" not in said
    assert "dvocacy" not in said
    assert "Customer feedback team" in said


def test_advice_given_takes_the_place_of_the_listed(letters: Any) -> None:
    help_ = letters.content("review").help.model_dump() | {
        "advice": [{"name": "Example Law Centre", "telephone": "01632 960005"}]
    }
    said = letters.said("review", help=help_)
    assert "Example Law Centre: ring 01632 960005." in said
    assert "Shelter" not in said


@pytest.mark.parametrize(
    ("on", "telephone"),
    [(date(2020, 12, 31), None), (date(2021, 1, 1), "0800 144 8848"), (date(2026, 5, 1), "0800 144 8848")],
)
def test_a_number_is_printed_from_its_own_day_on(on: date, telephone: str | None) -> None:
    named = advice.independent(on)
    assert [each.name for each in named] == ["Shelter", "Centrepoint", "Citizens Advice"]
    assert named[2].telephone == telephone


def test_before_the_pilot_no_organisation_is_listed_and_every_entry_says_whence() -> None:
    assert advice.independent(date(2018, 5, 31)) == ()
    assert all(listed.source.endswith("for the council to confirm") for listed in advice.LISTED)


def test_advice_that_nobody_could_reach_is_refused() -> None:
    with pytest.raises(ValidationError, match="expected a telephone number or an address on the web"):
        advice.Advice(name="Nobody")


@pytest.mark.parametrize("kind", KINDS_TO_YOUNG_PERSON)
def test_before_the_pilot_there_is_no_letter(kind: str) -> None:
    with pytest.raises(NoClauseInForce, match=f"no clause of the {kind} is in force on 2018-05-31"):
        clausebook.standard().in_force(kind, date(2018, 5, 31), {})


@pytest.mark.parametrize("kind", KINDS_TO_YOUNG_PERSON)
def test_every_letter_comes_in_large_print_and_says_the_same(letters: Any, kind: str) -> None:
    large = letters.paper(kind, Edition.LARGE_PRINT)
    assert large.setting == "large"
    assert large.lines() == letters.paper(kind).lines()
    assert render(large).startswith(b"%PDF-")


# ---- approval


def test_an_approval_says_what_is_promised(letters: Any) -> None:
    said = letters.said("approval")
    for each in (
        "We can be your guarantor for Flat 2, 14 Example Street, Canterbury, CT1 2ZZ.",
        "Our promise is for 12 months, from 1 November 2018 to 31 October 2019.",
        "Your share of the rent is £520.05 a month.",
        "The most we will pay in all is £3,120.30.",
        "We have to make the papers by 26 October 2018.",
        "The landlord sends us the gas safety record.",
        "Our promise starts only when you, your landlord and we have all signed.",
    ):
        assert each in said


def test_an_approval_with_no_condition_and_no_day_speaks_of_neither(letters: Any) -> None:
    said = letters.said("approval", conditions=(), issue_by=None)
    assert "What our yes depends on" not in said
    assert "We want the papers signed before 1 November 2018." in said


# ---- approval in principle


def test_a_first_yes_says_what_is_needed_and_until_when(letters: Any) -> None:
    paper = letters.paper("approval-in-principle")
    said = "\n".join(paper.lines())
    assert "It lasts until 7 January 2019." in said
    assert "It does not keep a place for you." in said
    (needed,) = (block for block in paper.blocks if isinstance(block, ListOf))
    assert [item.text for item in needed.items] == ["rent share", "area of the home"]


# ---- refusal


def test_a_refusal_says_why_and_what_would_make_it_a_yes(letters: Any) -> None:
    said = letters.said("refusal")
    for each in (
        "We decided this on 8 October 2018.",
        "those of the Kent rent guarantor pilot",
        "The rent is above the income.",
        "The last contact was on 1 May 2018.",
        "What would make it a yes",
        "A rent share of £440.00 or less would be met.",
        "Ask us to look again by 6 November 2018.",
        "They will answer within 20 working days.",
        "You will have an answer within 15 working days.",
    ):
        assert each in said
    assert "We cannot name one thing" not in said


def test_a_refusal_that_nothing_would_change_still_says_what_to_do(letters: Any) -> None:
    said = letters.said("refusal", would_change=())
    assert "What would make it a yes" not in said
    assert "We cannot name one thing that would make it a yes today." in said
    assert "ring us, and we will look with you for other ways to get a home" in said
    assert "Ask us to look again by 6 November 2018." in said


def test_a_refusal_gives_the_rules_reasons_first_and_then_the_words_of_who_decided(letters: Any) -> None:
    said = letters.said("refusal")
    places = [
        said.index(each)
        for each in (
            "Why we said no",
            "The rent is above the income.",
            "What the person who decided wrote",
            "gave this reason, in their own words",
            "Come back when you have a job.",
            "What would make it a yes",
        )
    ]
    assert places == sorted(places)


def test_a_refusal_of_somebody_whom_no_rule_kept_out_says_that_a_person_decided(letters: Any) -> None:
    said = letters.said("refusal", reasons=())
    assert "The rules do not settle everything, so a person decides." in said
    assert "These are our reasons" not in said
    assert "Come back when you have a job." in said


ASKED_ON, REVIEWED_ON = date(2018, 10, 8), date(2018, 10, 9)


def test_a_refusal_whose_review_was_asked_for_offers_no_other(letters: Any) -> None:
    said = letters.said("refusal", review_asked_on=ASKED_ON)
    assert "You asked us on 8 October 2018 to look again." in said
    assert "Ask us to look again" not in said
    assert "lgo.org.uk" not in said


def test_a_refusal_that_was_reviewed_says_so_and_what_remains(letters: Any) -> None:
    for would_change in ((), ["A job."]):
        said = letters.said(
            "refusal", review_asked_on=ASKED_ON, reviewed_on=REVIEWED_ON, would_change=would_change
        )
        assert "Someone who did not make it did that on 9 October 2018." in said
        assert "You can complain about how we treated you." in said
        assert "Local Government and Social Care Ombudsman, lgo.org.uk" in said
        for absent in ("look again", "6 November 2018", "20 working days"):
            assert absent not in said


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"reviewed_on": REVIEWED_ON}, "review_asked_on where reviewed_on is told"),
        ({"review_asked_on": date(2018, 10, 7)}, "review_asked_on no earlier than decided_on"),
        ({"review_asked_on": date(2018, 10, 10)}, "made_on no earlier than review_asked_on"),
        (
            {"review_asked_on": REVIEWED_ON, "reviewed_on": ASKED_ON},
            "reviewed_on no earlier than review_asked_on",
        ),
    ],
)
def test_a_review_out_of_order_is_refused(letters: Any, changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        letters.content("refusal", **changed)


def test_a_refusal_asks_to_complain_in_one_place_only(letters: Any) -> None:
    assert letters.said("refusal").count("Customer feedback team") == 1


# ---- refusal reviewed


def test_a_refusal_that_stands_says_where_else_to_go(letters: Any) -> None:
    said = letters.said("refusal-reviewed")
    assert "They decided on 5 October 2018." in said
    assert "Our answer is still no for now." in said
    assert "The rent is still above the income." in said
    assert "Local Government and Social Care Ombudsman, lgo.org.uk" in said
    assert "Please ring us in the next few days." in said


def test_a_refusal_that_falls_says_what_happens_now(letters: Any) -> None:
    said = letters.said("refusal-reviewed", upheld=False, we_ring_by=date(2018, 10, 16))
    assert "Our no does not stand any more." in said
    assert "still no" not in said
    assert "We take up your case again from here." in said
    assert "We will ring you by 16 October 2018." in said
    assert "Please ring us in the next few days." not in said


# ---- more information


def test_more_information_says_what_is_wanted_of_whom_in_the_readers_words(letters: Any) -> None:
    paper = letters.paper("more-information")
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.head == ("What we need", "Who may have it")
    assert table.row_heads
    assert table.rows == (
        ("Income a month", "You"),
        ("Kind of letting", "Orla Example"),
        ("Right to rent", "Ask us"),
    )
    assert "Please let us have it by 30 October 2018." in "\n".join(paper.lines())


def test_more_information_without_a_last_day_says_so(letters: Any) -> None:
    said = letters.said("more-information", by_on=None)
    assert "There is no last day." in said
    assert "Please let us have it by" not in said


# ---- waiting list


@pytest.mark.parametrize(
    ("ahead", "says"),
    [
        (0, "You are next. Nobody is waiting before you."),
        (1, "On the list before you: 1 person."),
        (2, "On the list before you: 2 people."),
    ],
)
def test_the_waiting_list_says_how_many_are_before(letters: Any, ahead: int, says: str) -> None:
    said = letters.said("waiting-list", ahead=ahead)
    assert says in said
    assert ("You are next." in said) is (ahead == 0)
    assert "On 2 October 2018 we said yes to you. But we have 25 places in all" in said


# ---- readability


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("approval", {}),
        ("approval", {"conditions": (), "issue_by": None}),
        ("approval-in-principle", {}),
        ("refusal", {}),
        ("refusal", {"would_change": ()}),
        ("refusal-reviewed", {}),
        ("refusal-reviewed", {"upheld": False, "we_ring_by": date(2018, 10, 16)}),
        ("more-information", {}),
        ("more-information", {"by_on": None}),
        ("waiting-list", {}),
        ("waiting-list", {"ahead": 0}),
    ],
)
def test_a_decision_can_be_read_at_the_age_of_eleven(
    letters: Any, prose: Callable[[Document], str], kind: str, changed: dict[str, Any]
) -> None:
    text = prose(letters.paper(kind, **changed))
    assert textstat.automated_readability_index(text) < 5
    assert textstat.coleman_liau_index(text) < 6
    assert max(len(sentence.split()) for sentence in text.split(". ")) <= 25


# ---- wrong contents


@pytest.mark.parametrize(
    ("kind", "changed", "says"),
    [
        ("approval", {"cap": "0.00"}, "expected cap above zero"),
        ("approval", {"rent_share": "0"}, "expected rent_share above zero"),
        (
            "approval",
            {"ends_on": date(2018, 10, 31)},
            "expected ends_on no earlier than starts_on, 2018-11-01",
        ),
        (
            "approval",
            {"issue_by": date(2018, 10, 8)},
            "expected issue_by no earlier than made_on, 2018-10-09",
        ),
        (
            "approval",
            {"issue_by": date(2019, 11, 1)},
            "expected ends_on no earlier than issue_by, 2019-11-01",
        ),
        (
            "approval-in-principle",
            {"lapses_on": date(2018, 10, 8)},
            "expected lapses_on no earlier than made_on, 2018-10-09",
        ),
        (
            "refusal",
            {"decided_on": date(2018, 10, 10)},
            "expected made_on no earlier than decided_on, 2018-10-10",
        ),
        (
            "refusal",
            {"review_by": date(2018, 10, 8)},
            "expected review_by no earlier than made_on, 2018-10-09",
        ),
        (
            "refusal-reviewed",
            {"decision_on": date(2018, 10, 10)},
            "expected made_on no earlier than decision_on, 2018-10-10",
        ),
        (
            "refusal-reviewed",
            {"we_ring_by": date(2018, 10, 8)},
            "expected we_ring_by no earlier than made_on, 2018-10-09",
        ),
        (
            "more-information",
            {"by_on": date(2018, 10, 8)},
            "expected by_on no earlier than made_on, 2018-10-09",
        ),
        (
            "waiting-list",
            {"approved_on": date(2018, 10, 10)},
            "expected made_on no earlier than approved_on, 2018-10-10",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    letters: Any, kind: str, changed: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        letters.content(kind, **changed)


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("approval", {"issue_by": date(2018, 10, 9)}),
        ("approval-in-principle", {"lapses_on": date(2018, 10, 9)}),
        ("refusal", {"decided_on": date(2018, 10, 9), "review_by": date(2018, 10, 9)}),
        ("refusal-reviewed", {"decision_on": date(2018, 10, 9), "we_ring_by": date(2018, 10, 9)}),
        ("more-information", {"by_on": date(2018, 10, 9)}),
        ("waiting-list", {"approved_on": date(2018, 10, 9), "we_ring_by": date(2018, 10, 9)}),
    ],
)
def test_a_day_may_be_the_day_of_the_letter(letters: Any, kind: str, changed: dict[str, Any]) -> None:
    assert letters.said(kind, **changed).count("9 October 2018") > 1


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("refusal", "words"),
        ("refusal-reviewed", "reasons"),
        ("approval-in-principle", "still_needed"),
        ("more-information", "wanted"),
    ],
)
def test_a_letter_with_nothing_to_say_is_refused(letters: Any, kind: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        letters.content(kind, **{field: ()})
    assert [error["loc"] for error in refused.value.errors()] == [(field,)]
