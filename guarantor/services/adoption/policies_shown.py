"""Policies for a page: shipped, proposed and adopted ones, in words with sources."""

import datetime as dt
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.services.adoption import known_policies, policies
from guarantor.storage import policy_versions
from guarantor.storage.engine import reading
from rules import describe
from rules.policy import Policy


def stored(office: Office) -> list[dict[str, Any]]:
    """Every version that a programme adopted, oldest first, by the fingerprint of its text."""
    with reading(office.engine) as session:
        return [
            {
                "policy": each.name,
                "fingerprint": each.fingerprint,
                "in_force_from": each.in_force_from,
                "stored_at": each.stored_at,
            }
            for each in policy_versions.every(session)
        ]


def is_shipped(name: str) -> bool:
    """Whether a policy of this name comes with the program."""
    return name in {each["policy"] for each in policies.listed()}


def shipped_in_words(name: str, on: dt.date | None) -> dict[str, Any]:
    """A policy that comes with the program as it stands on a day: its criteria as sentences, its figures, its sources.

    Raises WrongInput for an unknown name, or for a day before its first version.
    """
    return _told(policies.version(name, on))


def stored_in_words(office: Office, fingerprint: str) -> dict[str, Any] | None:
    """A version as it was adopted; None where none has this fingerprint."""
    with reading(office.engine) as session:
        if fingerprint not in {each.fingerprint for each in policy_versions.every(session)}:
            return None
        return _told(policies.stored(session, fingerprint))


def in_words(office: Office, key: str) -> dict[str, Any]:
    """Any known policy at its first version. Raises WrongInput or NotFound for one that is not known."""
    return _told(known_policies.policy(office, key))


def differences(office: Office, before: str, after: str) -> list[str]:
    """What one known policy has otherwise than another, a sentence each. Raises as `in_words`."""
    with reading(office.engine) as session:
        return list(
            describe.diff(
                known_policies.within(session, before, "A"), known_policies.within(session, after, "B")
            )
        )


def _told(policy: Policy) -> dict[str, Any]:
    return {
        "policy": policy.name,
        "title": policy.title,
        "status": policy.status,
        "in_force_from": policy.in_force_from,
        "version_from": policy.version_from,
        "fingerprint": policy.fingerprint,
        "criteria": [
            {
                "criterion": each.id,
                "title": each.title,
                "lines": describe.criterion_in_words(each, policy),
                "source": each.source,
            }
            for each in policy.criteria
        ],
        "sources": dict(policy.sources),
        "parameters": [
            {
                "parameter": each.name,
                "value": each.written(each.value_on(policy.version_from)),
                "about": each.about,
                "source": each.source,
                "owner": each.owner,
                "assumption": each.is_assumption,
            }
            for each in policy.parameters.values()
        ],
    }
