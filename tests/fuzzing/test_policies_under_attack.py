"""Hostile policies and conditions: sound, or refused in words with a line; and nothing in them is ever run."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rules import conditions, policy
from rules.facts import Fault, WrongInput, read_application
from tests.fuzzing import hostile
from tests.fuzzing.policy_sheets import bent_policy, condition
from tests.rehearsing import APPLICATION

SEEDS = st.integers(0, 2**32)


@settings(max_examples=60, derandomize=True)
@given(seed=SEEDS)
def test_a_bent_policy_is_sound_or_refused_with_a_line(seed: int) -> None:
    text = bent_policy(random.Random(seed))
    for fault in policy.check(text):
        assert fault.line >= 1
        assert fault.says


@settings(max_examples=300, derandomize=True)
@given(seed=SEEDS)
def test_a_bent_condition_is_read_or_refused_in_words(seed: int) -> None:
    text = condition(random.Random(seed))
    try:
        read = conditions.read(text, {"minimum_age": "years"})
    except conditions.ConditionFault:
        return
    assert conditions.read(read.written(), {"minimum_age": "years"}) == read


@settings(max_examples=20, derandomize=True)
@given(st.sampled_from(sorted(set(hostile.FILES) - {"huge_workbook", "zip_of_zeros", "lying_zip"})))
def test_a_file_that_is_no_policy_is_refused_in_words(name: str) -> None:
    assert policy.check(hostile.FILES[name]().decode("utf-8", "replace")) != ()


@settings(max_examples=200, derandomize=True)
@given(seed=SEEDS)
def test_an_application_with_anything_in_it_is_read_or_refused_in_words(seed: int) -> None:
    chance = random.Random(seed)
    person, tenancy = dict(APPLICATION["person"]), dict(APPLICATION["tenancy"])
    document = {**APPLICATION, "person": person, "tenancy": tenancy}
    for _ in range(chance.randrange(1, 5)):
        part = chance.choice((document, person, tenancy))
        odd = (hostile.text(chance), 2**80, -1.5, float("inf"), None, True, [], [[]], {}, {"a": 1}, b"x")
        part[chance.choice([*part, hostile.text(chance)[:50]])] = chance.choice(odd)
    faults: tuple[Fault, ...] = ()
    try:
        read_application(document)
    except WrongInput as refused:
        faults = refused.faults
    assert all(fault.says for fault in faults)
