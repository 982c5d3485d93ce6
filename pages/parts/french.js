/* Streamlit has no translation: its built-in English texts are replaced as they appear. */
(() => {
  const TEXTS = {
    "App pages": "Pages",
    "Navigate to home page": "Aller à l'accueil",
    "Open": "Ouvrir",
    "Clear": "Effacer",
    "file upload": "fichier à déposer",
    "Skip to main content": "Aller au contenu",
    "Upload": "Choisir un fichier",
    "Browse files": "Parcourir",
    "Browse file": "Parcourir",
    "Drag and drop file here": "Déposez un fichier ici",
    "Drag and drop files here": "Déposez des fichiers ici",
    "Drag and drop a file here": "Déposez un fichier ici",
    "Choose an option": "Choisir",
    "Choose options": "Choisir",
    "Selectbox options": "Choix possibles",
    "No results": "Aucun résultat",
    "No options to select": "Rien à choisir",
    "Select all": "Tout sélectionner",
    "Clear all": "Tout effacer",
    "Clear value": "Effacer",
    "Clear entry": "Effacer",
    "Selected values": "Choix faits",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Show data": "Voir les données",
    "Download as CSV": "Télécharger en CSV",
    "Search": "Rechercher",
    "Show/hide columns": "Choisir les colonnes",
    "Clear selection": "Effacer la sélection",
    "No data": "Aucune donnée",
    "empty": "vide",
    "Close": "Fermer",
    "Cancel": "Annuler",
    "Copy": "Copier",
    "Copy to clipboard": "Copier",
    "Copied": "Copié",
    "Copied!": "Copié",
    "Print": "Imprimer",
    "Settings": "Réglages",
    "System": "Système",
    "Light": "Clair",
    "Dark": "Sombre",
    "Rerun": "Recharger",
    "Stop": "Arrêter",
    "Running...": "Calcul en cours…",
    "Main menu": "Menu principal",
    "Open sidebar": "Ouvrir le menu",
    "Close sidebar": "Fermer le menu",
    "Expand sidebar": "Ouvrir le menu",
    "Collapse sidebar": "Fermer le menu",
    "View more": "Voir plus",
    "View less": "Voir moins",
    "Remove file": "Retirer le fichier",
    "Try again": "Réessayer",
    "Learn more": "En savoir plus",
    "(opens in new tab)": "(nouvel onglet)",
    "Page not found": "Page introuvable",
    "Connection error": "Connexion perdue",
    "Script execution error": "Cette page n'a pas pu être calculée",
    "Connecting": "Connexion…",
    "Connection timed out.": "Le serveur n'a pas répondu à temps.",
    "Please wait...": "Un instant…",
    "Press Enter to apply": "Entrée pour valider",
    "Press Ctrl+Enter to apply": "Ctrl + Entrée pour valider",
    "Press Enter to submit form": "Entrée pour envoyer",
    "Logo": "Castellum",
    "dd": "jj",
    "yyyy": "aaaa",
  };
  const PATTERNS = [
    [/^([\d.,]+)\s?([KMG])B per file(?: • (.*))?$/, (_, size, unit, types) =>
      `${size.replace(".0", "")}\u00a0${unit.replace("K", "k")}o au plus par fichier${types ? ` • ${types}` : ""}`],
    [/^File must be ([\d.,]+)\s?MB or smaller\.$/, (_, size) =>
      `Fichier trop lourd\u00a0: ${size.replace(/\.0$/, "")}\u00a0Mo au plus.`],
    [/^Error: (.*)$/, (_, said) => `Erreur\u00a0: ${french(said) ?? said}`],
    [/^(\S+) files are not allowed\.$/, (_, type) => `Les fichiers ${type} ne sont pas acceptés.`],
    [/^([\d.]+)\s?(|K|M|G)B$/, (_, size, unit) =>
      `${size.replace(/\.0$/, "").replace(".", ",")}\u00a0${unit.replace("K", "k")}o`],
    [/^Help for (.+)$/, (_, name) => `Aide : ${name}`],
    [/^Add: (.+)$/, (_, name) => `Ajouter : ${name}`],
    [/^(\d+) more$/, (_, count) => `${count} autres`],
    [/^Remove (.+)$/, (_, name) => `Retirer ${name}`],
    [/^Delete (.+)$/, (_, name) => `Retirer ${name}`],
    [/^The page that you have requested does not seem to exist.*$/, () =>
      "Cette adresse ne correspond à aucune page. Voici l'accueil."],
    [/^You have requested page (\S+), but.*$/, (_, page) =>
      `Aucune page ne répond à l'adresse ${page}. Voici l'accueil.`],
    [/^Is Streamlit still running\?.*$/, () => "Le serveur ne répond plus. La page se reconnectera d'elle-même."],
    [/^Streamlit server is not responding\..*$/, () =>
      "Le serveur ne répond pas. La page se reconnectera d'elle-même."],
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];

  function french(text) {
    const key = text.trim();
    if (!key) return null;
    if (Object.hasOwn(TEXTS, key)) return text.replace(key, TEXTS[key]);
    for (const [pattern, replacement] of PATTERNS) {
      if (pattern.test(key)) return key.replace(pattern, replacement);
    }
    return null;
  }

  function translateText(node) {
    const translated = french(node.data);
    if (translated !== null && translated !== node.data) node.data = translated;
  }

  function translateAttributes(element) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const translated = value && french(value);
      if (translated && translated !== value) element.setAttribute(name, translated);
    }
  }

  function translate(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".stHtml, .js-plotly-plot")) return;
    translateAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else translateAttributes(node);
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else if (change.type === "characterData") translateText(change.target);
      else translateAttributes(change.target);
    }
  }).observe(document, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
