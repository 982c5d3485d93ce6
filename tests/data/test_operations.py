"""The journal of operations says how each one ended, and never more than it knows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pyarrow as pa
import pytest

from analysis.operations_view import operations_table
from data.delta import DeltaFolder
from data.desk import Desk
from data.intake import NotAcceptable
from data.operations import OPERATIONS, TABLE, OperationsJournal
from data.rights import AT_THE_MACHINE
from data.store import Store, UnknownDeposit
from data.store_failure import StoreFailure
from tests.data.small_files import activity, passages, read

FIRST_COLUMNS = ("date", "acteur", "role", "operation", "objet")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Store(tmp_path), AT_THE_MACHINE)


def told(desk: Desk) -> list[tuple[str, str]]:
    return list(desk.operations()[["operation", "issue"]].itertuples(index=False, name=None))


def test_une_operation_faite_le_dit(desk: Desk) -> None:
    receipt = desk.deposit(read(activity(passages("10"))), author="Accueil")
    desk.received(receipt.number)
    desk.withdraw(receipt.number, author="Accueil", reason="essai")
    assert told(desk) == [("depot", "faite"), ("lecture d'un fichier reçu", "faite"), ("retrait", "faite")]


def test_une_operation_qui_echoue_le_dit_et_son_erreur_passe(desk: Desk) -> None:
    with pytest.raises(NotAcceptable):
        desk.deposit(read(activity(passages("dix"))), author="Accueil")
    with pytest.raises(UnknownDeposit):
        desk.withdraw("2026-999", author="Accueil", reason="essai")
    assert told(desk) == [("depot", "échouée"), ("retrait", "échouée")]


def test_une_operation_interrompue_n_est_ni_faite_ni_echouee(tmp_path: Path) -> None:
    journal = OperationsJournal(str(tmp_path))
    operation = journal.during(AT_THE_MACHINE, "depot", "empreinte")
    operation.__enter__()
    assert journal.read()["issue"].tolist() == ["commencée"]
    assert operations_table(journal.read())["Issue"].tolist() == ["interrompue, issue inconnue"]


def test_un_depot_fait_reste_fait_quand_son_issue_ne_s_ecrit_pas(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = read(activity(passages("10")))
    append = DeltaFolder.append

    def once_begun(folder: DeltaFolder, rows: pa.Table) -> None:
        if folder.name == TABLE and rows["issue"].to_pylist() != ["commencée"]:
            raise StoreFailure(TABLE)
        append(folder, rows)

    monkeypatch.setattr(DeltaFolder, "append", once_begun)
    number = desk.deposit(reading, author="Accueil").number
    assert desk.deposits()["depot"].tolist() == [number]
    assert told(desk) == [("depot", "commencée")]


def test_rien_ne_se_fait_sans_etre_note(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read(activity(passages("10")))

    def fails(*_: object) -> NoReturn:
        raise StoreFailure(TABLE)

    monkeypatch.setattr(DeltaFolder, "append", fails)
    with pytest.raises(StoreFailure):
        desk.deposit(reading, author="Accueil")
    assert desk.deposits().empty


def test_les_operations_notees_avant_les_issues_se_lisent_comme_avant(tmp_path: Path) -> None:
    old = pa.schema([OPERATIONS.field(name) for name in FIRST_COLUMNS])
    row = {"acteur": "a", "role": "analyste", "operation": "depot", "objet": "x"}
    DeltaFolder(str(tmp_path), TABLE, old).append(
        pa.Table.from_pylist([row | {"date": datetime(2026, 1, day, tzinfo=UTC)} for day in (1, 2)], old)
    )
    journal = OperationsJournal(str(tmp_path))
    assert journal.read()["issue"].isna().tolist() == [True, True]
    journal.note(AT_THE_MACHINE, "rapport", "public 2026")
    assert operations_table(journal.read())["Issue"].tolist() == ["faite", "non notée", "non notée"]
