"""Practice data look like what the service will export, and say that they are invented."""

from datetime import timedelta

import numpy as np
import pytest

from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import PER_EMPLOYER, Ranker
from training.dataset import Dataset
from training.practice import SLOTS, practice
from training.world import invent


@pytest.fixture(scope="module")
def world():
    return invent(seed=5, participants=25, employers=40, vacancies=120)


@pytest.fixture(scope="module")
def ranker(world):
    made = Ranker(Hybrid(None), MatchModel.prior())
    made.load(world.vacancies, {employer.id: employer for employer in world.employers})
    return made


@pytest.fixture(scope="module")
def made(world, ranker):
    return practice(world, ranker, weeks=8)


def test_the_same_seed_answers_the_same(world, ranker, made):
    assert practice(world, ranker, weeks=8).answers.equals(made.answers)
    assert not practice(world, ranker, weeks=8, seed=2).answers.equals(made.answers)


def test_it_can_be_written_and_read_and_says_that_it_is_invented(made, tmp_path):
    made.write(tmp_path / "snapshot")
    again = Dataset.read(tmp_path / "snapshot")
    assert again.synthetic
    assert "invented" in again.versions["world"]
    assert again.suggestions["suggestion"].str.startswith("syn-").all()


def test_lists_hold_at_most_five_two_of_an_employer_and_the_tried_one_last(made):
    for _, part in made.suggestions.groupby("run"):
        assert part["rank"].tolist() == list(range(1, len(part) + 1))
        assert len(part) <= SLOTS
        assert part["vacancy"].is_unique
        assert part.loc[~part["tried"], "employer"].value_counts().max() <= PER_EMPLOYER
        assert not part["tried"].iloc[:-1].any()


def test_propensities_are_one_but_for_the_slot_that_tries_something_out(made):
    shown = made.suggestions
    assert (shown.loc[~shown["tried"], "propensity"] == 1).all()
    assert shown["tried"].any()
    assert shown.loc[shown["tried"], "propensity"].between(1 / 120, 1).all()


def test_only_what_the_rules_allow_is_shown(world, ranker, made):
    for person in world.participants[:10]:
        allowed = {one.vacancy_id for one in ranker.rank(person, 500, world.today, per_employer=500).suggestions}
        shown = made.suggestions.loc[made.suggestions["participant"] == person.id, "vacancy"]
        assert set(shown) <= allowed


@pytest.mark.parametrize("who", ["person", "employer"])
def test_somebody_is_new_all_of_the_first_day_and_never_again(made, who):
    shown = made.suggestions
    first_day = shown.groupby("participant" if who == "person" else who)["shown_on"].transform("min")
    assert (shown[f"new_{who}"] == (shown["shown_on"] == first_day)).all()


def test_people_and_employers_come_in_later_weeks_too(made):
    shown = made.suggestions
    later = shown[shown["shown_on"] > shown["shown_on"].min()]
    assert later["new_person"].any()
    assert later["new_employer"].any()
    assert (later.loc[later["new_person"], "run"].value_counts() > 1).any()  # a whole list of somebody new


def test_jobs_that_still_run_are_censored(world, made):
    running = made.outcomes[~made.outcomes["ended"]]
    assert len(running)
    watched = (np.datetime64(made.made_on) - running["started_on"]) / timedelta(weeks=1)
    assert running["weeks"].to_numpy() == pytest.approx(np.minimum(watched.to_numpy(), 52))


def test_employers_answer_only_what_a_consultant_has_passed_on(made):
    said = made.answers.pivot(index="suggestion", columns="party", values="answer")
    assert (said.loc[said["employer"].notna(), "consultant"] == "yes").all()
