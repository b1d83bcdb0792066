"""Many at once, killed, full, read-only, gone: what was acknowledged stays, what was not leaves no trace."""

import multiprocessing
import os
import random
import resource
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from features.profiles import Employer, Participant
from features.vocabulary import Answer, Party
from service.store import Store, StoreUnavailable, VersionConflict, open_store
from service.store.engine import open_engine
from service.store.turns import Turns

WRITERS = 8


def test_of_many_writers_with_one_expected_version_exactly_one_wins(filled):
    def write(number, version):
        try:
            with filled.unit(tenant="viborg", actor=f"key:{number}") as unit:
                unit.put(Participant(id="p1", tags=(f"{version}.{number}",)), expected_version=version)
        except VersionConflict as conflict:
            return conflict.current
        return "won"

    with ThreadPoolExecutor(WRITERS) as pool:
        for version in range(1, 11):
            results = Counter(pool.map(write, range(WRITERS), [version] * WRITERS))
            assert results == {"won": 1, version + 1: WRITERS - 1}
    with filled.reader("viborg") as reader:
        assert [item.version for item in reader.history(Participant, "p1")] == list(range(1, 12))


def test_of_many_who_make_one_new_record_exactly_one_wins(store):
    def write(number):
        try:
            with store.unit(tenant="viborg", actor="a") as unit:
                unit.put(Employer(id="e1", name=str(number)), expected_version=0)
        except VersionConflict:
            return "lost"
        return "won"

    with ThreadPoolExecutor(WRITERS) as pool:
        assert Counter(pool.map(write, range(WRITERS)))["won"] == 1


def test_the_same_key_many_times_at_once_makes_one_thing_and_one_answer(store):
    def post(number):
        key = f"key-{number % 25}"
        with store.unit(tenant="viborg", actor="a") as unit:
            known = unit.recall(key, "POST /employers")
            if known is None:
                kept = unit.put(Employer(id=f"{key}-{number}"), expected_version=0)
                unit.remember(key, "POST /employers", "hash", 201, {"id": kept.record.id})
                return key, kept.record.id
            return key, known.body["id"]

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = set(pool.map(post, range(500)))
    assert len(answers) == 25
    with store.reader("viborg") as reader:
        assert {item.record.id for item in reader.page(Employer, limit=500).items} == {id for _, id in answers}


def test_readers_see_one_state_while_others_write(filled):
    with filled.reader("viborg") as reader:
        before = reader.get(Employer, "e1")
        with filled.unit(tenant="viborg", actor="a") as unit:
            unit.put(Employer(id="e1", name="Nyt navn"))
        assert reader.get(Employer, "e1") == before
    with filled.reader("viborg") as reader:
        assert reader.get(Employer, "e1").version == 2


def test_a_unit_sees_what_it_wrote_and_nobody_else_does_before_it_ends(filled):
    with filled.unit(tenant="viborg", actor="a") as unit:
        unit.put(Employer(id="e2"))
        assert unit.get(Employer, "e2").version == 1
        with filled.reader("viborg") as reader:
            assert reader.get(Employer, "e2") is None


def test_stores_that_open_an_empty_database_together_all_find_its_tables(database_url):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [database_url] * 4))
    for number, store in enumerate(stores):
        with store.unit(tenant="viborg", actor="a") as unit:
            unit.put(Employer(id=f"e{number}"))
    assert [store.change_counter() for store in stores] == [4] * 4
    for store in stores:
        store.close()


def test_writers_take_turns_in_the_order_they_came():
    turns, order = Turns(), []

    def take(number):
        with turns.turn(5):
            order.append(number)

    with turns.turn(5):
        writers = [threading.Thread(target=take, args=(number,)) for number in range(20)]
        for writer in writers:
            writer.start()
            time.sleep(0.002)
        assert order == []
    for writer in writers:
        writer.join()
    assert order == list(range(20))


# ── Killed ───────────────────────────────────────────────────────────────────────────────────────


def review_until_killed(url, suggestion_id, acknowledged):
    """Write reviews for ever; the number of each goes into the pipe only after its unit has ended."""
    store = Store(url)
    number = 0
    while True:
        with store.unit(tenant="viborg", actor=f"pid:{os.getpid()}") as unit:
            kept = unit.add_review(suggestion_id, Party.CONSULTANT, Answer.MAYBE, text=str(number))
            unit.log_access("p1", "review")
        acknowledged.send(kept.id)
        number += 1


