# pismo: a folder of letters becomes tables. `make help` lists the targets.
PYTHON ?= python3
INBOX ?= samples/inbox
OUTPUT ?= output
WORKERS ?=
BIN := .venv/bin
RAY := .venv-ray
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help setup extract test test-ray lint types evaluate bench soak kills bench-registry bench-scans bench-formats bench-hostile fuzz setup-ocr lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(INSTALLED)  ## the environment in .venv, by requirements.lock

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "pismo needs Python 3.11 or newer; name one: make PYTHON=python3.12 …" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	    { echo "no venv in this Python; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

extract: $(INSTALLED)  ## letters of INBOX (samples/inbox) to tables in OUTPUT (output)
	@$(BIN)/pismo extract "$(INBOX)" -o "$(OUTPUT)" $(if $(WORKERS),--workers $(WORKERS))

test: $(INSTALLED)  ## all tests, on all cores
	@$(BIN)/python -m pytest -n auto --dist loadgroup

test-ray: $(RAY)/.installed  ## a run on a Ray cluster of two nodes on this machine, against a local one
	@PYTHONPATH=$(CURDIR) $(RAY)/bin/python -m pytest tests/test_cluster.py

# An environment that stands on .venv: Ray is large, and the program does without it.
$(RAY)/.installed: $(INSTALLED) requirements-ray.lock
	@test -x $(RAY)/bin/python || $(BIN)/python -m venv $(RAY)
	@$(RAY)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' > $(RAY)/.packages
	@echo "import site; site.addsitedir('$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')')" \
	    > "$$(cat $(RAY)/.packages)/pismo.pth"
	$(RAY)/bin/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements-ray.lock
	@touch $@

lint: $(INSTALLED)  ## ruff
	@$(BIN)/ruff check .

types: $(INSTALLED)  ## mypy, strict
	@$(BIN)/mypy

evaluate: $(INSTALLED)  ## precision, recall, F1 per field: letters that may be looked at, those of other programs, those held out
	@$(BIN)/pismo evaluate samples/inbox samples/gold
	@$(BIN)/pismo evaluate samples/others/inbox samples/others/gold
	@$(BIN)/pismo evaluate samples/held/inbox samples/held/gold

bench: $(INSTALLED)  ## letters a second by stage and format, start-up, memory
	@$(BIN)/python -m benchmarks.bench

soak: $(INSTALLED)  ## LETTERS (100000) generated letters: rate and memory over time, size of the store
	@$(BIN)/python -m benchmarks.soak $(LETTERS)

kills: $(INSTALLED)  ## KILLS (200) kill -9 of runs at random moments: the bytes at the end are compared
	@$(BIN)/python -m benchmarks.kills $(KILLS)

bench-registry: $(INSTALLED)  ## the registry and the end of a run alone, at growing sizes: time and memory of a letter
	@$(BIN)/python -m benchmarks.registry

setup-ocr:  ## Tesseract with Russian, for scans (Debian, Ubuntu)
	@command -v apt-get >/dev/null || { echo "install tesseract with the languages rus and eng by your package manager" >&2; exit 2; }
	$(if $(filter 0,$(shell id -u)),,sudo) apt-get update -qq
	$(if $(filter 0,$(shell id -u)),,sudo) apt-get install -y -qq tesseract-ocr tesseract-ocr-rus tesseract-ocr-eng

bench-scans: $(INSTALLED)  ## sample letters as scans: CER, F1 of fields, seconds a page (needs Tesseract, six minutes)
	@$(BIN)/python -m benchmarks.scans

bench-formats: $(INSTALLED)  ## sample letters saved in every format: rows that differ from their DOCX (LibreOffice for DOC, RTF, ODT, HTML)
	@$(BIN)/python -m benchmarks.formats --differences

bench-hostile: $(INSTALLED)  ## hostile files: does the batch live, are all accounted for, time, memory, the cost of isolation
	@$(BIN)/python -m benchmarks.hostile

fuzz: $(INSTALLED)  ## properties on 20 times the examples; readers and extractors under atheris (`pip install -e .[fuzz]`), RUNS (5000) each
	@PISMO_EXAMPLES=$(or $(EXAMPLES),20) $(BIN)/python -m pytest -m hypothesis
	@PISMO_EXAMPLES=$(or $(EXAMPLES),20) $(BIN)/python -m pytest -k linear_time
	@$(BIN)/python tools/fuzz.py all -runs=$(or $(RUNS),5000)

lock: $(INSTALLED)  ## resolve the dependencies anew into requirements.lock
	@$(BIN)/python tools/lock.py

clean:  ## remove the environment, caches and the output of the samples
	rm -rf .venv $(RAY) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
