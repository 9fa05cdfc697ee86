# A thin front: build/environment.py does the work, on Windows too (py build\environment.py run).

PYTHON ?= python3
DO = $(PYTHON) build/environment.py

.DEFAULT_GOAL := help
.PHONY: help run demo test bundle bench soak pictures translations requirements clean

help: ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 20

run: ## Start InfoDesk (the first time: make its environment); without a screen, play the demo
	@$(DO) run

demo: ## Play the main job off-screen and leave its pictures and PDFs in demo/
	@$(DO) demo

test: ## Check everything: lint, types, contracts, tests
	@$(DO) test $(ARGS)

bundle: ## Build the program that needs no Python, dist/InfoDesk, and try it
	@$(DO) bundle

bench: ## Measure, and write JSON and a table to benchmarks/results/
	@$(DO) bench $(ARGS)

soak: ## Prove for hours that nothing is lost (ARGS="--share 0.01" for minutes); writes a report
	@$(DO) soak $(ARGS)

pictures: ## Take a picture of every page into tests/shots/pictures/
	@$(DO) pictures

translations: ## Gather the words for people into resources/translations/
	@$(DO) translations

requirements: ## Lock the requirements anew and gather their licences
	@$(DO) requirements $(ARGS)

clean: ## Remove everything that was made, .venv included
	rm -rf .venv dist build/work build/__pycache__ demo .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache benchmarks/results tests/shots/pictures
	find infodesk tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
