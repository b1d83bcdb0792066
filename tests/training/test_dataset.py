"""A snapshot is read back as it was written, and one with faults is refused with all of them at once."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from features.pairs import COLUMNS
from features.profiles import Participant, make
from training.dataset import Dataset, DatasetError
from training.tables import ANSWERS, OUTCOMES, TABLES, danish_band, empty, hours_band

DAY = date(2026, 11, 2)


def suggestion(name="s1", **other):
    ids = {key: f"{key}-1" for key in ("run", "participant", "employer", "vacancy", "consultant")}
    shown = {"occupation": "9112", "shown_on": DAY, "rank": 1, "slots": 5, "propensity": None, "tried": False}
    slices = {"danish": "A1", "hours": "under_10", "new_person": True, "new_employer": False}
    return {"suggestion": name, **ids, **shown, "model": "m", **dict.fromkeys(COLUMNS, np.nan), **slices, **other}


def answer(name="s1", **other):
    said = {"party": "employer", "answer": "no", "reason": None, "rater": "r1", "answered_on": DAY}
    return {"suggestion": name, **said, **other}


def dataset(suggestions=None, answers=None, outcomes=None):
    return Dataset.of(
        pd.DataFrame(suggestions or [suggestion()]),
        pd.DataFrame(answers) if answers else empty(ANSWERS),
        pd.DataFrame(outcomes) if outcomes else empty(OUTCOMES),
        made_on=DAY,
        synthetic=True,
        versions={"rules": "abc"},
    )


def faults(**tables):
    with pytest.raises(DatasetError) as error:
        dataset(**tables)
    return "\n".join(error.value.faults)


def test_what_is_written_is_read_back_the_same(tmp_path):
    outcome = {"placement": "f1", "suggestion": "s1", "started_on": DAY, "weeks": 7, "ended": False, "hours": None}
    made = dataset([suggestion(travel_ease=0.25), suggestion("s2", occupation=None)], [answer()], [outcome])
    manifest = made.write(tmp_path / "snapshot")
    again = Dataset.read(tmp_path / "snapshot")
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(made, name))
    assert (again.made_on, again.synthetic, again.versions) == (DAY, True, {"rules": "abc"})
    assert (manifest.counts, manifest.period) == ({"suggestions": 2, "answers": 1, "outcomes": 1}, (DAY, DAY))
    assert again.features()[0, COLUMNS.index("travel_ease")] == 0.25
    assert np.isnan(again.features()[0]).sum() == len(COLUMNS) - 1


def test_an_empty_snapshot_can_be_written_and_read(tmp_path):
    nothing = dataset().keep(np.array([False]))
    nothing.write(tmp_path / "snapshot")
    assert len(Dataset.read(tmp_path / "snapshot")) == 0


def test_a_snapshot_is_never_written_over(tmp_path):
    dataset().write(tmp_path / "snapshot")
    with pytest.raises(FileExistsError, match="name a new folder"):
        dataset().write(tmp_path / "snapshot")
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]


def test_all_faults_of_all_tables_are_told_at_once():
    told = faults(
        suggestions=[suggestion(rank=0, danish="fluent", wish_similarity=1.5, consultant="", phone="12")],
        answers=[answer(party="boss", reason="too_lazy"), answer(party="boss")],
    )
    for said in ("rank", "'fluent'", "1.5", "consultant", "not belong here: 'phone'", "'boss'", "'too_lazy'", "unique"):
        assert said in told, told


def test_answers_and_outcomes_belong_to_a_suggestion_that_was_shown():
    outcome = {"placement": "f1", "suggestion": "s8", "started_on": DAY, "weeks": 7, "ended": True, "hours": 12.5}
    told = faults(suggestions=[suggestion(rank=6)], answers=[answer("s9")], outcomes=[outcome])
    assert "answers.suggestion: 1 not among the suggestions, such as s9" in told
    assert "outcomes.suggestion: 1 not among the suggestions, such as s8" in told
    assert "beyond the slots" in told


def test_a_file_that_was_cut_short_or_taken_away_is_named(tmp_path):
    folder = tmp_path / "snapshot"
    dataset().write(folder)
    file = folder / "suggestions.parquet"
    file.write_bytes(file.read_bytes()[:-8])
    (folder / "answers.parquet").unlink()
    with pytest.raises(DatasetError) as error:
        Dataset.read(folder)
    assert "suggestions.parquet is not the file" in str(error.value)
    assert "answers.parquet is missing" in str(error.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"format": "companytrack-snapshot-9"}, "format"), ({"synthetic": None}, "synthetic"), ({"odd": 1}, "odd")],
)
def test_a_manifest_that_is_none_is_refused_by_field(tmp_path, change, said):
    folder = tmp_path / "snapshot"
    dataset().write(folder)
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(DatasetError, match=f"manifest.json: {said}"):
        Dataset.read(folder)


def test_a_folder_that_is_no_snapshot_is_refused(tmp_path):
    with pytest.raises(DatasetError, match="is this a snapshot"):
        Dataset.read(tmp_path)


def test_keeping_some_suggestions_keeps_their_answers_only():
    made = dataset([suggestion(), suggestion("s2")], [answer(), answer("s2"), answer("s2", party="participant")])
    kept = made.keep(np.array([False, True]))
    assert kept.suggestions["suggestion"].tolist() == ["s2"]
    assert kept.answers["suggestion"].tolist() == ["s2", "s2"]


def person(**fields):
    return make(Participant, {"id": "p1", **fields})


def test_slices_are_read_from_what_is_known_of_a_participant():
    assert (danish_band(person()), hours_band(person())) == ("unknown", "unknown")
    for level, band in (("pre_A1", "pre_A1"), ("B1", "B1"), ("B2", "B2_up"), ("C1", "B2_up")):
        assert danish_band(person(languages=[{"language": "da", "speak": level}])) == band
    for hours, band in ((9.5, "under_10"), (10, "10_to_19"), (20, "20_up")):
        assert hours_band(person(hours_wish=hours, hours_max=37)) == band
    assert hours_band(person(hours_max=12)) == "10_to_19"
