"""Every policy that can be asked for by name: those of the program, those that were adopted, those that are proposed.

A policy's key is its name where it comes with the program (kent-pilot), its number where it was proposed (PP-1), and
its fingerprint where only a programme of some earlier release holds it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from guarantor.domain.references import proposal_number
from guarantor.domain.refusals import PolicyWithdrawn
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies
from guarantor.storage import policy_versions
from guarantor.storage.engine import Session, reading
from rules import policy as rules_policy
from rules.policy import Policy
from rules.wording import day_in_words

State = Literal["shipped", "proposed", "adopted", "withdrawn"]
FINGERPRINT = "sha256:"
_PROPOSED = "PP-"


@dataclass(frozen=True)
class Known:
    """A policy that can be asked for. `said` tells it apart from the others of its name."""

    key: str
    name: str
    fingerprint: str
    in_force_from: dt.date
    state: State
    said: str


def needs_database(key: str) -> bool:
    """Whether the policy of this key is found in a database only."""
    return key.startswith((_PROPOSED, FINGERPRINT))


def known(office: Office) -> list[Known]:
    """Every policy, first those of the program, then the proposed ones, last those that only the record holds."""
    with reading(office.engine) as session:
        return known_in(session)


def known_in(session: Session) -> list[Known]:
    """As `known`, within a session."""
    versions = policy_versions.every(session)
    adopted = {each.fingerprint for each in versions}
    found = []
    for name in rules_policy.shipped_names():
        policy = policies.shipped(name)
        state: State = "adopted" if policy.fingerprint in adopted else "shipped"
        said = f"{name}, as it comes with the program"
        found.append(Known(name, name, policy.fingerprint, policy.in_force_from, state, said))
    for each in policy_versions.proposals(session):
        row, state = each.proposal, state_of(each)
        key = f"{_PROPOSED}{row.number}"
        said = f"{key}, {row.name} as proposed from {day_in_words(row.in_force_from)}"
        found.append(Known(key, row.name, row.fingerprint, row.in_force_from, state, said))
    held = {each.fingerprint for each in found}
    for version in versions:
        if version.fingerprint not in held:
            said = f"{version.name}, as adopted from an earlier release ({version.fingerprint[7:15]})"
            found.append(
                Known(
                    version.fingerprint,
                    version.name,
                    version.fingerprint,
                    version.in_force_from,
                    "adopted",
                    said,
                )
            )
    return found


def state_of(proposed: policy_versions.Proposed) -> State:
    """Whether a proposal still stands, was taken back, or was adopted."""
    if proposed.withdrawal is not None:
        return "withdrawn"
    return "adopted" if proposed.adopted else "proposed"


def policy(office: Office, key: str, field: str = "policy") -> Policy:
    """The policy of a key at its first version. Raises WrongInput or NotFound naming the field."""
    if not needs_database(key):
        return policies.shipped(key, field)
    with reading(office.engine) as session:
        return within(session, key, field)


def within(session: Session, key: str, field: str = "policy") -> Policy:
    """As `policy`, within a session."""
    if key.startswith(_PROPOSED):
        number = proposal_number(key, field)
        found = policy_versions.proposal(session, number)
        if found is None:
            raise NotFound(field, "a proposed policy", key)
        return rules_policy.load(found.proposal.text)
    if key.startswith(FINGERPRINT):
        if key not in {each.fingerprint for each in policy_versions.every(session)}:
            raise NotFound(field, "a stored policy", key)
        return policies.stored(session, key)
    return policies.shipped(key, field)


def to_adopt(session: Session, key: str, field: str = "policy") -> Policy:
    """As `within`, of a policy that may be adopted; a proposed one is held still until the act ends.

    Raises PolicyWithdrawn for a proposal that was taken back.
    """
    if key.startswith(_PROPOSED):
        found = policy_versions.proposal(session, proposal_number(key, field), held_still=True)
        if found is not None and found.withdrawal is not None:
            raise PolicyWithdrawn(key, found.withdrawal.withdrawn_on)
    return within(session, key, field)
