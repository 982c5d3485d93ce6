"""Command line of the analysis: ``compute --out results.csv``, ``publish --out folder`` and ``effects``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from analysis import catalogue as catalogues
from analysis.audience import AUDIENCES, for_audience
from analysis.catalogue import Catalogue
from analysis.compute import compute
from analysis.effects.summary import planned_verdicts
from analysis.publication import publish
from analysis.standing import situation
from analysis.tables import read
from data.codebook import CatalogueError
from data.desk import Desk
from data.rights import AT_THE_MACHINE
from data.store import Store


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0, or 1 with the reason on the error output."""
    options = _parser().parse_args(arguments)
    try:
        catalogue = catalogues.load(options.catalogue)
    except CatalogueError as error:
        print(f"Le catalogue est à corriger :\n{error}", file=sys.stderr)
        return 1
    try:
        options.run(options, catalogue)
    except OSError as error:
        reason = error.strerror or "erreur du système"
        print(f"Impossible d'écrire dans {options.out} : {reason}.", file=sys.stderr)
        return 1
    return 0


def _compute(options: argparse.Namespace, catalogue: Catalogue) -> None:
    results = compute(read(Store(), options.today), catalogue)
    results.to_csv(options.out, index=False, date_format="%Y-%m-%d")
    print(f"{len(results)} résultats écrits dans {options.out}")


def _publish(options: argparse.Namespace, catalogue: Catalogue) -> None:
    store = Store()
    edition = publish(read(store, options.today), catalogue, options.out, options.audience)
    Desk(store, AT_THE_MACHINE).note("édition publiée", f"{options.audience}, {len(edition.files)} fichiers")
    print(f"{edition.results} résultats publiés dans {edition.folder} : {', '.join(edition.files)}")
    if edition.demonstration:
        print("Attention : cette édition contient des données de démonstration (fictives).")


def _effects(options: argparse.Namespace, catalogue: Catalogue) -> None:
    tables = read(Store(), options.today)
    results = for_audience(compute(tables, catalogue), catalogue.codebook, options.audience)
    verdicts = list(planned_verdicts(situation(results, tables, catalogue)))
    print("\n\n".join(verdicts) if verdicts else "Aucun plan d'évaluation n'est encore signé.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description="Calculs de Castellum.")
    commands = parser.add_subparsers(required=True, metavar="commande")
    computing = commands.add_parser("compute", help="calculer tous les résultats et les écrire en CSV")
    computing.add_argument("--out", type=Path, required=True, help="fichier CSV à écrire")
    computing.set_defaults(run=_compute)
    publishing = commands.add_parser(
        "publish", help="écrire l'édition publique, pour un portail de données ouvertes"
    )
    publishing.add_argument("--out", type=Path, required=True, help="dossier où écrire")
    publishing.set_defaults(run=_publish)
    evaluating = commands.add_parser("effects", help="dire ce que chaque action au plan signé a changé")
    evaluating.set_defaults(run=_effects)
    for command in (publishing, evaluating):
        command.add_argument(
            "--audience", choices=list(AUDIENCES), default="public", help="à qui c'est destiné"
        )
    for command in (computing, publishing, evaluating):
        command.add_argument("--catalogue", type=Path, help="dossier du catalogue")
        command.add_argument("--today", type=date.fromisoformat, help="jour de lecture, AAAA-MM-JJ")
    return parser


if __name__ == "__main__":
    sys.exit(main())
