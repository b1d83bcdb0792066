"""What an answer teaches: reasons are routed, what is no judgement is left out, nobody weighs too much."""

import numpy as np
import pandas as pd
import pytest

from features.pairs import CHANCE, COLUMNS, UTILITY
from features.vocabulary import ReviewReason
from tests.training.test_dataset import answer, dataset, suggestion
from training.labels import ROUTES, Part, Stage, capped, lessons, retention, stage_of


def taught(*answers, **options):
    return lessons(dataset([suggestion("s1"), suggestion("s2")], list(answers)), **options)


def learned(stage_lessons, row=0):
    return {name for name, learns in zip(COLUMNS, stage_lessons.learns[row], strict=True) if learns}


def test_every_reason_has_a_route():
    assert set(ROUTES) == set(ReviewReason)


@pytest.mark.parametrize("reason", ReviewReason)
def test_a_route_names_features_of_one_head_or_none(reason):
    route = ROUTES[reason]
    assert (route.part is Part.FEATURES) == bool(route.features)
    assert not route.features or stage_of(route.features) in (Stage.LIKES, Stage.HIRES)


def test_too_far_speaks_about_the_way_only():
    found = taught(answer(party="participant", reason="too_far"))
    likes = found[Stage.LIKES]
    assert (len(likes), likes.said[0], bool(likes.counts[0])) == (1, 0, True)
    assert learned(likes) == {"travel_ease"}
    assert len(found[Stage.HIRES]) == len(found[Stage.PASSES]) == 0


def test_a_yes_and_a_no_without_a_reason_speak_about_the_whole_head():
    found = taught(answer(party="participant", answer="yes"), answer(party="employer", reason="other"))
    assert learned(found[Stage.LIKES]) == set(UTILITY)
    assert learned(found[Stage.HIRES]) == set(CHANCE)
    assert (found[Stage.LIKES].said.tolist(), found[Stage.HIRES].said.tolist()) == ([1], [0])


@pytest.mark.parametrize(
    "reason", ["better_option", "hired_elsewhere", "later", "no_need", "filled", "data_wrong", "unlawful"]
)
def test_what_is_no_judgement_of_the_pair_is_not_a_no(reason):
    for party in ("participant", "employer", "consultant"):
        assert not any(len(part) for part in taught(answer(party=party, reason=reason)).values())


@pytest.mark.parametrize("said", ["later", "not_asked"])
def test_who_was_not_asked_or_said_later_has_not_said_no(said):
    assert not any(len(part) for part in taught(answer(answer=said)).values())


def test_an_employer_who_never_answers_teaches_how_much_replies_matter():
    found = taught(answer(answer="not_asked", reason="no_answer"))[Stage.HIRES]
    assert learned(found) == {"responsiveness"}
    assert found.said.tolist() == [0]


def test_a_maybe_counts_half_and_one_with_a_reason_against_not_at_all():
    found = taught(answer(party="participant", answer="maybe"))[Stage.LIKES]
    assert (found.said.tolist(), found.weight.tolist()) == ([1], [0.5])
    assert not len(taught(answer(party="participant", answer="maybe", reason="too_far"))[Stage.LIKES])


def test_a_consultants_reason_teaches_the_factor_it_names_and_counts_in_the_consultants_own_rate():
    found = taught(answer(party="consultant", reason="wrong_language"))
    assert learned(found[Stage.HIRES]) == {"language_margin"}
    assert (bool(found[Stage.HIRES].counts[0]), found[Stage.HIRES].weight[0]) == (False, 0.5)
    assert (bool(found[Stage.PASSES].counts[0]), learned(found[Stage.PASSES])) == (True, set())


def test_disagreeing_with_the_rank_counts_for_the_consultant_and_teaches_no_weight():
    found = taught(answer(party="consultant", reason="disagrees_with_rank"))
    assert [len(found[stage]) for stage in (Stage.PASSES, Stage.LIKES, Stage.HIRES)] == [1, 0, 0]


def test_unrouted_answers_teach_their_whole_head():
    found = taught(answer(party="participant", reason="too_far"), routed=False)
    assert learned(found[Stage.LIKES]) == set(UTILITY)


def test_one_rater_weighs_at_most_three_times_the_median_or_ten():
    few = capped(np.array(["a"] * 40 + ["b"] * 2 + ["c"] * 2, dtype=object))
    assert few[:40].sum() == pytest.approx(10)
    assert (few[40:] == 1).all()
    many = capped(np.array(["a"] * 90 + ["b"] * 20 + ["c"] * 20, dtype=object))
    assert many[:90].sum() == pytest.approx(60)


def placements(*rows):
    return pd.DataFrame([{"weeks": weeks, "ended": ended} for weeks, ended in rows])


def test_placements_that_ended_or_lasted_count_and_running_ones_only_make_others_weigh_more():
    """Four at risk at week 5 where one is lost from sight: later ones are watched with chance 3/4 and weigh 4/3."""
    stayed, weight = retention(placements((2, True), (5, False), (8, True), (13, False), (40, True)), 13)
    assert stayed[[0, 2, 3, 4]].tolist() == [0, 0, 1, 1]
    assert weight.tolist() == pytest.approx([1, 0, 4 / 3, 4 / 3, 4 / 3])


def test_no_placements_teach_nothing():
    stayed, weight = retention(placements((1, True)).iloc[:0], 13)
    assert len(stayed) == len(weight) == 0
