"""`guarantor assess`: applications judged by a policy, with no database behind it, one or a stream of them."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.adoption import judging, policies
from rules.decide import Decision, day_of_assessment, version_for
from rules.facts import read_application
from rules.policy import Policy


@dataclass(frozen=True)
class Bench:
    """Where applications are judged: by which policy, and on which day where they name none."""

    policy_name: str
    on: dt.date | None
    today: dt.date

    def judge(self, document: object) -> Decision:
        """One application judged. Raises WrongInput with every fault, the day's among them."""
        policy = policies.shipped(self.policy_name, "--policy")
        faults = self._faults_of_the_day(document, policy)
        try:
            with judging.faults_in_one_form():
                application = read_application(document, assessed_on=self.on or self.today)
        except WrongInput as error:
            raise WrongInput([*error.faults, *faults]) from None
        if faults:
            raise WrongInput(faults)
        return judging.judge(application, policy, day_of_assessment(application, self.on, self.today))

    def _faults_of_the_day(self, document: object, policy: Policy) -> tuple[Fault, ...]:
        """Whether the policy was in force, said even where the document has other faults."""
        named = document.get("assessed_on") if isinstance(document, dict) else None
        try:
            with judging.faults_in_one_form():
                dated = read_application({"reference": "the day alone", "assessed_on": named})
        except WrongInput:
            return ()
        try:
            with judging.faults_in_one_form():
                version_for(policy, day_of_assessment(dated, self.on, self.today), as_if_in_force=False)
        except WrongInput as error:
            return error.faults
        return ()

    def judge_all(self, documents: Iterable[object]) -> list[dict[str, Any]]:
        """Every application of a list judged, or none: faults name the application by its place from 1."""
        faults: list[Fault] = []
        decisions = []
        for place, document in enumerate(documents, start=1):
            try:
                decisions.append(self.judge(document).document())
            except WrongInput as error:
                faults += _placed(error, f"application {place}")
        if faults:
            raise WrongInput(faults)
        return decisions

    def judge_each(
        self, texts: Iterable[tuple[str, str]], parse: Callable[[str, str], object]
    ) -> Iterator[tuple[str, dict[str, Any] | WrongInput]]:
        """Each text judged as it comes: its place ("line 3"), and its decision or what is wrong with it."""
        for place, text in texts:
            try:
                document = parse(text, place)
            except WrongInput as error:
                yield place, error
                continue
            try:
                yield place, self.judge(document).document()
            except WrongInput as error:
                yield place, WrongInput(_placed(error, place))


def _placed(error: WrongInput, place: str) -> list[Fault]:
    return [Fault(f"{place}, {fault.field}", f"{place}: {fault.says}") for fault in error.faults]
