# The house's commands. `make demo` and `make test` install what they need into .venv on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo serve test check bench bench-understanding bench-learning docs screenshots clean

demo: $(VENV)/installed            ## install, and rank companies for three people on the embedded default
	$(BIN)/companytrack demo

serve: $(VENV)/installed           ## the pages and the API on the demo database, with people to sign in as
	$(BIN)/companytrack demo
	COMPANYTRACK_DEMO=true $(BIN)/companytrack serve

test: $(VENV)/installed-test node_modules/installed   ## install, and pass every test; the pages in a real browser
	$(BIN)/pytest -n 2 --dist loadfile
	OMP_NUM_THREADS=1 $(BIN)/pytest --nbmake notebooks

check: $(VENV)/installed-test      ## format, lint, types, knowledge base, layout, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m features.occupations
	$(BIN)/pytest tests/test_layout.py tests/test_docs.py

bench: $(VENV)/installed-test     ## ours beside its peers and the floor, as ratios in one run
	$(BIN)/python -m benchmarks

bench-understanding: $(VENV)/installed-test   ## encoder, linking, reading and ranking from text, measured
	$(BIN)/python -m benchmarks.understanding

bench-learning: $(VENV)/installed-test   ## learning curves, poisoned answers, coverage and time on invented worlds
	$(BIN)/python -m benchmarks.learning
	$(BIN)/python -m benchmarks.retraining
	$(BIN)/python -m benchmarks.alarms

docs: $(VENV)/installed-test       ## regenerate docs/openapi.json and docs/rules.md from the code
	$(BIN)/python -m service.api.openapi docs/openapi.json
	$(BIN)/python -m service.texts.catalogue docs/rules.md

screenshots: $(VENV)/installed-test   ## take the pictures of the pages again: docs/pages/*.png
	$(BIN)/python -m tests.pages.screenshots docs/pages

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip

$(VENV)/torch: | $(VENV)/bin/python   # by name and first: an open range would fetch several GB of CUDA
	$(PIP) torch==2.13.0
	touch $@

BUILT_FROM := pyproject.toml hatch_build.py package-lock.json
VENDOR := service/static/vendor/dkfds.css
TELL_LOOK := test -f $(VENDOR) || echo "NB: DKFDS and htmx could not be fetched; the pages go on without (companytrack doctor)." >&2

$(VENV)/installed: $(BUILT_FROM) | $(VENV)/bin/python
	$(PIP) --editable '.[learning]'
	@$(TELL_LOOK)
	touch $@

$(VENV)/installed-test: $(BUILT_FROM) | $(VENV)/torch
	$(PIP) --editable '.[test,benchmarks]'
	@$(TELL_LOOK)
	touch $@ $(VENV)/installed

node_modules/installed: package-lock.json   # axe, to test the pages with, and Debian's browser where it is missing
	npm ci --ignore-scripts --no-audit --no-fund
	test -x /usr/bin/chromium || test "$$(id -u)" != 0 || \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }
	touch $@

clean:                             ## remove the environment and everything that was made
	rm -rf $(VENV) node_modules var bench_out dist build service/static/vendor
