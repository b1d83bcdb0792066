"""The bars of what counted: they are the model's own terms, they add up, and they give the order of the list."""

from datetime import date
from itertools import pairwise
from math import exp, log1p

import pytest

from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from service.pages.counted import MOST_BARS, counted
from training.world import invent

TODAY = date(2026, 11, 2)
PARTS = ("counted.utility", "counted.chance")


@pytest.fixture(scope="module")
def lists():
    world = invent(3, 12, 40, 150, today=TODAY)
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    return [ranker.rank(person, 10, TODAY).suggestions for person in world.participants]


def sums(suggestion):
    """What the bars of both parts add up to, with a cut for each part that is too small to show."""
    found = {part.title: sum(bar.weight for bar in part.bars) for part in counted(suggestion, "da")}
    return [found.get(name, 0.0) for name in PARTS]


def surplus_of(suggestion):
    """The number the list is ordered by, from the bars alone: p · log(1 + e^u), both at their low end."""
    model = MatchModel.prior()
    utility, chance = sums(suggestion)
    return log1p(exp(model.start + utility)) / (1 + exp(-(model.bias + chance)))


def test_the_bars_add_up_to_the_number_that_orders_the_list(lists):
    shown = [item for each in lists for item in each]
    assert len(shown) > 40
    for item in shown:
        assert surplus_of(item) == pytest.approx(item.score, abs=0.02)


def test_read_from_the_bars_the_order_is_the_lists(lists):
    for each in lists:
        numbers = [surplus_of(item) for item in each]
        assert all(first >= second - 0.03 for first, second in pairwise(numbers))


def test_for_is_right_of_the_middle_against_and_unknown_left(lists):
    bars = [bar for each in lists for item in each for part in counted(item, "da") for bar in part.bars]
    assert {bar.box.kind for bar in bars} == {"for", "against", "unknown"}
    for bar in bars:
        assert bar.box.x == 50 if bar.box.kind == "for" else bar.box.x + bar.box.width == pytest.approx(50)
        assert (bar.box.kind == "for") == (bar.weight > 0)
        assert bar.box.x >= 0
        assert bar.box.x + bar.box.width <= 100


def test_what_is_not_known_is_named_and_only_then(lists):
    for item in (item for each in lists for item in each):
        missing = {name for name, value in item.features.items() if value is None}
        assert sum(len(part.unknown) for part in counted(item, "da")) == len(missing)


def test_a_part_has_at_most_its_bars_one_for_the_rest_and_one_for_the_unknown(lists):
    for item in (item for each in lists for item in each):
        assert all(len(part.bars) <= MOST_BARS + 2 for part in counted(item, "da"))
