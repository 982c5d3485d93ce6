"""The tables of the store: the one place that says what each holds.

Templates, the dictionary page, the checks at the door and the Table Schema are made from these.
"""

from __future__ import annotations

import pyarrow as pa

from data.schema_types import Column, Table

COLLEGES = ("ville", "etat", "sante", "associations", "personnes_concernees")
COLLEGE_LABELS = ("Ville", "État", "santé", "associations", "personnes concernées")

ACTIVITE = Table(
    name="activite",
    label="Activité",
    grain="une mesure d'une action d'une structure, pour une période, un territoire et un public",
    key=("periode", "structure", "action", "territoire", "public", "mesure"),
    columns=(
        Column("periode", "period", "Période", "Mois, trimestre, semestre, année ou année scolaire.",
               required=True, synonyms=("mois", "date", "trimestre", "annee", "periode_debut", "semestre",
                                        "date debut", "debut periode")),
        Column("structure", "code", "Structure", "Code de la structure qui transmet.", required=True,
               codes="structures", synonyms=("association", "service", "organisme", "code structure",
                                             "structure_siret", "nom structure", "porteur")),
        Column("action", "text", "Action", "Code de l'activité, propre à la structure.",
               synonyms=("activite", "code action", "dispositif", "projet"), default="ensemble"),
        Column("territoire", "code", "Territoire", "Commune, quartier prioritaire ou « hors QPV ».",
               required=True, codes="territoires",
               synonyms=("quartier", "lieu", "secteur", "commune", "zone", "qpv", "ville")),
        Column("public", "code", "Public", "Tranche d'âge ou groupe ; « tous » pour l'ensemble.",
               codes="publics", synonyms=("age", "tranche d'age", "groupe", "population", "ventilation"), default="tous"),
        Column("mesure", "code", "Mesure", "Ce qui est compté.", required=True, codes="mesures",
               synonyms=("indicateur", "code mesure", "type", "libelle mesure", "code_indicateur")),
        Column("valeur", "number", "Valeur", "Nombre ; vide, « n.d. » ou « <5 » sont compris.",
               synonyms=("nombre", "total", "quantite", "nb", "effectif", "valeurs", "resultat")),
        Column("statut", "code", "Statut", "définitif, provisoire, estimé, non transmis ou secret.",
               codes="statuts_valeur", default="definitif", synonyms=("etat", "statut valeur")),
        Column("commentaire", "text", "Commentaire", "Précision utile à la lecture, sans aucun nom.",
               synonyms=("commentaires", "remarque", "remarques", "observation", "observations", "note")),
    ),
)

