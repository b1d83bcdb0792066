"""The house: imports run one way, and SQL, MLflow, FAISS, the environment and user sentences each have one home."""

import ast
import re
from pathlib import Path

import pytest

import features
import matching
import service
import training

ROOT = Path(__file__).parent.parent
LINE = ("features", "matching", "training", "service")
FILES = [path for package in LINE for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path):
    """Every module name a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path):
    package = path.relative_to(ROOT).parts[0]
    later = LINE[LINE.index(package) + 1 :]
    wrong = [name for name in imported(path) if name.split(".")[0] in later]
    assert not wrong, f"{path}: {package} may only import from {LINE[: LINE.index(package) + 1]}, not {wrong}"


HOMES = {
    "sqlalchemy": ("service/store/", "service/migrations/"),
    "alembic": ("service/store/", "service/migrations/"),
    "sqlite3": ("service/store/",),
    "psycopg": ("service/store/",),
    "mlflow": ("training/registry.py", "training/served.py"),
    "faiss": ("matching/index/vectors.py",),
    "pydantic_settings": ("service/settings.py",),
    "fastapi": ("service/",),
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_heavy_thing_has_one_home(path):
    name = str(path.relative_to(ROOT))
    for module in imported(path):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or name.startswith(homes), f"{name} imports {module}; its home is {homes}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_environment_is_read_in_settings_only(path):
    text = path.read_text(encoding="utf-8")
    name = str(path.relative_to(ROOT))
    read = re.search(r"os\.environ|os\.getenv|getenv\(", text)
    assert read is None or name == "service/settings.py", f"{name} reads the environment; pass settings in"


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.relative_to(ROOT).parts[0] in ("matching", "service")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_user_sentences_live_in_texts(path):
    """A string with Danish letters and four words or more is a sentence that somebody will read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.body[0].value) for node in ast.walk(tree) if hasattr(node, "body") and _starts_with_string(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            sentence = re.search(r"[æøåÆØÅ]", node.value) and len(node.value.split()) >= 4
            assert not sentence, f"{path}:{node.lineno}: {node.value!r} belongs in service/texts"


def _starts_with_string(node):
    body = node.body if isinstance(node.body, list) else []
    first = body[0] if body else None
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)


def test_the_imported_packages_are_ours():
    """PyPI holds other packages called matching, features and service."""
    for package in (features, matching, training, service):
        assert Path(package.__file__).parent.parent == ROOT


def test_nothing_heavy_is_imported_with_the_service():
    """torch, mlflow and sentence_transformers take seconds: they are imported where they are used."""
    import subprocess
    import sys

    heavy = ("torch", "mlflow", "sentence_transformers")
    code = f"import sys, service.app, service.cli; print([name for name in {heavy} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_no_pickle_anywhere():
    for path in FILES:
        wrong = {"pickle", "joblib", "dill", "cloudpickle"} & {name.split(".")[0] for name in imported(path)}
        assert not wrong, f"{path} imports {wrong}: models and caches are plain files"
