"""The demonstration city: always the same, accepted by the intake, telling the story it says it tells."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.codebook import DEFAULT_FOLDER, Codebook, load
from data.demo import KNOWN_EFFECTS, SentFile, files, install_at, installation
from data.demo.scenario import read
from data.demo.story import CITY, MISTAKES, TODAY, TRIALS
from data.intake import NotAcceptable
from data.periods import cached_parse
from data.schemas import TABLES
from data.store import Deposit, Store

FICTION_PHONE = re.compile(r"0465710\d{3}")


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(DEFAULT_FOLDER)


@pytest.fixture(scope="module")
def sent(codebook: Codebook) -> list[SentFile]:
    return list(files(codebook))


@pytest.fixture(scope="module")
def city(demo_store: Path) -> Store:
    return Store(demo_store)


@pytest.fixture(scope="module")
def activity(city: Store) -> pd.DataFrame:
    rows = city.current("activite")
    return rows.astype({name: object for name in rows.columns if rows[name].dtype == "category"})


def monthly_reports(activity: pd.DataFrame) -> pd.DataFrame:
    """Reports received, one row per month (its first day), one column per district."""
    rows = activity.loc[activity["mesure"] == "signalements_recevables"]
    months = rows["periode"].map(lambda code: pd.Timestamp(cached_parse(code).start))
    return rows.assign(mois=months).pivot_table(index="mois", columns="territoire", values="valeur")


def change(reports: pd.Series, start: date) -> float:
    """Mean of the months since `start` over the mean of the months before, minus one."""
    since = reports.index >= pd.Timestamp(start)
    return reports[since].mean() / reports[~since].mean() - 1


# --- Les fichiers ---


def test_la_meme_graine_donne_les_memes_octets(codebook: Codebook, sent: list[SentFile]) -> None:
    assert list(files(codebook)) == sent


def test_une_autre_graine_donne_d_autres_chiffres_sous_les_memes_noms(
    codebook: Codebook, sent: list[SentFile]
) -> None:
    others = list(files(codebook, seed=1))
    assert sum(one.content != other.content for one, other in zip(sent, others, strict=True)) > len(sent) / 2


def test_les_fichiers_arrivent_dans_l_ordre_et_jamais_apres_aujourd_hui(sent: list[SentFile]) -> None:
    days = [each.sent_on for each in sent]
    assert days == sorted(days)
    assert days[-1] <= TODAY
    assert all(day.weekday() < 5 for day in days)


def test_une_douzaine_de_contributeurs_ecrivent_chacun_a_sa_facon(sent: list[SentFile]) -> None:
    assert len({each.contributor for each in sent}) >= 12
    assert 80 <= len(sent) <= 120
    workbooks = [each for each in sent if each.content.startswith(b"PK")]
    with_mark = [each for each in sent if each.content.startswith(b"\xef\xbb\xbf")]
    windows = [each for each in sent if each not in workbooks and not _is_utf8(each.content)]
    assert min(len(workbooks), len(with_mark), len(windows)) >= 10


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# --- Leur passage par la porte d'entrée ---


def test_chaque_fichier_est_accepte_sans_aucune_ligne_refusee(city: Store, sent: list[SentFile]) -> None:
    deposits = city.deposits()
    demonstration = deposits.loc[deposits["demonstration"].astype(bool)]
    assert sorted(demonstration["fichier"]) == sorted(each.name for each in sent)
    assert not deposits["refusees"].any()


def test_tout_est_marque_demonstration_sauf_les_donnees_officielles(city: Store) -> None:
    deposits = city.deposits()
    official = deposits.loc[~deposits["demonstration"].astype(bool)]
    assert set(official["auteur"]) == {"Données publiques officielles"}
    assert set(official["table"]) == {"contexte", "financements"}
    assert not city.current("activite")["demonstration"].eq(False).any()


# --- Rien de réel n'est nommé ---


def test_chaque_structure_dit_qu_elle_est_fictive(city: Store) -> None:
    names = city.current("structures")["nom"].astype(object)
    assert names.str.contains(r"fictif\)$").all()


def test_chaque_contributeur_dit_qu_il_est_fictif(sent: list[SentFile]) -> None:
    assert all("fictif" in each.contributor for each in sent)


def test_les_subventions_inventees_ne_vont_qu_a_des_structures_fictives(city: Store) -> None:
    grants = city.current("financements")
    invented = grants.loc[grants["demonstration"]]
    assert invented["beneficiaire"].astype(object).str.contains("fictif").all()
    assert invented["attribuant"].astype(object).str.contains("fictives").all()


def test_deux_subventions_notifiees_ne_sont_jamais_versees(city: Store) -> None:
    grants = city.current("financements")
    waiting = grants.loc[(grants["date_notification"] < "2026-09-01") & grants["date_versement"].isna()]
    assert sorted(waiting["subvention"].astype(str)) == ["2026-DEM-022", "2026-DEM-023"]
    assert waiting["montant_verse"].isna().all()


def test_les_coordonnees_ne_menent_chez_personne(city: Store) -> None:
    sheets = city.current("structures").astype(object)
    phones = sheets["telephone"].dropna().str.replace(r"\s", "", regex=True)
    assert phones.map(lambda phone: bool(FICTION_PHONE.fullmatch(phone))).all()
    assert sheets["siret"].dropna().str.startswith("00000000000").all()
    assert sheets["courriel"].dropna().str.endswith(".example").all()
    assert sheets["site_web"].dropna().str.endswith(".example").all()


# --- L'histoire ---


@pytest.mark.parametrize("effect", KNOWN_EFFECTS, ids=lambda effect: effect.action)
def test_l_effet_connu_se_retrouve_dans_les_donnees(activity: pd.DataFrame, effect) -> None:
    reports = monthly_reports(activity)
    assert change(reports[effect.territory], effect.start) == pytest.approx(effect.ratio - 1, abs=0.06)


def test_les_autres_quartiers_ne_bougent_pas_quand_l_equipe_mobile_commence(activity: pd.DataFrame) -> None:
    known = KNOWN_EFFECTS[0]
    others = monthly_reports(activity).drop(columns=known.territory)
    changes = others.apply(lambda reports: change(reports, known.start))
    assert changes.abs().max() < 0.08
    assert abs(changes.mean()) < 0.04


def test_les_signalements_sont_mensuels_partout_sans_trou_et_assez_nombreux(activity: pd.DataFrame) -> None:
    reports = monthly_reports(activity)
    assert list(reports.index) == list(pd.date_range("2022-01-01", "2026-10-01", freq="MS"))
    assert reports.shape[1] == 7
    assert reports.notna().all(axis=None)
    assert reports.mean().min() >= 20


def test_les_actions_de_l_effet_connu_sont_au_plan(city: Store) -> None:
    plan = city.current("actions").set_index("action")
    for effect in KNOWN_EFFECTS:
        assert plan.loc[effect.action, "debut"] == pd.Timestamp(effect.start)
        assert plan.loc[effect.action, "territoires"] == effect.territory


def test_la_structure_en_retard_n_a_pas_encore_envoye_le_dernier_trimestre(activity: pd.DataFrame) -> None:
    referrals = activity.loc[activity["mesure"] == "orientations_emises"]
    sent_quarters = set(referrals.loc[referrals["structure"] == "chantier_vivant", "periode"])
    assert "2026-T2" in sent_quarters
    assert "2026-T3" not in sent_quarters


def test_une_structure_se_tait_en_2025_sans_prevenir(city: Store, activity: pd.DataFrame) -> None:
    last = max(
        cached_parse(code).end for code in activity.loc[activity["structure"] == "escale_sante", "periode"]
    )
    sheet = city.current("structures").set_index("structure").loc["escale_sante"]
    assert last == date(2025, 6, 30)
    assert pd.isna(sheet["date_fermeture"])


def test_une_structure_ferme_officiellement(city: Store, activity: pd.DataFrame) -> None:
    closed = city.current("structures").set_index("structure").loc["relais_sud", "date_fermeture"]
    last = max(
        cached_parse(code).end for code in activity.loc[activity["structure"] == "relais_sud", "periode"]
    )
    assert closed == pd.Timestamp(last)


def test_le_fichier_corrige_remplace_les_valeurs_fausses_avec_son_motif(city: Store) -> None:
    mistake = MISTAKES[0]
    history = city.history("activite")
    concerned = (history["mesure"] == mistake.measure) & (history["periode"] == mistake.period)
    values = history.loc[concerned].sort_values("ordre")["valeur"].to_list()
    assert len(values) == 2
    assert values[0] == pytest.approx(values[1] * mistake.factor, abs=0.5)
    assert mistake.reason in set(city.deposits()["motif"])


def test_le_fichier_d_essai_est_retire_et_n_a_rien_laisse(city: Store, activity: pd.DataFrame) -> None:
    trial = TRIALS[0]
    withdrawn = city.deposits().query("statut == 'retire'")
    assert list(withdrawn["motif_retrait"]) == [trial.reason]
    assert withdrawn["depot"].iloc[0] not in set(activity["depot"])


def test_des_valeurs_manquent_des_valeurs_sont_masquees_d_autres_provisoires(activity: pd.DataFrame) -> None:
    statuses = activity["statut"].value_counts()
    assert {"secret", "non_transmis", "provisoire", "estime"} <= set(statuses.index)
    absent = activity["statut"].isin(["secret", "non_transmis"])
    assert activity.loc[absent, "valeur"].isna().all()
    assert activity.loc[~absent, "valeur"].notna().all()


def test_un_mois_oublie_manque_vraiment(activity: pd.DataFrame) -> None:
    months = set(activity.loc[activity["structure"] == "police_municipale", "periode"])
    assert "2024-05" in months
    assert "2024-06" not in months


# --- Ce que le catalogue attend ---


def test_chaque_mesure_du_catalogue_a_des_donnees(codebook: Codebook, activity: pd.DataFrame) -> None:
    assert set(codebook.measures) == set(activity.loc[activity["valeur"].notna(), "mesure"])


def test_chaque_indicateur_hors_contexte_a_de_quoi_etre_calcule(
    codebook: Codebook, city: Store, activity: pd.DataFrame
) -> None:
    counted = set(activity["mesure"])
    filled = {name for name in ("structures", "financements", "instances", "decisions", "actions", "avis")
              if len(city.current(name))}  # fmt: skip
    own = [each for each in codebook.indicators.values() if each.level != "contexte"]
    assert len(own) == 42
    for indicator in own:
        assert set(indicator.measures) <= counted, indicator.code
        assert not indicator.formula or set(indicator.tables) <= filled, indicator.code


def test_aucune_part_ne_depasse_son_tout(codebook: Codebook, activity: pd.DataFrame) -> None:
    key = ["periode", "structure", "action", "territoire", "public"]
    values = activity.dropna(subset=["valeur"]).set_index([*key, "mesure"])["valeur"].unstack()  # noqa: PD010
    for code, measure in codebook.measures.items():
        if measure.at_most:
            both = values[[code, measure.at_most]].dropna()
            assert (both[code] <= both[measure.at_most]).all(), code


def test_une_trentaine_de_cibles_avec_depart_jalons_et_fin(city: Store) -> None:
    targets = city.current("objectifs")
    assert targets["indicateur"].nunique() >= 25
    assert targets["valeur_initiale"].notna().all()
    finals = targets.loc[targets["nature"] == "final"]
    assert finals["indicateur"].nunique() == targets["indicateur"].nunique()
    assert set(targets["territoire"]) == {CITY}


def test_une_meteo_par_axe_des_droits_de_reponse_et_des_constats(codebook: Codebook, city: Store) -> None:
    opinions = city.current("avis").astype(object)
    kinds = opinions["type"].value_counts()
    assert kinds["droit_de_reponse"] == 4
    assert kinds["constat"] >= 3
    assert set(opinions.loc[opinions["type"] == "meteo", "axe"]) == set(codebook.axes)
    assert opinions["texte"].str.len().max() <= 600


def test_l_annuaire_avance_d_un_envoi_a_l_autre(city: Store) -> None:
    versions = city.history("structures")
    latest = versions.loc[versions["structure"] == "csapa_trois_fontaines"].sort_values("ordre")["date_maj"]
    assert latest.is_monotonic_increasing
    assert latest.nunique() >= 5
    assert (
        len(read("directory")["sheet"]) + len(read("services")["sheet"])
        == city.current("structures").shape[0]
    )


def test_la_demonstration_ne_s_ajoute_jamais_a_un_entrepot_qui_a_des_depots(tmp_path: Path) -> None:
    city = Store(tmp_path / "entrepot")
    deposit = Deposit(author="Ville", table="avis", filename="avis.csv", sha256="1")
    city.deposit(deposit, TABLES["avis"].arrow_schema.empty_table().to_pandas(), b"avis")
    with pytest.raises(NotAcceptable, match="contient déjà des dépôts"):
        install_at(str(tmp_path / "entrepot"), load())
    assert city.deposits()["fichier"].tolist() == ["avis.csv"]


def test_la_demonstration_n_efface_pas_un_dossier_qui_n_est_pas_un_entrepot(tmp_path: Path) -> None:
    (tmp_path / "courrier.txt").write_text("à garder")
    with pytest.raises(NotAcceptable):
        install_at(str(tmp_path), load())
    assert (tmp_path / "courrier.txt").exists()


def test_la_demonstration_prend_la_place_d_un_entrepot_vide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first visit to the pages leaves empty tables; the page then says to install the demonstration."""
    root = tmp_path / "entrepot"
    Store(root).deposits()
    monkeypatch.setattr(
        installation, "install", lambda store, _: (Path(store.root) / "fait").mkdir(parents=True)
    )
    install_at(str(root), load())
    assert [path.name for path in root.iterdir()] == ["fait"]


def test_une_installation_interrompue_ne_laisse_pas_un_entrepot_a_moitie_plein(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(installation, "install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        install_at(str(tmp_path / "entrepot"), load())
    assert not (tmp_path / "entrepot").exists()
