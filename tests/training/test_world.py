from __future__ import annotations

from training.world import invent


def test_the_same_seed_makes_the_same_world():
    one, other = invent(seed=3), invent(seed=3)
    assert one.participants == other.participants
    assert one.employers == other.employers
    assert one.vacancies == other.vacancies
