"""A list of prices: each with its break-even, and what is not priced never counts as nought."""

import pytest

from risk.explorations.break_even import break_even
from risk.explorations.price_list import Price, against
from risk.faults import WrongInput

LIST = (
    Price("shared home", None, "assumption", "finance"),
    Price("grant", 270.0, "Home Office, leaving care funding 2023-24", "finance"),
    Price("supported accommodation", 621.0, "Lincolnshire, November 2023", "finance"),
)


def test_each_price_has_its_own_break_even_dearest_first() -> None:
    found = against(LIST, cost_pounds=5_200.0, guarantees=10, months=12)
    assert [each.price.accommodation for each in found] == [
        "supported accommodation",
        "grant",
        "shared home",
    ]
    assert found[1].found == break_even(5_200.0, 10, 12, 270.0)


def test_what_is_not_priced_stays_so() -> None:
    document = against(LIST, cost_pounds=0.0, guarantees=10, months=12)[-1].document()
    assert (document["weekly"], document["share"], document["one_in"]) == (None, None, None)
    assert document["says"] == "Not priced."


@pytest.mark.parametrize("price", [0.0, -1.0])
def test_a_price_of_nought_is_refused_as_a_price_that_is_not_known(price: float) -> None:
    with pytest.raises(WrongInput, match="grant: weekly_pounds should be above 0, or none"):
        against([Price("grant", price, "assumption", "finance")], cost_pounds=1.0, guarantees=1, months=1)
