"""Every import, once each, beside the acts of acts_of_the_path: the sheets are the examples of the documentation."""

from guarantor.domain.access import Act
from guarantor.services.exchange.import_applications import import_applications
from guarantor.services.exchange.import_statements import import_statements
from guarantor.settings import CHECKOUT
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.doing_an_act import Doable
from tests.services.stories import day

EXAMPLES = CHECKOUT / "docs" / "examples"

IMPORTING = (
    Doable(
        Act.IMPORT_APPLICATIONS,
        Rehearsal.staff,
        "cal",
        "RG-0001..RG-0002",
        lambda office, who: import_applications(
            office, who, EXAMPLES / "applications.csv", day("2018-07-01")
        ).document(),
    ),
    Doable(
        Act.IMPORT_STATEMENTS,
        stories.charged,
        "cal",
        "RG-0001/1",
        lambda office, who: import_statements(
            office, who, EXAMPLES / "landlord-statement.csv", day("2019-02-05")
        ).document(),
    ),
)
"""One of each; every row of an example is good, and none a duplicate."""
