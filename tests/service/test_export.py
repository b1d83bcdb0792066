"""Exports can be imported again and change nothing; no cell is a formula; people need a consultant's key."""

import csv
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest

from features.profiles import Employer, Participant, Vacancy
from service.access import Caller, Role
from service.exporting import NoSuchExport, NotAllowed, chosen, export
from service.importing import plan, read_file
from service.importing.sheets import harmless
from service.store import open_store
from training.world import invent

TODAY = date(2026, 11, 20)
CONSULTANT = Caller("k1", "viborg", Role.CONSULTANT)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A store with an invented world."""
    folder = tmp_path_factory.mktemp("lager")
    opened = open_store(f"sqlite:///{folder}/lager.db", now=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    world = invent(1, participants=12, employers=20, vacancies=40)
    with opened.unit(tenant="viborg", actor="test") as unit:
        for record in (*world.employers, *world.participants, *world.vacancies):
            unit.put(record)
    yield opened
    opened.close()


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize(("what", "number"), [("participants", 12), ("employers", 20), ("vacancies", 40)])
def test_what_is_exported_can_be_imported_and_changes_nothing(kept, tmp_path, what, number, suffix):
    path = tmp_path / f"{what}.{suffix}"
    assert export(what, path, kept, "viborg", CONSULTANT) == number
    todo = plan(read_file(path, what, TODAY), kept, "viborg", TODAY)
    assert (todo.unchanged, len(todo.new), len(todo.changed), len(todo.faulty)) == (number, 0, 0, 0)


@pytest.mark.parametrize("caller", [None, Caller("k", "viborg", Role.RECRUITER), Caller("k", "viborg", Role.AUDITOR),
                                    Caller("k", "andetsteds", Role.CONSULTANT)])  # fmt: skip
@pytest.mark.parametrize("what", ["participants", "suggestions"])
def test_people_are_given_to_a_consultant_of_the_tenant_only(kept, tmp_path, caller, what):
    with pytest.raises(NotAllowed):
        export(what, tmp_path / "ud.csv", kept, "viborg", caller)
    assert not (tmp_path / "ud.csv").exists()


def test_every_person_that_leaves_is_noted(kept, tmp_path):
    export("participants", tmp_path / "ud.csv", kept, "viborg", CONSULTANT)
    with kept.reader("viborg") as reader:
        assert reader.accesses("syn-p-0001")[-1].purpose == "export"


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("+45 86", "'+45 86"), ("@SUM(A1)", "'@SUM(A1)"), ("-x", "'-x"), ("\t=1", "'\t=1"),
     ("-7,5", "-7,5"), ("8800", "8800"), ("a=b", "a=b")],
)  # fmt: skip
def test_a_cell_that_would_be_a_formula_gets_an_apostrophe(cell, written):
    assert harmless(cell) == written


def test_no_cell_of_an_export_is_a_formula(kept, tmp_path):
    with kept.unit(tenant="viborg", actor="test") as unit:
        unit.put(Employer(id="ond", name="=HYPERLINK(1)", tenant="viborg"))
    try:
        export("employers", tmp_path / "ud.xlsx", kept, "viborg")
        export("employers", tmp_path / "ud.csv", kept, "viborg")
        cells = [cell for row in openpyxl.load_workbook(tmp_path / "ud.xlsx").active for cell in row]
        assert "'=HYPERLINK(1)" in [cell.value for cell in cells]
        assert all(cell.data_type != "f" for cell in cells)
        rows = csv.reader((tmp_path / "ud.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
        assert any("'=HYPERLINK(1)" in row for row in rows)
        todo = plan(read_file(tmp_path / "ud.csv", "employers", TODAY), kept, "viborg", TODAY)
        assert (todo.changed, todo.faulty) == ((), ())
    finally:
        with kept.unit(tenant="viborg", actor="test") as unit:
            unit.put(Employer(id="ond", name="god", tenant="viborg"))


def test_suggestions_are_exported_as_they_were_given(kept, tmp_path):
    from features.similarity import Hybrid
    from matching.model import MatchModel
    from matching.ranker import Ranker
    from service import wording

    ranker = Ranker(Hybrid(None), MatchModel.prior())
    employers = {item.record.id: item.record for item in kept.all_employers()}
    ranker.load([item.record for item in kept.open_vacancies()], employers)
    with kept.unit(tenant="viborg", actor="test") as unit:
        person = unit.get(Participant, "syn-p-0001").record
        ranking = ranker.rank(person, 3, TODAY)
        unit.add_run(wording.marked(ranking), model="m", snapshot="1")
    assert export("suggestions", tmp_path / "ud.jsonl", kept, "viborg", CONSULTANT) == len(ranking.suggestions) > 0
    first = json.loads((tmp_path / "ud.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (first["participant_id"], first["rank"]) == ("syn-p-0001", "1")
    with kept.reader("viborg") as reader:
        assert reader.get(Vacancy, first["vacancy_id"]) is not None


def test_what_cannot_be_exported_is_named():
    with pytest.raises(NoSuchExport, match=r"»løn« kan ikke eksporteres\. Skriv en af: participants, employers"):
        chosen("løn", "da")
