"""What the operator sets, from the environment (GUARANTOR_...); no other room reads the environment."""

import datetime as dt
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting has a default that is safe in rehearsal; a live database insists on its own keys."""

    model_config = SettingsConfigDict(env_prefix="GUARANTOR_", extra="ignore", frozen=True)

    database_url: str = Field(
        default=f"sqlite:///{CHECKOUT / 'var' / 'guarantor.db'}",
        description="SQLite (sqlite:///path) or PostgreSQL (postgresql+psycopg://...)",
    )
    signing_key_file: Path | None = Field(
        default=None,
        description="Ed25519 private key (PEM) that signs the journal's head; a live database needs one",
    )
    payee_key_file: Path | None = Field(
        default=None,
        description="Keys that seal payees' bank details, 32 bytes in base64, one a line: the first seals, "
        "all open; a live database needs it to hold bank details",
    )
    seal_key_file: Path | None = Field(
        default=None,
        description="The council's sealing key and certificate (PKCS#12); a live database needs it to issue papers",
    )
    seal_passphrase: SecretStr | None = Field(default=None, description="Opens the sealing key")
    demo_seal_key_file: Path = Field(
        default=CHECKOUT / "var" / "keys" / "demo-seal.p12",
        description="Where a rehearsal keeps the sealing key that it makes for itself; its papers say DEMO",
    )
    seal_certificates_file: Path | None = Field(
        default=None,
        description="Certificates (PEM) of sealing keys used before, whose papers are still genuine",
    )
    public_address: str = Field(
        default="http://127.0.0.1:8000",
        description="Where landlords reach the service, printed on their papers",
        pattern=r"^https?://[^/\s]+(/[^\s]*)?$",
    )
    wording_confirmed_by: str | None = Field(
        default=None, description="Who confirmed the clauses' wording for the council"
    )
    wording_confirmed_on: dt.date | None = Field(
        default=None, description="The day of that; clauses in force later are still to be confirmed"
    )
    council_name: str = Field(default="Kent County Council", description="The guarantor named in the deed")
    council_address: str = Field(
        default="Sessions House, County Hall, Maidstone ME14 1XQ",
        description="The guarantor's address in the deed",
    )
    scheme_contact: str = Field(
        default="Rent guarantee team", description="Whom landlords and young people write to or ring"
    )
    scheme_telephone: str | None = Field(default=None, description="The scheme's telephone number")
    scheme_email: str = Field(default="rent-guarantee@example.org", description="The scheme's email address")
    complaints_contact: str = Field(default="Customer feedback team", description="Who takes complaints")
    complaints_email: str = Field(default="complaints@example.org", description="Where complaints go")
    advocacy_service: str = Field(
        default="Advocacy service for young people", description="Who helps a young person to be heard"
    )
    advocacy_email: str | None = Field(
        default="advocacy@example.org", description="How to reach the advocacy service"
    )

    @property
    def rehearsal_key_file(self) -> Path:
        """Where a rehearsal keeps the key it made for itself."""
        return CHECKOUT / "var" / "keys" / "journal-signing-key.pem"

    @property
    def rehearsal_payee_key_file(self) -> Path:
        """Where a rehearsal keeps the payee key it made for itself."""
        return CHECKOUT / "var" / "keys" / "payee-key"
