# Two commands do all the set-up on a fresh Debian or Ubuntu machine with Swift: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build demo test browser-tests publishing-tests screenshots docs fuzz bench format lint \
    install deb container release-notes clean

PREFIX ?= /usr/local
# The repository that `make demo` reads, or those that `make bench` reads; both make their own where none is given.
REPO ?=
HUGO ?=
# What `make fuzz` looks at (all, if none is named), and for how many seconds each.
FUZZ_TARGET ?=
FUZZ_SECONDS ?= 60
COUNTERSIGN := .build/release/countersign

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

setup: ## Install what building and testing need
	@scripts/setup

# The version by git's tags. Where it says nothing, the program has its own.
VERSION = $(shell scripts/version)

build: ## Build the release binary: .build/release/countersign
	@scripts/setup build
	$(if $(VERSION),COUNTERSIGN_VERSION="$(VERSION)") swift build -c release --product countersign --static-swift-stdlib

demo: build ## Scaffold an example with a history and build its site (REPO=path: of an existing repository)
	@scripts/demo "$(abspath $(COUNTERSIGN))" $(if $(REPO),"$(REPO)")

test: setup ## Build and run every test
	@scripts/report-schemas
	@scripts/babel
	swift build --build-tests
	@scripts/swift-tests
	@scripts/publishing-tests
	@scripts/browser-tests

browser-tests: setup ## Look at built sites in Chromium: accessibility, print, links, attacks, weight (part of test)
	swift build --product countersign
	@scripts/browser-tests

publishing-tests: setup ## Run the forges' workflows on scripted clones, and install and pack the program (part of test)
	swift build --product countersign
	@scripts/publishing-tests

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

install: build ## Install into PREFIX (/usr/local): the program, its manual page, completions for bash, zsh and fish
	@scripts/install $(COUNTERSIGN) "$(PREFIX)"

deb: build ## Pack for Debian or Ubuntu, as this machine has it: .build/deb
	@rm -rf .build/deb
	@scripts/package-deb $(COUNTERSIGN) .build/deb

container: deb ## Build the image for CI with podman or docker (on Debian 12)
	$$(command -v podman || command -v docker) build --tag countersign:latest --file scripts/packaging/Containerfile .build/deb

release-notes: ## Print what CHANGELOG.md says of a version (RELEASE=0.2.0)
	@scripts/release-notes "$(RELEASE)"

clean: ## Remove what was built
	rm -rf .build .build-fuzz _site
