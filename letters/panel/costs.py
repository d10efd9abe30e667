"""The costs in the panel's report: of each option, and by financial year, in tables and pictures that say the same.

Reckons nothing.
"""

from letters import formats
from letters.document import Block, Chart, Heading, Paragraph, Series, SideBySide, Table
from letters.panel.content import PanelReportContent
from letters.report_content import LiabilityLine


def costs(content: PanelReportContent) -> tuple[Block, ...]:
    """What the columns mean, the options' costs in a table and a picture, and the years ahead."""
    return (
        Paragraph(
            "Expected is the average of all outcomes. In 1 time of 20, or of 200, the cost is more than the sum in "
            "that column. The most is what would be called if every guarantee were called in full. Every place is "
            f"costed as if it were taken on the first day; about {content.expected_a_year:,} young people are "
            "expected in a year, and those beyond the places find none."
        ),
        options_table(content),
        SideBySide(
            left=(Heading("Each option", 3), _options_chart(content)),
            right=(Heading(content.liability[-1].of, 3), _fan(content.liability)),
        ),
        _liability_table(content.liability),
    )


def options_table(content: PanelReportContent) -> Table:
    """Each option with its costs, and how many would find no place."""
    head = ("Option", "Expected", "1 in 20", "1 in 200", "The most", "Without a place")
    return Table(
        "Cost of each option from now on",
        head,
        tuple(
            (
                each.title,
                *(
                    formats.whole_pounds(amount)
                    for amount in (each.expected, each.one_in_20, each.one_in_200, each.most)
                ),
                f"{each.turned_away:,} a year",
            )
            for each in content.options
        ),
        (2.4, 1, 1, 1, 1.1, 1.3),
        figures=frozenset(range(1, len(head))),
        row_heads=True,
    )


def _options_chart(content: PanelReportContent) -> Chart:
    said = " ".join(
        f"{each.title}: expected {formats.whole_pounds(each.expected)}, 1 time in 20 more than "
        f"{formats.whole_pounds(each.one_in_20)}, 1 time in 200 more than {formats.whole_pounds(each.one_in_200)}."
        for each in content.options
    )
    return Chart(
        title="Cost of each option",
        says=f"A bar chart of what each option may cost. {said}",
        kind="bar",
        labels=tuple(each.title.replace("Extend with a lower cap", "Lower cap") for each in content.options),
        series=(
            Series("Expected", tuple(float(each.expected) for each in content.options)),
            Series("1 in 20", tuple(float(each.one_in_20) for each in content.options)),
            Series("1 in 200", tuple(float(each.one_in_200) for each in content.options)),
        ),
    )


def _fan(lines: tuple[LiabilityLine, ...]) -> Chart:
    """The years ahead if places had no limit: the last set of guarantees of the table."""
    shown = [line for line in lines if line.of == lines[-1].of]
    said = " ".join(
        f"In {line.year} half of outcomes cost no more than {formats.whole_pounds(line.p50)}, 19 in 20 no more than "
        f"{formats.whole_pounds(line.p95)}, 199 in 200 no more than {formats.whole_pounds(line.p99_5)}."
        for line in shown
    )
    return Chart(
        title="By year",
        says=f"A fan of lines by financial year: {lines[-1].of}. {said}",
        kind="line",
        labels=tuple(line.year for line in shown),
        series=(
            Series("Half", tuple(float(line.p50) for line in shown)),
            Series("19 in 20", tuple(float(line.p95) for line in shown)),
            Series("199 in 200", tuple(float(line.p99_5) for line in shown)),
        ),
    )


def _liability_table(lines: tuple[LiabilityLine, ...]) -> Table:
    head = ("Guarantees", "Year", "Expected", "Half cost no more", "19 in 20", "199 in 200")
    return Table(
        "Cost by financial year",
        head,
        tuple(
            (
                line.of,
                line.year,
                *(formats.whole_pounds(amount) for amount in (line.mean, line.p50, line.p95, line.p99_5)),
            )
            for line in lines
        ),
        (2.4, 0.9, 1, 1.2, 1, 1),
        figures=frozenset(range(2, len(head))),
        row_heads=True,
    )
