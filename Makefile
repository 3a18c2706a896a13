# `make verify` and `make test` set up all they need on a machine that has python3 (3.11 or newer) and nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: verify test bench campaign campaign-engines crosscheck fuzz certificates needed reference mutmut lock clean

verify: compiled  ## every gallery design in every profile, against what it expects
	@$(BIN)/outlive verify

test: compiled  ## style, types, the direction of imports, tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

campaign: N ?= 100000
campaign: compiled  ## every verdict and run on N random networks against a naive reading (five minutes of processor time)
	$(BIN)/python -m tests.naive_campaign $(N)

campaign-engines: N ?= 5000
campaign-engines: compiled  ## every engine against the plain one: N random networks, all models, all designs (a quarter of an hour)
	$(BIN)/python -m tests.campaign $(N)

certificates: compiled  ## certificates of all designs and of random networks, checked, and forged (half an hour)
	$(BIN)/python -m tests.certificates_campaign

reference: compiled  ## every step of every design beside a plain implementation of daemon and app (half an hour)
	$(BIN)/python -m tests.reference_campaign

needed: compiled  ## docs/rules-needed.md: which verdict of the gallery needs which rule (ten minutes)
	@$(BIN)/python -m tests.needed

mutmut: $(READY)  ## mutants of the explorer and the judging, in a copy under .venv (half an hour)
	@rm -rf $(VENV)/mutmut && mkdir $(VENV)/mutmut
	@cp -R model explorer properties reports tests docs README.md $(VENV)/mutmut && cp tests/mutmut.cfg $(VENV)/mutmut/setup.cfg
	@rm -f $(VENV)/mutmut/explorer/compiled/libworlds.so  # what is mutated is the list in Python
	@$(BIN)/python -m tests.undecorated $(VENV)/mutmut
	cd $(VENV)/mutmut && ../bin/mutmut run; ../bin/mutmut results

SECONDS ?= 900
fuzz: compiled  ## a coverage-guided fuzzer on designs, networks, certificates (Linux); what it finds is left in fuzz/
	$(BIN)/python -m tests.fuzzing $(SECONDS)

WITH ?= spin
crosscheck: compiled  ## another checker's opinion (WITH=spin or storm) of the gallery and 200 random networks: an hour
	@test $(WITH) != storm || $(BIN)/python -m pip install --quiet --only-binary :all: 'stormpy>=2,<3'
	$(BIN)/python -m tests.crosschecks $(WITH) 300 200

bench: compiled  ## how fast: docs/bench.md and docs/bench.svg, in 50 minutes; beside Spin, where it can be had
	@{ command -v spin && command -v gcc; } >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  apt-get update --quiet --quiet && apt-get install --yes --quiet --quiet spin gcc libc6-dev; } || \
	  echo "Spin or gcc is not installed: the table will say so" >&2
	$(BIN)/python -m bench

compiled: $(READY)  ## the list in C, where there is a compiler; done already unless its files changed
	@$(BIN)/python explorer/compiled/building.py >/dev/null

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "outlive needs Python 3.11 or newer, and $(PYTHON) is not: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make an environment: install python3-venv, or make PYTHON=/path/to/another/python3 …" >&2; exit 1; }
	@echo "setting up $(VENV) (once)"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

lock:  ## write requirements-dev.lock anew; needs uv
	uv pip compile --universal --generate-hashes --no-emit-index-url --quiet --upgrade --python-version 3.11 \
	  --extra dev --custom-compile-command "make lock" --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) explorer/compiled/libworlds.so build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
