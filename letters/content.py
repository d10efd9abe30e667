"""What the papers of one guarantee are told: typed, frozen contents, one for each kind of paper.

Knows names, dates, sums and the policy's terms as a paper needs them, and refuses what cannot stand on one.
Does not know wording, layout or where the facts came from. A landlord's content has no field for a date of
birth, an age, a care status or the grounds of a decision, so such a fact cannot reach a landlord's paper.
"""

import unicodedata
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from letters import discretion


def _one_line(text: str) -> str:
    """Compose letters (NFC), make every space a plain one, and refuse what a line of print cannot hold."""
    composed = unicodedata.normalize("NFC", text).strip()
    if not composed:
        raise ValueError("expected at least one letter")
    if any(unicodedata.category(letter).startswith(("C", "Zl", "Zp")) for letter in composed):
        raise ValueError("expected one line of printable letters, found a control character or a line break")
    return " ".join(composed.split())


def _address(text: object) -> object:
    """An address given over several lines becomes one, parted by commas."""
    if not isinstance(text, str):
        return text
    return ", ".join(line.strip(" ,") for line in text.splitlines() if line.strip(" ,"))


def _exact_pounds(amount: object) -> object:
    if isinstance(amount, float):
        raise ValueError('expected pounds as text or Decimal, like "520.00", not a float')
    return amount


Line = Annotated[str, Field(max_length=200), AfterValidator(_one_line)]
Address = Annotated[str, Field(max_length=400), BeforeValidator(_address), AfterValidator(_one_line)]
Pounds = Annotated[
    Decimal, BeforeValidator(_exact_pounds), Field(ge=0, max_digits=12, decimal_places=2, allow_inf_nan=False)
]
Positive = Annotated[int, Field(ge=1)]


class Content(BaseModel):
    """Base of every content: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Council(Content):
    """The guarantor as it stands from one day to another: a county may be reorganised."""

    name: Line
    address: Address
    from_on: date
    until_on: date | None = None


class Contact(Content):
    """Whom to write to or ring."""

    name: Line
    telephone: Line | None = None
    email: Line | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.telephone or self.email):
            raise ValueError("expected a telephone number or an email address")
        return self

    @property
    def in_words(self) -> str:
        """`"Rent guarantee team, telephone 01622 000000, email rent@example.org"`."""
        telephone = f", telephone {self.telephone}" if self.telephone else ""
        email = f", email {self.email}" if self.email else ""
        return f"{self.name}{telephone}{email}"


class Landlord(Content):
    """One person or company that lets the home."""

    name: Line
    address: Address


class Home(Content):
    """The property that is let."""

    address: Address
    postcode: Line

    @property
    def in_full(self) -> str:
        """Address and postcode in one line, the postcode once."""
        if self.address.casefold().endswith(self.postcode.casefold()):
            return self.address
        return f"{self.address}, {self.postcode}"


class Tenancy(Content):
    """The letting: whole monthly rent and the tenant's share of it, in pounds."""

    kind: Literal["private", "university"]
    starts_on: date
    monthly_rent: Pounds
    rent_share: Pounds

    @model_validator(mode="after")
    def _share_within_rent(self) -> Self:
        if not 0 < self.rent_share <= self.monthly_rent:
            raise ValueError(
                f"expected a rent_share above zero and at most the monthly_rent of {self.monthly_rent}, "
                f"got {self.rent_share}"
            )
        return self


class Cover(Content):
    """What the decision offered: period, length in whole months, and the maximum guarantee in pounds."""

    starts_on: date
    ends_on: date
    months: Positive
    cap: Pounds

    @model_validator(mode="after")
    def _length_agrees(self) -> Self:
        days = (self.ends_on - self.starts_on).days + 1
        if not 28 * self.months <= days <= 31 * self.months:
            raise ValueError(
                f"expected months to fit starts_on to ends_on, got {self.months} months for {days} days"
            )
        if self.cap == 0:
            raise ValueError("expected a cap above zero")
        return self


class Deposit(Content):
    """What stands beside the guarantee and is not part of it. None: as the tenancy agreement says."""

    amount: Pounds | None = None
    rent_in_advance: Pounds | None = None
    paid_by: Literal["council", "tenant"] | None = None


class Terms(Content):
    """Parameters of the policy that the papers state."""

    claim_after_months: Positive
    report_within_days: Positive
    decide_within_working_days: Positive
    pay_within_days: Positive
    claim_window_days: Positive
    offer_lapses_after_days: Positive
    rent_ceiling_percent: Annotated[int, Field(ge=100, le=1000)]
    covers_damage: bool = False
    council_notice_days: Positive | None = None


class Guaranteed(Content):
    """What both papers of one guarantee are told.

    `made_on` chooses clauses and law. `rehearsal` prints the mark of a rehearsal on every page.
    """

    reference: Line
    made_on: date
    rehearsal: bool
    council: Council
    contact: Contact
    home: Home
    tenancy: Tenancy
    cover: Cover
    deposit: Deposit
    terms: Terms

    @property
    def rent_ceiling(self) -> Decimal:
        """The highest monthly share the guarantee follows, rounded down to the penny, never above it."""
        ceiling = self.tenancy.rent_share * self.terms.rent_ceiling_percent / 100
        return ceiling.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)

    @property
    def last_claim_on(self) -> date:
        """The last day to claim if the guarantee runs its full time."""
        return self.cover.ends_on + timedelta(days=self.terms.claim_window_days)

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        until_on = self.council.until_on or date.max
        if not self.council.from_on <= self.made_on <= until_on:
            raise ValueError(f"expected a council that exists on made_on, {self.made_on}")
        if self.made_on > self.cover.ends_on:
            raise ValueError(f"expected made_on no later than cover.ends_on, {self.cover.ends_on}")
        if self.cover.starts_on < self.tenancy.starts_on:
            raise ValueError(f"expected cover.starts_on no earlier than {self.tenancy.starts_on}")
        return self


class DeedContent(Guaranteed):
    """The deed of guarantee with the landlord."""

    landlords: Annotated[tuple[Landlord, ...], Field(min_length=1, max_length=12)]
    agent: Line | None = None
    tenant_name: Line

    @model_validator(mode="after")
    def _discreet(self) -> Self:
        for field, text in (("council.name", self.council.name), ("contact", self.contact.in_words)):
            if words := discretion.told(text):
                raise ValueError(f"expected {field} to keep from a landlord the words {', '.join(words)}")
        return self


class AgreementContent(Guaranteed):
    """The agreement with the young person."""

    young_person_name: Line
    landlord_names: Annotated[tuple[Line, ...], Field(min_length=1, max_length=12)]
    personal_adviser: Line | None = None
    repayment: Literal["none", "instalments"]
    complaints: Contact
    advocacy: Contact | None = None
