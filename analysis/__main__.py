"""Command line of the analysis: ``python -m analysis compute --out results.csv``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from analysis import catalogue as catalogues
from analysis.compute import compute
from analysis.tables import read
from data.codebook import CatalogueError
from data.store import Store


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0, or 1 with the reason on the error output."""
    options = _parser().parse_args(arguments)
    try:
        catalogue = catalogues.load(options.catalogue)
    except CatalogueError as error:
        print(f"Le catalogue est à corriger :\n{error}", file=sys.stderr)
        return 1
    results = compute(read(Store(), options.today), catalogue)
    results.to_csv(options.out, index=False, date_format="%Y-%m-%d")
    print(f"{len(results)} résultats écrits dans {options.out}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description="Calculs de Castellum.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("compute", help="calculer tous les résultats et les écrire en CSV")
    command.add_argument("--out", type=Path, required=True, help="fichier CSV à écrire")
    command.add_argument("--catalogue", type=Path, help="dossier du catalogue")
    command.add_argument("--today", type=date.fromisoformat, help="jour de lecture, AAAA-MM-JJ")
    return parser


if __name__ == "__main__":
    sys.exit(main())
