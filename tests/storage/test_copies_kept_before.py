"""Signed copies that version 0.5.0 kept with one person behind them: after the upgrade they wait to be compared."""

import hashlib
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from guarantor.services.acting import databases
from guarantor.services.correspondence import executed_copies, verifying
from guarantor.services.correspondence.verifying import Verdict
from guarantor.storage import migrations, schema
from tests.databases import KINDS
from tests.rehearsing import opened
from tests.services.acts_of_correspondence import SIGNED
from tests.services.stories import day
from tests.storage.conftest import outside
from tests.storage.raw_rows import CORA, Sql, inserted
from tests.storage.test_older_versions import rebuilt

DEED = Sql("(SELECT code FROM paper WHERE guarantee_ref = 'RG-0001/1' AND kind = 'deed')")
HELD = {
    "guarantee_ref": "RG-0001/1",
    "code": DEED,
    "sha256": hashlib.sha256(SIGNED).hexdigest(),
    "media_type": "application/pdf",
    "received_on": "2019-02-20",
    "officer": CORA,
    "recorded_at": "2019-02-20 09:00:00",
}


@pytest.mark.parametrize("database_kind", KINDS)
def test_a_copy_kept_under_0_5_0_waits_for_a_second_person(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as rehearsal:
        office = rehearsal.office
        rebuilt(office.engine, "0007")
        _upgraded(office.engine, "0008")
        with outside(database_url) as client:
            file = f"x'{SIGNED.hex()}'" if client.kind == "sqlite" else f"'\\x{SIGNED.hex()}'::bytea"
            client.run(inserted("executed_copy", id=7, content_bytes=Sql(file), **HELD))
        databases.upgrade(office)
        assert schema.version(office.engine) == schema.newest_version()
        assert [each["copy"] for each in executed_copies.waiting(office)] == ["SC-7"]
        assert verifying.verify(office, SIGNED).verdict is Verdict.WAITING
        assert executed_copies.confirm(office, rehearsal.cal, 7, day("2019-03-01"))["status"] == "confirmed"
        assert verifying.verify(office, SIGNED).verdict is Verdict.EXECUTED_COPY


def _upgraded(engine: Engine, version: str) -> None:
    """Bring a database up to a schema that is not the newest."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
