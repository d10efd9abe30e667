"""Version 0.7.0: cases are found by the birth date of the young person too, for those who look for the same person."""

import datetime as dt
import json

import sqlalchemy as sa
from alembic import op

from guarantor.storage.case_words import birth_word

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the birth date that the latest facts of each case name to the words that the case is found by."""
    bind = op.get_bind()
    latest = "SELECT MAX(id) FROM application_facts GROUP BY case_ref"
    facts = bind.exec_driver_sql(f"SELECT case_ref, document FROM application_facts WHERE id IN ({latest})")
    rows = [
        {"case_ref": ref, "word": birth_word(dt.date.fromisoformat(born_on))}
        for ref, document in facts
        if (born_on := (json.loads(document or "{}").get("person") or {}).get("date_of_birth"))
    ]
    if rows:
        bind.execute(sa.text("INSERT INTO case_word (case_ref, word) VALUES (:case_ref, :word)"), rows)
