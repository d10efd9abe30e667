"""The two groups that the printed forecasts tell apart. They are never a lever of policy."""

from typing import Literal

Group = Literal["citizen", "uasc"]
GROUPS: tuple[Group, ...] = ("citizen", "uasc")
