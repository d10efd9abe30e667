"""The panel's report and the answer to the challenge card: in order, as given, tagged, and readable."""

from collections.abc import Callable
from typing import Any

import pytest
import textstat  # type: ignore[import-untyped]

from letters.document import Chart, Document, Heading, ListOf, Paragraph, SideBySide
from letters.panel import challenge_card
from letters.panel import part_a as public_part
from letters.panel import part_b as officers_part
from letters.panel.content import ChallengeCardContent, OfficersReportContent, PanelReportContent
from letters.pdf import render
from tests.letters.panel_contents import CARD, PART_A, PART_B, RECOMMENDED

Reader = Callable[[bytes], Any]
Words = Callable[[Document], str]


def part_a(**changed: Any) -> Document:
    return public_part.part_a(PanelReportContent(**PART_A | changed))


def part_b(**changed: Any) -> Document:
    return officers_part.part_b(OfficersReportContent(**PART_B | changed))


def card(**changed: Any) -> Document:
    return challenge_card.answer(ChallengeCardContent(**CARD | changed))


def charts(document: Document) -> list[Chart]:
    pairs = [block for block in document.blocks if isinstance(block, SideBySide)]
    return [part for pair in pairs for part in (*pair.left, *pair.right) if isinstance(part, Chart)]


def test_part_a_goes_in_a_committee_papers_order() -> None:
    headings = [block.text for block in part_a().blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == [
        "1. Purpose",
        "2. Recommendation and options",
        "3. The pilot in figures",
        "4. Who was turned away, and why",
        "5. Homes, arrears and calls",
        "6. What it may cost",
        "7. Forecast against actual",
        "8. Break-even and savings",
        "9. Equality",
        "10. Risks",
        "11. Assumptions and their owners",
        "12. Where the figures come from",
    ]


def test_nothing_is_recommended_unless_somebody_does(words: Words) -> None:
    assert "No recommendation was entered" in words(part_a())
    said = words(part_a(recommendation=RECOMMENDED))
    assert "Officers recommend: Extend with a lower cap. Recommended by Head of Service." in said
    assert "No recommendation" not in said


def test_every_option_stands_with_its_three_costs_in_words_table_and_picture(words: Words) -> None:
    document = part_a()
    assert (
        "(a) Stop. No new guarantee. Expected cost £1,553; 1 time in 20 more than £4,888; "
        "1 time in 200 more than £9,642."
    ) in words(document)
    assert "Stop £1,553 £4,888 £9,642 £42,070 27 a year" in words(document)
    bars, fan = charts(document)
    assert bars.labels == ("Stop", "Continue", "Extend", "Lower cap")
    assert bars.series[0].values == (1552.78, 4458.21, 7363.64, 6034.75)
    assert "Extend: expected £7,364" in bars.says
    assert fan.labels == ("2019/20", "2020/21")


def test_the_data_digest_is_of_the_figures_and_not_of_the_head() -> None:
    content = PanelReportContent(**PART_A)
    assert content.data_digest == PanelReportContent(**PART_A | {"journal_head": "line 9"}).data_digest
    assert content.data_digest != PanelReportContent(**PART_A | {"expected_a_year": 28}).data_digest


def test_where_every_reason_is_hidden_the_card_says_so(words: Words) -> None:
    said = words(card(declined="fewer than 5", grounds=()))
    assert "We said no, for now, to fewer than 5 of you." in said
    assert "Each reason was one of so few of you that we do not tell it here." in said
    assert "main reasons" not in said
    assert render(card(declined="fewer than 5", grounds=()))


def test_what_there_is_none_of_is_said(words: Words) -> None:
    said = words(part_a(grounds=(), break_even=(), not_priced=1))
    assert "Nobody was declined." in said
    assert "1 kind of home has no price yet" in said
    assert "Against finance's price list" not in said
    priced = part_a(prices=({"label": "Foyers", "says": "Pays for itself."},))
    assert "Against finance's price list Foyers Pays for itself." in words(priced)
    assert "old enough to be scored" in words(part_b(looked_back=()))
    assert "follows from its rows" in words(part_b(printed_figures=()))


def test_part_b_says_that_it_is_not_for_publication(words: Words) -> None:
    assert "Not for publication" in words(part_b())
    assert "Public." in words(part_a())
    assert "first miss 2 87 0.0125 0.7% to 6.2%" in words(part_b())


@pytest.mark.parametrize("make", [part_a, part_b, card])
def test_all_that_is_said_is_tagged(make: Callable[[], Document], read_back: Reader, words: Words) -> None:
    document = make()
    read = read_back(render(document))
    assert not [text for text in read.untagged if text.strip()]
    assert read.text.replace(" ", "") == words(document).replace(" ", "")
    assert document.mark == "REHEARSAL - synthetic people"


def test_the_answer_to_the_card_is_one_page(read_back: Reader) -> None:
    full = card(
        recommendation=RECOMMENDED | {"by": "the Head of Service for care leavers of eighteen and over"},
        grounds=("The rent was too high for the area, and we could not find a way round it.",) * 3,
    )
    assert len(read_back(render(full)).furniture) == 1


@pytest.mark.parametrize(
    "changed",
    [{}, {"recommendation": RECOMMENDED}, {"declined": "0", "grounds": ()}, {"missed": "0"}],
)
def test_the_answer_to_the_card_can_be_read_at_the_age_of_eleven(changed: dict[str, Any]) -> None:
    text = prose(card(**changed))
    assert textstat.automated_readability_index(text) < 5
    assert textstat.coleman_liau_index(text) < 6
    assert max(len(sentence.split()) for sentence in text.split(". ")) <= 25


def test_the_answer_says_what_was_asked_for_and_what_came_of_it(words: Words) -> None:
    said = words(card())
    for told in (
        "We had 25 places. Places taken: 20. 60 of you asked us. We said yes to 20.",
        "We said no, for now, to 31 of you.",
        "The rent was too high for the area.",
        "we have paid £662.56 to landlords",
        "Nobody has said yet which is best.",
    ):
        assert told in said
    assert "We have not said no to any of you." in words(card(declined="0", grounds=()))
    assert "Not one of you missed a month's rent." in words(card(missed="0"))
    assert "the best is: extend with a lower cap." in words(card(recommendation=RECOMMENDED))


def prose(document: Document) -> str:
    texts: list[str] = []
    for block in document.blocks:
        match block:
            case Paragraph(text=text, kind="body"):
                texts.append(text)
            case ListOf(items=items):
                texts += [item.text for item in items]
    return " ".join(texts)
