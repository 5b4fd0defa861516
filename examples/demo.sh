#!/bin/sh
# The quickstart from an empty cluster to a rolled-out workload and back; what "make demo" runs.
# KEEP=1 leaves the cluster and the workload running.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/bin:$PATH
cluster=demo

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); fi
say() { printf '\n%s# %s%s\n' "$bold" "$*" "$plain"; }
run() {
	printf '%s$ %s%s\n' "$bold" "$*" "$plain"
	"$@"
}
finish() {
	[ -z "${KEEP:-}" ] || return 0
	say "Stop the cluster."
	run wl-devcluster down --name "$cluster"
}
trap finish EXIT

say "A cluster to try wl on: a real Kubernetes control plane whose nodes are simulated."
printf '%s$ export KUBECONFIG=$(wl-devcluster up --name %s)%s\n' "$bold" "$cluster" "$plain"
KUBECONFIG=$(wl-devcluster up --name "$cluster")
export KUBECONFIG

say "What would wl do with examples/quickstart, an nginx StatefulSet and its Service?"
run wl plan examples/quickstart

say "Do it, and watch the Pods come up."
run wl apply --auto-approve examples/quickstart

say "Nothing is left to do."
run wl plan examples/quickstart

say "A new image: the plan names the change and the Pods that it restarts."
run wl plan --var image_tag=1.28 examples/quickstart
run wl apply --auto-approve --var image_tag=1.28 examples/quickstart
run wl status examples/quickstart

if [ -n "${KEEP:-}" ]; then
	say "Left running, as KEEP asked. To go on:"
	echo "  export KUBECONFIG=$KUBECONFIG PATH=$PWD/bin:\$PATH"
	echo "  wl plan examples/quickstart          # goes back to the image that the file names"
	echo "  wl destroy examples/quickstart       # removes what the stack made"
	echo "  wl-devcluster down --name $cluster       # stops the cluster"
	exit 0
fi

say "Remove everything that the stack made."
run wl destroy --auto-approve examples/quickstart
