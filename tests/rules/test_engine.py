"""The adapter round durable-rules: exact types in, what fired out, nothing left behind, from threads and forks."""

import multiprocessing
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import durable_rules_engine
import pytest

from rules.engine import LARGEST_NUMBER, Engine, EngineFault

RULES = {
    "young": [{"$lt": {"age": 18}}],
    "kent": [{"area": "kent"}],
    "old and away": [{"$gte": {"age": 25}}, {"$neq": {"area": "kent"}}],
}
SCHEMA = {"age": int, "area": str}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(RULES, SCHEMA)


def expected(age: int, area: str) -> set[str]:
    fired = {"young"} if age < 18 else set()
    fired |= {"kent"} if area == "kent" else set()
    return fired | ({"old and away"} if age >= 25 and area != "kent" else set())


@pytest.mark.parametrize(
    ("age", "area"), [(17, "kent"), (18, "kent"), (24, "london"), (25, "london"), (25, "kent"), (-1, "")]
)
def test_what_holds_fires_and_nothing_else(engine: Engine, age: int, area: str) -> None:
    assert set(engine.fired({"age": age, "area": area})) == expected(age, area)


@pytest.mark.parametrize("number", [2**31, 2**32 + 5, LARGEST_NUMBER, -LARGEST_NUMBER])
def test_numbers_are_compared_exactly_to_the_last_unit(number: int) -> None:
    exact = Engine({"below": [{"$lt": {"n": number}}], "at least": [{"$gte": {"n": number}}]}, {"n": int})
    inside = number - 1 if number > 0 else number + 1
    assert exact.fired({"n": number}) == ["at least"]
    assert exact.fired({"n": inside}) == (["below"] if number > 0 else ["at least"])


@pytest.mark.parametrize(
    "facts",
    [
        {"age": 18},
        {"age": 18, "area": "kent", "more": 1},
        {"age": True, "area": "kent"},
        {"age": "18", "area": "kent"},
        {"age": 18.0, "area": "kent"},
        {"age": None, "area": "kent"},
        {"age": LARGEST_NUMBER + 1, "area": "kent"},
        {"age": 18, "area": None},
    ],
)
def test_facts_that_differ_from_the_schema_are_refused(engine: Engine, facts: dict[str, Any]) -> None:
    with pytest.raises(EngineFault, match="fact"):
        engine.fired(facts)
    assert set(engine.fired({"age": 17, "area": "kent"})) == {"young", "kent"}


@pytest.mark.parametrize("rules", [{"empty": []}, {"$seen": [{"age": 1}]}, {'a "quoted" name': [{"age": 1}]}])
def test_rules_that_would_be_misread_are_refused(rules: dict[str, Any]) -> None:
    with pytest.raises(EngineFault):
        Engine(rules, SCHEMA)


def test_too_many_rules_or_facts_are_refused() -> None:
    with pytest.raises(EngineFault, match="at most"):
        Engine({f"rule {n}": [{"age": n}] for n in range(201)}, SCHEMA)
    with pytest.raises(EngineFault, match="at most"):
        Engine(RULES, {f"fact {n}": int for n in range(201)})


def test_a_failure_inside_leaves_nothing_to_the_next(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:

        def fail(*_: object) -> None:
            raise durable_rules_engine.error("planted")

        broken.setattr(durable_rules_engine, "start_action_for_state", fail)
        with pytest.raises(EngineFault, match="planted"):
            engine.fired({"age": 17, "area": "kent"})
    assert engine.fired({"age": 20, "area": "kent"}) == ["kent"]


def test_an_interrupt_leaves_nothing_to_the_next(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        broken.setattr(durable_rules_engine, "start_action_for_state", interrupt)
        with pytest.raises(KeyboardInterrupt):
            engine.fired({"age": 17, "area": "kent"})
    assert engine.fired({"age": 20, "area": "kent"}) == ["kent"]


def test_an_engine_that_answers_without_weighing_is_not_believed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as silent:
        silent.setattr(durable_rules_engine, "start_action_for_state", lambda *_: None)
        with pytest.raises(EngineFault, match="did not report"):
            engine.fired({"age": 17, "area": "kent"})


def wrong_answers(engine: Engine, seed: int, rounds: int) -> int:
    random = Random(seed)
    wrong = 0
    for _ in range(rounds):
        age, area = random.randrange(10, 30), random.choice(["kent", "london", ""])
        wrong += set(engine.fired({"age": age, "area": area})) != expected(age, area)
    return wrong


def test_eight_threads_at_once_get_no_wrong_answer(engine: Engine) -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(lambda seed: wrong_answers(engine, seed, 500), range(8))) == 0
    finally:
        sys.setswitchinterval(before)


def in_a_fork(engine: Engine, seed: int, answers: Any) -> None:
    answers.put(wrong_answers(engine, seed, 200))


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_four_forked_processes_get_no_wrong_answer_while_a_thread_goes_on(engine: Engine) -> None:
    forking = multiprocessing.get_context("fork")
    answers = forking.Queue()
    with ThreadPoolExecutor(1) as thread:
        here = thread.submit(wrong_answers, engine, 99, 3000)
        processes = [forking.Process(target=in_a_fork, args=(engine, seed, answers)) for seed in range(4)]
        for process in processes:
            process.start()
        assert [answers.get(timeout=60) for _ in processes] == [0, 0, 0, 0]
        for process in processes:
            process.join()
        assert here.result() == 0
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]


def test_rule_sets_nobody_holds_are_freed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    freed: list[object] = []
    free = durable_rules_engine.delete_ruleset
    monkeypatch.setattr(
        durable_rules_engine, "delete_ruleset", lambda handle: (freed.append(handle), free(handle))
    )
    Engine(RULES, SCHEMA)
    Engine(RULES, SCHEMA)
    assert len(freed) >= 1
