"""The data team's page: which model answers and who decided it, and going back with a reason that is kept."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from matching import releases
from matching.model import MatchModel
from matching.weights import PRIOR
from tests.pages.browsing import examine
from tests.service.api_house import open_house
from tests.service.page_house import signed_in as seated

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
NAME = "travel_ease"
JUDGED = {
    "slices": [{"slice": "few_hours", "n": 40, "new": 0.612, "champion": 0.6, "low": -0.004, "high": 0.03}],
    "drift": [{"name": "wish_similarity", "psi": 0.4, "p": 0.01, "moved": True}],
}


def promote(home, folder):
    """A model in which the way to work counts half a point more than the experts said."""
    weights = {**PRIOR, NAME: replace(PRIOR[NAME], weight=PRIOR[NAME].weight + 0.5)}
    MatchModel(weights, note="test").save(folder)
    about = {"gate": "refused", "gate_reasons": "ndcg 0.4", "overruled_by": "ann", "overruled_why": "prøves"}
    about |= {"version": "3", "synthetic": "true", "known_people": "7", "judged": json.dumps(JUDGED)}
    release = releases.write(home, folder, about)
    return releases.promote(home, release.name, by="ann", why="<b>kort vej</b>", at=AT)


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_house(tmp_path) as house:
        promote(house.settings.model_dir, tmp_path / "saved")
        house.app.state.services.engine.champion.look()
        yield house


def test_it_says_who_decided_why_and_what_changed(house):
    text = seated(house, "auditor").get("/model").text
    moment = AT.astimezone()
    assert f"Bestemt af ann, {moment.day}.{moment.month}.{moment.year} {moment:%H:%M}" in text
    assert "&lt;b&gt;kort vej" in text
    assert "kom ikke gennem kontrollen" in text
    assert "Taget i brug mod kontrollen af ann" in text
    assert '<td class="number">+0,5</td>' in text
    assert "<dt>Lært af opdigtede data</dt><dd>ja</dd>" in text
    assert "known_people" not in text
    assert "Mellem -0,004 og 0,03" in text
    assert "1 tal har flyttet sig" in text
    assert "/model/tilbage" not in text


def test_going_back_names_what_will_answer_and_every_decision_is_a_sentence(house):
    text = seated(house, "data_analyst").get("/model").text
    assert "Hvis du går tilbage, svarer ekspertvægtene." in text
    name = releases.current(house.settings.model_dir).release
    assert f": ann lod model {name} svare." in text


def test_going_back_is_kept_with_account_and_reason(house):
    analyst = seated(house, "data_analyst")
    answer = analyst.post("/model/tilbage", data={"why": "for mange afslag"})
    assert answer.status_code == 303
    last = releases.flips(house.settings.model_dir)[-1]
    assert (last.release, last.why) == (None, "for mange afslag")
    assert last.by.startswith("user:")
    page = analyst.get("/model").text
    assert "Den forrige model svarer igen" in page
    assert "Bestemt af Kirsten, " in page
    assert last.by not in page


def test_going_back_without_a_reason_changes_nothing(house):
    answer = seated(house, "admin").post("/model/tilbage", data={"why": " "})
    assert answer.status_code == 422
    assert 'id="fault-why"' in answer.text
    assert len(releases.flips(house.settings.model_dir)) == 1


@pytest.mark.parametrize("role", ["consultant", "recruiter", "auditor"])
def test_nobody_else_may_go_back(house, role):
    assert seated(house, role).post("/model/tilbage", data={"why": "fordi"}).status_code == 403
    assert len(releases.flips(house.settings.model_dir)) == 1


def test_the_page_passes_every_eye(signed_in):
    page = signed_in("data_analyst", path="/model")
    examine(page)
