# Two commands do all the set-up on a fresh Debian or Ubuntu machine with Swift: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build demo test browser-tests screenshots docs fuzz bench format lint install clean

PREFIX ?= /usr/local
# The repository that `make demo` reads, or those that `make bench` reads; both make their own where none is given.
REPO ?=
HUGO ?=
# What `make fuzz` looks at (all, if none is named), and for how many seconds each.
FUZZ_TARGET ?=
FUZZ_SECONDS ?= 60
COUNTERSIGN := .build/release/countersign

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: ## Install what building and testing need
	@scripts/setup

build: setup ## Build the release binary: .build/release/countersign
	swift build -c release --product countersign --static-swift-stdlib

demo: build ## Scaffold an example with a history and build its site (REPO=path: of an existing repository)
	@scripts/demo "$(abspath $(COUNTERSIGN))" $(if $(REPO),"$(REPO)")

test: setup ## Build and run every test
	@scripts/report-schemas
	@scripts/babel
	swift build --build-tests
	@scripts/swift-tests
	@scripts/browser-tests

browser-tests: setup ## Look at built sites in Chromium: accessibility, print, links, attacks, weight (part of test)
	swift build --product countersign
	@scripts/browser-tests

screenshots: setup ## Take the README's pictures, docs/images
	swift build --product countersign
	@scripts/screenshots

docs: setup ## Write docs/rules.md from the source
	swift build --product countersign
	.build/debug/countersign check --rules-page > docs/rules.md

fuzz: setup ## Look for inputs that break the parsers (FUZZ_SECONDS=60 each, FUZZ_TARGET="markdown …")
	@FUZZ_SECONDS=$(FUZZ_SECONDS) scripts/fuzz $(FUZZ_TARGET)

bench: build ## Measure status and build beside git itself and Hugo (REPO="path …", HUGO=path)
	@HUGO="$(HUGO)" Benchmarks/run "$(abspath $(COUNTERSIGN))" $(foreach repository,$(REPO),"$(repository)")

format: ## Format the source
	swift format --in-place --recursive Package.swift Plugins Sources Tests

lint: ## Check the format
	swift format lint --strict --recursive Package.swift Plugins Sources Tests

install: build ## Install into PREFIX (/usr/local)
	install -Dm755 $(COUNTERSIGN) "$(DESTDIR)$(PREFIX)/bin/countersign"

clean: ## Remove what was built
	rm -rf .build .build-fuzz _site
