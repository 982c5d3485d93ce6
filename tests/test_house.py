"""The house stays readable: small modules, short functions, exact names, documents that tell the truth."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PRODUCT = [PROJECT / "dashboard.py", *sorted(path for folder in ("data", "analysis", "pages", "bench")
           for path in (PROJECT / folder).rglob("*.py"))]  # fmt: skip
GENERATED = {".venv/", ".venv/bin/", "store/", "screenshots/"}
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "docs/exploitation.md",
    "docs/rgpd.md",
)

MODULE_LINES = 250
LONG_MODULES = {"data/schemas.py"}  # a list of columns, one table after the other
PAGE_LINES = 80
FUNCTION_LINES = 40
READABLE_LINES = 25
LONG_FUNCTIONS_ALLOWED = 0.02
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff", "shared"}

QUOTED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"\.?[\w-]+(?:/[\w.-]+)*/?")
KNOWN_ENDINGS = (".py", ".toml", ".md", ".txt", ".csv", ".json", ".geojson", ".png", "/")


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> list[tuple[str, int]]:
    """Every function of a module with its number of lines."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in nodes if isinstance(node, kinds)]
    return [(f"{name(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1) for node in found]


def paths_named(document: str) -> set[str]:
    """What a document quotes as a file or a folder of the project."""
    quoted = QUOTED.findall((PROJECT / document).read_text(encoding="utf-8"))
    return {text for text in quoted if PATH.fullmatch(text) and text.endswith(KNOWN_ENDINGS)}


def test_un_module_tient_en_250_lignes() -> None:
    sizes = {name(path): lines(path) for path in PRODUCT if name(path) not in LONG_MODULES}
    assert not {module: size for module, size in sizes.items() if size > MODULE_LINES}


def test_une_page_et_le_cadre_tiennent_en_80_lignes() -> None:
    pages = [
        path
        for path in PRODUCT
        if path.parent.name in ("officials", "analysts") or path.name == "dashboard.py"
    ]
    assert not {name(path): lines(path) for path in pages if lines(path) > PAGE_LINES}


def test_une_fonction_se_lit_d_un_coup_d_oeil() -> None:
    sizes = [function for path in PRODUCT for function in functions(path)]
    assert not [function for function in sizes if function[1] > FUNCTION_LINES]
    long = [function for function in sizes if function[1] > READABLE_LINES]
    assert len(long) <= LONG_FUNCTIONS_ALLOWED * len(sizes), long


def test_aucun_module_au_nom_vague() -> None:
    assert not [name(path) for path in PRODUCT if path.stem in VAGUE_NAMES]


def test_pages_reste_un_dossier_sans_page_a_sa_racine() -> None:
    """A page file directly in pages/ would run without the frame on a first deep link after a restart."""
    assert [path.name for path in (PROJECT / "pages").glob("*.py") if path.name != "__init__.py"] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_chaque_fichier_cite_existe(document: str) -> None:
    missing = [path for path in paths_named(document) - GENERATED if not (PROJECT / path).exists()]
    assert not missing


def test_le_readme_montre_une_image_qui_existe() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)
    assert pictures
    assert not [picture for picture in pictures if not (PROJECT / picture).exists()]


def test_chaque_commande_make_du_readme_existe() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"\bmake ([a-z]+)\b", readme))
    assert {"run", "test"} <= targets
    assert not [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)]


def test_make_seul_donne_une_ligne_par_commande() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    commands = shown.stdout.splitlines()
    assert {"make run", "make test", "make demo"} <= {" ".join(line.split()[:2]) for line in commands}
    assert all(len(line) <= 110 for line in commands)


def test_aucun_chemin_d_ordinateur_ni_note_en_suspens() -> None:
    stray = re.compile(r"\b(?:TODO|FIXME|XXX)\b|/(?:home|work|root|Users)/")
    assert not [name(path) for path in PRODUCT if stray.search(path.read_text(encoding="utf-8"))]


def test_les_dependances_ont_une_version_exacte() -> None:
    for file in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        wanted = [line for line in (PROJECT / file).read_text().splitlines() if not line.startswith("-r ")]
        assert not [line for line in wanted if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", line)]


def test_les_outils_compares_lisent_avec_les_memes_bibliotheques_que_nous() -> None:
    ours, theirs = (
        (PROJECT / file).read_text().splitlines() for file in ("requirements.txt", "requirements-bench.txt")
    )
    assert {line for line in theirs if line.startswith(("pandas=", "pyarrow="))} <= set(ours)
