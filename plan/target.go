package plan

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Addresses reports whether a target, as people give it, means the block at an
// address: it is the block, one of its repetitions, or around it.
func Addresses(target, address string) bool {
	rest, ok := strings.CutPrefix(address, target)
	return ok && target != "" && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// Targets reports whether one of some targets means the block at an address.
func Targets(targets []string, address string) bool {
	return slices.ContainsFunc(targets, func(t string) bool { return Addresses(t, address) })
}

// Scope is the desired objects that a plan of some targets is about: theirs,
// what those depend on, and the namespace that holds the state. Without targets
// it is all of them.
func Scope(desired []object.Manifest, s object.Stack, targets []string) []object.Manifest {
	if len(targets) == 0 {
		return desired
	}
	at := make(map[object.Ref]int, len(desired))
	for i := range desired {
		at[desired[i].Ref] = i
	}
	in := map[int]bool{}
	var take func(ref object.Ref)
	take = func(ref object.Ref) {
		i, ours := at[ref]
		if !ours || in[i] {
			return
		}
		in[i] = true
		for _, d := range desired[i].DependsOn {
			take(d)
		}
	}
	for i := range desired {
		if Targets(targets, desired[i].Address) {
			take(desired[i].Ref)
		}
	}
	if len(in) > 0 {
		take(object.NewRef(kind.Namespace, "", s.Namespace))
	}
	var scope []object.Manifest
	for i := range desired {
		if in[i] {
			scope = append(scope, desired[i])
		}
	}
	return scope
}