def killed_writer(url, suggestion_id, patience):
    """Start a writer, kill -9 it after a while, and give what it had acknowledged."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    writer = context.Process(target=review_until_killed, args=(url, suggestion_id, theirs))
    writer.start()
    theirs.close()
    acknowledged = [ours.recv()]
    time.sleep(patience)
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    while True:
        try:
            acknowledged.append(ours.recv())
        except EOFError:
            return acknowledged


def test_twenty_kills_lose_no_acknowledged_review(a_filled_file, ranking):
    url = a_filled_file
    store = open_store(url)
    with store.unit(tenant="viborg", actor="a") as unit:
        suggestion_id = unit.add_run(ranking, model="m", snapshot="1").suggestions[0].id
    store.close()
    patience = random.Random(20)
    acknowledged = [id for _ in range(20) for id in killed_writer(url, suggestion_id, patience.uniform(0, 0.15))]

    store = open_store(url)
    with store.reader("viborg") as reader:
        found = [review.id for review in reader.reviews(suggestion_id)]
        looks = len(reader.accesses("p1"))
    store.close()
    assert len(acknowledged) >= 20
    assert [id for id in found if id in set(acknowledged)] == acknowledged, "lost, doubled or out of order"
    assert looks == len(found), "a unit was kept by half"
    assert len(found) - len(acknowledged) <= 20, "at most the one in flight at each kill"
    with open_engine(url).connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


# ── Full, read-only, gone ────────────────────────────────────────────────────────────────────────


def grow(store, words):
    with store.unit(tenant="viborg", actor="a") as unit:
        unit.put(Participant(id="big", motivation=words))
        unit.log_access("big", "write")


def nothing_of_it(store):
    with store.reader("viborg") as reader:
        return reader.get(Participant, "big") is None and reader.accesses("big") == ()


def test_a_full_disk_is_unavailable_and_leaves_nothing_half_written(a_filled_file):
    """The operating system refuses to let the write-ahead log grow, as a full disk does."""
    store = open_store(a_filled_file)
    log = Path(a_filled_file.removeprefix("sqlite:///") + "-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    words = "".join(random.Random(1).choices("abcdefghij ", k=19_000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 9_000, hard))
    try:
        with pytest.raises(StoreUnavailable, match="disk"):
            grow(store, words)
        assert nothing_of_it(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    grow(store, words)
    assert not nothing_of_it(store)
    store.close()


def test_a_read_only_sqlite_reads_on_and_is_unavailable_for_writing(a_filled_file):
    def forbid(connection, _record):
        connection.execute("PRAGMA query_only=ON")

    event.listen(Engine, "connect", forbid)
    try:
        store = open_store(a_filled_file)
        with pytest.raises(StoreUnavailable, match="readonly"):
            grow(store, "x")
        assert nothing_of_it(store)
        assert len(list(store.open_vacancies())) == 1
        store.close()
    finally:
        event.remove(Engine, "connect", forbid)


def test_a_read_only_postgresql_reads_on_and_is_unavailable_for_writing(new_postgresql_url, fill):
    url = new_postgresql_url()
    store = open_store(url)
    fill(store)
    with open_engine(url).begin() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    store.close()
    store = open_store(url)
    with pytest.raises(StoreUnavailable, match="read-only"):
        grow(store, "x")
    assert nothing_of_it(store)
    store.close()


def test_a_database_that_does_not_answer_is_unavailable(tmp_path):
    store = Store(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(StoreUnavailable):
        store.change_counter()


def test_a_file_that_is_no_database_is_unavailable(tmp_path):
    (tmp_path / "store.db").write_bytes(b"something else entirely" * 200)
    with pytest.raises(StoreUnavailable, match="not a database"):
        open_store(f"sqlite:///{tmp_path}/store.db")


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable, match="cannot be made"):
        Store(f"sqlite:///{tmp_path}/file/store.db")


def test_a_writer_that_waits_too_long_is_told(a_filled_file, monkeypatch):
    monkeypatch.setattr("service.store.engine.PATIENCE", 0.05)
    store = open_store(a_filled_file)
    with store.unit(tenant="viborg", actor="a"), ThreadPoolExecutor(1) as pool:
        told = pool.submit(grow, store, "x").exception()
    assert isinstance(told, StoreUnavailable)
    assert "too many requests are waiting" in str(told)
    store.close()
