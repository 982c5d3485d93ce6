"""The intake from the command line: check, deposit, deposits, withdraw, demo, backup, restore.

Exit codes of `check` and `deposit`: 0 accepted, 1 refused, 2 to confirm.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from data.backup import Backup, BackupError, back_up, restore
from data.codebook import CatalogueError, load
from data.command_output import answer_as_json, answer_as_text, confirmed_later, deposits_as_text
from data.desk import Desk
from data.intake import check
from data.intake.acceptance import NotAcceptable, Receipt, difference
from data.intake.comparison import Difference
from data.intake.reading import Reading, Verdict
from data.intake.surroundings import Context, context
from data.report import quoted
from data.rights import AT_THE_MACHINE
from data.schemas import TABLES
from data.store import DEFAULT_ROOT, ROOT_VARIABLE, Store, UnknownDeposit

ACCEPTED, REFUSED, TO_CONFIRM = 0, 1, 2
# Who the journal names when the command says nothing.
NOBODY = "ligne de commande"
EXIT_CODES = {"accepted": ACCEPTED, "refused": REFUSED, "to_confirm": TO_CONFIRM}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CatalogueError as error:
        return _complain(f"Catalogue inutilisable :\n{error}")
    except OSError as error:
        return _complain(f"Fichier inaccessible : {error.strerror or 'erreur du système'}.")


def _check(options: argparse.Namespace) -> int:
    store = _existing_store()
    reading = _read(options, _context(options, store), store)
    change = _change(reading, store)
    _show(options, reading, change)
    return EXIT_CODES[_verdict(reading, change)]


def _deposit(options: argparse.Namespace) -> int:
    store = Store()
    around = _context(options, store)
    reading = _read(options, around, store)
    if options.yes:
        options.answer += [each.id for each in reading.questions if not each.id.startswith("drop:")]
        reading = _read(options, around, store)
    change = _change(reading, store)
    try:
        receipt = Desk(store, AT_THE_MACHINE).deposit(
            reading,
            author=options.author,
            reason=options.reason,
            partial=options.partial,
            confirmed=options.yes,
        )
    except NotAcceptable as refusal:
        _show(options, reading, change, refusal=str(refusal))
        return REFUSED if reading.verdict == "refused" else TO_CONFIRM
    _show(options, reading, change, receipt=receipt)
    return ACCEPTED


def _show(
    options: argparse.Namespace,
    reading: Reading,
    change: Difference | None,
    receipt: Receipt | None = None,
    refusal: str | None = None,
) -> None:
    write = answer_as_json if options.json else answer_as_text
    print(write(reading, change, receipt, refusal))


def _change(reading: Reading, store: Store | None) -> Difference | None:
    """What a deposit would change, when there is a store to compare with and rows to compare."""
    return None if store is None or reading.rows.empty else difference(reading, store)


def _verdict(reading: Reading, change: Difference | None) -> Verdict:
    fewer_rows = change is not None and change.fewer_rows
    return confirmed_later(reading.verdict) if fewer_rows else reading.verdict


def _deposits(options: argparse.Namespace) -> int:
    store = _existing_store()
    print(deposits_as_text(store.deposits()) if store else "Aucun dépôt.")
    return ACCEPTED


def _withdraw(options: argparse.Namespace) -> int:
    try:
        Desk(Store(), AT_THE_MACHINE).withdraw(options.number, author=options.author, reason=options.reason)
    except UnknownDeposit:
        return _complain(f"Aucun dépôt actif ne porte le numéro {quoted(options.number)}.")
    print(f"Dépôt {options.number} retiré : les valeurs qu’il remplaçait sont de nouveau en vigueur.")
    return ACCEPTED


def _demo(options: argparse.Namespace) -> int:
    from data.demo import install_at

    root = _root()
    print(f"Installation de la ville de démonstration (fictive) dans {root}, une minute environ…", flush=True)
    try:
        install_at(root, load(options.catalogue))
    except NotAcceptable as error:
        return _complain(str(error))
    print("Données de démonstration installées.")
    return ACCEPTED


def _backup(options: argparse.Namespace) -> int:
    return _move(lambda: back_up(_root(), options.file), f"Sauvegarde écrite dans {options.file}")


def _restore(options: argparse.Namespace) -> int:
    return _move(lambda: restore(options.file, _root()), f"Entrepôt restauré dans {_root()}")


def _move(work: Callable[[], Backup], done: str) -> int:
    try:
        backup = work()
    except BackupError as error:
        return _complain(str(error))
    made_at = f"{backup.made_at:%d/%m/%Y à %H:%M} UTC"
    print(f"{done} : {backup.deposits} dépôts, {backup.files} fichiers, du {made_at}.")
    return ACCEPTED


def _root() -> str:
    return os.environ.get(ROOT_VARIABLE) or str(DEFAULT_ROOT)


def _read(options: argparse.Namespace, around: Context, store: Store | None) -> Reading:
    return check(
        options.file.read_bytes(),
        options.file.name,
        around,
        table=options.table,
        sheet=options.sheet,
        answers=frozenset(options.answer),
        defaults=dict(options.default),
        mapping=dict(options.column),
        memory=store.memory(options.author) if store else None,
    )


def _context(options: argparse.Namespace, store: Store | None) -> Context:
    return context(load(options.catalogue), store, options.today)


def _existing_store() -> Store | None:
    """The store, if there is one already: checking a file creates nothing."""
    root = _root()
    return Store(root) if "://" in root or Path(root, "depots").is_dir() else None


def _complain(message: str) -> int:
    print(message, file=sys.stderr)
    return REFUSED


def _constant(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not any(name in table.names for table in TABLES.values()):
        raise argparse.ArgumentTypeError("écrivez colonne=valeur, par exemple structure=logos")
    return name, value


def _heading(text: str) -> tuple[str, str]:
    heading, separator, column = text.rpartition("=")
    if not separator:
        raise argparse.ArgumentTypeError("écrivez titre=colonne, par exemple Passages du mois=valeur")
    return heading, column


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Vérifier et déposer des fichiers.")
    commands = parser.add_subparsers(required=True, metavar="commande")
    checking = commands.add_parser("check", help="lire et vérifier un fichier, sans rien enregistrer")
    depositing = commands.add_parser("deposit", help="déposer un fichier")
    for command, run in ((checking, _check), (depositing, _deposit)):
        _add_reading_options(command)
        command.set_defaults(run=run)
    depositing.add_argument("--reason", help="pourquoi des valeurs déjà enregistrées changent")
    depositing.add_argument("--yes", action="store_true", help="répondre oui aux questions")
    depositing.add_argument("--partial", action="store_true", help="déposer seulement les lignes justes")
    commands.add_parser("deposits", help="lister les dépôts").set_defaults(run=_deposits)
    withdrawing = commands.add_parser("withdraw", help="retirer un dépôt")
    withdrawing.add_argument("number", help="numéro du dépôt, comme 2026-041")
    withdrawing.add_argument("--author", default=NOBODY, help="qui retire")
    withdrawing.add_argument("--reason", default="sans motif", help="pourquoi")
    withdrawing.set_defaults(run=_withdraw)
    for name, run, said in (
        ("backup", _backup, "sauvegarder tout l'entrepôt dans un fichier, même en cours d'usage"),
        ("restore", _restore, "restaurer une sauvegarde, là où il n'y a pas encore d'entrepôt"),
    ):
        moving = commands.add_parser(name, help=said)
        moving.add_argument("file", type=Path, help="le fichier de la sauvegarde")
        moving.set_defaults(run=run)
    demo = commands.add_parser("demo", help="installer les données de démonstration")
    demo.add_argument("--catalogue", type=Path)
    demo.set_defaults(run=_demo)
    return parser


def _add_reading_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="le fichier à lire")
    command.add_argument("--catalogue", type=Path, help="dossier du catalogue de la ville")
    command.add_argument("--today", type=date.fromisoformat, help="date du jour, AAAA-MM-JJ")
    command.add_argument("--table", choices=list(TABLES), help="la table que le fichier alimente")
    command.add_argument("--sheet", help="la feuille du classeur")
    command.add_argument("--json", action="store_true", help="réponse lisible par un programme")
    command.add_argument("--answer", action="append", default=[], help="question à laquelle répondre oui")
    command.add_argument(
        "--default", action="append", default=[], type=_constant, help="colonne=valeur pour tout le fichier"
    )
    command.add_argument(
        "--column",
        action="append",
        default=[],
        type=_heading,
        help="titre=colonne, ou titre= pour ne pas la lire",
    )
    command.add_argument("--author", default=NOBODY, help="qui dépose : un service ou une association")


if __name__ == "__main__":
    sys.exit(main())
