"""The journeys of the pages that are made on both kinds of database; the rest of their tests ask SQLite alone."""

import pytest

from tests.databases import KINDS

on_both = pytest.mark.parametrize("database_kind", KINDS)
"""Marks a test of a journey that is made on SQLite and on PostgreSQL."""
