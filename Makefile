# Which commands does a person working on this project need? `make help` lists them.

PYTHONTZPATH :=
export PYTHONTZPATH
# Whoever forbids Python to keep what it has compiled pays two seconds at each start, and ten in each test process.
PYTHONDONTWRITEBYTECODE :=
export PYTHONDONTWRITEBYTECODE
VENV := .venv/bin
# One more than there are cores: tests wait for browsers and databases, which left a third of two cores idle.
WORKERS := $(shell nproc 2>/dev/null | awk '{ n = $$1 } END { n = n ? n : 2; print n < 7 ? n + 1 : 8 }')
PYTEST := $(VENV)/python -m pytest -n $(WORKERS) --dist worksteal
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check shots bench trial translations lock clean environment test-environment check-types check-rest

help:  ## List these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1@\2/p' Makefile | sed 's/@/                    /; s/^\(.\{26\}\) */\1/'

run: environment  ## Start the program with its sample year on http://localhost:8000
	@exec $(VENV)/trainer run

test: test-environment  ## Run every test on SQLite, PostgreSQL and a browser (ARGS="-k seat" for some)
	@browser=$$($(VENV)/python setup/browser.py) && TRAINER_TEST_BROWSER="$$browser" exec $(PYTEST) $(ARGS)

check: test-environment  ## Format, lint, types, import contracts, translations, courses
	@$(MAKE) --no-print-directory -j2 --output-sync=target check-types check-rest

check-types:  ## Types
	$(VENV)/mypy

check-rest:  ## All of it but the types
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/lint-imports --no-logo
	$(VENV)/trainer courses check
	@found=$$($(VENV)/python -m pytest --collect-only -qq -n 0 2>&1) || { echo "$$found"; exit 1; }  # compiles them for all processes

shots: test-environment  ## Photograph every page as every role, and run the accessibility checks
	@browser=$$($(VENV)/python setup/browser.py) && TRAINER_TEST_BROWSER="$$browser" exec $(VENV)/python -m tests.shots $(ARGS)

bench: test-environment  ## Measure requests per second, SQL statements and memory on a generated year
	@exec $(VENV)/python -m bench $(ARGS)

trial: test-environment  ## The full figures for reliability and security (takes hours)
	@exec $(VENV)/python -m tests.trial $(ARGS)

translations: test-environment  ## Collect the texts into the catalogs of every language
	@$(VENV)/python setup/translations.py update

lock: test-environment  ## Write requirements/ anew from pyproject.toml (ARGS=--upgrade for the newest)
	@setup/lock.sh $(ARGS)

clean:  ## Remove what the commands made, but no data
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis shots
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find trainer -name '*.mo' -delete

environment:
	@setup/environment.sh run
	@$(VENV)/python setup/translations.py compile

test-environment:
	@setup/environment.sh test
	@$(VENV)/python setup/translations.py compile
