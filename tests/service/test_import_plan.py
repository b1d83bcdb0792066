"""A dry run first, then one transaction; twice changes nothing; corrections stay; faults come back as a file."""

import csv
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest

from features.profiles import Employer, Participant, Provenance, Vacancy
from features.vocabulary import Source, Terms
from service.importing import apply, errors_path, plan, read_file, write_errors
from service.store import open_store

TODAY = date(2026, 11, 22)
LATER = date(2026, 11, 23)


@pytest.fixture
def kept(tmp_path):
    """An empty SQLite store."""
    opened = open_store(f"sqlite:///{tmp_path}/lager.db", now=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    yield opened
    opened.close()


def write(folder, name, *records):
    path = folder / name
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in records), encoding="utf-8")
    return path


def planned(kept, path, kind=None, today=TODAY):
    return plan(read_file(path, kind, today), kept, "viborg", today)


def get(kept, kind, id):
    with kept.reader("viborg") as reader:
        found = reader.get(kind, id)
    return found and found.record


JOBS = (
    {"id": "v1", "title": "Opvasker", "text": "Opvask 10 timer om ugen.", "employer": "Kantinen ApS", "city": "Viborg"},
    {"id": "v2", "title": "Kok", "text": "Kok i kantine.", "employer": "KANTINEN  ApS"},
    {"id": "v3", "title": "Kok", "terms": "fleksjob", "employer": "Kantinen ApS"},
    {"id": "v4", "title": "Kok", "hours_min": 60, "employer": "Kantinen ApS"},
)


def test_a_dry_run_stores_nothing(kept, tmp_path):
    todo = planned(kept, write(tmp_path, "v.jsonl", *JOBS))
    assert (len(todo.new), len(todo.changed), todo.unchanged, len(todo.faulty)) == (2, 0, 0, 1)
    assert dict(todo.refused) == {Terms.FLEX_JOB: 1}
    assert [employer.name for employer in todo.employers] == ["Kantinen ApS"]
    assert get(kept, Vacancy, "v1") is None


def test_importing_twice_changes_nothing_also_on_another_day(kept, tmp_path):
    path = write(tmp_path, "v.jsonl", *JOBS)
    apply(planned(kept, path), kept, "cli")
    before = kept.change_counter()
    for today in (TODAY, LATER):
        todo = planned(kept, path, today=today)
        assert (len(todo.new), len(todo.changed), todo.unchanged, len(todo.employers)) == (0, 0, 2, 0)
        apply(todo, kept, "cli")
    assert kept.change_counter() == before
    with kept.reader("viborg") as reader:
        assert dict(reader.refused()) == {Terms.FLEX_JOB: 1}


def test_a_change_in_the_file_changes_that_field_only(kept, tmp_path):
    apply(planned(kept, write(tmp_path, "v.jsonl", {**JOBS[0], "positions": 2})), kept, "cli")
    todo = planned(
        kept,
        write(tmp_path, "v2.jsonl", {"id": "v1", "title": "Opvasker", "terms": "ordinary", "wage": "150"}),
        "vacancies",
    )
    (changed,) = todo.changed
    assert (changed.positions, changed.wage.low, changed.hours_max) == (2, 150, 10)


def test_adverts_find_the_employer_that_is_known_by_cvr_or_name(kept, tmp_path):
    with kept.unit(tenant="viborg", actor="test") as unit:
        unit.put(Employer(id="virk-1", name="Kantinen ApS", cvr="12345678"))
    todo = planned(
        kept, write(tmp_path, "v.jsonl", *JOBS[:2], {"id": "v9", "title": "Kok", "text": "x", "cvr": 12345678})
    )
    assert {vacancy.employer_id for vacancy in todo.new} == {"virk-1"}
    assert todo.employers == ()


def test_an_employer_id_nobody_has_is_a_fault_with_its_cure(kept, tmp_path):
    path = tmp_path / "stillinger.csv"
    path.write_text("id;stilling;virksomheds-id;vilkår\nv1;Kok;virk-99;ordinær\n", encoding="utf-8")
    (row,) = planned(kept, path).faulty
    from service.faults import sentences

    assert sentences(row.faults) == (
        "Virksomheds-id: virksomheden »virk-99« findes ikke. "
        "Indlæs virksomheden først, eller skriv dens navn i kolonnen virksomhed."
    )


