PYTHON ?= python3.11
ARGS ?=
BIN := .venv/bin
EDGE := tests/api tests/docs tests/ingest tests/ledger

.PHONY: setup demo real test edge rest chosen test-all lint page clean

setup: .venv/ready

# torch first: with it in place no other package asks for a larger build of it.
.venv/ready: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || python3 -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt "torch==2.13.0"
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch .venv/ready

demo: setup
	$(BIN)/locard demo $(ARGS)

real: setup
	$(BIN)/locard real $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# In two parts, so that `make -j2 test` takes both cores; with ARGS what they choose is one run.
test: lint $(if $(ARGS),chosen,edge rest)

edge: setup
	$(BIN)/pytest -m "not slow" $(EDGE)

rest: setup
	$(BIN)/pytest -m "not slow" $(EDGE:%=--ignore %)

chosen: setup
	$(BIN)/pytest -m "not slow" $(ARGS)

test-all: setup lint
	LOCARD_FLIP_TURNS=$${LOCARD_FLIP_TURNS:-1} $(BIN)/pytest $(ARGS)

# The page as it is shipped, from its source in web/; users need no Node.
page:
	cd web && npm install --no-save --no-audit --no-fund && npm run build

clean:
	rm -rf .venv data build dist
