"""`python -m guides.written`: write afresh what is taken from the program: the lawyer's checklist, the settings."""

from guarantor.settings import CHECKOUT
from guides import lawyers_checklist, settings_table

CHECKLIST = CHECKOUT / "docs" / "lawyers-checklist.md"
OPERATOR = CHECKOUT / "docs" / "guides" / "operator.md"


def main() -> None:
    """Write both."""
    CHECKLIST.write_text(lawyers_checklist.page(), encoding="utf-8")
    OPERATOR.write_text(settings_table.put_in(OPERATOR.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
