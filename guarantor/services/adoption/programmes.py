"""Programmes: which policy is adopted from which date, with how many places and within which limits."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.refusals import NoProgramme
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.acts_of_two import propose
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import known_policies, policies
from guarantor.storage import programme_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.programmes import Place, PolicyVersion, Programme

MOST_PLACES = 100_000


@dataclass(frozen=True)
class Adoption:
    """What the minute decided. `policy` is the key of a known policy; limits that the minute did not set are None."""

    policy: str
    places: int
    from_on: dt.date
    minute: str
    ceiling_pence: int | None = None
    budget_pence: int | None = None


def propose_adoption(office: Office, person: Person, adoption: Adoption) -> dict[str, Any]:
    """Propose that a policy is adopted. Answers with the pending act's number; a second approver confirms it.

    Raises WrongInput for places below 1, a minute left empty, an unknown policy, or a date before it is in force,
    PolicyWithdrawn for a proposed policy that was taken back.
    """
    if not 1 <= adoption.places <= MOST_PLACES:
        raise WrongInput.at("--places", f"expected a whole number from 1 to {MOST_PLACES:,}")
    if not adoption.minute.strip():
        raise WrongInput.at("--minute", "expected the reference of the minute that decided it")
    with doing(office, person, Act.PROPOSE_PROGRAMME, business_day(office, None)) as act:
        policy = known_policies.to_adopt(act.session, adoption.policy)
        if adoption.from_on < policy.in_force_from:
            raise WrongInput.at(
                "--from",
                f"expected {policy.in_force_from.isoformat()} or later, when {policy.name} is in force",
            )
        content = {**adoption.__dict__, "from_on": adoption.from_on.isoformat()}
        act.note(policy_fingerprint=policy.fingerprint)
        return propose(act, {**content, "fingerprint": policy.fingerprint})


def adopt(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Complete a confirmed adoption: the policy's text is stored, the programme and its places exist.

    Raises PolicyWithdrawn where the policy was proposed and has been taken back since.
    """
    policy = known_policies.to_adopt(act.session, content["policy"])
    if policy.fingerprint != content["fingerprint"]:
        raise WrongInput.at("policy", "expected the policy as it was proposed; its text has changed since")
    if act.session.get(PolicyVersion, policy.fingerprint) is None:
        act.add(
            PolicyVersion(
                fingerprint=policy.fingerprint,
                name=policy.name,
                in_force_from=policy.in_force_from,
                text=policy.resolved_text,
                stored_at=act.at,
            )
        )
    number = programme_files.how_many(act.session) + 1
    programme = act.add(
        Programme(
            code=f"{policy.name}-{number}",
            policy=policy.name,
            policy_fingerprint=policy.fingerprint,
            from_on=dt.date.fromisoformat(content["from_on"]),
            places=content["places"],
            reuse_places=policy.switch("reuse_places"),
            ceiling_pence=content["ceiling_pence"],
            budget_pence=content["budget_pence"],
            minute=content["minute"],
            pending=pending.number,
        )
    )
    act.session.add_all(
        Place(programme=programme.code, number=place, guarantee_ref=None)
        for place in range(1, programme.places + 1)
    )
    act.note(programme=programme.code, places=programme.places, policy_fingerprint=policy.fingerprint)
    return {"programme": programme.code, "places": programme.places}


def in_force(session: Session, on: dt.date, policy: str | None = None) -> Programme:
    """The programme adopted most recently by a day, of one policy or of any. Raises NoProgramme."""
    programme = programme_files.adopted_by(session, on, policy)
    if programme is None:
        raise NoProgramme(on, policy)
    return programme


def beside(office: Office, policy: str, from_on: dt.date) -> dict[str, Any] | None:
    """What an adoption from a day would put a policy in the place of: the programme in force, and what differs.

    None where no programme is in force by then. Raises WrongInput for an unknown policy.
    """
    with reading(office.engine) as session:
        after = known_policies.within(session, policy)
        running = programme_files.adopted_by(session, from_on)
        if running is None:
            return None
        before = policies.stored(session, running.policy_fingerprint)
        stands_on = max(from_on, before.in_force_from)
        applies_on = max(from_on, after.in_force_from)
        return {
            "programme": running.code,
            "policy_fingerprint": running.policy_fingerprint,
            "places": running.places,
            "places_held": programme_files.places_held(session, running.code),
            "differences": policies.told_apart(before.on(stands_on), after.on(applies_on)),
        }


def shown(office: Office) -> list[dict[str, Any]]:
    """Every programme with its limits and the places held, oldest first."""
    with reading(office.engine) as session:
        return [
            {
                "programme": programme.code,
                "policy": programme.policy,
                "policy_fingerprint": programme.policy_fingerprint,
                "from": programme.from_on.isoformat(),
                "places": programme.places,
                "places_held": programme_files.places_held(session, programme.code),
                "reuse_places": programme.reuse_places,
                "ceiling": None if programme.ceiling_pence is None else pounds(programme.ceiling_pence),
                "budget": None if programme.budget_pence is None else pounds(programme.budget_pence),
                "minute": programme.minute,
            }
            for programme in programme_files.every(session)
        ]