STRUCTURES = Table(
    name="structures",
    label="Structures",
    grain="une structure et sa fiche d'annuaire",
    key=("structure",),
    contacts_allowed=frozenset({"telephone", "courriel", "site_web"}),
    columns=(
        Column("structure", "text", "Code", "Identifiant court de la structure.", required=True,
               synonyms=("id", "code", "code structure", "identifiant")),
        Column("nom", "text", "Nom", "Nom de la structure.", required=True,
               synonyms=("raison sociale", "structure nom", "denomination")),
        Column("siret", "text", "SIRET", "14 chiffres.", pattern=r"\d{14}"),
        Column("rna", "text", "RNA", "W suivi de neuf chiffres.", pattern=r"W\d{9}"),
        Column("type", "code", "Type", "Type de structure.", codes="types_structure",
               synonyms=("typologie", "categorie")),
        Column("adresse", "text", "Adresse", "Adresse du lieu d'accueil."),
        Column("complement_adresse", "text", "Complément d'adresse", "Bâtiment, étage."),
        Column("code_postal", "text", "Code postal", "5 chiffres.", pattern=r"\d{5}"),
        Column("commune", "text", "Commune", "Nom de la commune."),
        Column("code_insee", "text", "Code INSEE", "Code officiel de la commune.", pattern=r"\w{5}"),
        Column("longitude", "number", "Longitude", "Degrés décimaux.", minimum=-180, maximum=180),
        Column("latitude", "number", "Latitude", "Degrés décimaux.", minimum=-90, maximum=90),
        Column("telephone", "text", "Téléphone", "Téléphone d'accueil de la structure."),
        Column("courriel", "text", "Courriel", "Adresse générique de la structure.", synonyms=("email", "mail")),
        Column("site_web", "text", "Site web", "Adresse du site."),
        Column("presentation", "text", "Présentation", "Ce que la structure propose.",
               synonyms=("presentation_resume", "presentation_detail")),
        Column("publics", "text", "Publics", "Pour qui."),
        Column("acces", "text", "Accès", "Avec ou sans rendez-vous, sur orientation."),
        Column("delai", "text", "Délai", "Délai habituel avant un premier accueil."),
        Column("frais", "text", "Frais", "Gratuit, participation demandée."),
        Column("langues", "text", "Langues", "Langues parlées à l'accueil."),
        Column("horaires", "text", "Horaires", "Horaires au format OpenStreetMap.",
               synonyms=("horaires_ouverture",)),
        Column("accessibilite", "text", "Accessibilité", "Accessibilité aux personnes en situation de handicap."),
        Column("thematiques", "text", "Thématiques", "Besoins auxquels répond la structure, séparés par « | »."),
        Column("source", "text", "Source", "Qui tient la fiche."),
        Column("date_maj", "date", "Mise à jour", "Date de la dernière vérification de la fiche.",
               required=True, synonyms=("date mise a jour", "maj")),
        Column("date_ouverture", "date", "Ouverture", "Première date d'activité."),
        Column("date_fermeture", "date", "Fermeture", "Fin d'activité : plus rien n'est attendu après."),
    ),
)

FINANCEMENTS = Table(
    name="financements",
    label="Financements",
    grain="une subvention : votée, notifiée, versée",
    key=("subvention", "exercice"),
    columns=(
        Column("subvention", "text", "Subvention", "Référence de la subvention.", required=True,
               synonyms=("referencedecision", "reference decision", "numero", "id")),
        Column("exercice", "integer", "Exercice", "Année budgétaire.", required=True, minimum=2000,
               maximum=2100, synonyms=("annee",)),
        Column("attribuant", "text", "Attribuant", "Collectivité ou service qui attribue.", required=True,
               synonyms=("nomattribuant", "financeur")),
        Column("attribuant_siret", "text", "SIRET de l'attribuant", "14 chiffres.", pattern=r"\d{14}",
               synonyms=("idattribuant",)),
        Column("beneficiaire", "text", "Bénéficiaire", "Nom de l'organisme bénéficiaire.", required=True,
               synonyms=("nombeneficiaire", "association")),
        Column("beneficiaire_siret", "text", "SIRET du bénéficiaire", "14 chiffres.", pattern=r"\d{14}",
               synonyms=("idbeneficiaire",)),
        Column("objet", "text", "Objet", "Objet de la subvention."),
        Column("axe", "code", "Axe", "Axe de la politique servie.", codes="axes"),
        Column("montant_vote", "number", "Montant voté", "Montant accordé.", required=True, unit="euros",
               synonyms=("montant", "montant accorde", "montantvote")),
        Column("montant_verse", "number", "Montant versé", "Montant payé à ce jour.", unit="euros",
               synonyms=("montantverse", "verse", "paye")),
        Column("date_vote", "date", "Date du vote", "Délibération ou décision.",
               synonyms=("datedecision", "date decision", "datevote")),
        Column("date_notification", "date", "Date de notification", "Envoi de la décision au bénéficiaire.",
               synonyms=("datenotification",)),
        Column("date_versement", "date", "Date de versement", "Dernier versement.",
               synonyms=("dateversement", "date paiement")),
        Column("convention", "code", "Convention", "Pluriannuelle d'objectifs (CPO) ou annuelle.",
               codes="types_convention", synonyms=("typeconvention",)),
        Column("convention_debut", "date", "Début de convention", "Premier jour couvert.",
               synonyms=("dateconvention", "debut convention", "debutconvention")),
        Column("convention_fin", "date", "Fin de convention", "Dernier jour couvert.",
               synonyms=("fin convention", "finconvention")),
        Column("position_renouvellement", "date", "Position sur le renouvellement",
               "Date de la position écrite de la Ville, après réunion de bilan.",
               synonyms=("positionrenouvellement", "date position")),
        Column("dispositif", "text", "Dispositif", "Dispositif d'aide.", synonyms=("dispositifaide",)),
        Column("source", "text", "Source", "Origine du chiffre, pour les données publiques officielles."),
        Column("edition", "text", "Édition", "Édition de la source."),
        Column("licence", "text", "Licence", "Licence de la source."),
    ),
)

