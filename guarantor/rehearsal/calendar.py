"""What is to happen on which day: the county's diary. Steps of one day happen in the order they were written in."""

import datetime as dt
import heapq
from collections.abc import Callable
from itertools import count

Step = Callable[[dt.date], None]


class Diary:
    """Dated steps, played in order up to a last day; what lies after it never happens."""

    def __init__(self, until: dt.date) -> None:
        self.until = until
        self._steps: list[tuple[dt.date, int, Step]] = []
        self._order = count()

    def write(self, on: dt.date, step: Step) -> None:
        """Plan a step for a day."""
        if on <= self.until:
            heapq.heappush(self._steps, (on, next(self._order), step))

    def play(self, each_day: Callable[[dt.date], None]) -> None:
        """Play every step, those written meanwhile too; `each_day` hears of each new day."""
        last: dt.date | None = None
        while self._steps:
            on, _, step = heapq.heappop(self._steps)
            if on != last:
                each_day(on)
                last = on
            step(on)


def days_later(on: dt.date, days: int) -> dt.date:
    """A day some days on; a Saturday or Sunday becomes the Monday after, since offices are shut."""
    later = on + dt.timedelta(days=days)
    return later + dt.timedelta(days=max(0, 7 - later.weekday()) if later.weekday() >= 5 else 0)
