"""The working paper: stage, loss allowance and contingent liability of each guarantee, and what they add up to.

Knows that stage 1 carries the loss from defaults within twelve months and the others that of the lifetime, and that a
loss once recognised is not also a contingent liability. Nothing is discounted. Finance decides what is booked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from risk.accounts.credit_loss import expected_losses
from risk.accounts.stages import RULES, Stage, Standing, stage_of
from risk.annotated import Entry
from risk.assumptions import Assumptions
from risk.book import Course
from risk.evidence import NOTHING_SEEN, Evidence
from risk.faults import WrongInput

SAYS = (
    "A working paper: finance decides what is booked. Expected losses are means of the liability model, not discounted "
    "since no accounting rate is set. The contingent liability is the most that may still be called less the loss "
    "allowance: a loss once recognised is not counted again. Claims accepted are the council's debt and in neither."
)


@dataclass(frozen=True)
class Held:
    """A guarantee on the day, told by a code: its course from there on, its rent and how it stands. What was called,
    paid or not, counts as called in the openings of its course. `left_pence` is what the books say may still be
    called, which a rent rise or a move sets apart from months of rent; None where the course alone says it."""

    code: str
    course: Course
    rent_pence: int
    standing: Standing
    left_pence: int | None = None

    @property
    def maximum(self) -> float:
        """The most that may still be called, in pounds."""
        if self.left_pence is not None:
            return self.left_pence / 100
        return self.course.cap_left_months * self.rent_pence / 100


@dataclass(frozen=True)
class Line:
    """One guarantee in pounds. `allowance` is the twelve-month loss in stage 1 and the lifetime loss in the others;
    `maximum` is what may still be called, `contingent` the rest of it."""

    code: str
    stage: Stage
    twelve_months: float
    lifetime: float
    allowance: float
    maximum: float
    contingent: float


@dataclass(frozen=True)
class StageTotal:
    """The guarantees of a stage together, in pounds."""

    stage: Stage
    guarantees: int
    twelve_months: float
    lifetime: float
    allowance: float
    maximum: float
    contingent: float


@dataclass(frozen=True)
class WorkingPaper:
    """Every guarantee, the stages, and the rules they were told by."""

    as_of: date
    lines: tuple[Line, ...]
    stages: tuple[StageTotal, ...]
    rules: dict[str, Entry]

    @property
    def allowance(self) -> float:
        """The loss allowance of all guarantees in pounds."""
        return sum(line.allowance for line in self.lines)

    @property
    def contingent(self) -> float:
        """The contingent liability of all guarantees in pounds."""
        return sum(line.contingent for line in self.lines)

    def to_the_penny(self) -> "WorkingPaper":
        """The same with every line in whole pence: who adds the lines up finds the totals, and the contingent liability
        is the maximum less the allowance as printed."""
        lines = tuple(_to_the_penny(line) for line in self.lines)
        return replace(self, lines=lines, stages=_totals(lines))

    def document(self) -> dict[str, Any]:
        """Ready for JSON, in pounds to the penny."""
        printed = self.to_the_penny()
        return {
            "as_of": self.as_of.isoformat(),
            "says": SAYS,
            "allowance": round(printed.allowance, 2),
            "contingent": round(printed.contingent, 2),
            "stages": [_document(each) for each in printed.stages],
            "lines": [_document(each) for each in printed.lines],
            "rules": {name: rule.model_dump(mode="json") for name, rule in self.rules.items()},
        }


def working_paper(
    held: Sequence[Held],
    assumptions: Assumptions,
    as_of: date,
    evidence: Evidence = NOTHING_SEEN,
    rules: dict[str, Entry] = RULES,
) -> WorkingPaper:
    """The paper for the guarantees held; month 1 is that of `as_of`. Raises WrongInput for a code given twice."""
    codes = [each.code for each in held]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise WrongInput([f"{code} is given twice." for code in twice])
    losses = expected_losses([each.course for each in held], assumptions, as_of, evidence)
    lines = []
    for each in held:
        loss, pounds, stage = losses[each.course], each.rent_pence / 100, stage_of(each.standing, rules)
        allowance = (loss.soon if stage is Stage.AS_NEW else loss.lifetime) * pounds
        lines.append(
            Line(
                each.code,
                stage,
                loss.soon * pounds,
                loss.lifetime * pounds,
                allowance,
                each.maximum,
                max(each.maximum - allowance, 0.0),
            )
        )
    return WorkingPaper(as_of, tuple(lines), _totals(lines), rules)


def _to_the_penny(line: Line) -> Line:
    allowance, maximum = round(line.allowance, 2), round(line.maximum, 2)
    return replace(
        line,
        twelve_months=round(line.twelve_months, 2),
        lifetime=round(line.lifetime, 2),
        allowance=allowance,
        maximum=maximum,
        contingent=max(round(maximum - allowance, 2), 0.0),
    )


def _totals(lines: Sequence[Line]) -> tuple[StageTotal, ...]:
    return tuple(_total(stage, [line for line in lines if line.stage is stage]) for stage in Stage)


def _total(stage: Stage, lines: Sequence[Line]) -> StageTotal:
    return StageTotal(
        stage,
        len(lines),
        sum(line.twelve_months for line in lines),
        sum(line.lifetime for line in lines),
        sum(line.allowance for line in lines),
        sum(line.maximum for line in lines),
        sum(line.contingent for line in lines),
    )


def _document(row: Line | StageTotal) -> dict[str, Any]:
    return {
        name: round(each, 2) if isinstance(each, float) else int(each) if isinstance(each, Stage) else each
        for name, each in vars(row).items()
    }
