"""The numbered list of what must always hold, and what a check answers where something does not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold, under the number of the invariant it breaks (docs/invariants.md)."""

    invariant: int
    says: str


NUMBERED: dict[int, str] = {
    1: "Every transfer stands in exactly one line of the journal.",
    2: "Every transfer that the journal names is in the ledger.",
    3: "Every transfer moves a whole amount above zero between the two accounts that its kind names.",
    4: "What was committed on a guarantee is its cap as issued, with what was added by consent.",
    5: "No more is accepted on a guarantee than its cap.",
    6: "What was accepted was called from the commitment, and no more is called and released than was committed.",
    7: "No more is paid on a claim than was accepted.",
    8: "A programme has as many places as were adopted.",
    9: "Every guarantee holds a place, unless its offer lapsed, it moved, or its programme gives places out again.",
    10: "Every journal line follows the one before it and is as it was written.",
    11: "The transfers of every journal line are as they were when it was written.",
    12: "Every row and every erasable content is as it was when its journal line was written, or erased.",
    13: "The journal still holds the line that a signed head names.",
    14: "Every guarantee and every case has a status, and each status may follow the one before.",
    15: "Every status bears its cause: a decision, an issue, three signatures, a confirmed end.",
    16: "What was accepted of a claim's lines is what was booked, and no line is accepted above what was claimed.",
    17: "Every payment and every returned payment of a claim is booked as it was recorded.",
    18: "Every correction turns an earlier transfer round, and no transfer is corrected by more than its amount.",
    19: "Both halves of an act of two were done by two people.",
    20: "Costs are booked as an approver confirmed them, and paid once.",
    21: "No more is paid back on a claim than was paid, and no more met or written off than was recoverable.",
    22: "Every balance carried forward is what the transfers behind it add up to.",
    23: "Every closed month is as it was printed.",
    24: "No row stands that no act wrote.",
}
