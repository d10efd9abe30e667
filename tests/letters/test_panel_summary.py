"""The panel's page: the figures as given in the order members ask, nothing dropped in silence."""

from collections.abc import Callable
from typing import Any

import pytest

from letters.document import Document, Heading, SideBySide, Table
from letters.panel import summary
from letters.panel.content import PanelReportContent
from tests.letters.panel_contents import PART_A, RECOMMENDED

Words = Callable[[Document], str]


def page(**changed: Any) -> Document:
    return summary.summary(PanelReportContent(**PART_A | changed))


def test_members_find_each_figure_they_ask_for(words: Words) -> None:
    said = words(page())
    for fact in (
        "Kent County Council. Public. Figures at the close of 30 April 2019, under the policy kent-pilot.",
        "A number of people from 1 to 4 is hidden",
        "Places taken 20 of 25",
        "Homes kept, of 20 16 to 19",
        "Rent beside Local Housing Allowance 12",
        "Stop £1,553 £4,888 £9,642 £42,070 27 a year",
        "Continue: 25 new places.",
        "Calls paid £662.56",
        "line 412, 01ab99ce22f0",
    ):
        assert fact in said


def test_what_members_can_decide_stands_between_what_happened_and_what_it_rests_on() -> None:
    (heading,) = (block for block in page().blocks if isinstance(block, Heading) and block.level == 2)
    assert heading.text.startswith("What members can decide")
    kinds = [type(block) for block in page().blocks]
    assert kinds.index(SideBySide) < page().blocks.index(heading) < kinds.index(Table)


def test_what_officers_recommend_is_said_or_that_they_recommend_nothing(words: Words) -> None:
    assert "Officers recommend nothing in this report; members choose." in words(page())
    said = words(page(recommendation=RECOMMENDED))
    assert "Officers recommend: Extend with a lower cap. Recommended by Head of Service." in said
    assert "recommend nothing" not in said


def test_up_to_six_grounds_are_shown_and_the_rest_counted(words: Words) -> None:
    grounds = [{"label": f"Ground {n}", "says": str(20 - n)} for n in range(1, 9)]
    six = words(page(grounds=grounds[:6]))
    assert all(f"Ground {n} {20 - n}" in six for n in range(1, 7))
    assert "less frequent" not in six
    seven = words(page(grounds=grounds[:7]))
    assert ("Ground 5 15" in seven, "Ground 6" in seven, "2 less frequent grounds" in seven) == (
        True,
        False,
        True,
    )


def test_what_there_is_none_of_is_said_in_words(words: Words) -> None:
    said = words(page(grounds=(), became=(), tenancies=(), money=(), glance=()))
    for sentence in (
        "Nobody was declined.",
        "Nothing was decided.",
        "No guarantee was given.",
        "No money has moved.",
    ):
        assert sentence in said


def test_assumptions_are_gathered_by_their_owner(words: Words) -> None:
    rates = [
        {"about": "Repeat miss", "value": "0.35", "source": "assumption", "owner": "finance"},
        {"about": "Cap", "value": "6 months", "source": "policy", "owner": "Head of Service"},
        {"about": "Clears", "value": "0.5", "source": "assumption", "owner": "finance"},
    ]
    said = words(page(rates=rates))
    assert "Owner finance: repeat miss: 0.35; clears: 0.5. Owner Head of Service: cap: 6 months." in said


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_rehearsal_is_marked(rehearsal: bool) -> None:
    mark = page(rehearsal=rehearsal).mark
    assert mark == ("REHEARSAL - synthetic people" if rehearsal else None)