def test_a_reading_never_replaces_what_a_person_recorded(kept, tmp_path):
    path = write(tmp_path, "p.jsonl", {"id": "p1", "text": "Bor i Viborg. Vil arbejde 10-15 timer om ugen."})
    apply(planned(kept, path, "participants"), kept, "cli")
    person = get(kept, Participant, "p1")
    corrected = {**person.provenance, "hours_max": Provenance(source=Source.CONSULTANT, confirmed=True)}
    with kept.unit(tenant="viborg", actor="konsulent") as unit:
        unit.put(person.model_copy(update={"hours_max": 12.0, "provenance": corrected}))
    todo = planned(kept, path, "participants", LATER)
    assert (todo.unchanged, todo.changed) == (1, ())
    assert get(kept, Participant, "p1").hours_max == 12


def test_given_fields_of_people_say_that_they_came_by_import(kept, tmp_path):
    apply(planned(kept, write(tmp_path, "p.jsonl", {"id": "p1", "hours_max": 12, "home": "8800 Viborg"})), kept, "cli")
    said = get(kept, Participant, "p1").provenance
    assert {name: item.source for name, item in said.items()} == {"hours_max": Source.IMPORT, "home": Source.IMPORT}


def test_faulty_csv_rows_come_back_as_csv_with_the_sentence(kept, tmp_path):
    path = tmp_path / "borgere.csv"
    path.write_text("id;timer mindst;bopæl\np1;mange;Viborg\np2;5;Viborg\np3;;cpr 010190-1234\n", encoding="utf-8")
    todo = planned(kept, path)
    back = errors_path(path, todo)
    write_errors(back, todo)
    assert back.name == "borgere-fejl.csv"
    rows = list(csv.DictReader(back.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [row["id"] for row in rows] == ["p1", "p3"]
    assert rows[0]["fejl"] == "Timer mindst: »mange« er ikke et tal. Skriv fx 7,5."
    assert rows[1]["bopæl"] == "***"
    assert "1234" not in back.read_text(encoding="utf-8-sig")


def test_the_file_of_faults_can_be_mended_and_imported(kept, tmp_path):
    path = tmp_path / "borgere.csv"
    path.write_text("id;timer mindst;bopæl\np1;mange;Viborg\n", encoding="utf-8")
    todo = planned(kept, path)
    back = errors_path(path, todo)
    write_errors(back, todo)
    back.write_text(back.read_text(encoding="utf-8-sig").replace(";mange;", ";5;"), encoding="utf-8-sig")
    again = planned(kept, back)
    assert [person.hours_min for person in again.new] == [5]


def test_faulty_workbook_rows_come_back_as_a_workbook_without_formulas(kept, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "timer mindst", "bopæl"])
    book.active.append(["p1", "=1+1", "=HYPERLINK(1)"])
    book.save(tmp_path / "borgere.xlsx")
    todo = planned(kept, tmp_path / "borgere.xlsx")
    back = errors_path(tmp_path / "borgere.xlsx", todo)
    write_errors(back, todo)
    cells = [cell for row in openpyxl.load_workbook(back).active for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert cells[5].value == "'=1+1"


def test_faulty_lines_come_back_as_lines(kept, tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"id": "p1", "hours_min": 99, "town": "x"}\n{"id": "\xf8"}\n')
    todo = planned(kept, path, "participants")
    write_errors(tmp_path / "ud.jsonl", todo)
    first, second = (json.loads(line) for line in (tmp_path / "ud.jsonl").read_text(encoding="utf-8").splitlines())
    assert first["fejl"] == "Timer mindst: 99 er for meget. Det højeste er 37."
    assert second == {"linje": 2, "fejl": "Linjen: byte 9 er ikke gyldig UTF-8. Gem filen igen som UTF-8."}


def test_a_row_that_names_an_illness_is_faulty_and_the_others_are_stored(kept, tmp_path):
    path = write(
        tmp_path,
        "personer.jsonl",
        {"id": "p1", "resources": "Har leddegigt, men syr godt."},
        {"id": "p2", "resources": "Syr godt."},
    )
    todo = planned(kept, path, "participants")
    assert [[fault.code for fault in row.faults] for row in todo.faulty] == [["names_health"]]
    apply(todo, kept, "test")
    assert get(kept, Participant, "p1") is None
    assert get(kept, Participant, "p2").resources == "Syr godt."


def test_what_law_and_agreement_mean_for_the_hours_is_told_of_new_vacancies_before_they_are_stored(kept, tmp_path):
    todo = planned(kept, write(tmp_path, "stillinger.jsonl", *JOBS[:2]), "vacancies")
    written = next(job.id for job in todo.new if job.hours_min == 10)
    assert {id: [note.code for note in notes] for id, notes in todo.terms.items()} == {written: ["contract_written"]}
    apply(todo, kept, "test")
    assert planned(kept, write(tmp_path, "stillinger.jsonl", *JOBS[:2]), "vacancies").terms == {}