INSTANCES = Table(
    name="instances",
    label="Instances",
    grain="une séance d'une instance de concertation",
    key=("seance",),
    columns=(
        Column("seance", "text", "Séance", "Référence de la séance.", required=True, synonyms=("reference", "id")),
        Column("instance", "code", "Instance", "Type d'instance.", required=True, codes="types_instance"),
        Column("date_prevue", "date", "Date prévue", "Date au calendrier.", required=True),
        Column("date_tenue", "date", "Date tenue", "Date réelle de la séance."),
        Column("statut", "code", "Statut", "prévue, tenue, annulée ou reportée.", required=True,
               codes="statuts_seance"),
        *(
            Column(f"{role}_{college}", "integer", f"{title} — {label}", f"Membres {title.lower()}, collège {label}.",
                   minimum=0, synonyms=(f"{title} {label}",))
            for college, label in zip(COLLEGES, COLLEGE_LABELS, strict=True)
            for role, title in (("convoques", "Convoqués"), ("presents", "Présents"))
        ),
        Column("personnes_preparees", "boolean", "Personnes préparées et indemnisées",
               "Les personnes concernées présentes ont été préparées et indemnisées."),
        Column("date_diffusion", "date", "Relevé diffusé le", "Date d'envoi du relevé de décisions."),
        Column("indicateurs_examines", "codes", "Indicateurs examinés", "Indicateurs commentés en séance.",
               codes="indicateurs"),
    ),
)

DECISIONS = Table(
    name="decisions",
    label="Décisions",
    grain="une décision ou une recommandation d'une instance",
    key=("decision",),
    columns=(
        Column("decision", "text", "Décision", "Référence de la décision.", required=True, synonyms=("reference", "id")),
        Column("seance", "text", "Séance", "Séance qui l'a prise."),
        Column("nature", "code", "Nature", "Décision ou recommandation.", codes="natures_decision",
               default="decision"),
        Column("intitule", "text", "Intitulé", "Ce qui a été décidé.", required=True, synonyms=("libelle", "titre")),
        Column("porteur", "text", "Porteur", "Service ou organisme responsable.", required=True,
               synonyms=("responsable", "pilote")),
        Column("date_decision", "date", "Date", "Date de la décision.", required=True),
        Column("echeance", "date", "Échéance", "Date à laquelle elle doit être réalisée."),
        Column("statut", "code", "Statut", "ouverte, réalisée, reportée ou abandonnée.", required=True,
               codes="statuts_decision"),
        Column("date_realisation", "date", "Réalisée le", "Date de réalisation."),
        Column("justificatif", "text", "Justificatif", "Référence du document qui l'établit.", synonyms=("preuve",)),
        Column("indicateur", "code", "Indicateur", "Indicateur que la décision doit faire bouger.",
               codes="indicateurs"),
        Column("engagement", "code", "Engagement", "Promesse servie.", codes="engagements"),
        Column("date_maj", "date", "Dernières nouvelles", "Dernière mise à jour donnée par le porteur.",
               synonyms=("mise a jour", "date mise a jour")),
    ),
)

