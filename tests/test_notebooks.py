"""Notebooks ask one question each, hold no outputs, and use snapshots and public functions only.

They are run by `make test` with nbmake.
"""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code(book):
    cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_they_are_numbered_without_a_gap():
    assert [book.name[:2] for book in BOOKS] == [f"{number:02d}" for number in range(1, len(BOOKS) + 1)]
    assert len(BOOKS) >= 5


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_no_output_is_kept(book):
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code(book))


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_the_title_is_a_question(book):
    first = "".join(json.loads(book.read_text(encoding="utf-8"))["cells"][0]["source"])
    assert re.match(r"# \d\. .*\?\n", first)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_nothing_of_the_service_and_nothing_private_is_used(book):
    for cell in code(book):
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            assert not any(part.split(".")[0] in ("service", "sqlalchemy", "mlflow") for part in (module, *names))
            assert not any(name.startswith("_") and name != "__future__" for name in names)
