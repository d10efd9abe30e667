"""What every chart stands on: scales, round steps, figures in few and in full letters, and the frame of a drawing.

Lengths are units of the drawing, which is 640 wide and shrinks with the page. On a phone the letters are enlarged by
the style sheet, so that room is kept for letters of that size. Knows nothing of what is drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
from typing import Literal

from markupsafe import Markup, escape

Figure = Decimal | float | int | str | None
"""A value to draw: a number, or a sum in pounds as services answer it ("1040.00"); None where there is none."""

Unit = Literal["pounds", "count", "share", "years"]
"""What values are: pounds, a count, a share from 0 to 1 shown in per cent, or a plain number such as a year."""

WIDTH = 640.0
LEFT, RIGHT, TOP, BOTTOM = 92.0, 18.0, 18.0, 52.0
PLOT_WIDTH = WIDTH - LEFT - RIGHT
_MOST_STEPS = 5
_LETTER, _LETTER_ON_PHONE, _BETWEEN = 8.2, 13.4, 14.0
"""How wide a letter is at most, on a wide page and on a phone, and what parts two labels."""


def number(value: Figure) -> float | None:
    """The value as a number to draw."""
    return None if value is None else float(value)


def in_full(value: Figure, unit: Unit) -> str:
    """The value as a table shows it: £1,040.00, 25, 12.5%; nothing where there is none."""
    if value is None:
        return ""
    exact = Decimal(value) if isinstance(value, str | int | Decimal) else Decimal(repr(value))
    match unit:
        case "pounds":
            return f"{'-' if exact < 0 else ''}£{abs(exact):,.2f}"
        case "share":
            return f"{exact * 100:.1f}%"
        case "years":
            return f"{exact.normalize():f}"
    return f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.1f}"


def in_short(value: float, unit: Unit) -> str:
    """The value as an axis shows it: £25k, £1.5m, 40%."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    match unit:
        case "pounds":
            for least, letter in ((1_000_000, "m"), (1_000, "k")):
                if size >= least:
                    return f"{sign}£{_plain(size / least)}{letter}"
            return f"{sign}£{_plain(size)}"
        case "share":
            return f"{sign}{_plain(size * 100)}%"
        case "years":
            return f"{sign}{_plain(size)}"
    return f"{sign}{size:,.0f}" if size == floor(size) else f"{sign}{_plain(size)}"


def _plain(size: float) -> str:
    return f"{size:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Scale:
    """From values to lengths: `low` stands at `start`, `high` at `end`; `steps` are the values that are lettered."""

    low: float
    high: float
    start: float
    end: float
    steps: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(
    values: Sequence[float], start: float, end: float, unit: Unit, *, from_nought: bool = True
) -> Scale:
    """A scale in round steps that holds all values, and nought unless it is left out."""
    least, most = min(values, default=0.0), max(values, default=0.0)
    if from_nought:
        least, most = min(least, 0.0), max(most, 0.0)
    whole = unit in ("count", "years")
    # A spread too small to be seen, or none, is drawn as one unit.
    if most - least < 1e-6:
        most = least + 1.0
    step = _round_step((most - least) / _MOST_STEPS, whole=whole)
    first, last = floor(least / step + 1e-9), ceil(most / step - 1e-9)
    steps = tuple(place * step for place in range(first, last + 1))
    return Scale(steps[0], steps[-1], start, end, steps)


def _round_step(rough: float, *, whole: bool) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is not below a length; 1 or more where values are whole."""
    power = 10.0 ** floor(log10(rough))
    fitting = (power * times for times in (1, 2, 2.5, 5, 10) if power * times >= rough * (1 - 1e-9))
    step = next(fitting)
    if not whole:
        return step
    return float(ceil(step)) if step > 1 else 1.0


def value_axis(of: Scale, unit: Unit) -> Iterator[Markup]:
    """Lines across the plot at each step, each with its value on the left."""
    for step in of.steps:
        y = of.at(step)
        kind = "chart__base" if step == 0 else "chart__grid"
        yield line_between(LEFT, y, WIDTH - RIGHT, y, kind)
        yield lettered(LEFT - 10, y + 5, in_short(step, unit), "chart__end")


def label_axis(labels: Sequence[str], places: Sequence[float], y: float) -> Iterator[Markup]:
    """Labels under the plot: as many as have room, fewer on a phone."""
    longest = max((len(label) for label in labels), default=1)
    every = _every(len(labels), longest * _LETTER)
    on_phone = ceil(_every(len(labels), longest * _LETTER_ON_PHONE) / every) * every
    for place, (label, x) in enumerate(zip(labels, places, strict=True)):
        if place % every == 0:
            wide_only = "" if place % on_phone == 0 else " chart__wide"
            yield lettered(x, y, label, f"chart__middle{wide_only}")


def _every(labels: int, width: float) -> int:
    return max(ceil(labels * (width + _BETWEEN) / PLOT_WIDTH), 1)


def line_between(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    """A straight line."""
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        kind, *map(short, (x1, y1, x2, y2))
    )


def lettered(x: float, y: float, text: str, kind: str) -> Markup:
    """Text at a point."""
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, short(x), short(y), text)


def box(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    """A filled box."""
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        kind, *map(short, (x, y, width, height))
    )


def path(points: Sequence[tuple[float, float] | None], kind: str, *, closed: bool = False) -> Markup:
    """A line through points, broken where there is none; filled where it is closed."""
    said, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        said.append(f"{pen}{short(point[0])} {short(point[1])}")
        pen = "L"
    return Markup('<path class="{}" d="{}"/>').format(kind, "".join(said) + ("Z" if closed else ""))


def framed(
    name: str, title: str, says: str, height: float, drawn: Sequence[Markup], legend: Markup
) -> Markup:
    """A whole figure: its title, the drawing with what it says to those who do not see it, and its legend.

    `name` is the figure's own on its page.
    """
    return Markup(
        '<figure class="chart" id="{name}"><figcaption class="chart__title">{title}</figcaption>{legend}'
        '<svg class="chart__picture" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="{name}-title {name}-says">'
        '<title id="{name}-title">{title}</title><desc id="{name}-says">{says}</desc>{drawn}</svg></figure>'
    ).format(
        name=name,
        title=title,
        says=says,
        width=short(WIDTH),
        height=short(height),
        legend=legend,
        drawn=Markup("").join(drawn),
    )


def legend_of(names: Sequence[str], kind: str, first: int = 1) -> Markup:
    """The names beside the colour or the stroke of each."""
    entries = (
        Markup('<li><span class="chart__key chart__key--{} {}-{}"></span>{}</li>').format(
            kind, kind, place, escape(name)
        )
        for place, name in enumerate(names, start=first)
    )
    return Markup('<ul class="chart__legend">{}</ul>').format(Markup("").join(entries))


def short(value: float) -> str:
    """A length to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")
