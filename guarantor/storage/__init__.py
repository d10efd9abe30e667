"""Where the record is kept: tables, guards, migrations, on SQLite and PostgreSQL alike. The only home of SQLAlchemy."""
