"""The way in to policies: load a text, check it, find the ones shipped with the software.

Knows where the shipped files are. What a policy consists of is `provisions`, how a file is read
`policy_reading`.
"""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from rules.policy_reading import read_policy
from rules.provisions import BeforeFirstVersion, Criterion, Parameter, Policy
from rules.sheet import SheetFault

__all__ = [
    "BeforeFirstVersion",
    "Criterion",
    "Parameter",
    "Policy",
    "SheetFault",
    "UnknownPolicy",
    "WrongPolicy",
    "check",
    "load",
    "shipped",
    "shipped_names",
    "shipped_text",
]


class WrongPolicy(ValueError):
    """The text is not a sound policy; `faults` holds every fault with its line."""

    def __init__(self, faults: Iterable[SheetFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownPolicy(LookupError):
    """No policy of that name is shipped."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f'no policy is called "{name[:60]}": there are {", ".join(shipped_names())}')


def load(text: str) -> Policy:
    """The policy in the text, standing at its first version. Raises WrongPolicy with every fault."""
    policy, faults = read_policy(text, shipped_text_if_any)
    if policy is None:
        raise WrongPolicy(faults)
    return policy


def check(text: str) -> tuple[SheetFault, ...]:
    """Every fault of the text, in the order of its lines; none means that `load` takes it."""
    return read_policy(text, shipped_text_if_any)[1]


@lru_cache(maxsize=1)
def shipped_names() -> tuple[str, ...]:
    """The names of the policies shipped with the software, in alphabetical order."""
    names = (path.name for path in (files("rules") / "policies").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def shipped_text(name: str) -> str:
    """The file of a shipped policy as it was written. Raises UnknownPolicy."""
    if name not in shipped_names():
        raise UnknownPolicy(name)
    return (files("rules") / "policies" / f"{name}.yaml").read_text(encoding="utf-8")


def shipped_text_if_any(name: str) -> str | None:
    """As `shipped_text`, or None where there is no such policy."""
    return shipped_text(name) if name in shipped_names() else None


@lru_cache(maxsize=16)
def shipped(name: str) -> Policy:
    """A shipped policy, read once. Raises UnknownPolicy."""
    return load(shipped_text(name))
