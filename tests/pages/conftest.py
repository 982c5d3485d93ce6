"""Pages run as a visitor runs them: through dashboard.py, on a small store, on a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.parts import sources
from tests.pages.small_store import TODAY, small_store

PROJECT = Path(__file__).parents[2]
Visit = Callable[..., AppTest]


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small")
    small_store(root)
    return root


@pytest.fixture(autouse=True)
def _same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today never changes."""
    monkeypatch.setattr(sources, "today", lambda: TODAY)


@pytest.fixture
def forget() -> Iterator[None]:
    """Nothing that an earlier test read remains, nor for the next one."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def visit(small_root: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open a page of the small city: `visit("indicator", indicateur="ACC-03")`."""
    monkeypatch.setenv("CASTELLUM_STORE", str(small_root))
    return open_page


@pytest.fixture
def visit_empty() -> Visit:
    """Open a page of a city without any deposit."""
    return open_page


def open_page(page: str = "overview", **parameters: str) -> AppTest:
    """The page after one run; `page` is the name of a file of pages/officials."""
    visit = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    visit.run()
    for name, value in parameters.items():
        visit.query_params[name] = value
    return visit.switch_page(f"pages/officials/{page}.py").run()
