"""The intake: a file checked as a whole, the difference it would make, and its deposit."""

from data.intake.acceptance import NotAcceptable, Receipt, commit, difference
from data.intake.checking import STEPS, check
from data.intake.reading import Question, Reading
from data.intake.surroundings import Context, context

__all__ = [
    "STEPS",
    "Context",
    "NotAcceptable",
    "Question",
    "Reading",
    "Receipt",
    "check",
    "commit",
    "context",
    "difference",
]
