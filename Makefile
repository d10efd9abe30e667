# Every target builds what it needs; nothing else has to be done by hand.
PYTHON ?= python3
SEED ?= 42
SERVE ?= 1
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# durable_rules calls a function that Python 3.13 renamed; on earlier versions the definition changes nothing.
export CPPFLAGS := $(CPPFLAGS) -DPyEval_CallObject=PyObject_CallObject

.PHONY: help demo test check bench lock clean

help:
	@echo "make demo    the rehearsal county from application to claim, papers under out/ (SEED=n for another county)"
	@echo "make test    every check and every test, PostgreSQL included"
	@echo "make check   formatting, lint, types and import contracts only"
	@echo "make bench   speed and memory against peers, as ratios of one run"
	@echo "make lock    resolve the lock files afresh"
	@echo "make clean   remove the environment and everything generated"

.venv/.built: requirements-build.lock
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3,11) <= sys.version_info < (3,14) else "Python 3.11 to 3.13 is needed; set PYTHON=python3.12, say")'
	$(PYTHON) -m venv .venv
	$(PIP) install --quiet --require-hashes -r requirements-build.lock
	@touch $@

# Build isolation is off so that the packages that must be compiled use the pinned setuptools too.
.venv/.run: .venv/.built requirements.lock pyproject.toml
	$(PIP) install --quiet --no-build-isolation --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(PIP) install --quiet --no-build-isolation --require-hashes -r requirements-dev.lock
	@touch $@

demo: .venv/.run
	$(BIN)/guarantor demo --seed $(SEED) $(if $(filter 0,$(SERVE)),--no-serve,--serve)

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest -n auto

# The peers that the benchmarks measure against; nothing else needs them.
.venv/.bench: .venv/.dev requirements-bench.lock
	$(PIP) install --quiet --no-build-isolation --require-hashes -r requirements-bench.lock
	@touch $@

bench: .venv/.bench
	$(BIN)/python -m benchmarks.assessments
	$(BIN)/python -m benchmarks.ledger

lock: .venv/.dev
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url -c requirements-dev.lock --group bench -o requirements-bench.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --group build -o requirements-build.lock

clean:
	rm -rf .venv var out build *.egg-info
