"""Reading the catalogue's TOML files, entry by entry, keeping every defect with its place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from data.declarations import Code, CodeList, Declaration

Declared = TypeVar("Declared", bound=Declaration)

UNEXPECTED = "la valeur n'est pas de la nature attendue"
_REASONS = {
    "missing": "cette clé manque",
    "extra_forbidden": "clé inconnue",
    "string_type": "un texte est attendu",
    "string_too_short": "le texte est vide",
    "string_too_long": "le texte est trop long ({max_length} caractères au plus)",
    "string_pattern_mismatch": "lettres minuscules sans accent, chiffres et _ seulement",
    "literal_error": "valeur attendue : {expected}",
    "bool_type": "true ou false est attendu",
    "bool_parsing": "true ou false est attendu",
    "tuple_type": "une liste entre crochets est attendue",
    "int_parsing": "un nombre entier est attendu",
    "int_type": "un nombre entier est attendu",
    "float_type": "un nombre est attendu",
    "float_parsing": "un nombre est attendu",
    "greater_than": "un nombre supérieur à {gt} est attendu",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ est attendue",
    "date_parsing": "une date AAAA-MM-JJ est attendue",
    "date_type": "une date AAAA-MM-JJ est attendue",
    "value_error": "{error}",
}


class CatalogueFiles:
    """The TOML files of one folder; `defects` collects what is wrong, `origins` says where each id stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.defects: list[str] = []
        self.origins: dict[tuple[type, str], str] = {}

    def read_all(self, pattern: str, key: str, declared: type[Declared]) -> dict[str, Declared]:
        """Every entry `[[key]]` (or the table `[key]`) of the files matching `pattern`, by code."""
        entries: dict[str, Declared] = {}
        for path in self._paths(pattern):
            for raw in self._entries(path, key):
                entry = self._validate(path, declared, raw)
                if entry is not None:
                    self._keep(path, entries, entry)
        return entries

    def read_lists(self, pattern: str) -> dict[str, CodeList]:
        """The code lists of the files matching `pattern`, named as their files."""
        lists = {}
        for path in self._paths(pattern):
            title = self._document(path).get("title", path.stem)
            codes: dict[str, Code] = {}
            for raw in self._entries(path, "code"):
                entry = self._validate(path, Code, raw)
                if entry is not None:
                    self._keep(path, codes, entry)
            lists[path.stem] = CodeList(name=path.stem, title=title, codes=codes)
        return lists

    def _paths(self, pattern: str) -> list[Path]:
        paths = sorted(self.folder.glob(pattern))
        if not paths:
            self.defects.append(f"{pattern} : fichier introuvable dans {self.folder}")
        return paths

    def _document(self, path: Path) -> dict[str, Any]:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self._defect(path, "-", "-", f"fichier illisible ({error})")
            return {}

    def _entries(self, path: Path, key: str) -> list[dict[str, Any]]:
        document = self._document(path)
        for unknown in document.keys() - {key, "title"}:
            self._defect(path, "-", unknown, f"clé inconnue ; « {key} » est attendue")
        found = document.get(key, [])
        return found if isinstance(found, list) else [found]

    def _validate(self, path: Path, declared: type[Any], raw: dict[str, Any]) -> Any | None:
        try:
            return declared.model_validate(raw)
        except ValidationError as error:
            identifier = str(raw.get("code", "(sans code)"))
            for detail in error.errors():
                place = ".".join(str(part) for part in detail["loc"]) or "-"
                self._defect(path, identifier, place, _reason(detail))
            return None

    def _keep(self, path: Path, entries: dict[str, Any], entry: Any) -> None:
        if entry.code in entries:
            self._defect(path, entry.code, "code", "ce code est déjà employé")
        entries[entry.code] = entry
        self.origins[type(entry), entry.code] = path.relative_to(self.folder).as_posix()

    def _defect(self, path: Path, identifier: str, key: str, reason: str) -> None:
        self.defects.append(f"{path.relative_to(self.folder).as_posix()} : {identifier} : {key} : {reason}")


def _reason(detail: Any) -> str:
    pattern = _REASONS.get(detail["type"])
    return pattern.format(**detail.get("ctx", {})).replace(" or ", " ou ") if pattern else UNEXPECTED
