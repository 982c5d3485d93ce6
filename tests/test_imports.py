"""The import rules of pyproject.toml hold, and they do refuse what they should."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("data", "analysis", "pages")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def ruff(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("ruff")), "check", "--no-cache", "--select", "TID251"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The rules, and the three packages with nothing in them."""
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    shutil.copy(PROJECT / "pages" / "ruff.toml", tmp_path / "pages")
    return tmp_path


def test_les_imports_de_la_maison_vont_dans_un_seul_sens() -> None:
    linted = lint_imports(PROJECT)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("data/store.py", "import analysis.compute"),
        ("data/store.py", "import pages.parts"),
        ("analysis/compute.py", "from pages import parts"),
        ("analysis/compute.py", "import streamlit"),
        ("analysis/charts.py", "import streamlit as st"),
        ("data/indirect.py", "import analysis.indirect"),
    ],
)
def test_un_import_a_contresens_est_refuse(house: Path, module: str, line: str) -> None:
    for existing in ("analysis/compute.py", "analysis/indirect.py", "pages/parts.py"):
        (house / existing).touch()
    assert lint_imports(house).returncode == 0
    (house / module).write_text(f"{line}\n")
    linted = lint_imports(house)
    assert linted.returncode == 1, linted.stdout + linted.stderr
    assert "BROKEN" in linted.stdout


@pytest.mark.parametrize(
    ("module", "line", "allowed"),
    [
        ("analysis/compute.py", "import plotly.graph_objects", False),
        ("analysis/charts.py", "import plotly.graph_objects", True),
        ("data/store.py", "import streamlit", False),
        ("pages/parts.py", "import streamlit", True),
        ("pages/parts.py", "import plotly.graph_objects", False),
        ("dashboard.py", "import streamlit", True),
    ],
)
def test_streamlit_et_plotly_restent_a_leur_place(house: Path, module: str, line: str, allowed: bool) -> None:
    (house / module).write_text(f"{line}\n")
    assert (ruff(house).returncode == 0) == allowed


def test_rien_n_appelle_une_adresse_du_reseau() -> None:
    """No address that comes from a visitor or a file can be called: the product has no client to do it."""
    sources = [
        PROJECT / "dashboard.py",
        *(path for one in PACKAGES for path in (PROJECT / one).rglob("*.py")),
    ]
    imported = {
        name
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in names_imported(node)
    }
    assert "pandas" in imported
    clients = ("requests", "httpx", "aiohttp", "urllib.request", "urllib3", "http.client", "socket", "ftplib")
    assert not [name for name in imported if name.startswith(clients)]


def names_imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []
