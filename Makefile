# The one door. `make demo` and `make test` do all the set-up they need.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
PEERS := .venv-bench/bin
PEERS_READY := .venv-bench/ready
SCHEMA_SUITE := .venv/json-schema-suite
OUT ?= out
JOBS ?= 2
PIP := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: help demo test test-all lint bench bench-speed bench-equality bench-batch bench-serving corpus build-standards site samples screens lock dist clean

help:
	@echo "make demo             check the sample returns and a small batch"
	@echo "make test             all tests but those that need LibreOffice or take long"
	@echo "make test-all         every test; installs LibreOffice where it is missing"
	@echo "make lint             style, types, layers, packs, generated files"
	@echo "make bench            speed beside other tools, equality, what the privacy scan misses, a fuzzer, …"
	@echo "make bench-speed      the first of these alone; writes benchmarks/RESULTS.md and a plot"
	@echo "make bench-equality   20,000 cases of each type beside Great Expectations; an hour on two cores"
	@echo "make bench-batch      batches of hundreds and thousands, ended at random; takes an hour"
	@echo "make bench-serving    the hosted page: how soon a result is there, 200 uploads at once, memory"
	@echo "make corpus           read several hundred files from many hands, and say how they end"
	@echo "make build-standards  generate suites and guides from the rules"
	@echo "make site             every standard, clause and rule as web pages, into $(OUT)/site"
	@echo "make samples          write samples/ and their expected findings afresh"
	@echo "make screens          take the screenshots of the README afresh"
	@echo "make lock             resolve requirements.lock, and that of the benchmarks"
	@echo "make dist             build the wheel, and a zip for people without Python on this system"

# The lock names everything, so nothing is looked for beside it: of an extra, pip would take the newest.
# What pip installs it compiles, but for a checkout: without that, each command would do it again.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q checker templates/compiled
	@touch $@

# The peers of the benchmarks are no part of the checker, so they have an environment of their own.
$(PEERS_READY): benchmarks/requirements.lock
	$(PYTHON) -m venv .venv-bench
	PYTHONDONTWRITEBYTECODE= $(PEERS)/python -m pip --quiet --disable-pip-version-check \
	  install --no-deps --require-hashes -r benchmarks/requirements.lock
	@touch $@

# The public test suite of JSON Schema, held to a digest; the tests run both libraries over it.
$(SCHEMA_SUITE): $(READY) benchmarks/json_schema_suite.py
	$(BIN)/python benchmarks/json_schema_suite.py --out $@
	@touch $@

demo: $(READY)
	@set -e; for name in clean breaches ugly; do \
	  echo "== samples/$$name.xlsx"; \
	  $(BIN)/checker check samples/$$name.xlsx --out $(OUT)/demo/$$name || test $$? -eq 1; echo; \
	done; \
	echo "== a made-up quarter of six providers, with faults planted between their returns"; \
	$(BIN)/checker sample --providers 6 --cases 40 --layout compact --faults all --force \
	  --out $(OUT)/demo/quarter; \
	$(BIN)/checker batch $(OUT)/demo/quarter --profile $(OUT)/demo/quarter/profile.yaml \
	  --out $(OUT)/demo/pack || test $$? -eq 1
	@echo; echo "Open $(OUT)/demo/breaches/report.html and $(OUT)/demo/pack/index.html in a browser."

test: $(READY) browser $(SCHEMA_SUITE)
	$(BIN)/python -m pytest -n auto -m "not office and not long"

test-all: $(READY) browser office $(SCHEMA_SUITE)
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/checker standards build --check
	$(BIN)/checker standards lint

bench: bench-speed bench-equality browser
	$(BIN)/python benchmarks/privacy.py
	$(BIN)/python benchmarks/reading.py --out $(OUT)/bench-reading.json
	$(BIN)/python benchmarks/million.py --messages 500
	$(BIN)/python benchmarks/fuzz.py --seconds 60
	$(BIN)/python benchmarks/corpus.py --short
	$(BIN)/python benchmarks/batch.py --short --cache $(OUT)/batch
	$(BIN)/python benchmarks/serving.py --short

bench-speed: $(READY) $(PEERS_READY)
	$(BIN)/python -m benchmarks.speed --peers $(PEERS)/python

bench-equality: $(READY)
	$(BIN)/python benchmarks/equality.py --jobs $(JOBS)

bench-batch: $(READY)
	$(BIN)/python benchmarks/batch.py --cache $(OUT)/batch --out $(OUT)/bench-batch.json

bench-serving: $(READY) browser
	$(BIN)/python benchmarks/serving.py --out $(OUT)/bench-serving.json

corpus: $(READY)
	$(BIN)/python benchmarks/corpus.py --cache $(OUT)/corpus --out $(OUT)/corpus.json

build-standards: $(READY)
	$(BIN)/checker standards build

site: $(READY)
	$(BIN)/checker standards docs --out $(OUT)/site

samples: $(READY)
	$(BIN)/python -m pytest tests/test_samples.py --update

screens: $(READY) browser
	PYTHONPATH=tests $(BIN)/python tests/screens.py

# The lock names no registry, so that it serves wherever packages come from.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile benchmarks/requirements.in --constraint requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  -o benchmarks/requirements.lock

dist: $(READY)
	$(BIN)/python .ci/dist.py

clean:
	rm -rf .venv .venv-bench $(OUT) dist build

APT := $$(test "$$(id -u)" = 0 || echo sudo) apt-get

.PHONY: browser office
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || { $(APT) update -qq && $(APT) install -y -qq chromium >/dev/null; }

office:
	@command -v soffice >/dev/null \
	  || { $(APT) update -qq && $(APT) install -y -qq libreoffice-calc >/dev/null; }
