package plan

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
)

// Targets reports whether one of some targets means the block at an address.
func Targets(targets []string, address string) bool {
	return slices.ContainsFunc(targets, func(t string) bool { return object.Addresses(t, address) })
}

// Names reports whether one of some names means an object of the state: by the address of
// its block, or as Kind/namespace/name (Kind/name of an object of the cluster).
func Names(names []string, ref object.Ref, address string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return object.Addresses(n, address) || ref.IsCalled(n) })
}

// Scope is the desired objects that a plan of some targets is about: theirs,
// what those depend on, and the namespace that holds the state. Without targets
// it is all of them.
func Scope(desired []object.Manifest, s object.Stack, targets []string) []object.Manifest {
	if len(targets) == 0 {
		return desired
	}
	named := slices.ContainsFunc(desired, func(m object.Manifest) bool { return Targets(targets, m.Address) })
	return closure(desired, func(m *object.Manifest) bool {
		return Targets(targets, m.Address) || named && m.Ref == s.StateNamespace()
	})
}

// closure is some of the objects, with those that they depend on.
func closure(objects []object.Manifest, some func(*object.Manifest) bool) []object.Manifest {
	at := make(map[object.Ref]int, len(objects))
	for i := range objects {
		at[objects[i].Ref] = i
	}
	in := map[int]bool{}
	var take func(ref object.Ref)
	take = func(ref object.Ref) {
		i, ours := at[ref]
		if !ours || in[i] {
			return
		}
		in[i] = true
		for _, d := range objects[i].DependsOn {
			take(d)
		}
	}
	var all []object.Manifest
	for i := range objects {
		if some(&objects[i]) {
			take(objects[i].Ref)
		}
	}
	for i := range objects {
		if in[i] {
			all = append(all, objects[i])
		}
	}
	return all
}
