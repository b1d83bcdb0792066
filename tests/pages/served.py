"""A real server in a thread on an invented world, and accounts to sign in with."""

import socket
import threading
import time
from uuid import uuid4

import uvicorn

from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from service import passwords
from service.access import Limiter
from service.app import create_app
from service.settings import Settings
from service.store import local_now, open_store
from training.world import invent

PASSWORD = "fire små ord herfra"


class Served:
    """The app at ``url`` on ``store``, ``world`` what was put into it; with ``meaning`` an encoder."""

    def __init__(
        self, folder, *, participants=12, employers=20, vacancies=60, clock=local_now, meaning=False, **settings
    ):
        self.listening = socket.socket()
        self.listening.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        if "oidc_issuer" in settings:
            settings["oidc_redirect"] = f"{self.url}/log-ind/tilbage"
        self.settings = Settings(
            database_url=f"sqlite:///{folder}/pages.db", model_dir=folder / "model", demo=True, **settings
        )
        self.store = open_store(self.settings, now=clock)
        self.world = invent(1, participants, employers, vacancies, today=clock().date())
        with self.store.unit(tenant="viborg", actor="test") as unit:
            for record in (*self.world.employers, *self.world.participants, *self.world.vacancies):
                unit.put(record.model_copy(update={"tenant": "viborg"}))
        ranker = None if meaning else Ranker(Hybrid(None), MatchModel.prior())
        limiter = Limiter(*["100000/minute"] * 3)
        self.app = create_app(self.settings, store=self.store, ranker=ranker, clock=clock, limiter=limiter)
        self.password_hash = passwords.hash_of(PASSWORD)

    def start(self):
        """Listen on a free port of this machine until lists can be made."""
        self.server = uvicorn.Server(uvicorn.Config(self.app, log_config=None, access_log=False))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True)
        self.thread.start()
        for _ in range(1200):
            if self.server.started and self.app.state.services.engine.ready:
                return
            time.sleep(0.05)
        raise AssertionError("the server is not ready after a minute")

    def stop(self):
        """Finish what is under way and close."""
        self.server.should_exit = True
        self.thread.join(30)

    def account(self, role, *, name=None, tenant="viborg", employer_id=None):
        """A new account with ``PASSWORD``; a recruiter without an employer gets the first of the world."""
        if role == "recruiter" and employer_id is None:
            employer_id = self.world.employers[0].id
        return self.store.create_account(
            tenant=tenant,
            role=role,
            name=name or f"{role.title()} Hansen",
            login=f"{role}-{uuid4().hex[:8]}",
            password_hash=self.password_hash,
            employer_id=employer_id,
        )
