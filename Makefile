SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
ADDRESS ?= 127.0.0.1
PORT ?= 8501
WORKERS ?= 2

BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# $(call apt_install,package): through apt where there is one, else say what to install.
define apt_install
command -v apt-get >/dev/null || { echo "Il manque $(1) : installez-le, puis relancez la même commande."; exit 1; }; \
$(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq --no-install-recommends $(1)
endef

.PHONY: help run test check format demo screenshots bench clean chromium nginx

help: ## affiche cette liste
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-12s %s\n", $$1, $$2 }'

run: .venv/.installed ## installe ce qu'il faut et ouvre le tableau de bord sur http://localhost:8501
	@[[ -n "$(CASTELLUM_STORE)" || -d store/depots ]] || $(MAKE) --no-print-directory demo
	$(BIN)/streamlit run dashboard.py --server.address $(ADDRESS) --server.port $(PORT)

test: .venv/.installed-dev chromium nginx check ## vérifie le code, puis passe tous les tests, navigateur compris
	$(BIN)/pytest --quiet --numprocesses $(WORKERS) --dist loadgroup

check: .venv/.installed-dev ## vérifie forme, imports, types, failles connues et secrets, sans lancer les tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/pip-audit --requirement requirements.txt --no-deps --disable-pip --progress-spinner off
	# 3 : un faux secret connu a seulement changé de ligne.
	git ls-files -z | xargs -0 sh -c '$(BIN)/detect-secrets-hook --baseline .secrets.baseline "$$@" || [ $$? -eq 3 ]' check

format: .venv/.installed-dev ## remet le code en forme
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

demo: .venv/.installed ## installe la ville de démonstration (fictive), là où rien n'est encore déposé
	$(BIN)/python -m data demo

screenshots: .venv/.installed-dev chromium ## photographie chaque page dans screenshots/ (ordinateur et téléphone)
	$(BIN)/python -m tests.browser.screenshots

bench: .venv/.installed-dev .venv-bench/.installed chromium ## mesure la vitesse du calcul, des fichiers, des pages et des évaluations
	$(BIN)/python -m bench.compute
	$(BIN)/python -m bench.intake
	$(BIN)/python -m bench.load
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.evaluation
	$(BIN)/python -m bench.report

clean: ## efface l'environnement, les caches et les captures ; ne touche pas aux données
	rm -rf .venv .venv-bench screenshots .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Castellum demande Python 3.11 ou plus récent (make PYTHON=python3.11 ...)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call apt_install,python3-venv); }
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements.txt requirements-dev.txt | .venv/bin/python
	$(PIP_INSTALL) -r requirements-dev.txt
	@touch .venv/.installed $@

# The checkers that ours is compared with stay apart: they are never loaded with the product or its tests.
.venv-bench/.installed: requirements-bench.txt | .venv/bin/python
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

chromium:
	@command -v chromium chromium-browser google-chrome google-chrome-stable >/dev/null \
		|| { $(call apt_install,chromium); }

nginx:
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || { $(call apt_install,nginx-light); }
