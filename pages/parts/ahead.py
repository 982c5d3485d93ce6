"""What readers open most, worked out before anybody asks: at the start, after a deposit, on a new day.

One thread of the server does it, a piece at a time, and rests after each for as long as it took: readers come
first. Whoever asks for the piece being worked out waits for it and for nothing else. It ends with the server,
after the piece at hand and at most one more for each other audience.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Thread

from analysis.audience import Audience
from analysis.news import since_choices
from pages.parts import identity, reading, sources
from pages.parts.effect_reading import read_effect_links
from pages.parts.sources import Edition

BETWEEN_LOOKS = 2.0  # seconds
Piece = Callable[[], object]
Rest = Callable[[float], bool]  # seconds to rest; true once there is nothing more to work for


@contextmanager
def working_ahead() -> Iterator[None]:
    """The thread works within this context, and has ended after it."""
    stopped = Event()
    thread = Thread(target=_keep_up, args=(stopped.wait,), name="ahead", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def pieces(made_from: Edition) -> Iterator[Piece]:
    """What the pages of an edition read as they open, the most opened first."""
    usual_day, *other_days = since_choices(sources.today()).values()
    yield partial(reading.read_overview, made_from)
    yield partial(reading.read_news, made_from, usual_day)
    for axis in sources.catalogue().codebook.axes:
        yield partial(reading.read_axis, made_from, axis)
    for code in reading.indicator_choices(made_from):
        yield partial(_indicator, made_from, code)
    yield partial(reading.read_promises, made_from)
    yield partial(reading.read_directory, made_from)
    yield partial(reading.read_associations, made_from)
    yield partial(reading.read_concertation, made_from)
    yield partial(_districts, made_from)
    yield partial(reading.read_together, made_from, None, None)
    yield partial(reading.read_completeness, made_from)
    for day in other_days:
        yield partial(reading.read_news, made_from, day)


def _indicator(made_from: Edition, code: str) -> None:
    view = reading.read_indicator(made_from, code)
    read_effect_links(made_from, code)
    if view.is_context:
        reading.read_official(made_from, code, None)
    elif view.breakdowns:
        reading.read_breakdown(made_from, code, next(iter(view.breakdowns)), None)


def _districts(made_from: Edition) -> None:
    for code in list(reading.district_choices(made_from))[:1]:
        reading.read_districts(made_from, code)
        reading.read_district_map(made_from, code, None)


def _keep_up(rest: Rest) -> None:
    done: dict[Audience, Edition] = {}
    while True:
        look(done, rest)
        if rest(BETWEEN_LOOKS):
            return


def look(done: dict[Audience, Edition], rest: Rest) -> None:
    """Work through the editions that are not in `done` yet, and note them there."""
    for audience in identity.expected_audiences():
        # What fails here is told to readers, on the page that asks for it.
        with suppress(Exception):
            made_from = sources.edition(audience)
            if done.get(audience) != made_from:
                _work_through(made_from, audience, rest)
                done[audience] = made_from


def _work_through(made_from: Edition, audience: Audience, rest: Rest) -> None:
    """Every piece of an edition, for as long as it is the latest and the server runs."""
    for piece in pieces(made_from):
        if sources.edition(audience) != made_from:
            return
        start = time.monotonic()
        with suppress(Exception):
            piece()
        if rest(time.monotonic() - start):
            return
