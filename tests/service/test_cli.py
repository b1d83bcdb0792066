"""The commands as a person runs them: what they print, what they end with, and that bad input is never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from service.cli import app

COMMANDS = {
    "demo", "serve", "import", "export", "rank", "why-not", "migrate", "doctor", "key", "train-encoder",
    "evaluate-encoder", "link", "check-advert", "follow-ups", "counter", "carve",
}  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command in an empty folder with a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", f"sqlite:///{tmp_path}/var/test.db")
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()

    def go(*words, code=0, answers=None):
        result = runner.invoke(app, [str(word) for word in words], input=answers)
        assert code is None or result.exit_code == code, result.output + repr(result.exception)
        return result

    return go


def write(name, *records):
    path = Path(name)
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in records), encoding="utf-8")
    return path


JOB = {
    "id": "v1",
    "title": "Rengøringsassistent",
    "text": "Rengøring, 10 timer om ugen.",
    "employer": "Ren ApS",
    "city": "Viborg",
}
FLEX = {"id": "v2", "title": "Kok", "terms": "fleksjob", "employer": "Ren ApS"}
PERSON = {"id": "p1", "home": "8800 Viborg", "transport": "bus 40", "hours_max": 15, "wishes": "rengøring"}


def test_the_help_is_danish_and_names_every_command():
    shown = subprocess.run(
        [sys.executable, "-c", "from service.cli import main; main()", "--help"], capture_output=True, check=True
    )
    assert set(shown.stdout.decode().split()) >= COMMANDS


def test_nothing_heavy_is_imported_before_a_command_runs():
    heavy = ("numpy", "pydantic", "sqlalchemy", "fastapi", "openpyxl", "torch", "scipy")
    code = f"import sys, service.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_rank_from_files(run):
    result = run("rank", "--participants", write("P.jsonl", PERSON), "--vacancies", write("V.jsonl", JOB, FLEX),
                 "--k", 3, "--out", "ud.csv", "--explain-excluded", "ikke.csv", "--today", "2026-11-22")  # fmt: skip
    assert Path("ud.csv").read_text(encoding="utf-8").splitlines()[1].startswith("p1,v1,1,")
    assert "p1,v2,terms,Fleksjob er ikke ordinære vilkår." in Path("ikke.csv").read_text(encoding="utf-8")
    assert "Forslag: 1. Deltagere: 1. Stillinger: 1." in result.stderr


def test_rank_as_json_for_a_program_in_english(run):
    result = run("rank", "--participants", write("P.jsonl", PERSON), "--vacancies", write("V.jsonl", JOB), "--json",
                 "--language", "en")  # fmt: skip
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["vacancy_id"] == "v1"


def test_rank_without_a_place_for_the_answer_or_with_a_file_that_is_not_there(run):
    write("V.jsonl", JOB)
    told = run("rank", "--participants", "P.jsonl", "--vacancies", "V.jsonl", code=2).stderr
    assert "Skriv, hvor forslagene skal hen" in told
    told = run("rank", "--participants", "P.jsonl", "--vacancies", "V.jsonl", "--out", "ud.csv", code=2).stderr
    assert "Filen P.jsonl findes ikke." in told
    assert "Traceback" not in told


def test_rank_ends_badly_only_when_nobody_could_be_ranked(run):
    with_cpr = {"id": "p0", "text": "010190-1234"}
    files = ("rank", "--participants", "P.jsonl", "--vacancies", write("V.jsonl", JOB), "--out", "ud.csv")
    write("P.jsonl", with_cpr)
    told = run(*files, code=1).stderr
    assert "P.jsonl, linje 1 (id p0)" in told
    assert "Forslag: 0. Deltagere: 0." in told
    write("P.jsonl", with_cpr, PERSON)
    assert "Forslag: 1. Deltagere: 1." in run(*files, code=0).stderr


def test_expired_adverts_are_told_with_the_way_out(run):
    old = write("V.jsonl", {**JOB, "valid_until": "2021-07-01"})
    people = write("P.jsonl", PERSON)
    files = ("rank", "--participants", people, "--vacancies", old, "--out", "ud.csv")
    assert "1 af 1 stillinger var udløbet" in run(*files).stderr
    assert len(Path("ud.csv").read_text(encoding="utf-8").splitlines()) == 2
    assert "1 af 1 stillinger er udløbet" in run(*files, "--today", "2026-11-22").stderr
    assert len(Path("ud.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_import_shows_first_and_stores_with_apply(run):
    path = write("V.jsonl", JOB, FLEX, {**JOB, "id": "v3", "hours_min": 99})
    first = run("import", path)
    assert "Intet er gemt endnu. Kør igen med --apply for at gemme." in first.stderr
    assert "1 × fleksjob: Fleksjob er ikke ordinære vilkår." in first.stderr
    assert "V.jsonl, linje 3 (id v3): Timer mindst: 99 er for meget. Det højeste er 48." in first.stderr
    assert json.loads(Path("V-fejl.jsonl").read_text(encoding="utf-8"))["fejl"].startswith("Timer mindst")
    assert "Gemt: 1 nye, 0 ændrede. 0 var uændrede." in run("import", path, "--apply").stderr
    again = json.loads(run("import", path, "--apply", "--json").stdout)
    assert (again["new"], again["changed"], again["unchanged"], again["refused"]) == (0, 0, 1, {"fleksjob": 1})


def test_import_gives_a_template(run):
    assert "Skabelonen ligger i stillinger.xlsx." in run("import", "--template", "stillinger.xlsx").stderr
    assert openpyxl.load_workbook("stillinger.xlsx").active["A2"].value == "EKSEMPEL"
    assert "Skriv, hvad skabelonen skal være til" in run("import", "--template", "ark.xlsx", code=2).stderr
    run("import", "--template", "ark.csv", "--kind", "employers")


def test_import_without_a_file_or_with_one_that_cannot_be_used(run):
    assert "Skriv, hvilken fil der skal indlæses" in run("import", code=2).stderr
    Path("tom.csv").touch()
    assert "Filen tom.csv er tom." in run("import", "tom.csv", code=2).stderr


def test_export_of_companies_needs_no_key_and_of_people_a_consultants(run):
    run("import", write("V.jsonl", JOB), "--apply")
    run("import", write("P.jsonl", PERSON), "--apply")
    assert "1 stillinger skrevet til ud.csv." in run("export", "vacancies", "--out", "ud.csv").stderr
    assert "Nøglen gælder ikke." in run("export", "participants", "--out", "p.csv", "--key", "forkert", code=1).stderr
    secret = json.loads(run("key", "create", "--role", "recruiter", "--json").stdout)["secret"]
    told = run("export", "participants", "--out", "p.csv", "--key", secret, code=1).stderr
    assert "Oplysninger om deltagere gives kun til en konsulent." in told
    secret = json.loads(run("key", "create", "--json").stdout)["secret"]
    run("export", "participants", "--out", "p.csv", answers=secret + "\n")
    assert "p1" in Path("p.csv").read_text(encoding="utf-8-sig")
    assert "»løn« kan ikke eksporteres." in run("export", "løn", "--out", "x.csv", code=2).stderr


def test_why_not_names_the_rule_and_who_can_change_it(run):
    run("import", write("V.jsonl", {**JOB, "hours_min": 30, "hours_max": 37}), "--apply")
    run("import", write("P.jsonl", PERSON), "--apply")
    result = run("why-not", "p1", "v1")
    assert "Rengøringsassistent må ikke stå på listen for p1:" in result.stderr
    assert "Jobbet er på mindst 30 timer om ugen" in result.stdout
    found = json.loads(run("why-not", "p1", "v1", "--json").stdout)
    assert found["feasible"] is False
    assert found["findings"][0]["rule"] == "hours"
    assert found["notes"] == []  # thirty hours: a contract surprises nobody
    run("import", write("W.jsonl", {**JOB, "id": "w", "hours_min": 5, "hours_max": 6}), "--apply")
    assert "§ Over 3 timer om ugen i gennemsnit: loven kræver en skriftlig kontrakt" in run("why-not", "p1", "w").stdout
    assert "Der er ingen deltager med id p9." in run("why-not", "p9", "v1", code=1).stderr
    assert "Der er ingen stilling med id v9." in run("why-not", "p1", "v9", code=1).stderr


def test_keys_are_made_listed_and_revoked(run):
    made = run("key", "create", "--role", "auditor", "--label", "tilsyn")
    assert made.stdout.startswith("ct_")
    (key,) = json.loads(run("key", "list", "--json").stdout)
    assert (key["role"], key["label"], key["revoked_at"]) == ("auditor", "tilsyn", "")
    assert "er spærret" in run("key", "revoke", key["id"]).stderr
    assert "Der er ingen gyldig nøgle" in run("key", "revoke", key["id"], code=1).stderr
    assert "Rollen »chef« findes ikke." in run("key", "create", "--role", "chef", code=2).stderr
    assert "tilsyn" in run("key", "list").stdout


def test_migrate_and_doctor(run):
    checks = {item["name"]: item for item in json.loads(run("doctor", "--json", code=1).stdout)}
    assert checks["Database"]["cure"].startswith("Kør companytrack migrate")
    assert not Path("var").exists()
    assert "Databasen er i den nyeste form." in run("migrate").stderr
    checks = {item["name"]: item["ok"] for item in json.loads(run("doctor", "--json", code=None).stdout)}
    assert checks["Database"]
    assert checks["Python"]


def test_a_database_that_cannot_be_used_is_a_sentence(run, monkeypatch):
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", "mysql://her/ingenting")
    assert "Databasen kan ikke bruges: mysql" in run("migrate", code=2).stderr


def test_link_names_occupations(run):
    found = json.loads(run("link", "rengøringsassistent", "--k", 1, "--json").stdout)
    assert found[0]["disco08"] == "9112"
    assert "9112" in run("link", "rengøringsassistent").stdout


def test_the_demo_fills_ranks_and_the_second_time_finds_what_is_there(run):
    first = run("demo", "--today", "2026-11-22").stdout
    assert "syntetiske data, ingen rigtige mennesker" in first
    assert all(f"Forslag til syn-p-000{number} (opdigtet person)" in first for number in (1, 2, 3))
    assert "INGEN RIGTIGE OPSLAG" in first or "rigtige opslag fra Jobnet" in first
    second = run("demo", "--today", "2026-11-22").stdout
    assert "lå der i forvejen" in second
    assert first.split("Forslag til")[1:] == second.split("Forslag til")[1:]


def test_every_command_takes_only_known_languages(run):
    assert run("migrate", "--language", "fr", code=2)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A tiny sentence-transformers model saved on the spot."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", "rengøring", "kok", "bil"]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    folder = tmp_path_factory.mktemp("models") / "tiny"
    model = StaticEmbedding(tokenizer, embedding_weights=np.eye(len(words), 4, dtype=np.float32))
    SentenceTransformer(modules=[model]).save(str(folder))
    return folder


def test_any_model_is_measured_by_its_folder(run, tiny, tmp_path):
    found = run("evaluate-encoder", tiny, "--data", tmp_path, "--json")
    told = json.loads(found.stdout)
    assert 0 < told["da → described: MRR"] < 1
    assert told["MB"] > 0
    assert "MELO ER IKKE MÅLT" in found.stderr
    assert "MELO: MRR" not in told
    shown = run("evaluate-encoder", tiny, "--data", tmp_path).stdout
    assert "TF-IDF" in shown
    assert "da → described: MRR" in shown


@pytest.mark.parametrize("words", [("evaluate-encoder", "ingen/model"), ("link", "kok")])
def test_a_model_that_cannot_be_had_is_told_in_danish(run, monkeypatch, words):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("COMPANYTRACK_ENCODER", "ingen/model")
    told = run(*words, code=2).stderr
    assert "Tekstmodellen »ingen/model« kan ikke læses" in told
    assert "Skriv en mappe" in told


def test_the_encoder_of_the_settings_ranks_and_links(monkeypatch, tiny):
    from service.files import default_ranker

    monkeypatch.setenv("COMPANYTRACK_ENCODER", str(tiny))
    assert default_ranker().hybrid.name == str(tiny)
    monkeypatch.delenv("COMPANYTRACK_ENCODER")
    assert default_ranker().hybrid.name.startswith("companytrack-static")


def test_a_training_run_says_where_it_is_kept(run, monkeypatch):
    from training import encoder_sources

    texts = {"kb:a": ["malke køer", "køer og kalve"], "kb:b": ["klippe hår", "hår og saks"]}
    few = [encoder_sources.Example(text, group, "task") for group, found in texts.items() for text in found]
    monkeypatch.setattr(encoder_sources, "own_examples", lambda: list(few))
    made = run("train-encoder", "--out", "encoder")
    assert Path("encoder/vectors.npz").is_file()
    assert Path("mlruns/mlflow.db").is_file()
    assert json.loads(made.stdout)["run"] in made.stderr
    assert "mlruns" in made.stderr
