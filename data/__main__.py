"""The intake from the command line: check, deposit, deposits, withdraw, demo, backup, restore.

Exit codes of `check` and `deposit`: 0 accepted, 1 refused, 2 to confirm.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from data.backup import Backup, BackupError, back_up, restore
from data.codebook import CatalogueError, load
from data.command_options import NOBODY, add_reading_options
from data.command_output import answer_as_text, deposits_as_text
from data.desk import Desk
from data.intake import check
from data.intake.acceptance import NotAcceptable, Receipt, difference
from data.intake.comparison import Difference
from data.intake.reading import Reading, Verdict
from data.intake.surroundings import Context, context
from data.json_answer import answer_as_json, confirmed_later
from data.report import quoted
from data.rights import AT_THE_MACHINE
from data.store import DEFAULT_ROOT, ROOT_VARIABLE, Store, UnknownDeposit
from data.store_failure import StoreFailure

ACCEPTED, REFUSED, TO_CONFIRM = 0, 1, 2
EXIT_CODES = {"accepted": ACCEPTED, "refused": REFUSED, "to_confirm": TO_CONFIRM}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CatalogueError as error:
        return _complain(f"Catalogue inutilisable :\n{error}")
    except StoreFailure as error:
        return _complain(str(error))
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
    if options.json:
        print(answer_as_json(reading, change, receipt, refusal, with_rows=options.rows))
    else:
        print(answer_as_text(reading, change, receipt, refusal))


def _change(reading: Reading, store: Store | None) -> Difference | None:
    """What a deposit would change, when there is a store to compare with and rows to compare."""
    return None if store is None or reading.rows.empty else difference(reading, store)


def _verdict(reading: Reading, change: Difference | None) -> Verdict:
    asks = change is not None and (change.changed or change.fewer_rows)
    return confirmed_later(reading.verdict) if asks else reading.verdict


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
    """The file read with the answers of the command; with « yes » to everything that it asks, if told so."""
    reading = _read_once(options, around, store)
    if not options.yes or not reading.questions:
        return reading
    # Leaving out a column that speaks of people is never agreed to in one word.
    options.answer += [each.id for each in reading.questions if not each.id.startswith("drop:")]
    return _read_once(options, around, store)


def _read_once(options: argparse.Namespace, around: Context, store: Store | None) -> Reading:
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Vérifier et déposer des fichiers.")
    commands = parser.add_subparsers(required=True, metavar="commande")
    checking = commands.add_parser("check", help="lire et vérifier un fichier, sans rien enregistrer")
    depositing = commands.add_parser("deposit", help="déposer un fichier")
    for command, run in ((checking, _check), (depositing, _deposit)):
        add_reading_options(command)
        command.set_defaults(run=run)
    depositing.add_argument("--reason", help="pourquoi des valeurs déjà enregistrées changent")
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


if __name__ == "__main__":
    sys.exit(main())
