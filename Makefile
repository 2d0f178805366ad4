# ZVH Desktop. A newcomer needs two commands: `make demo` and `make test`.

# The first Python on the path that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo run test check bench torture gallery schermen clean help

help:
	@echo "make demo     the program with a fictitious region, in a vault that is made for you"
	@echo "make run      the program"
	@echo "make test     all tests"
	@echo "make check    format, lint, types, import contracts"
	@echo "make bench    our times against the bare libraries, into build/bench.json; BENCH=groot: also the largest sizes"
	@echo "make torture  kill server and client by the hundred, break the line at every byte: nothing is lost or doubled"
	@echo "make gallery  every screen as a picture, into build/gallery"
	@echo "make schermen the pictures in README.md, taken again"
	@echo "make clean    remove what the targets above made, .venv included"

$(READY): pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed; none was found on the path." >&2; exit 1; }
	@bash installer/system-packages.sh run
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[server,token,spelling,dev]'
	@touch $@

demo: $(READY)
	@rm -rf build/demo
	$(BIN)/zvh demo build/demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/zvh-desktop --vault build/demo/demo.zvh --demo; \
	else \
		echo "There is no screen here. Where there is one: $(BIN)/zvh-desktop --vault build/demo/demo.zvh --demo"; \
	fi

run: $(READY)
	$(BIN)/zvh-desktop

test: $(READY)
	@bash installer/system-packages.sh test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	@bash installer/system-packages.sh run
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/run.py $(if $(filter groot,$(BENCH)),--groot)

torture: $(READY)
	@bash installer/system-packages.sh test
	ZVH_TORTURE=100 $(BIN)/python -m pytest tests/server/test_processen.py -k kill_9
	ZVH_TORTURE=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal \
	  tests/unit tests/e2e/test_sync_marteling.py tests/e2e/test_lijnbreuk.py \
	  tests/server/test_openapi.py tests/server/test_openapi_stand.py \
	  tests/store/test_search.py tests/store/test_sync_kluis.py tests/store/test_sync_wetten.py \
	  tests/services/test_aanmelding_uit.py tests/services/test_plan_samen.py tests/services/test_stroomuitval.py

gallery: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/gallery/run.py build/gallery

schermen: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/gallery/run.py build/schermen vandaag voorzitten
	cp build/schermen/vandaag-licht.png resources/schermen/vandaag.png
	cp build/schermen/voorzitten-licht.png resources/schermen/overleg-voorzitten.png

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find zvh_desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +
