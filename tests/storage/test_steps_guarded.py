"""The steps that the database lets a case take are those that the code allows, each stated in its own place."""

from importlib import import_module

from guarantor.domain.lifecycle import MAY_FOLLOW

CASE_STEPS: dict[str, str] = import_module(
    "guarantor.storage.migrations.versions.0006_who_may_do_what"
).CASE_STEPS


def test_the_database_allows_a_case_the_same_steps_as_the_code() -> None:
    guarded = {now: set(then.split()) for now, then in CASE_STEPS.items() if now != "none"}
    assert guarded == {now.value: {each.value for each in then} for now, then in MAY_FOLLOW.items()}


def test_a_case_begins_as_a_draft() -> None:
    assert CASE_STEPS["none"] == "draft"
