"""What a visitor is depositing: the file, what he answered, and what was read of it so far."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import streamlit as st

from data.intake import Context, Question, Reading, check, context
from pages.parts.reading import catalogue, store

FILE_NUMBER = "deposit-file-number"
READ = "deposit-reading"
ASKED = "deposit-questions"


def uploader_key() -> str:
    """A key that changes once a file is dealt with, which empties the widget."""
    return f"deposit-file-{st.session_state.get(FILE_NUMBER, 0)}"


def forget_file() -> None:
    """Empty the uploader and all that was read of its file."""
    st.session_state[FILE_NUMBER] = st.session_state.get(FILE_NUMBER, 0) + 1
    for name in (READ, ASKED):
        st.session_state.pop(name, None)


def surroundings() -> Context:
    """What the intake knows now of the city and of the store."""
    return context(catalogue().codebook, store())


def read_file(
    content: bytes, filename: str, known: Context, defaults: Mapping[str, str], sheet: str | None
) -> Reading:
    """The reading of this file with the answers given so far, made again only when one of them changes."""
    digest = hashlib.sha256(content).hexdigest()
    answers = frozenset(identifier for identifier in questions(digest) if is_answered(digest, identifier))
    made_from = (
        digest,
        filename,
        answers,
        sheet,
        tuple(sorted(defaults.items())),
        tuple(store().versions().items()),
    )
    held = st.session_state.get(READ)
    if held is None or held[0] != made_from:
        reading = check(content, filename, known, sheet=sheet, answers=answers, defaults=defaults)
        questions(digest).update({question.id: question for question in reading.questions})
        st.session_state[READ] = held = (made_from, reading)
    return held[1]


def questions(digest: str) -> dict[str, Question]:
    """Every question asked so far about these bytes, by identifier."""
    asked = st.session_state.setdefault(ASKED, {})
    return asked.setdefault(digest, {})


def answer_key(digest: str, identifier: str) -> str:
    return f"deposit-answer-{digest[:12]}-{identifier}"


def is_answered(digest: str, identifier: str) -> bool:
    return bool(st.session_state.get(answer_key(digest, identifier)))
