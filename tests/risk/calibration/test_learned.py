"""What was learned, as it is shown to people."""

from collections.abc import Callable

import pytest

from risk.assumptions import Assumptions
from risk.calibration.learned import learned
from risk.evidence import NOTHING_SEEN, Months, Seen, evidence_of

SEEN = evidence_of(
    [
        Seen(
            "citizen",
            2017,
            Months(clear=150, clear_missed=3, owing=8, owing_missed=2, owing_paid=6, cleared=4),
        ),
        Seen("uasc", 2017, Months(clear=78, clear_missed=3, held=86, ended=2)),
    ],
    tenancies=19,
    called=1,
)


def test_each_rate_stands_over_its_own_months(worked: Assumptions) -> None:
    rates = {rate.name: (rate.seen, rate.months) for rate in learned(worked, SEEN).rates}
    assert rates == {
        "first miss": (6, 228),
        "repeat miss": (2, 8),
        "miss after a call": (0, 0),
        "arrears clear": (4, 6),
        "tenancy ends": (2, 86),
        "tenancy ends after a call": (0, 0),
    }


def test_a_rate_of_which_no_month_was_seen_has_no_interval(worked: Assumptions) -> None:
    assert all(rate.low is None and rate.high is None for rate in learned(worked, NOTHING_SEEN).rates)


def test_three_priors_stand_beside_their_posteriors(worked: Assumptions) -> None:
    found = learned(worked, SEEN)
    assert [each.name for each in found.priors] == [each.name for each in found.posteriors]
    assert [(each.alpha, each.beta) for each in found.priors] == [(6.5, 222.5), (0.5, 0.5), (1.0, 1.0)]
    for theta in (*found.priors, *found.posteriors):
        assert theta.low < theta.middle < theta.high


def test_before_anything_was_seen_the_posterior_is_the_prior(worked: Assumptions) -> None:
    found = learned(worked, NOTHING_SEEN)
    assert found.posteriors == found.priors
    assert found.highest_chance_of_a_call is None


def test_leaving_out_the_shared_shock_makes_theta_look_better_known(
    with_changes: Callable[..., Assumptions],
) -> None:
    found = learned(with_changes(first_miss={"alpha": 0.5, "beta": 0.5}), SEEN)
    joint = found.posteriors[0]
    assert joint.high - joint.low > 1.5 * (found.without_shock.high - found.without_shock.low)


def test_the_document_is_plain_values(worked: Assumptions) -> None:
    document = learned(worked, SEEN).document()
    assert document["clean_tenancies_for"] == {"0.05": 119, "0.1": 49}
    assert document["called"] == 1


def test_months_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(ValueError, match="clear_missed 4 of clear 3"):
        Months(clear=3, clear_missed=4)
