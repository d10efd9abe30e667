"""The panel summary: the figures as given, nothing dropped in silence."""

from collections.abc import Callable
from typing import Any

import pytest

from letters import reports
from letters.document import Chart, Document, SideBySide
from letters.report_content import PanelSummaryContent

Panels = Callable[..., PanelSummaryContent]


def said(document: Document) -> str:
    return "\n".join(document.lines())


def charts(document: Document) -> list[Chart]:
    pairs = [block for block in document.blocks if isinstance(block, SideBySide)]
    return [part for pair in pairs for part in (*pair.left, *pair.right) if isinstance(part, Chart)]


def line(of: str, year: str, chance: str | None = None) -> dict[str, Any]:
    return {
        "of": of,
        "year": year,
        "mean": "4935.63",
        "p50": "3100",
        "p95": "16500",
        "p99_5": "31550",
        "chance_over_budget": chance,
    }


def test_members_find_each_figure_they_ask_for(panel_content: Panels) -> None:
    text = said(reports.panel_summary(panel_content()))
    for fact in (
        "Kent County Council. Figures on 30 April 2019, policy kent-pilot.",
        "Places used\n19 of 25",
        "Guaranteed in all\n£58,240.00",
        "Exposure: what could still be called\n£51,730.00",
        "Rent arrears reported (1 tenancy)\n£934.50",
        "Rent not heard of (neither paid nor missed)\n£1,560.00",
        "Calls accepted (2 claims)\n£2,080.00",
        "Calls paid\n£1,040.00",
        "Eligible\n31",
        "Rent above income\n9",
        "Now in force\n2019/20\n£2,143\n£1,100\n£8,650\n£16,700",
        "UASC\n2019\ntotal\n1,101\n1,102",
        "Owner finance: repeat miss 0.35.",
        "Data digest sha256:9f2c1d0a77b3e5aa. Journal head 412 sha256:01ab99ce22f0.",
    ):
        assert fact in text


def test_up_to_six_grounds_of_refusal_are_shown_and_the_rest_counted(panel_content: Panels) -> None:
    grounds = [{"label": f"Ground {n}", "number": n} for n in range(1, 9)]
    six = said(reports.panel_summary(panel_content(refusals=grounds[:6])))
    assert all(f"Ground {n}\n{n}" in six for n in range(1, 7))
    assert "other ground" not in six
    eight = said(reports.panel_summary(panel_content(refusals=grounds)))
    assert "Ground 8\n8\nGround 7\n7\nGround 6\n6\nGround 5\n5\nGround 4\n4\n3 other grounds\n6" in eight


def test_no_refusal_no_liability_and_no_disagreement_are_said_in_words(panel_content: Panels) -> None:
    document = reports.panel_summary(
        panel_content(refusals=[], liability=[], printed_figures=[], assumptions=[])
    )
    text = said(document)
    assert "No application was refused." in text
    assert "No guarantee is in force, so nothing is at stake." in text
    assert "Every printed total follows from its rows." in text
    assert not charts(document)


def test_the_chance_over_budget_is_shown_where_it_is_known(panel_content: Panels) -> None:
    assert "Over budget" not in said(reports.panel_summary(panel_content()))
    lines = [line("Now", "2019/20", "0.034"), line("Now", "2020/21")]
    text = said(reports.panel_summary(panel_content(liability=lines, yearly_budget="10000")))
    assert "Over budget: the chance of more than £10,000 in a year." in text
    assert "2019/20\n£4,936\n£3,100\n£16,500\n£31,550\n3.4%" in text
    assert "2020/21\n£4,936\n£3,100\n£16,500\n£31,550\nnot set" in text


def test_the_chart_mixes_no_two_sets_of_guarantees(panel_content: Panels) -> None:
    lines = [line("Now", "2019/20"), line("With new", "2019/20"), line("Now", "2020/21")]
    (chart,) = charts(reports.panel_summary(panel_content(liability=lines)))
    assert chart.labels == ("2019/20", "2020/21")
    assert {series.name: series.values for series in chart.series} == {
        "P50": (3100.0, 3100.0),
        "P95": (16500.0, 16500.0),
        "P99.5": (31550.0, 31550.0),
    }
    assert "In 2020/21 half of outcomes cost no more than £3,100" in chart.says


def test_assumptions_are_gathered_by_their_owner(panel_content: Panels) -> None:
    assumptions = [
        {"name": "repeat miss", "value": "0.35", "owner": "finance"},
        {"name": "cap", "value": "6 months", "owner": "Head of Service"},
        {"name": "clears", "value": "0.5", "owner": "finance"},
    ]
    text = said(reports.panel_summary(panel_content(assumptions=assumptions)))
    assert "Owner finance: repeat miss 0.35; clears 0.5. Owner Head of Service: cap 6 months." in text


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_rehearsal_is_marked(panel_content: Panels, rehearsal: bool) -> None:
    mark = reports.panel_summary(panel_content(rehearsal=rehearsal)).mark
    assert mark == ("REHEARSAL - synthetic people" if rehearsal else None)
