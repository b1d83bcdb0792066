"""``companytrack audit`` as typed: codes by name, replaced and removed, all or nothing, and never anything finer."""

import json

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from features.profiles import Participant
from service.access import hash_of, new_secret
from service.cli import app
from service.store import open_store
from training.protected import AgeBand, Groups, Origin, Sex


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A database with three people, set as the settings' own."""
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.chdir(tmp_path)
    opened = open_store(f"sqlite:///{tmp_path}/store.db")
    with opened.unit(tenant="viborg", actor="test") as unit:
        for person in ("p1", "p2", "p3"):
            unit.put(Participant(id=person))
    yield opened
    opened.close()


@pytest.fixture
def run(store):
    """Runs an audit command with a key of a role."""

    def typed(*words, role="admin", employer=None):
        secret = new_secret()
        store.create_api_key(tenant="viborg", role=role, label="", key_hash=hash_of(secret), employer_id=employer)
        done = CliRunner().invoke(app, ["audit", *map(str, words), "--key", secret], catch_exceptions=False)
        return done.exit_code, " ".join(done.output.split())

    return typed


@pytest.fixture
def file(tmp_path):
    """Writes a CSV as the Danish Excel does."""

    def write(*lines, head="deltager;aldersgruppe;køn;område"):
        path = tmp_path / "grupper.csv"
        path.write_text("\r\n".join((head, *lines)), encoding="cp1252")
        return path

    return write


def kept(store):
    with store.reader("viborg") as reader:
        return dict(reader.protected_groups())


def test_a_file_is_shown_first_and_kept_with_apply(run, store, file):
    path = file("p1;30–49 år;Kvinde;Mellemøsten og Nordafrika", "p2;under 30;m;østeuropa", "p3;;;")
    code, line = run("import", path)
    assert (code, "2 nye, 0 ændres, 1 uændrede. Intet er gemt endnu" in line) == (0, True), line
    assert kept(store) == {}
    assert run("import", path, "--apply")[0] == 0
    assert kept(store) == {
        "p1": Groups(AgeBand.FROM_30_TO_49, Sex.WOMAN, Origin.MIDDLE_EAST),
        "p2": Groups(AgeBand.UNDER_30, Sex.MAN, Origin.EUROPE_EAST),
    }
    with store.reader("viborg") as reader:
        assert [[one.purpose for one in reader.accesses(person)] for person in ("p1", "p3")] == [["groups_kept"], []]
    assert "0 nye, 0 ændrede. 3 var uændrede" in run("import", path, "--apply")[1]


def test_an_empty_cell_leaves_a_value_and_fjern_removes_it(run, store, file):
    run("import", file("p1;50+;kvinde;asien", "p2;50+;;"), "--apply")
    assert run("import", file("p1;fjern;;Afrika syd for Sahara", "p2;fjern;;"), "--apply")[0] == 0
    assert kept(store) == {"p1": Groups(None, Sex.WOMAN, Origin.AFRICA)}


def test_somebody_may_have_their_groups_removed(run, store, file):
    run("import", file("p1;50+;kvinde;asien"), "--apply")
    assert run("remove", "p1") == (0, "Grupperne for p1 er fjernet.")
    assert run("remove", "p1")[0] == 1
    assert kept(store) == {}
    with store.reader("viborg") as reader:
        assert [one.purpose for one in reader.accesses("p1")] == ["groups_kept", "groups_removed"]


@pytest.mark.parametrize(
    ("line", "row", "sentence"),
    [
        (
            "p2;1987-03-02;;",
            3,
            "»1987-03-02« er ingen aldersgruppe. Skriv gruppen, ikke alder eller fødselsdato: under 30",
        ),
        ("p2;39;;", 3, "»39« er ingen aldersgruppe"),
        ("p2;;;Syrien", 3, "»Syrien« er intet område. Skriv området, ikke landet: Danmark, Vesteuropa"),
        ("p2;;pige;", 3, "»pige« kendes ikke. Skriv en af: kvinde, mand, andet køn"),
        ("p9;;k;", 3, "ingen deltager med id »p9«"),
        (";;k;", 3, "der mangler et id"),
        ("p1;;k;", 3, "»p1« står også i linje 2"),
        ("010185-1234;;k;", 3, "ligner et CPR-nummer"),
        ("p2;0101851234;;", 3, "ligner et CPR-nummer"),
    ],
)
def test_one_fault_and_nothing_of_the_file_is_kept(run, store, file, line, row, sentence):
    code, told = run("import", file("p1;;m;", line), "--apply")
    assert (code, f"Linje {row}: " in told, sentence in told) == (1, True, True), told
    assert "Intet er gemt" in told
    assert "0101" not in told
    assert kept(store) == {}


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("deltager;køn;fødselsdato", "Kolonnen »fødselsdato« hører ikke til her"),
        ("deltager;køn;køn", "Kolonnen »køn« står der to gange"),
        ("deltager;sex;gender", "»gender« hører ikke"),
        ("aldersgruppe;køn", "overskrifterne deltager og mindst én"),
        ("deltager", "overskrifterne deltager og mindst én"),
    ],
)
def test_other_columns_are_refused_before_any_row_is_read(run, store, file, head, sentence):
    code, told = run("import", file("p1;m;m", head=head), "--apply")
    assert (code, sentence in told) == (1, True), told
    assert kept(store) == {}


def test_excel_and_english_headings_are_read_and_a_formula_is_not(run, store, tmp_path):
    book = Workbook()
    for row in (("participant", "age band", "sex", "region"), ("p1", "30_to_49", "woman", "Western Europe")):
        book.active.append(row)
    book.save(tmp_path / "groups.xlsx")
    assert run("import", tmp_path / "groups.xlsx", "--apply")[0] == 0
    assert kept(store) == {"p1": Groups(AgeBand.FROM_30_TO_49, Sex.WOMAN, Origin.EUROPE_WEST)}
    book.active.append(("p2", '="50_up"', None, None))
    book.save(tmp_path / "groups.xlsx")
    assert "indeholder en formel" in run("import", tmp_path / "groups.xlsx")[1]


def test_only_an_admin_of_the_whole_tenant_and_only_a_table(run, file, tmp_path):
    for who in ({"role": "consultant"}, {"role": "data_analyst"}, {"role": "auditor"}, {"employer": "e1"}):
        code, told = run("import", file("p1;;m;"), "--apply", **who)
        assert (code, "Kun en administrator" in told) == (1, True), told
        assert run("remove", "p1", **who)[0] == 1
    (tmp_path / "x.jsonl").write_text('{"id": "p1"}\n', encoding="utf-8")
    assert "hverken CSV eller XLSX" in run("import", tmp_path / "x.jsonl")[1]
    assert "findes ikke" in run("import", tmp_path / "nope.csv")[1]


def test_json_tells_counts_and_every_fault_and_no_groups(run, file):
    told = json.loads(run("import", file("p1;;m;"), "--json")[1])
    assert told == {"new": 1, "changed": 0, "unchanged": 0, "applied": False, "faults": []}
    told = json.loads(run("import", file("p1;;x;", "p2;x;;"), "--json")[1])
    assert [(fault["row"], fault["code"]) for fault in told["faults"]] == [(2, "sex"), (3, "age_band")]
