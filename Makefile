# Dateline: `make help` lists what can be made. Nothing but git, make and a Python >= 3.11 with its venv module is needed.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
VENV ?= .venv
# The newest tested Python that is there and can make a venv (Debian packs ensurepip apart); a later one if there is no other.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

# The servers and commands that the tests start would each compile the engine anew, which is half of what they cost.
unexport PYTHONDONTWRITEBYTECODE

BIN := $(VENV)/bin
# Wheels only: no compiler is needed, and nothing is run that its hash does not vouch for.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all:
# What only tests and tools need is compiled where it is first imported, which most of it never is; that saves half of the install.
INSTALL_TOOLS := $(INSTALL) --no-compile
THIS := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .

.PHONY: help serve test tell-test batch examples generators client pytest test-skipped test-bare test-311 test-313 test-spark \
  lint format bench bench-batch bench-ledger compare peers peers-lock floors docs lock image base audit mutants mutants-sample clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9 -]+:.*## /{printf "  make %-19s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.runtime ## start the service on PORT (8000) for this machine (DATELINE_HOST=0.0.0.0: for all); Ctrl-C stops it
	@$(BIN)/python -m docs.build --print-curl --port $(PORT)
	@PORT=$(PORT) exec $(BIN)/gunicorn

test: tell-test lint pytest test-311 test-313 ## lint, then the suite, on Python 3.11 and 3.13 where they are present

tell-test:
	@echo "make test: a minute to install (once), half a minute of lint and types, then about 11,000 tests on each of Python 3.11"
	@echo "and 3.13 that is here, four minutes each on two cores; \`make pytest ARGS='-k tags -x'\` runs a part"

pytest: $(VENV)/.dev ## the suite on the Python of the venv alone; ARGS='-k seed -x' goes to pytest
	@$(BIN)/python -m pytest -p tests.skipped --write-skipped=$(VENV)/.skipped $(ARGS)

# Debian's programs come from apt-get, which takes root; the tests of what cannot be installed are skipped again.
test-skipped: pytest ## the suite, then install what it lacked (browser, examples, generators), and run the tests it skipped
	@.ci/tools & $(MAKE) --no-print-directory examples generators && wait $$!
	@if [ -s $(VENV)/.skipped ]; then $(BIN)/python -m pytest @$(VENV)/.skipped; else echo "the suite skipped no test"; fi

test-bare: $(VENV)/.dev ## what depends on the reference data or on other programs, without them: each such test is skipped, and none fails
	@.ci/bare $(BIN)/python

# Without the tests whose outcome is no matter of the Python, which run in $(VENV) alone: ONCE in tests/conftest.py.
test-311 test-313: test-3%: $(VENV)/.dev ## the suite on that Python, in a venv of its own
	@if $(BIN)/python -c 'import sys; sys.exit(sys.version_info[1] != $*)'; then \
	  echo "Python 3.$*: is the one in $(VENV), whose suite \`make pytest\` runs"; \
	elif ! python3.$* -c 'import ensurepip' 2>/dev/null; then \
	  echo "Python 3.$*: skipped, there is none here that can make a venv"; \
	else \
	  PYTEST_ADDOPTS="$${PYTEST_ADDOPTS-} -m 'not once'" $(MAKE) --no-print-directory pytest VENV=.venv-3.$* PYTHON=python3.$*; \
	fi

test-spark: .venv-spark/.spark ## the Spark job on a real cluster of two workers on this machine; needs Java
	@java -version 2>/dev/null || { echo "Spark needs Java 17 or later, and there is none here"; exit 1; }
	@.venv-spark/bin/python -m pytest -o faulthandler_timeout=900 tests/batch/test_spark.py $(ARGS)

batch: $(VENV)/.batch ## install what `dateline batch` needs for Parquet and its bar; NDJSON, WARC and directories need nothing

examples: $(VENV)/.examples ## install what the examples and the tests in a browser need; without it they are skipped

