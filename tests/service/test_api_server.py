"""The real server in a process of its own: it starts, answers, keeps, says nothing of people in its log, and stops."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx2
import pytest

from service.access import hash_of, new_secret
from service.settings import Settings
from service.store import open_store
from tests.service.api_house import AMAL, API, BAKER, KITCHEN

CANARY = "kanariefugl"
SERVE = "from service.app import serve; from service.settings import Settings; serve(Settings())"


class Server:
    """``companytrack serve`` on a free port with SQLite in a folder; what it writes goes to ``log``."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = f"sqlite:///{folder}/server.db"
        self.log = folder / "server.log"
        store = open_store(Settings(database_url=self.database))
        self.secret = new_secret()
        store.create_api_key(tenant="viborg", role="consultant", label="x", key_hash=hash_of(self.secret))
        store.close()

    def start(self):
        env = {**os.environ, "COMPANYTRACK_DATABASE_URL": self.database, "COMPANYTRACK_PORT": str(self.port)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-c", SERVE], env=env, stdout=log, stderr=log)
        for _ in range(2400):
            try:
                if httpx2.get(f"{self.url}/readyz", timeout=60).status_code == 200:
                    return
            except httpx2.TransportError:
                assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def stop(self, sign=signal.SIGTERM):
        self.process.send_signal(sign)
        self.process.wait(60)

    def client(self):
        return httpx2.Client(base_url=self.url, headers={"Authorization": f"Bearer {self.secret}"}, timeout=60)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    if server.process.poll() is None:
        server.stop(signal.SIGKILL)


def test_a_record_goes_in_and_a_list_comes_out(server):
    with server.client() as client:
        assert client.post(f"{API}/employers", json=BAKER).status_code == 201
        assert client.post(f"{API}/vacancies", json=KITCHEN).status_code == 201
        assert client.post(f"{API}/participants", json=AMAL).status_code == 201
        answer = client.post(f"{API}/participants/p1/suggestions", json={"k": 3})
    assert answer.status_code == 201
    assert [item["vacancy_id"] for item in answer.json()["suggestions"]] == ["v1"]
    assert "server" not in answer.headers


def test_no_log_line_holds_what_was_written_about_anybody(server):
    with server.client() as client:
        text = f"{CANARY} vil gerne arbejde"
        body = {**AMAL, "id": "p2", "motivation": text, "resources": text, "tags": [CANARY]}
        made = client.post(f"{API}/participants", json=body)
        assert made.status_code == 201
        client.put(f"{API}/participants/p2", json={**body, "skills": [{"text": CANARY}]}, headers={"If-Match": '"v1"'})
        run = client.post(f"{API}/participants/p2/suggestions", json={}).json()
        review = {"party": "participant", "answer": "no", "reason": "other", "text": text}
        assert client.post(f"{API}/suggestions/{run['suggestions'][0]['id']}/reviews", json=review).status_code == 201
        contact = {"kind": "call", "outcome": "replied", "text": text}
        assert client.post(f"{API}/employers/e1/contacts", json=contact).status_code == 201
        client.post(f"{API}/participants", json={**body, "hours_min": CANARY, CANARY: 1})
        client.post(
            f"{API}/participants", content=f'{{"{CANARY}'.encode(), headers={"Content-Type": "application/json"}
        )
        client.get(f"{API}/participants/{CANARY}?status={CANARY}")
        client.get(f"/{CANARY}", headers={"X-Request-ID": CANARY, "Accept-Language": CANARY, "X-API-Key": CANARY})
        client.request(CANARY.upper(), f"{API}/participants")
    server_log = server.log.read_text()
    assert "request" in server_log
    assert CANARY not in server_log.lower()


def test_every_log_line_is_json_with_ids_only(server):
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert requests
    expected = {
        "event",
        "level",
        "timestamp",
        "request_id",
        "method",
        "route",
        "status",
        "ms",
        "actor",
        "tenant",
        "problem",
    }
    assert all(set(line) == expected for line in requests)


def test_what_was_acknowledged_survives_a_kill(server):
    with server.client() as client:
        made = client.post(f"{API}/employers", json={"id": "kept", "name": "Bliver"}, headers={"Idempotency-Key": "k"})
        assert made.status_code == 201
    server.stop(signal.SIGKILL)
    server.start()
    with server.client() as client:
        again = client.post(f"{API}/employers", json={"id": "kept", "name": "Bliver"}, headers={"Idempotency-Key": "k"})
        assert (again.status_code, again.json()) == (201, made.json())


def test_half_a_body_and_no_http_at_all_do_no_harm(server):
    head = b"POST /api/v1/employers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    key = f"X-API-Key: {server.secret}\r\n".encode()
    for sent in (b"\x00\xff\x00\xff\r\n\r\n", head + key + b"Content-Length: 500\r\n\r\n{"):
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(sent)
            time.sleep(0.1)
    assert httpx2.get(f"{server.url}/healthz").status_code == 200
    assert "Traceback" not in server.log.read_text()
    assert '"status": 499' in server.log.read_text()
    assert '"event": "failed"' not in server.log.read_text()


def test_a_full_disk_is_a_503_and_nothing_is_half_written(server):
    """Reading what needs no access line goes on."""
    with server.client() as client:
        before = client.get(f"{API}/employers").json()
        with full_disk(server.process):
            answer = client.post(f"{API}/employers", json={"name": "Ny"})
            assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")
            assert answer.headers["retry-after"]
            assert client.get(f"{API}/participants/p1").status_code == 503
            assert client.get(f"{API}/employers").json() == before
        assert client.post(f"{API}/employers", json={"name": "Ny"}).status_code == 201


@contextmanager
def full_disk(process):
    """From now on the process can write no byte to any file."""
    soft, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (soft, hard))


def test_the_server_stops_when_told(server):
    server.stop()
    assert server.process.returncode in (0, -signal.SIGTERM)
