"""Policies as the programme adopted them: read from the stored text, never from what is shipped today."""

import datetime as dt
from dataclasses import replace
from typing import Any

from guarantor.domain.wrong_input import WrongInput
from guarantor.storage.engine import Session
from guarantor.storage.tables.programmes import PolicyVersion
from rules import describe
from rules import policy as rules_policy
from rules.policy import Policy

# A fingerprint is a digest of the text, so it means the same in every database.
_STORED: dict[str, Policy] = {}


def stored(session: Session, fingerprint: str) -> Policy:
    """The policy version of this fingerprint, as stored. It is read once: a stored version never changes."""
    if fingerprint not in _STORED:
        version = session.get(PolicyVersion, fingerprint)
        assert version is not None, "a programme's policy is stored"
        _STORED[fingerprint] = rules_policy.load(version.text)
    return _STORED[fingerprint]


def shipped(name: str, field: str = "policy") -> Policy:
    """A policy that comes with the program. Raises WrongInput, naming the field, for an unknown name."""
    known = rules_policy.shipped_names()
    if name not in known:
        raise WrongInput.at(field, f"expected one of {', '.join(known)}, not {name!r}")
    return rules_policy.shipped(name)


def listed() -> list[dict[str, str]]:
    """Every policy that comes with the program."""
    known = [rules_policy.shipped(name) for name in rules_policy.shipped_names()]
    return [
        {
            "policy": policy.name,
            "title": policy.title,
            "status": policy.status,
            "in_force_from": policy.in_force_from.isoformat(),
            "fingerprint": policy.fingerprint,
        }
        for policy in known
    ]


def shown(name: str, on: dt.date | None = None) -> dict[str, Any]:
    """A policy's criteria and parameters, each with its source, as they stand on a day.

    Raises WrongInput for an unknown name, or for a day before its first version.
    """
    policy = version(name, on)
    return {
        "policy": policy.name,
        "title": policy.title,
        "status": policy.status,
        "in_force_from": policy.in_force_from.isoformat(),
        "version_from": policy.version_from.isoformat(),
        "fingerprint": policy.fingerprint,
        "criteria": [
            {"criterion": each.id, "title": each.title, "needs": list(each.needs), "source": each.source}
            for each in policy.criteria
        ],
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


def in_words(name: str, on: dt.date | None = None) -> str:
    """A policy in plain words. Raises as `shown` does."""
    return describe.describe(version(name, on))


def version(name: str, on: dt.date | None) -> Policy:
    """A policy as it stands on a day, or at its first version. Raises WrongInput."""
    policy = shipped(name)
    try:
        return policy if on is None else policy.on(on)
    except rules_policy.BeforeFirstVersion as error:
        raise WrongInput.at("--on", str(error)) from None


def differences(before: str, after: str) -> list[str]:
    """What the second policy has otherwise than the first, a sentence each. Raises WrongInput for unknown names."""
    return list(describe.diff(shipped(before, "A"), shipped(after, "B")))


def told_apart(before: Policy, after: Policy) -> list[str]:
    """What a policy that would be adopted has otherwise than another, a sentence each; its status is no difference."""
    return list(describe.diff(before, replace(after, status=before.status)))


def faults(text: str) -> list[dict[str, Any]]:
    """Every fault of a policy file, by line; none means that it can be used."""
    return [{"line": fault.line, "says": fault.says} for fault in rules_policy.check(text)]
