"""Every act of finance on prices and months, once each, beside those of acts_of_the_path."""

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.services.finance import month_close, savings
from guarantor.services.forecasting import saved_runs
from guarantor.services.forecasting.what_if import Setting
from tests.services import stories
from tests.services.doing_an_act import Doable
from tests.services.stories import day

OF_FINANCE = (
    Doable(
        Act.SET_ACCOMMODATION_PRICE,
        stories.active,
        "finn",
        "accommodation price 1",
        lambda office, who: savings.set_price(
            office, who, "Foyers", 18_000, day("2018-04-01"), "Commissioning, 2018", day("2018-07-10")
        ),
    ),
    Doable(
        Act.CLOSE_MONTH,
        stories.active,
        "fay",
        "2018-07",
        lambda office, who: month_close.close(office, who, Month(2018, 7), day("2018-08-01")),
    ),
    Doable(
        Act.SAVE_FORECAST,
        stories.active,
        "finn",
        "SF-1",
        lambda office, who: saved_runs.save(
            office, who, "Guarantees now", Setting("book"), day("2018-07-31")
        ),
    ),
)
