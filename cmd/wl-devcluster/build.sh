#!/bin/sh
# Builds wl-devcluster into the file named by the first argument (default: bin/wl-devcluster of the repository).
# The one place where its build flags stand: the Makefile and the tests' package controlplane both call it, so that
# each finds the other's build in Go's cache.
set -eu
cd "$(dirname "$0")"
out=${1:-../../bin/wl-devcluster}
if [ ! -e "$out" ]; then
	echo "Building wl-devcluster: etcd, Kubernetes and kwok in one program, which takes minutes the first time ..." >&2
fi
version=$(go list -m -f '{{.Version}}' k8s.io/kubernetes)
major=${version#v}
minor=${major#*.}
v=k8s.io/component-base/version
# CGO is off so that the program runs anywhere and needs no C compiler; the commit is left out because stamping it
# would link 130 MB anew after every commit.
export CGO_ENABLED=0
exec go build -trimpath -buildvcs=false -o "$out" \
	-ldflags "-s -w -X $v.gitVersion=$version -X $v.gitMajor=${major%%.*} -X $v.gitMinor=${minor%%.*}" .
