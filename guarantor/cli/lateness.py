"""Why an act is dated before today: said once for a whole command, wherever in it `--why` stands."""

from contextvars import ContextVar

WHY: ContextVar[str | None] = ContextVar("why", default=None)
