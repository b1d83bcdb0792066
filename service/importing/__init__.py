"""Files from outside: read (``read_file``), compared with what is stored (``plan``), stored (``apply``), given back.

batch = read_file(path)                        rows, each a record or its faults; the format is told from the content
todo = plan(batch, store, tenant, today)       dry run: new, changed, unchanged, refused, faulty
apply(todo, store, actor)                      one transaction
write_errors(errors_path(path, todo), todo)    the faulty rows in the input's format with a column »fejl«
"""

from service.importing.batch import KINDS, Batch, Kind, Row
from service.importing.limits import IMPORT, RANK, FileProblem, Limits
from service.importing.plan import Plan, apply, plan
from service.importing.reading import read_file, read_rows
from service.importing.report import errors_path, write_errors
from service.importing.sheets import template_kind, write_template

__all__ = [
    "IMPORT",
    "KINDS",
    "RANK",
    "Batch",
    "FileProblem",
    "Kind",
    "Limits",
    "Plan",
    "Row",
    "apply",
    "errors_path",
    "plan",
    "read_file",
    "read_rows",
    "template_kind",
    "write_errors",
    "write_template",
]
