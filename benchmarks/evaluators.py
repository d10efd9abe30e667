"""Everybody else who can judge the same criteria: the direct evaluator alone, zen-engine and rule-engine.

Knows how each is called. zen-engine and rule-engine are no part of the software: where one is not installed, there is
no contestant. What they answer is each criterion's result, in the policy's order.
"""

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks.expressions import NEVER, FlatFacts, in_one, unknown, when
from rules.conditions import Test, direct
from rules.derive import Derived
from rules.provisions import Criterion, Policy

Results = tuple[str, ...]


def directly(policy: Policy) -> Callable[[Derived], Results]:
    """The plain-Python evaluator of `rules.conditions`, without the engine beside it and without words."""
    criteria = [_direct_criterion(criterion, policy) for criterion in policy.criteria]

    def judge(derived: Derived) -> Results:
        return tuple([result_of(derived) for result_of in criteria])

    return judge


def _direct_criterion(criterion: Criterion, policy: Policy) -> Callable[[Derived], str]:
    limits = policy.thresholds
    needs_if: list[tuple[Test, frozenset[str]]] = [
        (direct(need.when, limits), frozenset(need.needs)) for need in criterion.needs_if
    ]
    cases: list[tuple[Test, str]] = [
        (direct(case.when, limits), case.result) for case in criterion.cases if case.when is not None
    ]
    needs, otherwise = frozenset(criterion.needs), criterion.cases[-1].result

    def result_of(derived: Derived) -> str:
        values, missing = derived.values, derived.missing
        if not needs.isdisjoint(missing):
            return "unknown"
        for test, fields in needs_if:
            if not fields.isdisjoint(missing) and test(values):
                return "unknown"
        for test, result in cases:
            if test(values):
                return result
        return otherwise

    return result_of


def installed(module: str) -> bool:
    """Whether the module can be imported here."""
    return find_spec(module) is not None


def zen_tables(policy: Policy) -> Callable[[FlatFacts], Mapping[str, Any]]:
    """zen-engine as its makers mean it: one decision table a criterion, the first row that holds decides."""
    tables = [_zen_table(criterion, policy) for criterion in policy.criteria]
    nodes = [_node("request", "inputNode", {}), *tables, _node("response", "outputNode", {})]
    edges = [
        {"id": f"{source} to {target}", "type": "edge", "sourceId": source, "targetId": target}
        for table in tables
        for source, target in (("request", table["id"]), (table["id"], "response"))
    ]
    decision = import_module("zen").ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def judge(facts: FlatFacts) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = decision.evaluate(facts)["result"]
        return answer

    return judge


def _zen_table(criterion: Criterion, policy: Policy) -> dict[str, Any]:
    missing = unknown(criterion, policy)
    rows = [] if missing == NEVER else [(missing, "unknown")]
    rows += [("" if case.when is None else when(case.when, policy), case.result) for case in criterion.cases]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": "case", "type": "expression", "name": "case"}],
        "outputs": [{"id": "result", "type": "expression", "field": criterion.id, "name": criterion.id}],
        "rules": [
            {"_id": str(number), "case": condition, "result": json.dumps(result)}
            for number, (condition, result) in enumerate(rows)
        ],
    }
    return _node(criterion.id, "decisionTableNode", table)


def _node(name: str, kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}


def zen_expression(policy: Policy) -> Callable[[FlatFacts], Mapping[str, Any]]:
    """zen-engine at the quickest found: all criteria compiled into one expression, without tables."""
    criteria = ", ".join(f"{one.id}: {in_one(one, policy)}" for one in policy.criteria)
    evaluate: Callable[[FlatFacts], Mapping[str, Any]] = (
        import_module("zen").compile_expression(f"{{{criteria}}}").evaluate
    )
    return evaluate


def rule_engine(policy: Policy) -> Callable[[FlatFacts], Any]:
    """rule-engine at the quickest found: all criteria in one rule, whose value is the list of results."""
    criteria = ", ".join(in_one(one, policy) for one in policy.criteria)
    evaluate: Callable[[FlatFacts], Any] = import_module("rule_engine").Rule(f"[{criteria}]").evaluate
    return evaluate
