"""What a visitor is depositing: the file, what he said of it, what he answered, and what was read so far."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.intake import STEPS, Context, Question, Reading, check, context
from data.intake.questions import about_columns
from pages.parts.identity import visitor
from pages.parts.sources import catalogue, store

FILE_NUMBER = "deposit-file-number"
READ = "deposit-reading"
ASKED = "deposit-questions"
SAID = "deposit-said"
STEMS = "deposit-stems"
# Below this size a file is read before anybody could follow its progress.
WORTH_A_PROGRESS_BAR = 500_000


@dataclass(frozen=True)
class Sending:
    """A file dropped on the page, and whom its visitor deposits for."""

    content: bytes
    filename: str
    author: str | None
    structure: str | None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def uploader_key() -> str:
    """A key that changes once a file is dealt with, which empties the widget."""
    return f"deposit-file-{st.session_state.get(FILE_NUMBER, 0)}"


def forget_file() -> None:
    """Empty the uploader and all that was read of its file."""
    st.session_state[FILE_NUMBER] = st.session_state.get(FILE_NUMBER, 0) + 1
    for name in (READ, ASKED, SAID, STEMS):
        st.session_state.pop(name, None)


def surroundings() -> Context:
    """What the intake knows now of the city and of the store."""
    return context(catalogue().codebook, store())


def depositors(known: Context) -> dict[str, str]:
    """The structures that this visitor deposits for: label to code."""
    own = visitor().structures
    return {entry.label: code for code, entry in known.structures.items() if own is None or code in own}


def said(digest: str) -> dict[str, Any]:
    """What the visitor said of these bytes: `table`, `sheet`, `mapping`, `codes`, `given`."""
    known = st.session_state.setdefault(SAID, {})
    return known.setdefault(digest, {"table": None, "sheet": None, "mapping": {}, "codes": {}, "given": {}})


def _take_up(sending: Sending) -> None:
    """A corrected file takes up what was said of the one it corrects: its name begins in the same way."""
    known, stems = st.session_state.setdefault(SAID, {}), st.session_state.setdefault(STEMS, {})
    stem = PurePath(sending.filename).stem
    corrected = [digest for digest, begun in stems.items() if stem.startswith(begun) and digest in known]
    if sending.digest not in known and corrected:
        known[sending.digest] = deepcopy(known[corrected[-1]]) | {"sheet": None}
    stems[sending.digest] = stem


def say(digest: str, **more: Any) -> None:
    """Add to what was said, and forget the questions that this may have settled."""
    known = said(digest)
    for name, value in more.items():
        known[name] = _merged(known[name], value)
    asked = questions(digest)
    for identifier in [identifier for identifier in asked if not answers_to(digest, asked[identifier])]:
        del asked[identifier]


def _merged(before: Any, more: Any) -> Any:
    if not isinstance(more, Mapping):
        return more
    return {**before, **{name: _merged(before.get(name, {}), value) for name, value in more.items()}}


def choose_sheet(digest: str, reading: Reading) -> None:
    """Let the visitor take another sheet of his workbook."""
    if len(reading.sheets) < 2:
        return
    names = list(reading.sheets)
    held = names.index(reading.sheet) if reading.sheet in names else None
    chosen = st.selectbox("Feuille à lire", names, index=held, key=f"deposit-sheet-{digest[:12]}")
    if chosen is not None and chosen != reading.sheet:
        say(digest, sheet=chosen)
        st.rerun()


def read_file(sending: Sending, known: Context) -> Reading:
    """The reading of this file as things stand, made again only when something was said or answered."""
    digest = sending.digest
    _take_up(sending)
    answers = frozenset(
        answer for question in questions(digest).values() for answer in answers_to(digest, question)
    )
    stands = json.dumps(said(digest), sort_keys=True)
    made_from = (digest, sending.filename, sending.author, answers, stands, tuple(store().versions().items()))
    held = st.session_state.get(READ)
    if held is None or held[0] != made_from:
        reading = _check(sending, known, answers)
        _note_questions(digest, reading, sending.author)
        st.session_state[READ] = held = (made_from, reading)
    return held[1]


def questions(digest: str) -> dict[str, Question]:
    """The questions asked about these bytes, but for those that the screen of columns asks."""
    asked = st.session_state.setdefault(ASKED, {})
    return asked.setdefault(digest, {})


def answer_key(digest: str, identifier: str) -> str:
    return f"deposit-answer-{digest[:12]}-{identifier}"


def answers_to(digest: str, question: Question) -> tuple[str, ...]:
    """The identifier answered to a question; nothing while it is not."""
    value = st.session_state.get(answer_key(digest, question.id))
    if question.choices:
        return tuple(choice.id for choice in question.choices if choice.label == value)
    return (question.id,) if value else ()


def _note_questions(digest: str, reading: Reading, author: str | None) -> None:
    """Keep the questions on screen; those that the same sender always answers yes are ticked in advance."""
    agreed = store().memory(author).agreed.get(str(reading.table), frozenset()) if author else frozenset()
    for question in reading.questions:
        if not about_columns(question):
            questions(digest).setdefault(question.id, question)
            if question.id in agreed:
                st.session_state.setdefault(answer_key(digest, question.id), True)


def _check(sending: Sending, known: Context, answers: frozenset[str]) -> Reading:
    spoken = said(sending.digest)
    constant = {"structure": sending.structure} if sending.structure else {}
    with _followed(sending) as show:
        return check(
            sending.content,
            sending.filename,
            known,
            table=spoken["table"],
            sheet=spoken["sheet"],
            mapping=spoken["mapping"],
            answers=answers,
            defaults=constant | spoken["given"],
            codes=spoken["codes"],
            memory=store().memory(sending.author) if sending.author else None,
            progress=show,
        )


@contextmanager
def _followed(sending: Sending) -> Iterator[Callable[[str], None]]:
    """What shows each step of the reading while it lasts: a bar for a large file, a word for another."""
    if len(sending.content) <= WORTH_A_PROGRESS_BAR:
        with st.spinner(f"{STEPS[0]}…"):
            yield lambda step: None
        return
    bar = st.progress(0.0, f"{STEPS[0]}…")
    yield lambda step: _advance(bar, step)
    bar.empty()


def _advance(bar: DeltaGenerator, step: str) -> None:
    bar.progress(STEPS.index(step) / len(STEPS), f"{step}…")