ACTIONS = Table(
    name="actions",
    label="Actions",
    grain="une action de la politique, ou un événement à montrer sur les courbes",
    key=("action",),
    columns=(
        Column("action", "text", "Action", "Code de l'action.", required=True, synonyms=("code", "id")),
        Column("nature", "code", "Nature", "Action ou événement.", codes="natures_action", default="action"),
        Column("intitule", "text", "Intitulé", "Nom de l'action.", required=True, synonyms=("titre", "libelle")),
        Column("axe", "code", "Axe", "Axe servi.", codes="axes"),
        Column("engagements", "codes", "Engagements", "Promesses servies, séparées par « | ».", codes="engagements"),
        Column("indicateurs", "codes", "Indicateurs", "Indicateurs attendus, séparés par « | ».",
               codes="indicateurs"),
        Column("territoires", "codes", "Territoires", "Où, séparés par « | ».", codes="territoires"),
        Column("debut", "date", "Début", "Premier jour.", required=True, synonyms=("date debut",)),
        Column("fin", "date", "Fin", "Dernier jour, s'il est connu.", synonyms=("date fin",)),
        Column("statut", "code", "Statut", "prévue, en cours, terminée ou abandonnée.", codes="statuts_action"),
        Column("responsables", "text", "Responsables", "Institutions responsables, séparées par « | »."),
        Column("contributeurs", "text", "Contributeurs",
               "Institutions qui y mettent un budget ou des postes, séparées par « | »."),
        Column("description", "text", "Description", "Ce qui est fait."),
    ),
)

OBJECTIFS = Table(
    name="objectifs",
    label="Objectifs",
    grain="une cible d'un indicateur : jalon ou valeur finale",
    key=("indicateur", "territoire", "echeance"),
    columns=(
        Column("indicateur", "code", "Indicateur", "Code de l'indicateur.", required=True, codes="indicateurs",
               synonyms=("code indicateur",)),
        Column("territoire", "code", "Territoire", "Territoire visé.", required=True, codes="territoires"),
        Column("periode_initiale", "period", "Période de départ", "Période de la valeur de départ."),
        Column("valeur_initiale", "number", "Valeur de départ", "Valeur mesurée au départ."),
        Column("echeance", "period", "Échéance", "Période à laquelle la cible est due.", required=True),
        Column("valeur_cible", "number", "Valeur cible", "Valeur à atteindre.", required=True,
               synonyms=("cible", "objectif")),
        Column("nature", "code", "Nature", "Jalon ou valeur finale.", codes="echeances_objectif", default="final"),
        Column("decision", "text", "Décision", "Référence de la décision qui fixe la cible."),
    ),
)

AVIS = Table(
    name="avis",
    label="Avis",
    grain="un avis daté et signé d'une fonction : météo, commentaire, droit de réponse, constat",
    key=("avis",),
    columns=(
        Column("avis", "text", "Avis", "Référence de l'avis.", required=True, synonyms=("reference", "id")),
        Column("type", "code", "Type", "météo, commentaire, droit de réponse ou constat.", required=True,
               codes="types_avis"),
        Column("date", "date", "Date", "Date de signature.", required=True),
        Column("signataire", "text", "Signataire", "Fonction de la personne qui signe, jamais son nom.",
               required=True, synonyms=("fonction", "auteur")),
        Column("axe", "code", "Axe", "Axe concerné.", codes="axes"),
        Column("indicateur", "code", "Indicateur", "Indicateur concerné.", codes="indicateurs"),
        Column("periode", "period", "Période", "Période commentée."),
        Column("meteo", "code", "Météo", "soleil, éclaircies, nuages ou orage.", codes="meteos"),
        Column("texte", "text", "Texte", "600 signes au plus, sans aucun nom."),
        Column("structure", "code", "Structure qui répond", "Pour un droit de réponse, la structure qui le signe : il "
               "se lit alors sur sa page.", codes="structures", synonyms=("structure", "association")),
    ),
)

CONTEXTE = Table(
    name="contexte",
    label="Données publiques officielles",
    grain="une valeur officielle d'une série, pour un territoire et une période",
    key=("serie", "territoire", "periode"),
    columns=(
        Column("serie", "code", "Série", "Série officielle.", required=True, codes="series",
               synonyms=("variable", "code serie")),
        Column("territoire", "code", "Territoire", "Code officiel du territoire.", required=True,
               codes="territoires", synonyms=("code_insee", "codgeo", "code geographique")),
        Column("periode", "period", "Période", "Année ou trimestre.", required=True, synonyms=("annee",)),
        Column("valeur", "number", "Valeur", "Valeur publiée.", synonyms=("nombre",)),
        Column("denominateur", "number", "Dénominateur", "Population ou parc de logements publié avec elle.",
               minimum=0, synonyms=("population", "insee_pop")),
        Column("statut", "code", "Statut", "publié, non diffusé ou estimé.", codes="statuts_contexte",
               default="publie"),
        Column("source", "text", "Source", "Producteur et jeu de données.", required=True),
        Column("edition", "text", "Édition", "Édition ou millésime.", required=True, synonyms=("millesime",)),
        Column("licence", "text", "Licence", "Licence de réutilisation."),
    ),
)

