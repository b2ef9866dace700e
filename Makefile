# `make report` and `make test` need Python 3.11 or newer and make, and set up everything else.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: report test lint bench fuzz train-stance tools lock audit clean

report: $(VENV)/.run
	@rm -rf reports
	$(BIN)/polarize report samples -o reports
	@echo "The report is reports/index.html: open it in a browser."

# Two tests at a time. Broken inputs make small tables, for which one thread is faster than two.
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist worksteal
test: $(VENV)/.dev lint tools
	$(PYTEST) --ignore=tests/sources/test_fuzz.py
	POLARS_MAX_THREADS=1 $(PYTEST) tests/sources/test_fuzz.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pip check
	$(BIN)/python locks/audit.py locks/dev.txt

# PAGES: a folder of saved pages. TEXTS: a file of texts, one a line (may be .gz). STANCE: a folder of stance sets with hand labels. None is part of the project.
bench: $(VENV)/.dev
	$(BIN)/python benchmarks/interval_coverage.py
	$(BIN)/python benchmarks/export_speed.py
	$(BIN)/python benchmarks/stance_speed.py
	$(BIN)/python benchmarks/camps.py
	@test -z "$(STANCE)" || $(BIN)/python benchmarks/stance_validity.py "$(STANCE)"
	@test -z "$(PAGES)" || $(BIN)/python benchmarks/parse_speed.py "$(PAGES)"
	@test -z "$(STANCE)" || $(BIN)/python benchmarks/index_validity.py "$(STANCE)"
	@test -z "$(STANCE)" || $(BIN)/python benchmarks/label_efficiency.py "$(STANCE)" --draws 5
	@test -z "$(TEXTS)" || $(BIN)/python benchmarks/sentiment_speed.py "$(TEXTS)"
	@test -z "$(TEXTS)" || $(BIN)/python benchmarks/sentiment_memory.py "$(TEXTS)"
	@test -z "$(TEXTS)" || $(BIN)/python benchmarks/report_speed.py "$(TEXTS)"
	@test -z "$(TEXTS)" || $(BIN)/python benchmarks/scale.py "$(TEXTS)" 1000000 --neutral --alone
	$(BIN)/python benchmarks/kills.py 20

# DATA: the folder that training/README.md describes. The work of an interrupted run is in training/run/.
train-stance: .venv-train/.done
	@test -n "$(DATA)" || { echo "Name the folder with the data: make train-stance DATA=folder"; exit 1; }
	PYTHONPATH=. .venv-train/bin/python training/train.py "$(DATA)" training/run
	PYTHONPATH=. .venv-train/bin/python training/export.py training/run/final.pt polarize/stance/model

.venv-train/.done: training/requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --editable . --requirement training/requirements.txt
	@touch $@
# COUNT broken inputs for each source; a run that was stopped, or ended after SECONDS, goes on where it was. One thread does: the tables are small.
fuzz: $(VENV)/.dev
	POLARS_MAX_THREADS=1 $(BIN)/python benchmarks/fuzz.py $(or $(COUNT),1000000) --state .fuzz $(if $(SECONDS),--seconds $(SECONDS))

tools:
	sh tests/install-tools.sh

# locks/ pins what was tested, with the hashes of every file of every version: the same input gives the same bytes on another machine, and
# nothing is installed that is not what it was. An editable install has no hash, so the project itself comes second.
$(VENV)/.run: pyproject.toml locks/run.txt
	@test -n "$(PYTHON)" || { echo "polarize needs Python 3.11 or newer with its venv module."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement locks/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run locks/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes --requirement locks/dev.txt
	@touch $@

# After a change to constraints.txt or the dependencies in pyproject.toml. Needs the network and `pip install uv`.
LOCK := uv pip compile pyproject.toml --constraint constraints.txt --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet
lock:
	$(LOCK) --extra build -o locks/run.txt
	$(LOCK) --extra build --extra dev -o locks/dev.txt

# Known weaknesses of what is pinned. Needs the network and `pip install pip-audit`.
audit:
	pip-audit --require-hashes --disable-pip --requirement locks/dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
