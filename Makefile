# wl: make demo shows it, make test proves it. Every target says what it does.
.DEFAULT_GOAL := help
.PHONY: help build devcluster demo fleet test test-versions quick record lint bench docs generate fuzz clean

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
BENCH_N     ?= 500
BENCH_RUNS  ?= 5
FUZZTIME    ?= 30s
VERSIONS    ?= 1.36 1.35 1.34

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

build: ## Build wl into bin/wl
	@echo "Building bin/wl ..." >&2
	@CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/wl ./cmd/wl

devcluster: ## Build wl-devcluster (a real Kubernetes control plane) into bin/; the first build takes minutes (KUBERNETES=1.36 adds another version)
	@cmd/wl-devcluster/build.sh
	@[ -z "$(KUBERNETES)" ] || cmd/wl-devcluster/build.sh "$(CURDIR)/bin/wl-devcluster" "$(KUBERNETES)"

demo: build devcluster ## See wl work: cluster, plan, apply, change, destroy (KEEP=1 leaves it running)
	@KEEP="$(KEEP)" examples/demo.sh

fleet: build devcluster ## See a rollout over three clusters: a canary that fails and halts, its fix, a soak, an approval (KEEP=1 leaves them running)
	@KEEP="$(KEEP)" examples/fleet.sh

test: devcluster ## Run every test, against a real control plane
	@.ci/test

test-versions: devcluster ## Run the tests against a control plane of every other version of Kubernetes (VERSIONS="1.36 1.35 1.34"); each build takes minutes
	@.ci/test-versions $(VERSIONS)

quick: ## Run the tests of the language, planning and rendering that need no control plane
	@go test ./lang/... ./plan/... ./internal/ui/...

record: devcluster ## Record what planning is tested with: what a real control plane answers
	@.ci/record

lint: ## Check formatting, vet and staticcheck, in both modules
	@.ci/lint "$(STATICCHECK)"

bench: build devcluster ## Measure wl against bare requests on a fresh control plane (BENCH_N=500 workloads, BENCH_RUNS=5; BENCH_FLAGS=-plan-only for thousands, -clusters for 1 to 200 clusters)
	@go run ./internal/bench -n $(BENCH_N) -runs $(BENCH_RUNS) $(BENCH_FLAGS)

fuzz: ## Run every fuzz target for FUZZTIME (30s) each
	@.ci/fuzz $(FUZZTIME)

docs: ## Write what follows from the table of fields: the language reference, and the Go types of the blocks
	@go run ./lang/internal/blocks/generate lang/internal/blocks/generated.go
	@go run ./lang/internal/reference docs

generate: docs devcluster ## Regenerate what is generated: the reference, and from a real API server the schema
	@.ci/generate

clean: ## Remove what was built
	rm -rf bin dist
