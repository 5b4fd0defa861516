#!/bin/sh
# Builds wl-devcluster into the file named by the first argument (default: bin/wl-devcluster of the repository), or,
# where the second names another version of those in kubernetes/, such as 1.36, the program that runs it, beside that file.
# The one place where its build flags stand: the Makefile and the tests' package controlplane both call it, so that
# each finds the other's build in Go's cache.
set -eu
cd "$(dirname "$0")"
out=${1:-../../bin/wl-devcluster} kubernetes=${2:-}
if [ -z "$kubernetes" ]; then
	what=. flags=
	name="wl-devcluster: etcd, Kubernetes and kwok in one program"
else
	what=./kubernetes flags=-modfile=kubernetes/$kubernetes.mod out=$out-$kubernetes
	name="Kubernetes $kubernetes for wl-devcluster"
	if [ ! -e "kubernetes/$kubernetes.mod" ]; then
		echo "There is no Kubernetes $kubernetes to build; there are $(cd kubernetes && ls -- *.mod | sed 's/.mod$//' | xargs)." >&2
		exit 1
	fi
fi
if [ ! -e "$out" ]; then
	echo "Building $name, which takes minutes the first time ..." >&2
fi
version=$(go list $flags -m -f '{{.Version}}' k8s.io/kubernetes)
major=${version#v}
minor=${major#*.}
v=k8s.io/component-base/version
# CGO is off so that the program runs anywhere and needs no C compiler; the commit is left out because stamping it
# would link 130 MB anew after every commit.
export CGO_ENABLED=0
exec go build $flags -trimpath -buildvcs=false -o "$out" \
	-ldflags "-s -w -X $v.gitVersion=$version -X $v.gitMajor=${major%%.*} -X $v.gitMinor=${minor%%.*}" "$what"
