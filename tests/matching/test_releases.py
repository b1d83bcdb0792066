"""Releases: whole or absent, checked sums, one flip, and what a kill at any moment leaves."""

import dataclasses
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from matching import releases
from matching.model import PRIOR, MatchModel

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KILLS = int(os.environ.get("KILLS", "20"))


def saved(folder, weight):
    """A model that weighs the wishes by ``weight``, saved."""
    weights = dict(PRIOR)
    weights["wish_similarity"] = dataclasses.replace(weights["wish_similarity"], weight=weight)
    MatchModel(weights).save(folder)
    return folder


@pytest.fixture
def home(tmp_path):
    return tmp_path / "model"


@pytest.fixture
def two(home, tmp_path):
    """Two releases, the second one promoted after the first."""
    names = [releases.write(home, saved(tmp_path / str(w), w), {"run": str(w)}).name for w in (4.0, 5.0)]
    for name in names:
        releases.promote(home, name, by="ann", why="bedre", at=NOON)
    return names


def test_nothing_is_current_before_the_first_promotion(home):
    assert releases.current(home) is None
    assert releases.flips(home) == []


def test_a_release_gives_back_the_model_and_what_was_told_about_it(home, tmp_path):
    written = releases.write(home, saved(tmp_path / "m", 4.0), {"run": "r1"})
    model, release = releases.read(home, written.name)
    assert model.version == MatchModel.load(tmp_path / "m").version
    assert release.about == {"run": "r1"}
    assert set(release.files) == {"model.json"}


def test_the_same_model_is_one_release(home, tmp_path):
    first = releases.write(home, saved(tmp_path / "a", 4.0), {"run": "r1"})
    second = releases.write(home, saved(tmp_path / "b", 4.0), {"run": "r2"})
    assert first.name == second.name
    assert second.about == {"run": "r1"}


def test_what_is_no_model_is_not_released(home, tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "model.json").write_text("{}")
    with pytest.raises(releases.ReleaseError, match="not a saved model"):
        releases.write(home, tmp_path / "m", {})


def test_a_changed_file_is_refused_by_name_and_released_anew_when_asked(home, tmp_path):
    source = saved(tmp_path / "m", 4.0)
    name = releases.write(home, source, {}).name
    path = home / "releases" / name / "model.json"
    path.write_text(path.read_text().replace("4.0", "9.0"))
    with pytest.raises(releases.ReleaseError, match=r"model\.json was changed") as caught:
        releases.read(home, name)
    assert caught.value.code == "corrupt"
    with pytest.raises(releases.ReleaseError):
        releases.promote(home, name, by="ann", why="bedre", at=NOON)
    assert releases.current(home) is None
    assert releases.write(home, source, {}).name == name
    assert releases.read(home, name)[0].weights["wish_similarity"].weight == 4.0


def test_a_release_that_is_gone_says_so(home):
    with pytest.raises(releases.ReleaseError) as caught:
        releases.read(home, "0123456789abcdef")
    assert caught.value.code == "missing"


def test_promotion_remembers_the_one_before_and_rolling_back_swaps_them(home, two):
    first, second = two
    assert (releases.current(home).release, releases.current(home).previous) == (second, first)
    back = releases.roll_back(home, by="bo", why="for mange afslag", at=NOON)
    assert (back.release, back.previous) == (first, second)
    assert releases.current(home) == back
    assert [(flip.release, flip.by) for flip in releases.flips(home)] == [
        (first, "ann"), (second, "ann"), (first, "bo"),
    ]  # fmt: skip


def test_promoting_the_current_one_again_keeps_the_way_back(home, two):
    stands, flips = releases.current(home), releases.flips(home)
    assert releases.promote(home, two[1], by="bo", why="igen", at=NOON) == stands
    assert (stands.release, stands.previous, stands.by) == (two[1], two[0], "ann")
    assert releases.flips(home) == flips
    with pytest.raises(releases.ReleaseError, match="say why"):
        releases.promote(home, two[1], by="bo", why=" ", at=NOON)


def test_promoting_the_current_one_again_mends_a_damaged_pointer(home, two):
    stands = releases.current(home)
    (home / "current.json").write_text('{"release": "')
    releases.promote(home, two[1], by="ann", why="skadet", at=NOON)
    assert releases.current(home) == stands


def test_before_the_first_release_are_the_expert_weights(home, tmp_path):
    name = releases.write(home, saved(tmp_path / "m", 4.0), {}).name
    releases.promote(home, name, by="ann", why="første", at=NOON)
    assert releases.roll_back(home, by="ann", why="tilbage", at=NOON).release is None


def test_nothing_promoted_nothing_rolled_back(home):
    with pytest.raises(releases.ReleaseError) as caught:
        releases.roll_back(home, by="ann", why="x", at=NOON)
    assert caught.value.code == "no_previous"


def test_a_flip_needs_a_reason(home, two):
    with pytest.raises(releases.ReleaseError) as caught:
        releases.roll_back(home, by="ann", why="  ", at=NOON)
    assert caught.value.code == "no_reason"
    assert releases.current(home).release == two[1]


def test_a_damaged_pointer_is_named_and_the_last_decision_still_shows_the_way_back(home, two):
    (home / "current.json").write_text('{"release": "')
    with pytest.raises(releases.ReleaseError, match=r"current\.json"):
        releases.current(home)
    assert releases.roll_back(home, by="ann", why="skadet", at=NOON).release == two[0]


def test_rolling_back_to_a_damaged_release_changes_nothing(home, two):
    (home / "releases" / two[0] / "model.json").unlink()
    with pytest.raises(releases.ReleaseError):
        releases.roll_back(home, by="ann", why="tilbage", at=NOON)
    assert releases.current(home).release == two[1]


def test_a_line_cut_short_in_the_log_is_passed_over_and_not_continued(home, two):
    with (home / "flips.jsonl").open("a") as file:
        file.write('{"release": "half')
    releases.roll_back(home, by="ann", why="tilbage", at=NOON)
    assert [flip.release for flip in releases.flips(home)] == [*two, two[0]]


FLIPPER = """
import dataclasses, sys, time
from datetime import datetime, UTC
from pathlib import Path
from matching import releases
from matching.model import PRIOR, MatchModel
home, source = Path(sys.argv[1]), Path(sys.argv[2])
while True:
    weights = dict(PRIOR)
    weights["wish_similarity"] = dataclasses.replace(weights["wish_similarity"], weight=time.time() % 1000)
    MatchModel(weights).save(source)
    name = releases.write(home, source, {}).name
    releases.promote(home, name, by="loop", why="loop", at=datetime.now(UTC))
    releases.roll_back(home, by="loop", why="loop", at=datetime.now(UTC))
    print("round", flush=True)
"""


def test_kill_9_at_any_moment_leaves_a_whole_release_that_answers(home, tmp_path):
    first = releases.write(home, saved(tmp_path / "first", 4.0), {}).name
    releases.promote(home, first, by="ann", why="første", at=NOON)
    for number in range(KILLS):
        command = [sys.executable, "-c", FLIPPER, str(home), str(tmp_path / str(number))]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "round\n"
        time.sleep(0.003 * (number % 20))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        pointer = releases.current(home)
        for name in (pointer.release, pointer.previous):
            assert name is None or releases.read(home, name)[1].name == name
        releases.flips(home)
    assert len(releases.flips(home)) > KILLS
    assert releases.roll_back(home, by="ann", why="tilbage", at=NOON) == releases.current(home)
