#!/bin/sh
# The fleet on three control planes: rolled out, a canary that fails and halts, its fix, a soak and an approval;
# what "make fleet" runs. KEEP=1 leaves the clusters running.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/bin:$PATH
clusters="eu-1 eu-2 us-1"

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); fi
say() { printf '\n%s# %s%s\n' "$bold" "$*" "$plain"; }
run() {
	printf '%s$ %s%s\n' "$bold" "$*" "$plain"
	"$@"
}
# ends CODE COMMAND...: the command is to end with a code.
ends() {
	code=$1 got=0
	shift
	run "$@" || got=$?
	[ "$got" = "$code" ] || { echo "exit code $got, not $code" >&2; exit 1; }
	echo "(exit code $got)"
}
finish() {
	[ -z "${KEEP:-}" ] || return 0
	say "Stop the clusters."
	for cluster in $clusters; do run wl-devcluster down --name "$cluster"; done
}
trap finish EXIT

say "Three clusters: real Kubernetes control planes whose nodes are simulated."
KUBECONFIG=
for cluster in $clusters; do
	file=$(wl-devcluster up --name "$cluster")
	KUBECONFIG=$KUBECONFIG${KUBECONFIG:+:}$file
done
export KUBECONFIG

say "What would wl do with examples/fleet? Each cluster is in a wave."
run wl plan examples/fleet

say "Begin. The canary is applied and checked, and soaks: exit code 3 means that the run waits."
ends 3 wl apply --auto-approve examples/fleet
say "Stay until the soak is over. Then somebody has to approve."
ends 3 wl apply --auto-approve --wait --timeout 15s examples/fleet
run wl rollout approve -C examples/fleet
say "The next apply continues, with both regions at a time."
ends 0 wl apply --auto-approve examples/fleet
run wl status examples/fleet

say "A release that does not run: the canary fails, and nothing else is begun."
ends 1 wl apply --auto-approve --var image_tag=1.30 --var 'broken=["eu-1"]' examples/fleet
ends 2 wl status examples/fleet

say "Corrected, it is another run. This one waits for its soak, and continues once it is approved of."
ends 3 wl apply --auto-approve --wait --timeout 20s --var image_tag=1.30 examples/fleet
run wl rollout approve -C examples/fleet
ends 0 wl apply --auto-approve --var image_tag=1.30 examples/fleet
run wl rollout status -C examples/fleet

if [ -n "${KEEP:-}" ]; then
	say "Left running, as KEEP asked. To continue:"
	echo "  export KUBECONFIG=$KUBECONFIG PATH=$PWD/bin:\$PATH"
	echo "  wl apply examples/fleet              # goes back to the image that the file names"
	echo "  wl destroy examples/fleet            # removes what the stack made"
	echo "  for c in $clusters; do wl-devcluster down --name \$c; done"
	exit 0
fi

say "Remove everything that the stack made."
run wl destroy --auto-approve examples/fleet
