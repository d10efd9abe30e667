"""Version 0.6.0: what is open now stands beside the histories, kept by the database as each row of them is written."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_LAST_GIVEN = (
    "(SELECT given.owner FROM task_step AS given WHERE given.task = task.id AND given.step = 'assigned' "
    "ORDER BY given.id DESC LIMIT 1)"
)
_OPEN = (
    "INSERT INTO open_task (task, kind, case_ref, owner_role, owner, due_on) "
    f"SELECT task.id, task.kind, task.case_ref, task.owner_role, {_LAST_GIVEN}, task.due_on FROM task"
)
# A task is closed by its last step that closes or reopens it.
_LAST_STEP = (
    "(SELECT MAX(said.id) FROM task_step AS said WHERE said.task = task.id "
    "AND said.step IN ('done', 'not_needed', 'reopened'))"
)
_STILL_OPEN = (
    f"NOT EXISTS (SELECT 1 FROM task_step AS last WHERE last.id = {_LAST_STEP} AND last.step <> 'reopened')"
)
_STANDS = "INSERT INTO case_standing (case_ref, status, step, since_on, lacks)"
_LAST_ASSESSMENT = (
    "(SELECT MAX(weighed.id) FROM assessment AS weighed "
    "WHERE weighed.case_ref = case_status.case_ref AND weighed.purpose = 'assessment')"
)


def _lacks(row: str) -> str:
    """Whether an assessment lacks facts other than the home's, so that nobody can decide on it."""
    in_principle = """'"in_principle": true'"""
    # What stands there is found as what can be taken out: both databases do that alike.
    return (
        f"({row}.outcome = 'incomplete' AND "
        f"REPLACE(COALESCE({row}.record, ''), {in_principle}, '') = COALESCE({row}.record, ''))"
    )


# What follows each insert into a history; both databases read these alike.
FOLLOWS = {
    "task": [f"{_OPEN} WHERE task.id = NEW.id ON CONFLICT (task) DO NOTHING"],
    "task_step": [
        "DELETE FROM open_task WHERE task = NEW.task AND NEW.step IN ('done', 'not_needed')",
        f"{_OPEN} WHERE task.id = NEW.task AND NEW.step = 'reopened' ON CONFLICT (task) DO NOTHING",
        "UPDATE open_task SET owner = NEW.owner WHERE task = NEW.task AND NEW.step = 'assigned'",
    ],
    "case_status": [
        (
            f"{_STANDS} VALUES (NEW.case_ref, NEW.status, NEW.id, NEW.happened_on, 1 = 0) ON CONFLICT (case_ref) "
            "DO UPDATE SET status = excluded.status, step = excluded.step, since_on = excluded.since_on "
            "WHERE excluded.step > case_standing.step"
        )
    ],
    "assessment": [
        (
            f"UPDATE case_standing SET lacks = {_lacks('NEW')} "
            "WHERE case_ref = NEW.case_ref AND NEW.purpose = 'assessment'"
        )
    ],
}


def upgrade() -> None:
    """Make the tables, fill them from the histories, and let the database keep them from now on."""
    _create_tables()
    bind = op.get_bind()
    bind.exec_driver_sql(f"{_OPEN} WHERE {_STILL_OPEN}")
    bind.exec_driver_sql(
        f"{_STANDS} SELECT case_ref, status, id, happened_on, EXISTS (SELECT 1 FROM assessment AS last "
        f"WHERE last.id = {_LAST_ASSESSMENT} AND {_lacks('last')}) FROM case_status "
        "WHERE id IN (SELECT MAX(id) FROM case_status GROUP BY case_ref)"
    )
    # Acts that wait for a second person are few; those that were confirmed stay for good.
    waits = sa.text("confirmed_by IS NULL")
    op.create_index(
        "ix_pending_act_waiting", "pending_act", ["number"], sqlite_where=waits, postgresql_where=waits
    )
    for table, changes in FOLLOWS.items():
        for statement in _kept(table, changes):
            bind.exec_driver_sql(statement)


def _kept(table: str, changes: list[str]) -> list[str]:
    name, does = f"keep_open_{table}", "; ".join(changes)
    if op.get_bind().dialect.name == "sqlite":
        return [f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN {does}; END"]
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does}; RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _create_tables() -> None:
    op.create_table(
        "open_task",
        sa.Column("task", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("owner_role", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_open_task_task")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_open_task_case_ref")),
        sa.ForeignKeyConstraint(["owner"], ["officer.number"], name=op.f("fk_open_task_owner")),
        sa.PrimaryKeyConstraint("task", name=op.f("pk_open_task")),
        sqlite_strict=True,
    )
    for name, columns in {
        "ix_open_task_case_ref": ["case_ref"],
        "ix_open_task_due": ["owner_role", "due_on", "task", "owner"],
        "ix_open_task_kind": ["kind", "due_on", "task", "owner"],
        "ix_open_task_owner": ["owner", "due_on", "task", "kind"],
        "ix_open_task_newest": ["owner_role", "task", "due_on", "owner"],
        "ix_open_task_case": ["owner_role", "case_ref", "due_on", "task", "owner"],
    }.items():
        op.create_index(name, "open_task", columns)
    op.create_table(
        "case_standing",
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("lacks", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_standing_case_ref")),
        sa.ForeignKeyConstraint(["step"], ["case_status.id"], name=op.f("fk_case_standing_step")),
        sa.PrimaryKeyConstraint("case_ref", name=op.f("pk_case_standing")),
        sa.UniqueConstraint("step", name=op.f("uq_case_standing_step")),
        sqlite_strict=True,
    )
    op.create_index("ix_case_standing_status", "case_standing", ["status", "lacks", "step", "case_ref"])
