"""Accounts on the command line."""

import json

import pytest
from typer.testing import CliRunner

from features.profiles import Employer
from service import passwords
from service.cli import app
from service.store import open_store


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command on a database of its own; ``run.store()`` opens it."""
    url = f"sqlite:///{tmp_path}/cli.db"
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", url)

    def command(*words, **options):
        return CliRunner().invoke(app, list(words), **options)

    command.store = lambda: open_store(url)
    return command


def test_an_account_is_made_listed_and_revoked_and_its_password_is_shown_once(run):
    made = run("account", "create", "Kirsten", "--name", "Kirsten K")
    assert made.exit_code == 0, made.output
    password = made.stdout.strip()
    account, kept = run.store().account_with_login("kirsten")
    assert passwords.fits(password, kept)
    assert "konsulent" in made.stderr
    listed = run("account", "list", "--json")
    assert password not in listed.stdout
    (row,) = json.loads(listed.stdout)
    assert (row["login"], row["role"], row["revoked_at"]) == ("kirsten", "consultant", "")
    assert run("account", "revoke", account.id).exit_code == 0
    assert run.store().account_with_login("kirsten") is None
    again = run("account", "revoke", account.id)
    assert again.exit_code == 1
    assert "account list" in again.stderr


def test_a_password_may_be_chosen_and_is_then_not_shown(run):
    made = run("account", "create", "kirsten", "--name", "K", "--ask", input="fire små ord herfra\n")
    assert made.exit_code == 0, made.output
    assert made.stdout.strip() == ""
    assert passwords.fits("fire små ord herfra", run.store().account_with_login("kirsten")[1])


def test_a_recruiter_belongs_to_an_employer_that_is_there(run):
    recruiter = ("account", "create", "viggo", "--name", "V", "--role", "recruiter")
    assert "--employer" in run(*recruiter).stderr
    with run.store().unit(tenant="viborg", actor="test") as unit:
        unit.put(Employer(id="e1", name="Bageren"))
    assert run(*recruiter, "--employer", "e9").exit_code == 2
    assert run(*recruiter, "--employer", "e1").exit_code == 0
    assert "taget" in run(*recruiter, "--employer", "e1").stderr
    listed = json.loads(run("account", "list", "--json").stdout)
    assert [(row["login"], row["employer_id"]) for row in listed] == [("viggo", "e1")]
    assert run("account", "list").exit_code == 0
