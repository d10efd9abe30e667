"""Who is measured: durable_rules alone in three ways, our Decision in two, and everybody else who is installed.

Knows which facts each contestant is given and what it must answer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import mean
from typing import Any

from benchmarks import durable_rules, evaluators
from benchmarks.cases import Case
from benchmarks.contestants import Contestant
from benchmarks.durable_rules import Heard
from benchmarks.evaluators import Results
from benchmarks.expressions import flat_facts
from rules.decide import Decision, assess
from rules.derive import Derived, derive
from rules.engine import Engine
from rules.policy import Policy

ALONE = "durable_rules alone"
ALONE_FROM_PARSED = "durable_rules alone, from the same start"
OWN_HOST = "durable_rules alone, by its own Host"
DECISION = "Decision"
PARSED, READY = "parsed facts", "facts made ready"
OTHERS = {"zen": "zen-engine", "rule_engine": "rule-engine"}


@dataclass(frozen=True)
class Lineup:
    """Who takes part, the one that all ratios are taken to first; who is not installed; what is judged."""

    contestants: tuple[Contestant, ...]
    not_installed: tuple[str, ...]
    outcomes: Counter[str]
    rules: int
    fired: float


def lineup(policy: Policy, judged: Sequence[Case]) -> Lineup:
    """Every contestant with its facts made ready."""
    assert len(policy.versions) == 1, "one version's rules judge every day"
    decisions = [assess(case.application, policy, case.on) for case in judged]
    results = [_results_of(decision) for decision in decisions]
    end_age = policy.parameter("end_age")
    derived = [derive(case.application, case.on, end_age) for case in judged]
    heard = durable_rules.listen(policy, derived)
    directly = evaluators.directly(policy)
    return Lineup(
        (
            *_durable_rules(heard, judged, end_age),
            *_decisions(policy, judged, results),
            Contestant("direct evaluator alone", READY, derived, directly, results),
            *_others(policy, derived, results),
        ),
        tuple(name for module, name in OTHERS.items() if not evaluators.installed(module)),
        Counter(decision.outcome for decision in decisions),
        len(heard.rules) + 1,
        mean(len(names) + 1 for names in heard.answers),
    )


def _durable_rules(heard: Heard, judged: Sequence[Case], end_age: int) -> Iterator[Contestant]:
    """The adapter's own call; the same with the facts derived and written first; the library's documented way."""
    engine, write = Engine(heard.rules, heard.schema), durable_rules.from_derived(heard)
    own_host = durable_rules.OwnHost(heard.rules)

    def from_parsed(case: Case) -> list[str]:
        return engine.fired(write(derive(case.application, case.on, end_age)))

    yield Contestant(ALONE, READY, heard.facts, engine.fired, heard.answers, frozenset)
    yield Contestant(ALONE_FROM_PARSED, PARSED, judged, from_parsed, heard.answers, frozenset)
    yield Contestant(OWN_HOST, READY, heard.facts, own_host.fired, heard.answers, frozenset)


def _decisions(policy: Policy, judged: Sequence[Case], results: Sequence[Results]) -> Iterator[Contestant]:
    """A Decision made, and one whose every sentence is read as well, whenever it is written."""

    def decide(case: Case) -> Decision:
        return assess(case.application, policy, case.on)

    def decide_and_read(case: Case) -> Decision:
        decision = decide(case)
        for finding in decision.findings:
            _ = finding.reason, finding.facts
        return decision

    yield Contestant(DECISION, PARSED, judged, decide, results, _results_of)
    yield Contestant(f"{DECISION}, every reason read", PARSED, judged, decide_and_read, results, _results_of)


def _others(policy: Policy, derived: Sequence[Derived], results: Sequence[Results]) -> Iterator[Contestant]:
    """zen-engine and rule-engine, where they are installed."""
    facts = [*map(flat_facts(policy), derived)]
    by_name = partial(_in_order, [criterion.id for criterion in policy.criteria])
    if evaluators.installed("zen"):
        tables, expression = evaluators.zen_tables(policy), evaluators.zen_expression(policy)
        yield Contestant("zen-engine, a table for each criterion", READY, facts, tables, results, by_name)
        yield Contestant("zen-engine, one compiled expression", READY, facts, expression, results, by_name)
    if evaluators.installed("rule_engine"):
        one_rule = evaluators.rule_engine(policy)
        yield Contestant("rule-engine, one rule", READY, facts, one_rule, results, tuple)


def _results_of(decision: Decision) -> Results:
    """Each criterion's result, in the policy's order."""
    return tuple([finding.result for finding in decision.findings])


def _in_order(criteria: Sequence[str], answer: Mapping[str, Any]) -> Results:
    return tuple([answer[criterion] for criterion in criteria])