# What others make clients with, out of the way of the service's environment.
GENERATORS := clients/generators
generators: | $(VENV)/bin/python ## install the generators of clients into .generators; without them their tests are skipped
	@$(MAKE) --no-print-directory --keep-going .generators/python/.installed .generators/typescript/.installed || \
	  echo "the tests of what is not there are skipped"

.generators/python/.installed: $(GENERATORS)/python.txt
	@echo "installing into .generators/python: $<"
	@$(VENV)/bin/python -m venv --clear .generators/python
	@.generators/python/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: --no-compile -r $<
	@touch $@

.generators/typescript/.installed: $(GENERATORS)/package-lock.json
	@command -v npm >/dev/null || { echo "openapi-typescript: there is no npm here"; exit 1; }
	@echo "installing into .generators/typescript: $<"
	@mkdir -p .generators/typescript
	@cp $(GENERATORS)/package.json $< .generators/typescript
	@npm ci --prefix .generators/typescript --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

client: $(VENV)/.dev .generators/python/.installed ## write the typed answers of clients/python anew, from what /openapi.json says now
	@$(BIN)/python -m scripts.client_models

lint: $(VENV)/.dev ## ruff, its formatter, mypy --strict, directions of imports, how complex the engine is, a reason for each row
	@$(BIN)/ruff check --quiet --output-format=concise
	@$(BIN)/ruff format --quiet --check || { $(BIN)/ruff format --check; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m bench.complexity --floors
	@$(BIN)/python -m bench.ledger --gate

format: $(VENV)/.dev ## let ruff lay out the code and mend what it can
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format

bench: $(VENV)/.dev ## make the reports that are of another engine or other data (DATELINE_DATA, default ../shared); ARGS=--all for all
	@$(BIN)/python -m bench $(ARGS)
	@$(BIN)/python -m bench.stamps --record

compare: $(VENV)/.dev ## the gold pages beside the peers that `make peers` installed: accuracy, cost, latency; ARGS='--every 8' takes fewer
	@$(BIN)/python -m bench.compare --write $(ARGS)

# Each peer in an environment of its own, with the project's Python or with Node, out of the way of the service's.
PINS := bench/compare/pins
PEERS := $(patsubst $(PINS)/%.in,.peers/%/.installed,$(wildcard $(PINS)/*.in)) \
  $(patsubst $(PINS)/%/package.json,.peers/%/.installed,$(wildcard $(PINS)/*/package.json))
peers: | $(VENV)/bin/python ## install the peers for `make compare` into .peers, as far as they can be had
	@$(MAKE) --no-print-directory --keep-going $(PEERS) || echo "what is not there is left out of the comparison"

.peers/%/.installed: $(PINS)/%.txt requirements-build.txt
	@echo "installing into .peers/$*: $<"
	@$(VENV)/bin/python -m venv --clear .peers/$*
	@.peers/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt
	@.peers/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r $<
	@touch $@

# Their install scripts are left out: they fetch binaries for parts that are optional.
.peers/%/.installed: $(PINS)/%/package-lock.json
	@command -v npm >/dev/null || { echo "$*: there is no npm here"; exit 1; }
	@echo "installing into .peers/$*: $<"
	@mkdir -p .peers/$*
	@cp $(PINS)/$*/package.json $< .peers/$*
	@npm ci --prefix .peers/$* --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

peers-lock: $(VENV)/.dev ## resolve bench/compare/pins anew
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@for peer in $(basename $(notdir $(wildcard $(PINS)/*.in))); do \
	  grep -o '^selectolax==[0-9.]*' requirements.txt | $(BIN)/uv pip compile --quiet $(PINS)/$$peer.in - --upgrade --universal \
	    --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	    --output-file $(PINS)/$$peer.txt; done
	@for peer in metascraper postlight; do \
	  npm install --prefix $(PINS)/$$peer --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund; done

bench-batch: $(VENV)/.dev ## what a run over an archive costs, on one core and two; ARGS='--records 5000' for a short one
	@$(BIN)/python -m bench.batch --write $(ARGS)

bench-ledger: $(VENV)/.dev ## what each row of the engine is worth; ARGS='--kind damage' for a part
	@$(BIN)/python -m bench.ledger $(ARGS)

floors: $(VENV)/.dev ## fail when accuracy, speed, or what profiles decide lies beyond its floors, or a promise fails
	@$(BIN)/python -m bench.accuracy --floors
	@$(BIN)/python -m bench.corruption --floors
	@$(BIN)/python -m bench.dumps --floors
	@$(BIN)/python -m bench.body --floors
	@$(BIN)/python -m bench.copies --floors
	@$(BIN)/python -m bench.unresolved --floors
	@$(BIN)/python -m bench.captures --floors
	@$(BIN)/python -m bench.visible --floors
	@$(BIN)/python -m bench.changes --floors
	@$(BIN)/python -m bench.suites --floors
	@$(BIN)/python -m bench.profiles --floors
	@$(BIN)/python -m bench.drift --floors
	@$(BIN)/python -m bench.promises --floors --every 8
	@$(BIN)/python -m bench.speed --floors

docs: $(VENV)/.dev ## rewrite the generated parts of README.md with what the service really answers
	@$(BIN)/python -m docs.build

# UPGRADE=1 moves every pin to the newest release; without it only what pyproject.toml asks for moves.
COMPILE = $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --only-binary :all: --no-header --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)
lock: $(VENV)/.dev ## resolve pyproject.toml anew into the hash-locked requirements
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(COMPILE) --output-file requirements.txt
	@$(COMPILE) --group dev --group build --output-file requirements-dev.txt
	@$(COMPILE) --extra batch -c requirements-dev.txt --output-file requirements-batch.txt
	@$(COMPILE) --extra traces -c requirements-dev.txt --output-file requirements-traces.txt
	@$(COMPILE:pyproject.toml=) --group build --output-file requirements-build.txt
	@$(COMPILE:pyproject.toml=) --group audit --output-file requirements-audit.txt
	@$(subst --only-binary :all:,,$(COMPILE:pyproject.toml=)) --group mutants --output-file requirements-mutants.txt
	@$(subst --only-binary :all:,,$(COMPILE)) --extra spark --output-file requirements-spark.txt
	@# Not universal: what Scrapy wants on PyPy has no wheel.
	@$(filter-out --universal,$(COMPILE:pyproject.toml=)) --group examples -c requirements-dev.txt --output-file requirements-examples.txt
	@cd $(GENERATORS) && $(abspath $(BIN))/uv pip compile --quiet python.in -c ../../requirements-dev.txt --universal \
	  --python-version 3.11 --generate-hashes --only-binary :all: --no-header --no-emit-index-url --no-emit-find-links \
	  $(if $(UPGRADE),--upgrade) --output-file python.txt
	@! command -v npm >/dev/null || npm install --prefix $(GENERATORS) --package-lock-only --omit-lockfile-registry-resolved \
	  --ignore-scripts --no-audit --no-fund
	@! grep -n '://' requirements*.txt $(GENERATORS)/python.txt

image: ## build the container image dateline; its digest and its bill of materials go to dist/. TRACES=1 adds OpenTelemetry
	@engine=$$(command -v docker || command -v podman) || { echo "no docker or podman here"; exit 1; }; \
	mkdir -p dist; \
	BUILDAH_FORMAT=docker $$engine build --tag dateline --iidfile dist/image.digest --build-arg TRACES=$(TRACES) \
	  --build-arg REVISION=$$(git rev-parse HEAD 2>/dev/null || true) .; \
	$$engine run --rm --interactive --network none --entrypoint python dateline - <scripts/bill.py >dist/image.cdx.json; \
	echo "the image is $$(cat dist/image.digest); what is in it stands in dist/image.cdx.json"
	@# BUILDAH_FORMAT: podman's own format has no HEALTHCHECK.

BASE = python:$$(sed -n 's/^ARG PYTHON=//p' Dockerfile)-slim-trixie
base: ## pin the image's base in the Dockerfile to what its tag means today; needs docker or skopeo, and the network
	@digest=$$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' $(BASE) 2>/dev/null || \
	  skopeo inspect --format '{{.Digest}}' docker://$(BASE)) || { echo "the registry of $(BASE) could not be asked"; exit 1; }; \
	[[ $$digest =~ ^sha256:[0-9a-f]{64}$$ ]] || { echo "no digest of $(BASE): $$digest"; exit 1; }; \
	sed -i "s/^ARG DIGEST=.*/ARG DIGEST=@$$digest/" Dockerfile; echo "$(BASE)@$$digest"

audit: .venv-audit/.audit ## look the locked libraries up in the database of advisories, where one can be had
	@.venv-audit/bin/python -m scripts.audit

mutants: .venv-mutants/.mutants $(VENV)/.dev ## change one thing at a time in a copy, and see whether the tests notice; ARGS='--sample 300 --write'
	@.venv-mutants/bin/python -m bench.mutants --python $(BIN)/python $(ARGS)

# So small a sample scatters, hence the lower floor.
mutants-sample: ## a few mutants of modules whose tests are quick, in a minute at most, as CI tries them
	@$(MAKE) --no-print-directory mutants \
	  ARGS='--rooms edge --modules turns,forwarded,negotiation --sample 8 --seconds 40 --floor 0.6'

clean: ## remove the venvs, caches and build output
	rm -rf .venv .venv-3.* .venv-audit .venv-mutants .venv-spark .generators build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "no Python >= 3.11 with venv found (Debian: apt install python3-venv)"; exit 1; }
	@echo "making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)

# Stamps: an install happens once, and again when the pins or the package's own description change.
$(VENV)/.runtime: requirements.txt requirements-build.txt pyproject.toml | $(VENV)/bin/python
	@echo "installing into $(VENV), once, which takes about a minute: requirements.txt"
	@$(INSTALL) -r requirements.txt -r requirements-build.txt
	@$(THIS)
	@touch $@

# A venv of its own: 750 MB that nothing else needs. What the suite needs it finds in $(VENV), behind what Spark wants in another
# version. pyspark has no wheel; it is built with the pinned build tool, stored, since what is in it is compressed already.
.venv-spark/.spark: requirements-spark.txt | $(VENV)/.dev
	@echo "installing into .venv-spark: requirements-spark.txt"
	@$(BIN)/python -m venv --clear .venv-spark
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' >$$(echo .venv-spark/lib/python3.*/site-packages)/suite.pth
	@.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation --no-compile \
	  --config-settings=--build-option=--compression=stored -r requirements-spark.txt
	@touch $@

.venv-audit/.audit: requirements-audit.txt | $(VENV)/bin/python
	@$(VENV)/bin/python -m venv --clear .venv-audit
	@.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: --no-compile -r $<
	@touch $@

# One of its libraries has no wheel; it is built with the pinned build tool.
.venv-mutants/.mutants: requirements-mutants.txt requirements-build.txt | $(VENV)/bin/python
	@echo "installing into .venv-mutants: $<"
	@$(VENV)/bin/python -m venv --clear .venv-mutants
	@.venv-mutants/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt
	@.venv-mutants/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation --no-compile -r $<
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "installing into $(VENV): requirements-dev.txt"
	@$(INSTALL_TOOLS) -r requirements-dev.txt
	@touch $@

$(VENV)/.batch: requirements-batch.txt $(VENV)/.runtime
	@echo "installing into $(VENV): requirements-batch.txt"
	@$(INSTALL) -r requirements-batch.txt
	@touch $@

$(VENV)/.examples: requirements-examples.txt $(VENV)/.dev
	@echo "installing into $(VENV): requirements-examples.txt"
	@$(INSTALL_TOOLS) -r requirements-examples.txt
	@touch $@
