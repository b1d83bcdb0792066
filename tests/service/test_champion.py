"""The promoted model answers without a restart; what cannot be read never does, and the last good one goes on."""

import dataclasses
import shutil
import threading
from datetime import UTC, datetime

import pytest

from features.similarity import Hybrid
from matching import releases
from matching.model import PRIOR, MatchModel
from matching.ranker import Ranker
from service.champion import FIRST, KEPT, RELEASED, Champion
from service.engine import LOOK_SECONDS
from tests.service.api_house import API, Letters, open_house

WHEN = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def model(weight):
    weights = dict(PRIOR)
    weights["wish_similarity"] = dataclasses.replace(weights["wish_similarity"], weight=weight)
    return MatchModel(weights)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "model"


@pytest.fixture
def promote(home, tmp_path):
    """Promotes a model that weighs the wishes by ``weight``; gives the release's name."""

    def done(weight):
        folder = tmp_path / f"saved-{weight}"
        model(weight).save(folder)
        name = releases.write(home, folder, {}).name
        releases.promote(home, name, by="ann", why="bedre", at=WHEN)
        return name

    return done


def weight_of(champion):
    return champion.model.weights["wish_similarity"].weight


def test_the_expert_weights_answer_until_something_is_promoted(home):
    champion = Champion(home)
    assert not champion.look()
    assert (champion.state, champion.release) == (FIRST, None)
    assert champion.model.version == MatchModel.prior().version


def test_a_promotion_and_a_rollback_are_taken_over(home, promote):
    champion = Champion(home)
    first, second = promote(4.0), promote(5.0)
    assert champion.look()
    assert (champion.state, champion.release, weight_of(champion)) == (RELEASED, second, 5.0)
    releases.roll_back(home, by="ann", why="tilbage", at=WHEN)
    assert champion.look()
    assert (champion.release, weight_of(champion)) == (first, 4.0)
    assert not champion.look()


def test_rolling_back_the_first_promotion_brings_the_expert_weights_back(home, promote):
    champion = Champion(home)
    promote(4.0)
    champion.look()
    releases.roll_back(home, by="ann", why="tilbage", at=WHEN)
    assert champion.look()
    assert (champion.state, champion.model.version) == (FIRST, MatchModel.prior().version)


def break_pointer(home, name):
    (home / "current.json").write_text("{")


def break_model(home, name):
    path = home / "releases" / name / "model.json"
    path.write_text(path.read_text().replace("5.0", "50.0"))


def remove_release(home, name):
    shutil.rmtree(home / "releases" / name)


BREAKS = [break_pointer, break_model, remove_release]


@pytest.mark.parametrize("damage", BREAKS)
def test_what_is_damaged_while_it_answers_leaves_the_good_model_answering(home, promote, damage):
    champion = Champion(home)
    name = promote(5.0)
    champion.look()
    damage(home, name)
    assert not champion.look()
    assert (champion.state, weight_of(champion)) == (KEPT, 5.0)
    promote(6.0)
    assert champion.look()
    assert (champion.state, weight_of(champion)) == (RELEASED, 6.0)


@pytest.mark.parametrize("damage", BREAKS)
def test_what_is_damaged_at_the_start_leaves_the_latest_good_release_answering(home, promote, damage):
    promote(4.0)
    damage(home, promote(5.0))
    champion = Champion(home)
    champion.look()
    assert champion.state == KEPT
    assert weight_of(champion) == (5.0 if damage is break_pointer else 4.0)


def test_with_nothing_good_left_the_expert_weights_answer(home, promote):
    remove_release(home, promote(5.0))
    champion = Champion(home)
    champion.look()
    assert (champion.state, champion.model.version) == (KEPT, MatchModel.prior().version)


def test_a_mended_release_answers_again(home, promote, tmp_path):
    name = promote(5.0)
    shutil.copytree(home / "releases" / name, tmp_path / "copy")
    champion = Champion(home)
    champion.look()
    break_model(home, name)
    champion.look()
    shutil.copytree(tmp_path / "copy", home / "releases" / name, dirs_exist_ok=True)
    champion.look()
    assert champion.state == RELEASED


# ── In the service ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def house(tmp_path):
    """A filled house that compares meaning too, and its consultant."""
    with open_house(tmp_path, ranker=Ranker(Hybrid(Letters()), MatchModel.prior())) as opened:
        opened.consultant = opened.caller()
        opened.fill(opened.consultant)
        yield opened


def asked(house):
    return house.consultant.post(f"{API}/participants/p1/suggestions", json={"k": 3})


def lists_until(house, stop, seen, failed):
    while not stop.is_set():
        answer = asked(house)
        (seen if answer.status_code == 201 else failed).append(answer.json().get("versions", {}).get("model"))


def test_models_are_swapped_under_load_without_a_failed_request(house, promote):
    stop, seen, failed = threading.Event(), [], []
    askers = [threading.Thread(target=lists_until, args=(house, stop, seen, failed)) for _ in range(2)]
    for asker in askers:
        asker.start()
    versions = [MatchModel.prior().version]
    for weight in (4.0, 5.0, 6.0):
        promote(weight)
        versions.append(model(weight).version)
        wait_for_version(house, versions[-1])
    releases.roll_back(house.settings.model_dir, by="ann", why="tilbage", at=WHEN)
    wait_for_version(house, versions[-2])
    stop.set()
    for asker in askers:
        asker.join()
    assert failed == []
    assert set(versions) - set(seen) <= {versions[0]}
    assert set(seen) <= set(versions)


def wait_for_version(house, version):
    pause = threading.Event()
    for _ in range(200):
        if house.client.get("/readyz").json()["model"] == version:
            assert asked(house).json()["versions"]["model"] == version
            return
        pause.wait(LOOK_SECONDS / 10)
    raise AssertionError("it never came")


def test_readyz_says_that_the_last_good_model_answers_and_so_does_every_list(house, home, promote):
    name = promote(5.0)
    wait_for_version(house, model(5.0).version)
    ready = house.client.get("/readyz").json()
    assert (ready["release"], ready["model_state"], ready["degraded"]) == (name, RELEASED, False)
    remove_release(home, name)
    house.app.state.services.engine.champion.look()
    ready = house.client.get("/readyz").json()
    assert (ready["model_state"], ready["degraded"]) == (KEPT, True)
    answer = asked(house).json()
    assert answer["degraded"] is True
    assert answer["versions"]["model"] == model(5.0).version
