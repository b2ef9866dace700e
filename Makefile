# `make report` and `make test` need Python 3.11 or newer and make, and set up everything else.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: report test lint bench setup browser clean

setup: $(VENV)/.done

$(VENV)/.done: pyproject.toml
	@test -n "$(PYTHON)" || { echo "polarize needs Python 3.11 or newer with its venv module."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@
