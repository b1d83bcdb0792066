"""A small house to knock at: an app on SQLite in a temporary folder, keys of every role, a few records."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from starlette.testclient import TestClient

from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from service.access import Limiter, Role, hash_of, new_secret
from service.app import create_app
from service.settings import Settings
from service.store import open_store

API = "/api/v1"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BAKER = {"id": "e1", "name": "Bageren ApS", "size_band": "0-9", "site": {"postcode": "8800"}}
CARPENTER = {"id": "e2", "name": "Tømrer A/S", "size_band": "50+", "site": {"postcode": "8800"}}
KITCHEN = {
    "id": "v1",
    "employer_id": "e1",
    "title": "Køkkenhjælp",
    "terms": "ordinary",
    "hours_min": 10,
    "hours_max": 15,
    "shifts": [{"weekdays": [1, 2, 3], "start": "09:00", "end": "13:00"}],
}
NIGHTS = {**KITCHEN, "id": "v2", "title": "Bager", "shifts": [{"weekdays": [1, 2], "start": "01:00", "end": "07:00"}]}
AMAL = {
    "id": "p1",
    "hours_min": 8,
    "hours_max": 20,
    "home": {"postcode": "8800"},
    "transport": [{"mode": "bike", "max_minutes": 30}],
    "availability": [{"weekday": day, "start": "08:00", "end": "15:00"} for day in range(1, 6)],
    "languages": [{"language": "da", "speak": "A2", "listen": "A2", "read": "A1", "write": "A1"}],
    "wishes": [{"kind": "task", "value": "køkkenhjælp"}],
}


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, now=NOON):
        self.now = now

    def __call__(self):
        return self.now


class Letters:
    """An encoder in four dimensions: how often each of four letters comes."""

    name, dimension = "letters", 4

    def encode(self, texts, role="document"):
        rows = np.array([[text.count(letter) + 0.01 for letter in "aeiø"] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class House:
    """The app with its store, clock and one client per key."""

    def __init__(self, folder, **options):
        self.clock = Clock()
        self.settings = Settings(database_url=f"sqlite:///{folder}/house.db", model_dir=Path(folder) / "model")
        self.store = open_store(self.settings, now=self.clock)
        ranker = Ranker(Hybrid(None), MatchModel.prior())
        options = {"limiter": Limiter("100000/minute", "100000/minute"), "ranker": ranker, **options}
        self.app = create_app(self.settings, store=self.store, clock=self.clock, **options)
        self.client = TestClient(self.app)

    def key(self, role="consultant", tenant="viborg", employer_id=None):
        """A new secret."""
        secret = new_secret()
        about = {"tenant": tenant, "role": role, "label": role, "employer_id": employer_id}
        self.store.create_api_key(key_hash=hash_of(secret), **about)
        return secret

    def caller(self, role="consultant", tenant="viborg", employer_id=None):
        """A client that sends a key of its own."""
        secret = self.key(role, tenant, employer_id)
        return TestClient(self.app, headers={"Authorization": f"Bearer {secret}"})

    def fill(self, client):
        """Two employers, two vacancies, one participant."""
        for path, body in (
            ("employers", BAKER),
            ("employers", CARPENTER),
            ("vacancies", KITCHEN),
            ("vacancies", NIGHTS),
            ("participants", AMAL),
        ):
            answer = client.post(f"{API}/{path}", json=body)
            assert answer.status_code == 201, answer.text

    def wait(self):
        """Until lists can be made."""
        for _ in range(1200):
            if self.client.get("/readyz").status_code == 200:
                return
            time.sleep(0.05)
        raise AssertionError(self.client.get("/readyz").text)


@contextmanager
def open_house(folder, **options):
    """A running house."""
    house = House(folder, **options)
    with house.client:
        house.wait()
        yield house


ROLES = tuple(role.value for role in Role)
