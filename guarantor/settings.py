"""What the operator sets, from the environment (GUARANTOR_...); no other room reads the environment."""

import datetime as dt
import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

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

    council_logo_file: Path | None = Field(
        default=None,
        description="The council's logo for the pages (SVG or PNG); without it the name stands there",
    )
    web_key_file: Path | None = Field(
        default=None,
        description="Keys that sign sessions and seal the secrets of one-time codes, 32 bytes in base64, one a line: "
        "the first signs, all are read; a live database needs it to serve pages",
    )
    backup_key_file: Path | None = Field(
        default=None,
        description="Keys that seal backups, 32 bytes in base64, one a line: the first seals, all open; a live "
        "database is not backed up without",
    )
    backup_days: int = Field(
        default=35, ge=1, le=3660, description="Days that a backup is kept; it says its own last day"
    )
    erasure_list_file: Path | None = Field(
        default=None,
        description="The list of what was erased, which a restore erases again: kept outside the database and copied "
        "elsewhere; a live service does not start without",
    )
    log_to: str = Field(
        default="stderr",
        description="Where the log goes, one JSON object a line: stderr, file:/var/log/guarantor.jsonl, "
        "syslog:/dev/log or syslog:host:port",
        pattern=r"^(stderr|file:/.+|syslog:/.+|syslog:[^/\s]+:\d{1,5})$",
    )
    metrics_token: SecretStr | None = Field(
        default=None,
        min_length=20,
        description="What a reader of /metrics shows as its bearer token; without it the figures are for this machine "
        "alone, and where a proxy stands before the pages one is needed",
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="How many proxies of the council's own stand before the pages"
    )
    more_hosts: tuple[str, ...] = Field(
        default=(),
        description="Hosts that pages answer under beside that of the public address, as a JSON list: a request that "
        "names another is refused, so that no redirect leads away",
    )
    session_idle_minutes: int = Field(
        default=30, ge=5, le=120, description="Minutes without use after which a session ends"
    )
    session_hours: int = Field(
        default=10, ge=1, le=24, description="Hours after which a session ends however much it is used"
    )
    sign_in_failures: int = Field(
        default=10, ge=3, le=100, description="Failures to sign in under one name that lock it for a while"
    )
    sign_in_lock_minutes: int = Field(
        default=15, ge=1, le=1440, description="Minutes that a name stays locked, and that a failure counts"
    )
    failures_from_one_address: str = Field(
        default="30 per 15 minutes",
        description="Failures from one network address that one process lets happen, at sign-in and the check",
    )
    set_up_code_days: int = Field(
        default=7, ge=1, le=30, description="Days in which a new local account is set up with its code"
    )
    look_minutes: int = Field(
        default=15, ge=1, le=1440, description="Minutes in which looks of one person at one case count as one"
    )
    evidence_megabytes: int = Field(
        default=10, ge=1, le=19, description="The largest evidence file that is taken, in MB"
    )
    clamd_address: str | None = Field(
        default=None,
        description="Where ClamAV's daemon looks at files that are handed in: unix:/run/clamav/clamd.ctl or "
        "tcp:host:port; without it files are marked as not scanned",
        pattern=r"^(unix:/.+|tcp:[^:]+:\d{1,5})$",
    )
    clamd_seconds: int = Field(
        default=30, ge=1, le=300, description="Seconds in which ClamAV's daemon must have answered"
    )
    oidc_issuer: str | None = Field(
        default=None,
        description="The council's own sign-in (OpenID Connect): the issuer, such as that of Entra ID",
        pattern=r"^https?://[^\s]+$",
    )
    oidc_client_id: str | None = Field(default=None, description="What that sign-in knows this service by")
    oidc_client_secret: SecretStr | None = Field(default=None, description="The secret that goes with it")
    oidc_claim: Literal["sub", "oid", "preferred_username"] = Field(
        default="oid",
        description="Which of its claims names a person; a preferred_username may later be somebody else's",
    )

    oidc_amr: str | None = Field(
        default=None,
        description="A way of proving who one is that the sign-in must say was used, such as mfa (claim amr); what "
        "does not say so lets nobody in",
        pattern=r"^[!-~]{1,64}$",
    )
    oidc_acr: str | None = Field(
        default=None,
        description="The level that the sign-in is asked for and must say it reached (claim acr); what does not say "
        "so lets nobody in",
        pattern=r"^[!-~]{1,128}$",
    )

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that pages answer under: that of the public address, those set beside it, and loopback."""
        public = urlsplit(self.public_address).hostname or ""
        return (public, *self.more_hosts, "localhost", "127.0.0.1", "[::1]")

    @property
    def rehearsal_web_key_file(self) -> Path:
        """Where a rehearsal keeps the web key it made for itself."""
        return CHECKOUT / "var" / "keys" / "web-key"

    @property
    def rehearsal_key_file(self) -> Path:
        """Where a rehearsal keeps the key it made for itself."""
        return CHECKOUT / "var" / "keys" / "journal-signing-key.pem"

    @property
    def rehearsal_backup_key_file(self) -> Path:
        """Where a rehearsal keeps the backup key it made for itself."""
        return CHECKOUT / "var" / "keys" / "backup-key"

    @property
    def rehearsal_payee_key_file(self) -> Path:
        """Where a rehearsal keeps the payee key it made for itself."""
        return CHECKOUT / "var" / "keys" / "payee-key"


def handed_on(name: str, value: str) -> dict[str, str]:
    """The environment as it stands and one thing more, for a process of our own."""
    return {**os.environ, name: value}


def stands(name: str) -> bool:
    """Whether the environment has something by this name, such as what a library reads for itself."""
    return name in os.environ
