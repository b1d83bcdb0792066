"""What to ask next: met, not met, and above all unknown, with what an answer would be worth."""

from matching.asking.jobs import AskNextJob, JobOutcome, JobWorth, answered_job, ask_next_vacancy
from matching.asking.overlap import LENGTH, list_change
from matching.asking.people import AskNext, Outcome, Worth, answered, ask_next
from matching.asking.question import Answer, Question

__all__ = [
    "LENGTH",
    "Answer",
    "AskNext",
    "AskNextJob",
    "JobOutcome",
    "JobWorth",
    "Outcome",
    "Question",
    "Worth",
    "answered",
    "answered_job",
    "ask_next",
    "ask_next_vacancy",
    "list_change",
]
