"""The store beside a plain dictionary: whatever is done in whatever order, both say the same."""

import shutil
import tempfile

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import Terms
from service.store import Unknown, VersionConflict, open_store

TENANTS = some.sampled_from(["viborg", "skive"])
IDS = some.sampled_from(["a", "B", "ø"])
KINDS = some.sampled_from([Participant, Employer, Vacancy])
WORDS = some.sampled_from(["en", "to", "tre"])


def a_record(kind, tenant, id, word):
    if kind is Participant:
        return Participant(id=id, tenant=tenant, motivation=word)
    if kind is Employer:
        return Employer(id=id, tenant=tenant, name=word)
    return Vacancy(id=id, tenant=tenant, employer_id=id, title=word, terms=Terms.ORDINARY)


class StoreMachine(RuleBasedStateMachine):
    """Two tenants, three kinds, three ids; puts that expect the right, a wrong or no version; units that fail."""

    @initialize()
    def open(self):
        self.folder = tempfile.mkdtemp(prefix="ct-machine-")
        self.store = open_store(f"sqlite:///{self.folder}/store.db")
        self.kept = {}
        self.counter = 0

    def teardown(self):
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(
        kind=KINDS,
        tenant=TENANTS,
        id=IDS,
        word=WORDS,
        off=some.sampled_from([None, 0, 0, 1, -1]),
        fails=some.booleans(),
    )
    def put(self, kind, tenant, id, word, off, fails):
        versions = self.kept.get((kind, tenant, id), [])
        record = a_record(kind, tenant, id, word)
        expected = None if off is None else len(versions) + off
        same = bool(versions) and versions[-1] == record
        try:
            with self.store.unit(tenant=tenant, actor="machine") as unit:
                kept = unit.put(record, expected_version=expected)
                assert kept.version == len(versions) + (0 if same else 1)
                if fails:
                    raise InterruptedError
        except VersionConflict as conflict:
            assert (off in (None, 0), conflict.current) == (False, len(versions))  # noqa: PT017 - nothing else may raise
        except Unknown:
            assert kind is Vacancy
            assert (Employer, tenant, id) not in self.kept
        except InterruptedError:
            pass
        else:
            assert off in (None, 0)
            if not same:
                self.kept[kind, tenant, id] = [*versions, record]
                self.counter += 1

    @precondition(lambda self: self.kept)
    @rule(kind=KINDS, tenant=TENANTS, id=IDS)
    def compare_one(self, kind, tenant, id):
        versions = self.kept.get((kind, tenant, id), [])
        with self.store.reader(tenant) as reader:
            found = reader.get(kind, id)
            assert [item.record for item in reader.history(kind, id)] == versions
        assert (found.record if found else None) == (versions[-1] if versions else None)

    @rule(kind=KINDS, tenant=TENANTS, limit=some.integers(1, 4))
    def compare_pages(self, kind, tenant, limit):
        ids, cursor = [], None
        with self.store.reader(tenant) as reader:
            while True:
                page = reader.page(kind, after=cursor, limit=limit)
                ids += [item.record.id for item in page.items]
                if not (cursor := page.next):
                    break
        assert ids == sorted(id for known, owner, id in self.kept if (known, owner) == (kind, tenant))

    @invariant()
    def counts_every_change_once(self):
        assert self.store.change_counter() == self.counter
        assert len(self.store.changes(0)) == len(self.kept)


StoreMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
test_the_store_is_a_dictionary_that_remembers = StoreMachine.TestCase
