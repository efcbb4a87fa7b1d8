# Everything here works on a fresh machine with Python 3.11 or newer and make: no other tool is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The programs that read exports pin older versions of what others use: they have an environment of their own.
READERS := .venv-readers
# So do some packages that the benchmark of agreement measures itself beside.
PEERS := .venv-peers
PIP := -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test check lint types imports unit readers soak bench peers pictures clean

help:            ## what can be made
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environments are made once and again when the project file or the tested versions change.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("annotate-tui needs Python 3.11 or newer; this is %d.%d. Try: make PYTHON=python3.11 $(MAKECMDGOALS)" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python $(PIP) --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python $(PIP) --constraint constraints.txt --upgrade pip
	$(BIN)/python $(PIP) --constraint constraints.txt --editable '.[html,pdf,lang]' --group test --group peers
	@touch $@ $(VENV)/.run

$(READERS)/.done: pyproject.toml constraints-readers.txt
	$(PYTHON) -m venv $(READERS)
	$(READERS)/bin/python $(PIP) --constraint constraints-readers.txt --upgrade pip
	$(READERS)/bin/python $(PIP) --constraint constraints-readers.txt --editable . --group test --group readers
	@touch $@

$(PEERS)/.done: pyproject.toml constraints-peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python $(PIP) --constraint constraints-peers.txt --upgrade pip
	$(PEERS)/bin/python $(PIP) --constraint constraints-peers.txt --group measured
	@touch $@

run: $(VENV)/.run ## label: opens annotations.db in this folder, offering the articles in seeds/
	@$(BIN)/annotate-tui

test: check unit readers ## everything that CI runs

check: lint types imports ## style, types and import rules

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports

unit: $(VENV)/.test ## the tests, but for those that need the programs which read exports
	$(BIN)/python -m pytest -m 'not soak and not readers'

readers: $(READERS)/.done ## every export, loaded with the real program that reads it
	$(READERS)/bin/python -m pytest -m 'readers and not soak'

soak: $(VENV)/.test ## the long tests: many annotators, random kills, large simulations
	$(BIN)/python -m pytest -m soak

peers: $(PEERS)/.done ## the environment of packages that agreement is measured beside

bench: $(VENV)/.test $(PEERS)/.done ## the benchmarks, each beside a peer or a limit
	@for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

pictures: $(VENV)/.test ## the pictures of the screens in docs/pictures
	$(BIN)/python docs/pictures/make.py

clean:           ## remove the environments and what tools leave behind (never a database)
	rm -rf $(VENV) $(READERS) $(PEERS) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
