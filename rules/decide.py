"""One application, one policy, one day: the decision that the rules recommend.

Knows how findings make an outcome, what may be offered, and the form in which a decision is handed on. Every
criterion is weighed, none is skipped. A person decides; this only recommends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from rules import reading
from rules.derive import Derived, derive
from rules.explain import Change, would_change
from rules.facts import Application, Fault, WrongInput, faults_against
from rules.findings import Finding
from rules.months import add_months, age_on
from rules.pounds import pounds
from rules.provisions import Policy
from rules.weigh import scales_for

Outcome = Literal["eligible", "refer", "incomplete", "ineligible"]
OUTCOMES: tuple[Outcome, ...] = ("eligible", "refer", "incomplete", "ineligible")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the council would guarantee: whole months from the tenancy's first day, and at most the cap."""

    months: int
    cap_pence: int
    ends_on: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say of one application on one day, with every finding."""

    application: Application = field(repr=False)
    policy: Policy = field(repr=False)
    assessed_on: date
    outcome: Outcome
    in_principle: bool
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    offer: Offer | None
    as_if_in_force: bool = False
    decided_on: date | None = None

    @property
    def policy_fingerprint(self) -> str:
        """The digest of the policy's content that the decision was made by."""
        return self.policy.fingerprint

    @property
    def age_at_start(self) -> int | None:
        """Whole years on the tenancy's first day; None while either date is not known."""
        born_on, starts_on = self.application.person.date_of_birth, self.application.tenancy.starts_on
        return None if born_on is None or starts_on is None else age_on(born_on, starts_on)

    def would_change(self) -> tuple[Change, ...]:
        """What would meet each criterion that is referred or not met; worked out when asked for."""
        return would_change(self.application, self.policy, self.assessed_on, self.findings, self.decided_on)

    def offer_as_exception(self) -> Offer | None:
        """What would be guaranteed where people approve the case although criteria are not met.

        None where a fact that the terms rest on is missing, or no whole month is left.
        """
        derived = derive(
            self.application,
            self.assessed_on,
            self.policy.parameter("end_age"),
            decided_on=self.decided_on,
        )
        return _offer(derived, self.policy)

    def document(self) -> dict[str, Any]:
        """The decision as the `assess` output document, ready for JSON."""
        return {
            "reference": self.application.reference,
            "policy": self.policy.name,
            "policy_fingerprint": self.policy.fingerprint,
            "assessed_on": self.assessed_on.isoformat(),
            "outcome": self.outcome,
            "in_principle": self.in_principle,
            "findings": [
                {
                    "criterion": finding.criterion,
                    "result": finding.result,
                    "reason": finding.reason,
                    "source": finding.source,
                    "facts": dict(finding.facts),
                }
                for finding in self.findings
            ],
            "missing": list(self.missing),
            "offer": _offer_document(self.offer),
            "would_change": [change.document() for change in self.would_change()],
        }


def _offer_document(offer: Offer | None) -> dict[str, Any] | None:
    if offer is None:
        return None
    return {"months": offer.months, "cap": pounds(offer.cap_pence), "ends_on": offer.ends_on.isoformat()}


def day_of_assessment(application: Application, on: date | None, today: date) -> date:
    """The day in the document, else the day asked for, else today."""
    return application.assessed_on or on or today


def assess(
    application: Application,
    policy: Policy,
    assessed_on: date,
    *,
    as_if_in_force: bool = False,
    decided_on: date | None = None,
) -> Decision:
    """Weigh every criterion of the policy, as it stands on the day, for the application.

    `as_if_in_force` judges a day before the policy's first version by that version, for replays. `decided_on` is
    given when a decided case is weighed again: whether it came within the pilot is judged by that day, everything
    else by `assessed_on`. Raises WrongInput for events after the assessment and for a policy not yet in force;
    EvaluatorsDisagree and EngineFault where no decision can be trusted.
    """
    version = version_for(policy, assessed_on, as_if_in_force=as_if_in_force)
    faults = faults_against(application, assessed_on)
    if faults:
        raise WrongInput(faults)
    derived = derive(application, assessed_on, version.parameter("end_age"), decided_on=decided_on)
    findings = scales_for(version).weigh(derived)
    missing = tuple(dict.fromkeys(field for finding in findings for field in finding.missing))
    outcome = outcome_of(findings)
    return Decision(
        application=application,
        policy=version,
        assessed_on=assessed_on,
        outcome=outcome,
        in_principle=outcome == "incomplete" and all(name.startswith("tenancy.") for name in missing),
        findings=findings,
        missing=missing,
        offer=_offer(derived, version) if outcome in ("eligible", "refer") else None,
        as_if_in_force=as_if_in_force,
        decided_on=decided_on,
    )


def version_for(policy: Policy, assessed_on: date, *, as_if_in_force: bool) -> Policy:
    """The policy at the version that judges the day. Raises WrongInput."""
    if not reading.EARLIEST <= assessed_on <= reading.LATEST:
        says = f"assessed_on must be a date between 1900 and 2200, not {assessed_on.isoformat()}."
        raise WrongInput([Fault("assessed_on", says)])
    if assessed_on >= policy.in_force_from:
        return policy.on(assessed_on)
    if as_if_in_force:
        return policy.on(policy.in_force_from)
    says = (
        f"assessed_on must not be before {policy.in_force_from.isoformat()}, when the policy {policy.name} "
        f"comes into force, not {assessed_on.isoformat()}."
    )
    raise WrongInput([Fault("assessed_on", says)])


def outcome_of(findings: Sequence[Finding]) -> Outcome:
    """Any not_met is ineligible; else any unknown is incomplete; else any refer is refer; else eligible."""
    results = {finding.result for finding in findings}
    if "not_met" in results:
        return "ineligible"
    if "unknown" in results:
        return "incomplete"
    return "refer" if "refer" in results else "eligible"


def _offer(derived: Derived, policy: Policy) -> Offer | None:
    """months = the largest n up to the term with starts_on + n months not after the last birthday.

    ends_on = starts_on + months - 1 day; cap = cap_months x rent share. None where no whole month is left.
    """
    starts_on, share = derived.values["starts_on"], derived.values["rent_share"]
    left = derived.values["months_to_end_age"]
    if not isinstance(starts_on, date) or not isinstance(share, int) or not isinstance(left, int):
        return None
    months = min(policy.parameter("term_months"), left)
    if months < 1:
        return None
    ends_on = add_months(starts_on, months) - timedelta(days=1)
    return Offer(months, policy.parameter("cap_months") * share, ends_on)