# The questions an analyst answers before an evaluation, by column; the first letter of the column says « question ».
PLAN_QUESTIONS = (
    ("q_independante", "Rien d'autre n'a commencé à cette date, là où l'action a lieu"),
    ("q_forme_declaree", "La date et la forme de l'effet attendu ont été fixées avant de regarder les chiffres"),
    ("q_collecte_inchangee", "L'action n'a pas changé la façon de compter, ni l'effort de comptage"),
    ("q_mesure_automatique", "Ceux qui mènent l'action ne peuvent pas influencer le chiffre"),
    ("q_donnees_completes", "Les chiffres sont complets avant comme après, sans révision en attente"),
    ("q_choix_declare", "L'indicateur a été choisi d'avance, et non parce que son résultat plaît"),
    ("q_pas_de_pic", "Le lieu n'a pas été choisi parce que les chiffres y étaient exceptionnellement hauts"),
    ("q_comparaison_intacte", "Les lieux de comparaison n'ont pas été touchés, même par déplacement"),
)

PLANS = Table(
    name="plans",
    label="Plans d'évaluation",
    grain="ce qu'on attend d'une action sur un chiffre, et ce que l'analyste en sait",
    key=("action", "indicateur", "chiffre"),
    columns=(
        Column("action", "text", "Action évaluée", "Code de l'action ou de l'événement.", required=True),
        Column("indicateur", "code", "Indicateur évalué", "Indicateur que l'action doit faire bouger.",
               required=True, codes="indicateurs"),
        Column("chiffre", "text", "Chiffre suivi", "Code du chiffre lu à côté de l'indicateur ; « principal » sinon.",
               default="principal"),
        Column("effet_plausible", "number", "Effet attendu au plus", "Le plus grand effet jugé plausible, avant de "
               "regarder les chiffres.", required=True, unit="%", minimum=1, maximum=100),
        Column("periodes_ecartees", "text", "Périodes écartées", "Montée en charge, épidémie : codes de périodes "
               "séparés par « | »."),
        Column("signataire", "text", "Signataire du plan", "Fonction de la personne qui signe, jamais son nom.",
               required=True),
        *(Column(name, "code", f"{text} ?", "oui, non ou ne sait pas ; sans réponse, compté comme non.",
                 codes="reponses") for name, text in PLAN_QUESTIONS),
        Column("paroles", "text", "Ce que disent les acteurs", "600 signes au plus, sans aucun nom."),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (ACTIVITE, STRUCTURES, FINANCEMENTS, INSTANCES, DECISIONS, ACTIONS, OBJECTIFS, AVIS, PLANS, CONTEXTE)
}

DEPOTS = pa.schema(
    [
        ("evenement", pa.string()),  # "depot" or "retrait"
        ("identifiant", pa.string()),  # what the rows of the deposit carry
        ("depot", pa.string()),  # the number readers see
        ("ordre", pa.int64()),
        ("date", pa.timestamp("us", tz="UTC")),
        ("auteur", pa.string()),
        ("motif", pa.string()),
        ("table", pa.string()),
        ("fichier", pa.string()),
        ("empreinte", pa.string()),
        ("periode_debut", pa.timestamp("us")),
        ("periode_fin", pa.timestamp("us")),
        ("lues", pa.int64()),
        ("reparees", pa.int64()),
        ("refusees", pa.int64()),
        ("inchangees", pa.int64()),
        ("ajoutees", pa.int64()),
        ("modifiees", pa.int64()),
        ("demonstration", pa.bool_()),
    ]
)
FICHIERS = pa.schema([("depot", pa.string()), ("empreinte", pa.string()), ("contenu", pa.binary())])
