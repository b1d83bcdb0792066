"""Every command, setting, endpoint, rule and reason code is documented, and the pages made from code are current."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def read(name):
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_command_and_option_is_documented():
    import typer.main

    from service.cli import app

    page = read("commands.md")
    for name, command in typer.main.get_command(app).commands.items():
        for inner, leaf in getattr(command, "commands", {name: command}).items():
            full = name if inner == name else f"{name} {inner}"
            assert f"companytrack {full}" in page, f"docs/commands.md does not mention `companytrack {full}`"
            for param in leaf.params:
                flags = [flag for flag in param.opts if flag.startswith("--")]
                assert all(flag in page for flag in flags), f"docs/commands.md lacks {flags} of {full}"


def test_every_setting_is_documented():
    from service.settings import Settings

    page = read("settings.md")
    for name in Settings.model_fields:
        assert f"COMPANYTRACK_{name.upper()}" in page, f"docs/settings.md lacks {name}"


def test_every_endpoint_is_documented():
    import json

    page = read("api.md")
    paths = json.loads(read("openapi.json"))["paths"]
    for path, methods in paths.items():
        for method in methods:
            assert re.search(rf"{method.upper()}`?\s*\|?\s*`?{re.escape(path)}", page), (
                f"docs/api.md lacks {method} {path}"
            )


def test_the_page_of_rules_and_reasons_is_current():
    from service.texts.catalogue import page

    assert read("rules.md") == page(), "docs/rules.md is out of date: run `make docs`"


def test_every_rule_and_reason_code_has_a_sentence_in_both_languages():
    from features.vocabulary import RuleCode
    from matching.reasons import REASON_CODES
    from service.texts import LANGUAGES, texts

    for language in LANGUAGES:
        for code in REASON_CODES:
            assert f"reasons.{code}" in texts(language)
        for rule in RuleCode:
            assert f"vocabulary.RuleCode.{rule}" in texts(language)


def test_every_weight_of_the_model_stands_in_the_documentation():
    from matching.model import PRIOR

    page = read("matching.md")
    for name, weight in PRIOR.items():
        row = next((line for line in page.splitlines() if line.startswith(f"| `{name}` |")), None)
        assert row is not None, f"docs/matching.md lacks {name}"
        assert f"| {weight.weight:g} |" in row, f"docs/matching.md: {name} weighs {weight.weight:g}"


def test_every_rule_set_stands_in_the_documentation_with_its_source():
    from features.rule_sets import rule_sets

    page = read("thresholds.md")
    for one in (one for sets in rule_sets().values() for one in sets):
        row = next((line for line in page.splitlines() if line.startswith(f"| `{one.version}` |")), None)
        assert row is not None, f"docs/thresholds.md lacks {one.version}"
        assert one.source.link in row
        assert one.checked.isoformat() in row


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{path.name} links to {target}, which is not there"


def test_the_readme_names_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
