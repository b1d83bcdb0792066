"""What a text says of a person beside what stands in the profile, and what somebody decides about it.

A reading proposes; a person takes, corrects or declines. What a person said stays: a later reading that says otherwise
is shown beside it and changes nothing, and what was declined is not proposed as new again. Both are kept in the record
(``provenance`` with ``confirmed``, ``declined``), so they share its version, its log and its deletion.
"""

from features.decisions.corrected import corrected_by_hand, without_declined
from features.decisions.deciding import Answer, Decision, decided
from features.decisions.keys import item_of, key_of, only_read, said_by_person
from features.decisions.statements import State, Statement, statements

__all__ = [
    "Answer",
    "Decision",
    "State",
    "Statement",
    "corrected_by_hand",
    "decided",
    "item_of",
    "key_of",
    "only_read",
    "said_by_person",
    "statements",
    "without_declined",
]
