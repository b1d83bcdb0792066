"""Settings: read from the environment once, frozen, each with a line in the documentation."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings
from service.store import open_store

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_environment_is_read_with_its_prefix(monkeypatch):
    monkeypatch.setenv("COMPANYTRACK_PORT", "9000")
    monkeypatch.setenv("COMPANYTRACK_ENCODER", "")
    monkeypatch.setenv("PORT", "1")
    settings = Settings()
    assert (settings.port, settings.encoder, settings.language) == (9000, None, "da")


def test_settings_are_frozen():
    with pytest.raises(ValidationError):
        Settings().port = 1


@pytest.mark.parametrize(
    ("name", "value"), [("LANGUAGE", "sv"), ("PORT", "70000"), ("JSON_LIMIT", "0"), ("TENANT", "")]
)
def test_a_setting_that_makes_no_sense_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(f"COMPANYTRACK_{name}", value or " ")
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name):
    assert f"`COMPANYTRACK_{name.upper()}`" in DOCS.read_text(encoding="utf-8")


def test_without_any_setting_the_database_is_a_file_below_the_present_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_store(Settings()).close()
    assert (tmp_path / "var" / "companytrack.db").is_file()
