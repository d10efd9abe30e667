"""Deeds and agreements of the county read back: their terms are the record's, and a landlord learns no more."""

import datetime as dt
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from guarantor.domain.money import spoken
from tests.rehearsal.conftest import County

CARE = (
    "care leaver",
    "leaving care",
    "in care",
    "looked after",
    "looked-after",
    "asylum",
    "uasc",
    "birth",
    "18plus",
)


def _folder(county: County, guarantee: dict[str, Any]) -> Path:
    return county.out / "guarantees" / str(guarantee["guarantee_ref"]).replace("/", "-")


def _words(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def _in_words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _metadata(file: Path) -> str:
    with pikepdf.open(file) as document:
        told = [str(value) for value in document.docinfo.values()]
        with document.open_metadata() as xmp:
            told += [f"{name} {value}" for name, value in xmp.items()]
    return " ".join(told)


@pytest.fixture(scope="module")
def deeds(county: County) -> list[tuple[dict[str, Any], Path, str]]:
    """Each guarantee, its deed and the deed's words."""
    found = [(each, _folder(county, each) / "deed.pdf") for each in county.guarantees()]
    return [(guarantee, file, _words(file)) for guarantee, file in found]


def test_every_deed_has_the_records_cap_share_period_and_address(
    deeds: list[tuple[dict[str, Any], Path, str]],
) -> None:
    assert deeds
    for guarantee, _, words in deeds:
        assert spoken(round(100 * float(guarantee["cap"]))) in words
        assert spoken(round(100 * float(guarantee["share"]))) in words
        assert _in_words(dt.date.fromisoformat(guarantee["starts_on"])) in words
        assert _in_words(dt.date.fromisoformat(guarantee["ends_on"])) in words
        assert guarantee["property"]["address"] in words
        assert guarantee["property"]["postcode"] in words
        assert guarantee["guarantee_ref"] in words


def test_every_agreement_has_the_same_terms(county: County) -> None:
    for guarantee in county.guarantees():
        words = _words(_folder(county, guarantee) / "agreement.pdf")
        assert spoken(round(100 * float(guarantee["cap"]))) in words
        assert _in_words(dt.date.fromisoformat(guarantee["ends_on"])) in words
        assert guarantee["property"]["address"] in words


def test_the_papers_are_the_bytes_that_were_issued(county: County) -> None:
    for guarantee in county.guarantees():
        for paper in guarantee["documents"]:
            content = (_folder(county, guarantee) / f"{paper['kind']}.pdf").read_bytes()
            assert sha256(content).hexdigest() == paper["sha256"]


def test_no_two_deeds_are_the_same(deeds: list[tuple[dict[str, Any], Path, str]]) -> None:
    assert len({words for _, _, words in deeds}) == len(deeds)


def test_a_deed_tells_a_landlord_neither_birth_date_nor_age_nor_care(
    county: County, deeds: list[tuple[dict[str, Any], Path, str]]
) -> None:
    for guarantee, file, words in deeds:
        born_on = dt.date.fromisoformat(county.facts(guarantee["ref"])["person"]["date_of_birth"])
        told = f"{words} {_metadata(file)} {file.name} {file.parent.name}".casefold()
        for written in (born_on.isoformat(), _in_words(born_on), f"{born_on:%d/%m/%Y}", f"{born_on:%B %Y}"):
            assert written.casefold() not in told
        for word in CARE:
            assert word not in told


def test_every_paper_is_tagged_and_says_its_language_and_its_title(county: County) -> None:
    for guarantee in county.guarantees():
        for kind in ("deed", "agreement"):
            with pikepdf.open(_folder(county, guarantee) / f"{kind}.pdf") as document:
                assert document.Root.MarkInfo.Marked
                assert str(document.Root.Lang).startswith("en")
                assert "/StructTreeRoot" in document.Root
                assert str(document.docinfo["/Title"])


def test_every_page_of_a_deed_says_that_it_is_a_rehearsal(county: County) -> None:
    for guarantee in county.guarantees():
        for page in PdfReader(_folder(county, guarantee) / "deed.pdf").pages:
            assert "rehearsal" in page.extract_text().casefold()
