# Short names for the front door; ./carillon holds the logic.
.DEFAULT_GOAL := help
.PHONY: help build check clean fmt run verify

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build quickly, without checks
	@./carillon build

check: ## Compile and run the unit tests, without formatter, Error Prone and integration tests
	@./carillon check

clean: ## Remove everything that was built
	@./carillon clean

fmt: ## Format the code
	@./carillon fmt

run: ## Start Carillon
	@./carillon

verify: ## Run all checks and all tests, as CI does
	@./carillon test
