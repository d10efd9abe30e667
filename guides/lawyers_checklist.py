"""The lawyer's checklist: every clause in every wording, and every figure and assumption that has law behind it.

Read from the clause book, the figures of the law, the practice of the scheme and the policies, so that it cannot lag
behind them. Knows nothing of what a lawyer said: that stands in the settings and with the council.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from guarantor.domain import practice
from guarantor.services.data_protection.clocks import clocks
from guarantor.settings import CHECKOUT
from letters import tenant_fees
from letters.clausebook import Clause, standard
from letters.kinds import KINDS, Reader, easy_read
from letters.notices.law import FIGURES
from rules.policy import shipped, shipped_names
from rules.provisions import Parameter

BOX = "☐"
_OPENING = Path(__file__).with_name("lawyers_opening.md")
_CLAUSES = CHECKOUT / "letters" / "clauses"


def page() -> str:
    """The whole checklist as Markdown."""
    parts = (_OPENING.read_text(encoding="utf-8"), _clauses(), _law(), _practice(), _retention(), _policies())
    return "\n".join(parts)


def _clauses() -> str:
    return "\n".join(
        [
            "## Clauses",
            "",
            "By paper, in its order; a clause of several papers is listed under each.",
            "“Only when” names the switch of the case that brings it in.",
            "",
            *_papers(),
        ]
    )


def _papers() -> Iterator[str]:
    where = _files()
    for kind in KINDS.values():
        names = [kind.name, *([easy_read(kind.name)] if kind.easy_read else [])]
        for name in names:
            carried = [each for each in standard().clauses if name in each.head.documents]
            if not carried:
                continue
            to = "the landlord" if kind.reader is Reader.LANDLORD else "the young person"
            easy = ", easy read" if name != kind.name else ""
            yield f"### {name}: {kind.title}{easy}"
            yield ""
            yield f"To {to}."
            yield ""
            yield from _table(
                ("", "clause", "title", "in force", "only when", "source", "confirmed by"),
                (_row(each, where) for each in sorted(carried, key=lambda each: _place(each, name))),
            )


def _place(clause: Clause, document: str) -> tuple[int, str, str]:
    return clause.head.documents[document], clause.head.id, clause.head.in_force_from.isoformat()


def _row(clause: Clause, where: dict[tuple[str, str], str]) -> tuple[str, ...]:
    head = clause.head
    until = head.in_force_until.isoformat() if head.in_force_until else "on"
    worded = f", worded {head.worded_on.isoformat()}" if head.worded_on else ""
    return (
        BOX,
        f"[{head.id}]({where[head.id, head.version]}) {head.version}",
        head.title,
        f"{head.in_force_from.isoformat()} to {until}{worded}",
        (head.when or "").replace("_", " "),
        " ".join(head.source.split()),
        head.approved_by,
    )


def _files() -> dict[tuple[str, str], str]:
    """Where each version of a clause is written, as a link from docs/."""
    found = {}
    for file in sorted(_CLAUSES.rglob("*.md")):
        head = yaml.safe_load(file.read_text(encoding="utf-8").split("---\n")[1])
        found[head["id"], head["version"]] = str(Path("..") / file.relative_to(CHECKOUT))
    return found


def _law() -> str:
    rows = [
        (BOX, each.placeholder, each.says, _span(each.from_on.isoformat(), each.until_on), each.source)
        for each in FIGURES
    ]
    deposit = tenant_fees.IN_FORCE_FROM.isoformat()
    rows.append(
        (
            BOX,
            "highest deposit",
            "5 weeks' rent, 6 from £50,000 a year",
            _span(deposit, None),
            tenant_fees.SOURCE,
        )
    )
    return "\n".join(
        [
            "## Figures of the law",
            "",
            "Stated in letters or used in checks, each from its first day",
            "([law](../letters/notices/law.py), [deposits](../letters/tenant_fees.py)).",
            "",
            *_table(("", "figure", "value", "in force", "source"), rows),
        ]
    )


def _span(begins: str, ends: object) -> str:
    return f"{begins} to {ends or 'on'}"


def _practice() -> str:
    rows = [
        (BOX, each.about, f"{each.value} {str(each.unit).replace('_', ' ')}", each.source, each.owner)
        for each in practice.figures().values()
    ]
    return "\n".join(
        [
            "## Practice: days, limits and who set them",
            "",
            "From [practice.yaml](../guarantor/domain/practice.yaml). What a deed states is kept with the deed.",
            "",
            *_table(("", "what", "value", "source", "owner"), rows),
        ]
    )


def _retention() -> str:
    rows = [
        (
            BOX,
            each.about,
            f"{each.months} months from {each.event.replace('_', ' ')}",
            " ".join(each.source.split()),
            each.owner,
        )
        for each in clocks().values()
    ]
    return "\n".join(
        [
            "## How long records are kept",
            "",
            "From [retention.yaml](../guarantor/services/data_protection/retention.yaml).",
            "",
            *_table(("", "what", "how long", "source", "owner"), rows),
        ]
    )


def _policies() -> str:
    lines = ["## Policies", "", "Thresholds of each policy with the source that its file names.", ""]
    for name in shipped_names():
        policy = shipped(name)
        lines += [f"### {name}", "", f"[{policy.title}](../rules/policies/{name}.yaml)", ""]
        rows = [
            (BOX, each.about, _in_time(each), " ".join(each.source.split()), each.owner)
            for each in policy.parameters.values()
        ]
        lines += _table(("", "what", "value", "source", "owner"), rows)
    return "\n".join(lines)


def _in_time(parameter: Parameter) -> str:
    """The value, or each value with its first day where it changes."""
    unit = str(parameter.unit).replace("_", " ")
    if len(parameter.values) == 1:
        return f"{parameter.values[0].value} {unit}"
    return "; ".join(f"{each.value} {unit} from {each.from_on.isoformat()}" for each in parameter.values)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    written = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *(f"| {row} |" for row in written), ""]
