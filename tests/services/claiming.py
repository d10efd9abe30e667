"""The acts of a claim on RG-0001/1 in few words: pence by month, days as ISO text."""

from collections.abc import Mapping
from typing import Any

from guarantor.services import claims
from guarantor.services.exposure import balances
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day

G, C = "RG-0001/1", "RG-0001/1/C1"


def lodge(
    rehearsal: Rehearsal, lines: Mapping[str, int], on: str = "2018-11-05", key: str | None = None
) -> dict[str, Any]:
    """Cora lodges a claim."""
    return claims.lodge(rehearsal.office, rehearsal.cora, G, stories.lines(lines), day(on), key)


def decide(
    rehearsal: Rehearsal,
    accepts: Mapping[str, int],
    reason: str | None = "as the record shows",
    claim: str = C,
    on: str = "2018-11-06",
) -> dict[str, Any]:
    """Ann decides a claim; nothing accepted is a rejection."""
    return claims.decide(rehearsal.office, rehearsal.ann, claim, stories.lines(accepts), reason, day(on))


def pay(
    rehearsal: Rehearsal, claim: str = C, reference: str = "BACS-1", on: str = "2018-11-10"
) -> dict[str, Any]:
    """Fay pays a claim."""
    return claims.pay(rehearsal.office, rehearsal.fay, claim, reference, day(on))


def failed_checks(lodged: dict[str, Any]) -> dict[str, list[str]]:
    """What failed of each line, by month."""
    return {line["month"]: line["failed"] for line in lodged["lines"]}


def balances_held(rehearsal: Rehearsal) -> dict[str, str]:
    """The balance of each account."""
    return {row["account"]: row["balance"] for row in balances(rehearsal.office)}
