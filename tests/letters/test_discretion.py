"""Which words would tell a landlord too much, and that no paper for a landlord carries them."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any, get_origin

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from letters import discretion, kinds
from letters.content import DeedContent
from letters.document import Document
from letters.pdf import render
from tests.letters.landlord_papers import MADE, OWN, content, every_deed, every_letter, paper

Deeds = Callable[..., DeedContent]


@pytest.mark.parametrize(
    "text",
    [
        "a care leaver",
        "Care-Leavers",
        "born on 14 March",
        "her date of birth",
        "the age of 25",
        "aged 19",
        "her 25th birthday",
        "the 18plus team",
        "18plus@example.org",
        "young person",
        "former relevant",
        "looked after",
        "personal adviser",
        "UASC",
        "careleavers@example.org",
        "care_leavers",
        "care  leaver",
        "date_of_birth",
        "https://example.org/leaving-care/check",
        "the care team",
        "She is 19 and left foster care",
        "she's 19",
        "He is nineteen.",
        "just turned twenty-one",
        "a 19-year-old",
        "19 yrs",
        "19yo",
        "under 25s",
        "moved out at 17",
        "a teenager",
        "this young woman",
        "born here",
        "DOB 14/03/1999",
        "d.o.b.",
        "14 March 1999",
        "March 14th, 1999",
        "14th of March 1999",
        "14-3-99",
        "1999-03-14",
        "fostered",
        "in care",
        "after care",
        "her carers",
        "the children's home",
        "her social worker",
        "a personal advisor",
        "an asylum seeker",
        "a refugee",
    ],
)
def test_a_telling_word_is_found(text: str) -> None:
    assert discretion.told(text)


@pytest.mark.parametrize(
    "text",
    [
        "damage",
        "the managing agent",
        "page 2",
        "take care",
        "reborn on",
        "carefully",
        "a caretaker",
        "Mr Foster was told on 18 October 2018",
        "it was 19 days late",
        "only 20 pounds are owed",
        "the share is 19.50 too high",
        "over 25% above the ceiling",
        "it was 18 October",
        "the home is 19 Sample Road",
        "lines are 16 and 17 of the schedule",
        "paid on 2018-11-10 at 09:00",
        "BACS 10-11-18",
        "sort code 20-00-00",
        "Housing Act 1988",
    ],
)
def test_harmless_words_and_figures_pass(text: str) -> None:
    assert discretion.told(text) == []


PERSON = st.sampled_from(["She", "He", "They", "Selam", "The tenant", "Your tenant"])
IS = st.sampled_from(["is", "was", "turned", "is only", "was just", "is now", "will be"])
AFTER = st.sampled_from([".", ",", " and has nobody.", ", so wait", " years old.", " when it fell due.", ""])
IN_WORDS = {18: "eighteen", 19: "nineteen", 20: "twenty", 21: "twenty-one", 24: "twenty-four"}


@given(person=PERSON, verb=IS, age=st.integers(16, 25), after=AFTER)
def test_an_age_in_figures_is_found(person: str, verb: str, age: int, after: str) -> None:
    assert discretion.told(f"{person} {verb} {age}{after}")


@given(person=PERSON, verb=IS, age=st.sampled_from(sorted(IN_WORDS.values())), after=AFTER)
def test_an_age_in_words_is_found(person: str, verb: str, age: str, after: str) -> None:
    assert discretion.told(f"{person} {verb} {age}{after}")


WRITTEN = st.sampled_from(
    [
        "%d %B %Y",
        "%d %b %Y",
        "%B %d, %Y",
        "%b. %d %Y",
        "%B %Y",
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d-%m-%y",
        "%d/%m/%y",
    ]
)


@given(
    birth=st.dates(date(1993, 6, 1), date(2008, 12, 31)),
    written=WRITTEN,
    before=st.sampled_from(["", "since "]),
)
def test_a_day_of_birth_is_found_however_it_is_written(birth: date, written: str, before: str) -> None:
    """Of everybody whom the scheme served from its first day on, until those born then come of age."""
    assert discretion.told(f"{before}{birth.strftime(written)}")


MONTHS = st.dates(date(2018, 6, 1), date(2035, 12, 31))
REASONS = st.sampled_from(
    [
        "The rent of {month} was paid on {on}.",
        "{pounds} of {month} was paid on {iso}, and {count} days later the rest.",
        "The claim came {count} days after {on}; {count} weeks are allowed.",
        "Only {pounds} was owed on {iso}, the share is {pounds}.",
        "The rent is {pounds} a month and was {pounds} before {on}.",
        "Nobody told the tenant of the {count} pounds before {figures}.",
        "The deposit of {pounds} meets it; the schedule is {count} pages long.",
        "It is above the ceiling by {count} per cent from {on}.",
    ]
)


@given(reason=REASONS, on=MONTHS, count=st.integers(1, 60), pence=st.integers(1, 200_000))
def test_a_reason_about_rent_days_and_sums_passes(reason: str, on: date, count: int, pence: int) -> None:
    said = reason.format(
        month=on.strftime("%B %Y"),
        on=f"{on.day} {on.strftime('%B %Y')}",
        iso=on.isoformat(),
        figures=on.strftime("%d/%m/%Y"),
        count=count,
        pounds=f"£{pence / 100:,.2f}",
    )
    assert discretion.told(said) == [], said


def test_each_word_is_named_once_in_order() -> None:
    assert discretion.told("Age, birthday, age") == ["age", "birthday"]


@pytest.mark.parametrize("text", [None, "", "rent", ()])
def test_what_tells_nothing_passes(text: str | None) -> None:
    discretion.check("field", text)


def test_a_field_is_named_with_the_words_it_should_not_tell() -> None:
    with pytest.raises(ValueError, match="months to keep from a landlord the words aged, uasc"):
        discretion.check("months", ("aged 19", "UASC"))


def told_by(document: Document) -> list[str]:
    """What a paper tells in its words, its title, its reference and its metadata."""
    with pikepdf.open(io.BytesIO(render(document))) as pdf:
        metadata = [str(value) for value in pdf.docinfo.values()] + [
            str(pdf.Root.Metadata.read_bytes(), "utf-8")
        ]
    return discretion.told("\n".join((*document.lines(), document.title, document.reference, *metadata)))


def test_the_kinds_of_paper_tried_here_are_all_that_go_to_a_landlord() -> None:
    assert set(MADE) | {"deed"} == kinds.LANDLORDS_PAPERS


def test_no_letter_to_a_landlord_tells_of_age_or_care_in_any_variant_on_any_day() -> None:
    for kind, document in every_letter():
        text = "\n".join((*document.lines(), document.title, document.author))
        assert discretion.told(text) == [], kind
        for word in ("birth", "leaver", "adviser", "young", "eligible", "assess", "care "):
            assert word not in text.casefold(), kind


def test_nor_does_the_metadata_of_the_file(deed_content: Deeds) -> None:
    deeds = {document.made_on: document for document in every_deed(deed_content)}
    for document in (*deeds.values(), *(paper(kind) for kind in MADE)):
        assert told_by(document) == []


# Every field of a landlord's letter that is text and neither a name nor an address, with how it is given.
JUDGED = [
    ("report-received", "months", lambda text: [text]),
    ("claim-decision", "claim", lambda text: text),
    ("claim-decision", "lines", lambda text: [{"month": text, "claimed": "840.10", "accepted": "840.10"}]),
    (
        "claim-decision",
        "lines",
        lambda text: [{"month": "May", "claimed": "900", "accepted": "700", "reason": text}],
    ),
    ("payment-advice", "claim", lambda text: text),
    ("payment-advice", "payment_reference", lambda text: text),
    ("payment-advice", "for_months", lambda text: [text]),
    ("rent-rise", "reason", lambda text: text),
    *(
        (kind, field, given_as)
        for kind in MADE
        for field, given_as in (
            ("reference", lambda text: text),
            ("check_at", lambda text: f"https://example.org/{text.replace(' ', '-')}"),
            ("contact", lambda text: {"name": text, "telephone": "01632 960001"}),
            ("wording", lambda text: {"confirmed_by": text, "confirmed_on": "2018-06-01"}),
        )
    ),
]
TELLING = st.sampled_from(
    [
        "care leaver",
        "Care-Leavers",
        "aged 19",
        "date of birth",
        "25th birthday",
        "UASC",
        "looked after",
        "18plus",
    ]
)
AROUND = st.text(alphabet="abcXYZ 123.,-", max_size=12)


@given(case=st.sampled_from(JUDGED), before=AROUND, word=TELLING, after=AROUND)
def test_a_letter_told_a_telling_word_is_never_made(
    case: tuple[str, str, Callable[[str], Any]], before: str, word: str, after: str
) -> None:
    kind, field, given_as = case
    with pytest.raises(ValidationError, match="to keep from a landlord the words"):
        content(kind, **{field: given_as(f"{before} {word} {after}".strip())})


NAMES = st.sampled_from(["Care Leaver", "Ms Age", "Birthday Aged", "Asylum Young People", "Selam (ሰላም) Care"])


@given(kind=st.sampled_from(sorted(MADE)), tenant=NAMES, landlord=NAMES)
def test_a_name_or_an_address_is_not_judged(kind: str, tenant: str, landlord: str) -> None:
    told = {"tenant_name": tenant, "recipient": {"name": landlord}, "home": "1 Birthday Court, Age Road"}
    document = paper(kind, **told)
    assert tenant in document.lines()
    assert discretion.told(document.title) == []


@given(case=st.sampled_from(JUDGED), text=st.text(alphabet="abcdefgXYZ 0123-", min_size=1, max_size=40))
def test_whatever_else_a_letter_is_told_it_tells_nothing_more(
    case: tuple[str, str, Callable[[str], Any]], text: str
) -> None:
    kind, field, given_as = case
    try:
        told = content(kind, **{field: given_as(text)})
    except ValidationError:
        return
    document = MADE[kind][1](told)
    assert discretion.told("\n".join((*document.lines(), document.title))) == []


def test_every_field_of_words_is_judged() -> None:
    tried = {(kind, field) for kind, field, _ in JUDGED}
    for kind, (type_, _) in MADE.items():
        for field in OWN[kind]:
            annotation = type_.model_fields[field].annotation
            is_text = annotation in {str, str | None} or get_origin(annotation) is tuple
            assert not is_text or (kind, field) in tried, (kind, field)
