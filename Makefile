# Mastaba's commands; `make` alone lists them. Each makes the checkout ready first
# (scripts/bootstrap.py: virtual environment, locked packages, front end) and skips what is done.

.DEFAULT_GOAL := help
.PHONY: help run test quick sure coverage format format-check lint types imports js docs wheel bench deep \
	lock clean ready ready-dev

PORT ?= 6543
PYTHON3 ?= $(firstword $(shell command -v python3 python) python3)
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: ## install, build and serve the demo site (PORT=6543)
	@$(PYTHON3) scripts/bootstrap.py --port $(PORT)
	@exec $(BIN)/mastaba demo --port $(PORT)

ready:
	@$(PYTHON3) scripts/bootstrap.py

ready-dev:
	@$(PYTHON3) scripts/bootstrap.py --dev

test: ready-dev ## run every test: SQLite, PostgreSQL, browser, wheel
	@$(BIN)/python scripts/chromium.py
	@$(PYTEST) -n auto $(COVERAGE) $(ARGS)

# The commands' tests start processes, which takes longer than all the others together.
quick: ready-dev ## run the unit and functional tests on SQLite, in a minute
	@$(PYTEST) -n auto -q -m "not browser and not postgres and not wheel" \
		--ignore=tests/functional/cli --ignore=tests/functional/plugins \
		--ignore=tests/functional/pages/test_import_markdown.py $(ARGS)

sure: format-check lint types imports js test ## what CI runs: every check and every test

# Measuring makes the tests take half as long again; below 95 % is a failure (pyproject.toml).
coverage: COVERAGE = --cov --cov-report=term:skip-covered
coverage: test ## run every test and tell which lines none of them reaches

format: ready-dev ## format the Python sources
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix-only --quiet

format-check: ready-dev
	@$(BIN)/ruff format --check

lint: ready-dev ## look for mistakes (ruff)
	@$(BIN)/ruff check

types: ready-dev ## check the types (mypy --strict)
	@$(BIN)/mypy

imports: ready-dev
	@$(BIN)/lint-imports

js: ready-dev
	@$(BIN)/python scripts/js_tests.py

docs: ## build the documentation into site/
	@$(PYTHON3) scripts/bootstrap.py --docs
	@$(BIN)/zensical build --clean

wheel: ready-dev ## build the sdist and the wheel into dist/
	@rm -rf build dist
	@$(BIN)/python -m build --no-isolation

bench: ready-dev ## measure CPU per request against a bare page
	@$(BIN)/python -m bench $(ARGS)

deep: ready-dev ## run the long property tests
	@HYPOTHESIS_PROFILE=deep $(PYTEST) -n auto tests/unit tests/functional $(ARGS)

lock: ready-dev ## pin and hash the dependencies again (ARGS=--upgrade takes newer ones)
	@$(BIN)/python scripts/lock.py $(ARGS)

clean: ## remove what was built (the demo site's data in var/ stays)
	@rm -rf .venv build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@rm -rf frontend/node_modules platform/mastaba/static plugins/*/static .coverage .coverage.* htmlcov
	@rm -rf platform/*.egg-info plugins/*.egg-info *.egg-info
