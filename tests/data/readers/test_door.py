from __future__ import annotations

import io
import time
import zipfile

import pytest

from data.readers.door import MAX_DELIMITED, inspect, wrong_extension
from data.report import UnreadableFile
from tests.data.readers.workbook_files import ods, ods_row, one_sheet, with_part, write_table, xls, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, filename: str = "depot.csv") -> tuple[str, str]:
    """Cause and message of the refusal, which must not take long."""
    started = time.perf_counter()
    with pytest.raises(UnreadableFile) as caught:
        inspect(content, filename)
    assert time.perf_counter() - started < 5
    return caught.value.problem.cause, caught.value.problem.message


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return stream.getvalue()


def compound(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name.encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"mois;valeur\n2025-01;3\n", "delimited"),
        ("mois;été\n".encode("utf-16"), "delimited"),
        ("mois;été\n".encode("utf-16-le"), "delimited"),
        (b"[mois];{valeur}\n2025-01;3\n", "delimited"),
        (one_sheet(lambda *_: None), "xlsx"),
        (ods(ods_row("mois", "valeur")), "ods"),
        (xls([["mois", "valeur"]]), "xls"),
    ],
)
def test_un_tableau_est_reconnu_a_ses_octets(content: bytes, kind: str) -> None:
    assert inspect(content, "peu importe") == kind


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n...", "image"),
        (b"\xff\xd8\xff\xe0...", "image"),
        (b"\x1f\x8b\x08...", "archive"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html><table>", "page web"),
        (b"<table border=1><tr><td>mois</td>", "page web"),
        (b'<?xml version="1.0"?><Workbook>', "XML"),
        (b'[{"mois": "2025-01", "valeur": 3}]', "JSON"),
        (b'{"mois": []}', "JSON"),
        (b"SQLite format 3\x00", "base de données"),
        (compound("WordDocument"), "Word"),
        (compound("PowerPoint Document"), "Microsoft"),
        (zipped({"word/document.xml": b"<a/>"}), "Word"),
        (zipped({"xl/workbook.bin": b"x"}), "xlsb"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "LibreOffice"),
        (zipped({"janvier.csv": b"mois;valeur"}), "archive"),
    ],
)
def test_un_fichier_renomme_est_refuse_en_disant_ce_qu_il_est(content: bytes, what: str) -> None:
    cause, message = refusal(content, "bilan.xls")
    assert cause == "not_a_table"
    assert what in message
    assert "«\u00a0bilan.xls\u00a0»" in message


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_un_fichier_vide_est_refuse(content: bytes) -> None:
    assert refusal(content)[0] == "empty_file"


def test_un_fichier_trop_gros_est_refuse() -> None:
    assert refusal(b"a" * (MAX_DELIMITED + 1))[0] == "file_too_big"
    assert refusal(b"PK\x03\x04" + bytes(10_000_001))[0] == "file_too_big"


def test_des_octets_nuls_sont_refuses_avec_leur_ligne() -> None:
    cause, message = refusal(b"mois;valeur\n2025-01;1\n2025-02;\0\0\0\n")
    assert cause == "zero_bytes"
    assert "ligne 3" in message


def test_un_programme_deguise_en_texte_est_refuse() -> None:
    assert refusal(bytes(range(1, 32)) * 50)[0] == "not_a_table"


@pytest.mark.parametrize("content", [compound("EncryptedPackage"), ods(ods_row("a"))])
def test_un_classeur_protege_dit_comment_retirer_le_mot_de_passe(content: bytes) -> None:
    if content.startswith(b"PK"):
        content = with_part(
            content, "META-INF/manifest.xml", lambda body: body.replace(b"/>", b"/><encryption-data/>")
        )
    cause, message = refusal(content, "a.xlsx")
    assert cause == "password"
    assert "retirez le mot de passe" in message


def test_un_classeur_coupe_est_refuse() -> None:
    content = one_sheet(lambda *_: None)
    assert refusal(content[: len(content) // 2])[0] == "cut_file"
    assert refusal(content[:-100])[0] == "cut_file"


def test_une_bombe_compressee_est_refusee_sans_etre_ouverte() -> None:
    bomb = with_part(one_sheet(lambda *_: None), SHEET, lambda body: body + b" " * 150_000_000)
    assert len(bomb) < 500_000
    assert refusal(bomb)[0] == "zip_bomb"


def test_un_zip_qui_ment_sur_sa_taille_est_refuse() -> None:
    content = one_sheet(lambda *_: None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        real = archive.getinfo(SHEET).file_size
    lying = content.replace(real.to_bytes(4, "little"), (real // 2).to_bytes(4, "little"))
    assert refusal(lying)[0] == "cut_file"


@pytest.mark.parametrize("place", [(1_048_575, 16_383), (0, 16_383), (1_048_575, 0), (2, 200)])
def test_une_case_remplie_tres_loin_est_refusee_et_nommee(place: tuple[int, int]) -> None:
    content = one_sheet(lambda sheet, _: sheet.write(*place, 1))
    cause, message = refusal(content, "a.xlsx")
    assert cause == "far_cell"
    assert "Supprimez les" in message


def test_une_case_vide_mise_en_forme_tres_loin_ne_gene_pas() -> None:
    def paint(sheet: object, workbook: object) -> None:
        sheet.write_blank(1_048_575, 16_383, None, workbook.add_format({"bold": True}))  # type: ignore[attr-defined]

    assert inspect(one_sheet(paint), "a.xlsx") == "xlsx"


@pytest.mark.parametrize(
    "entity", [b'<!DOCTYPE x [<!ENTITY a "b">]>', b'<!ENTITY a SYSTEM "file:///etc/passwd">']
)
def test_des_entites_cachees_dans_un_classeur_sont_refusees(entity: bytes) -> None:
    content = with_part(
        one_sheet(lambda *_: None), SHEET, lambda body: body.replace(b"<worksheet", entity + b"<worksheet")
    )
    assert refusal(content)[0] == "xml_entities"


def test_un_nom_de_fichier_hostile_est_assaini() -> None:
    _, message = refusal(b"%PDF", "\u202e<script>" + "x" * 300 + "\n.csv")
    assert "\u202e" not in message
    assert "\n" not in message
    assert len(message) < 300


@pytest.mark.parametrize(
    ("kind", "filename", "is_said"),
    [
        ("delimited", "a.csv", False),
        ("delimited", "a.TXT", False),
        ("delimited", "a.xls", True),
        ("xlsx", "a.xlsx", False),
        ("xlsx", "C:\\bilan\\a.xlsm", False),
        ("xlsx", "a.csv", True),
        ("ods", "a.xlsx", True),
    ],
)
def test_une_extension_trompeuse_est_dite(kind: str, filename: str, is_said: bool) -> None:
    assert (wrong_extension(kind, filename) is not None) is is_said  # type: ignore[arg-type]


def test_un_classeur_honnete_de_1000_lignes_passe() -> None:
    content = xlsx(lambda workbook: write_table(workbook.add_worksheet(), rows=1_000))
    assert inspect(content, "a.xlsx") == "xlsx"
