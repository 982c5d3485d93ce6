from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.__main__ import main
from tests.data.small_files import CITY, activity, passages

Screen = pytest.CaptureFixture[str]
COMMON = ["--catalogue", str(CITY), "--today", "2026-11-23"]


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASTELLUM_STORE", str(tmp_path / "store"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "t1.csv"
    path.write_text(activity(passages("12"), passages("8", "2025-02")))
    return path


def test_verifier_un_fichier_juste_repond_0_et_ne_cree_rien(
    file: Path, tmp_path: Path, capsys: Screen
) -> None:
    assert main(["check", str(file), *COMMON, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["table"], answer["rows_ok"], answer["sum_valeur"]) == (
        "accepted",
        "activite",
        2,
        20,
    )
    assert not (tmp_path / "store").exists()


def test_une_erreur_repond_1_avec_sa_place(file: Path, capsys: Screen) -> None:
    file.write_text(activity(passages("douze")))
    assert main(["check", str(file), *COMMON, "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["line"], problem["column"], problem["value"], problem["severity"]) == (
        2,
        "valeur",
        "douze",
        "error",
    )


def test_une_question_repond_2(file: Path) -> None:
    file.write_text(activity(passages("3", "45717")))
    assert main(["check", str(file), *COMMON]) == 2
    assert main(["check", str(file), *COMMON, "--answer", "excel_serial"]) == 0


def test_le_rapport_se_lit_en_francais(file: Path, capsys: Screen) -> None:
    file.write_text(activity(passages("douze"), passages("1\u202f200 passages", "2025-02")))
    main(["check", str(file), *COMMON])
    said = capsys.readouterr().out
    assert "REFUSÉ — t1.csv" in said
    assert "ligne 2, colonne «\u00a0valeur\u00a0»" in said
    assert "Compris et réparé" in said


def test_deposer_lister_puis_retirer(file: Path, capsys: Screen) -> None:
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil"]) == 0
    assert "2 lignes nouvelles" in capsys.readouterr().out
    assert main(["deposits"]) == 0
    listed = capsys.readouterr().out
    number = listed.split()[0]
    assert "t1.csv" in listed
    assert main(["withdraw", number, "--author", "Accueil", "--reason", "Mauvais fichier"]) == 0
    main(["deposits"])
    assert "retiré par Accueil (Mauvais fichier)" in capsys.readouterr().out


def test_deposer_deux_fois_repond_1_et_dit_quand_et_par_qui(file: Path, capsys: Screen) -> None:
    main(["deposit", str(file), *COMMON, "--author", "Accueil"])
    capsys.readouterr()
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil"]) == 1
    assert "a déjà été déposé le" in capsys.readouterr().out


def test_corriger_demande_un_motif(file: Path, capsys: Screen) -> None:
    main(["deposit", str(file), *COMMON, "--author", "Accueil"])
    file.write_text(activity(passages("13"), passages("8", "2025-02"), passages("9", "2025-03")))
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil"]) == 2
    assert "motif" in capsys.readouterr().out
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil", "--reason", "Saisie corrigée"]) == 0
    assert "1 modifiée, 1 inchangée" in capsys.readouterr().out


def test_un_depot_en_partie_est_un_choix_explicite(file: Path) -> None:
    file.write_text(activity(passages("douze"), passages("8", "2025-02")))
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil"]) == 1
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil", "--partial"]) == 0


def test_une_question_attend_un_oui(file: Path) -> None:
    file.write_text(activity(passages("1.234")))
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil"]) == 2
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil", "--yes"]) == 0


def test_oui_a_tout_ne_vaut_pas_accord_pour_laisser_une_colonne_de_cote(file: Path) -> None:
    file.write_text(activity(passages("3", comment="a.b@exemple.fr")))
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil", "--yes"]) == 1
    assert main(["deposit", str(file), *COMMON, "--author", "A", "--answer", "drop:commentaire"]) == 0


def test_une_colonne_constante_se_donne_sur_la_ligne_de_commande(file: Path) -> None:
    file.write_text("periode;territoire;mesure;valeur\n2025-01;04070;passages;3\n")
    assert main(["check", str(file), *COMMON]) == 1
    assert main(["check", str(file), *COMMON, "--default", "structure=mediation"]) == 0


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 50, b"PK\x03\x04rien", b"%PDF-1.4", b"\xff\xfe\x00", b"a;b\n1"]
)
def test_un_fichier_hostile_n_affiche_jamais_une_trace_d_erreur(
    content: bytes, file: Path, capsys: Screen
) -> None:
    file.write_bytes(content)
    assert main(["check", str(file), *COMMON]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err


def test_un_fichier_absent_et_un_catalogue_casse_sont_dits_sans_trace(
    file: Path, tmp_path: Path, capsys
) -> None:
    assert main(["check", str(tmp_path / "rien.csv"), *COMMON]) == 1
    assert main(["check", str(file), "--catalogue", str(tmp_path)]) == 1
    assert "Catalogue inutilisable" in capsys.readouterr().err


def test_retirer_un_depot_inconnu_est_dit(capsys: Screen) -> None:
    assert main(["withdraw", "2026-999", "--author", "A", "--reason", "essai"]) == 1
    assert "2026-999" in capsys.readouterr().err


def test_les_doubles_depots_de_la_sequence_se_disent(file: Path, capsys: Screen) -> None:
    rows = [passages("12"), passages("8", "2025-02"), "2025-02;accueil_tilleuls;;QP004001;;file_active;4"]
    file.write_text(activity(*rows))
    main(["deposit", str(file), *COMMON, "--author", "Accueil"])
    file.write_text(activity(*rows[:2]))
    capsys.readouterr()
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil"]) == 2
    said = capsys.readouterr().out
    assert "1 absente" in said
    assert "1 ligne déjà enregistrée" in said


def test_le_json_d_un_depot_dit_son_numero_et_ce_qu_il_change(file: Path, capsys: Screen) -> None:
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["deposit"].startswith("20")
    assert answer["difference"] == {
        "added": 2,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
        "fewer_rows": False,
    }
    file.write_text(activity(passages("13")))
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil", "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], "motif" in answer["refusal"]) == ("to_confirm", True)


def test_un_fichier_auquel_il_manque_des_lignes_deposees_est_a_confirmer(file: Path, capsys: Screen) -> None:
    file.write_text(activity(passages("12"), passages("8", "2025-02"), passages("9", "2025-03")))
    main(["deposit", str(file), *COMMON, "--author", "Accueil"])
    file.write_text(activity(passages("12"), passages("8", "2025-02")))
    capsys.readouterr()
    assert main(["check", str(file), *COMMON, "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "to_confirm"
    assert [question["id"] for question in answer["questions"]] == ["fewer_rows"]
    assert "1 ligne déjà" in answer["questions"][0]["text"]
    assert main(["deposit", str(file), *COMMON, "--author", "Accueil", "--yes"]) == 0
