"""The only place that reads the time.

Everything else is given its date and its instant as arguments, so that any day can be played again.
"""

import datetime as dt
import time
from zoneinfo import ZoneInfo

KENT = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """The present instant, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The present date where the council sits."""
    return dt.datetime.now(KENT).date()


def stopwatch() -> float:
    """Seconds on a clock that only goes forward; differences of it are durations."""
    return time.perf_counter()
