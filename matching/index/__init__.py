"""Open vacancies as columns and vectors: rules first, then an exact product over what is left.

Rows are only ever appended. A changed vacancy is a new row and the old one is marked dead; when a quarter of the rows
is dead they are cleared away. A ``Snapshot`` therefore never changes while a request reads it, and needs no lock; and
because its arrays have room behind them (``growing``), adding a row copies none.

Answers of the rules are kept and only lengthened (``matching.kept``), so a request asks the rules about new rows
alone, and FAISS's inner products over the ids that are left. Approximate indexes lose recall exactly where filters
bite and save nothing (docs/speed.md).
"""

from matching.index.employers import employer_columns
from matching.index.open_vacancies import Index
from matching.index.snapshot import Snapshot
from matching.index.spelling import Spelling
from matching.index.vectors import FaissVectors, NumpyVectors, Vectors

__all__ = ["FaissVectors", "Index", "NumpyVectors", "Snapshot", "Spelling", "Vectors", "employer_columns"]
