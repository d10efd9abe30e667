"""Where the rules meet the record: documents read, applications weighed, faults handed on in one form."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from guarantor.domain.wrong_input import Fault, WrongInput
from rules import facts as rules_facts
from rules.decide import Decision, assess
from rules.facts import Application
from rules.policy import Policy
from rules.weigh import scales_for


@contextmanager
def faults_in_one_form() -> Iterator[None]:
    """Turn the rules' own error into the one that commands and pages know."""
    try:
        yield
    except rules_facts.WrongInput as error:
        raise WrongInput(Fault(fault.field, fault.says) for fault in error.faults) from None


@contextmanager
def faults_by_field() -> Iterator[None]:
    """Let each fault begin with its field and a colon, as the forms of the pages expect."""
    try:
        yield
    except WrongInput as error:
        raise WrongInput(
            Fault(
                fault.field,
                f"{fault.field}: {fault.says.removeprefix(fault.field).lstrip(': ').rstrip('.')}",
            )
            for fault in error.faults
        ) from None


def read(document: object, on: dt.date | None = None) -> Application:
    """An application read strictly; with a day, nothing in it lies after that. Raises WrongInput with every fault."""
    with faults_in_one_form():
        application = rules_facts.read_application(document)
        faults = () if on is None else rules_facts.faults_against(application, on)
        if faults:
            raise rules_facts.WrongInput(faults)
        return application


def judge(
    application: Application, policy: Policy, on: dt.date, *, decided_on: dt.date | None = None
) -> Decision:
    """Weigh an application, again after `decided_on` where it was decided.

    Raises WrongInput for what the policy or the day makes wrong.
    """
    with faults_in_one_form():
        return assess(application, policy, on, decided_on=decided_on)


def prepare(policy: Policy, on: dt.date) -> None:
    """Build the engine of the policy's version of that day, so that no judgement has to wait for it."""
    scales_for(policy.on(on))


def document_of(value: object) -> Mapping[str, Any]:
    """The value as a JSON object. Raises WrongInput."""
    if not isinstance(value, dict):
        raise WrongInput.at("application", "expected a JSON object")
    return value
