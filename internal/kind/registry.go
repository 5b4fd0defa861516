package kind

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Registry is a set of kinds and what is known of them. It is never changed, and
// safe for concurrent use.
type Registry struct {
	rows   []*Kind
	byKind map[GroupKind]*Kind
	named  map[string]*Kind // the first of a name
}

// BuiltIn returns the kinds of the table.
func BuiltIn() *Registry { return builtIn() }

var builtIn = sync.OnceValue(func() *Registry { return new(Registry).With(table()...) })

// With returns a registry with further kinds. One that is known already is known
// as the new row says.
func (r *Registry) With(rows ...Kind) *Registry {
	all := &Registry{rows: slices.Clone(r.rows), byKind: maps.Clone(r.byKind), named: maps.Clone(r.named)}
	if all.byKind == nil {
		all.byKind, all.named = make(map[GroupKind]*Kind), make(map[string]*Kind)
	}
	for i := range rows {
		k := &rows[i]
		all.rows = append(slices.DeleteFunc(all.rows, func(o *Kind) bool { return o.GroupKind == k.GroupKind }), k)
		all.byKind[k.GroupKind] = k
		if all.named[k.Kind] == nil {
			all.named[k.Kind] = k
		}
	}
	return all
}

// Lookup finds a kind; it reports false of one that is not in the registry.
func (r *Registry) Lookup(gk GroupKind) (*Kind, bool) {
	k, known := r.byKind[gk]
	return k, known
}

// All lists the kinds, in no particular order.
func (r *Registry) All() iter.Seq[*Kind] { return slices.Values(r.rows) }

// About returns what is known of a kind: of one that is not in the registry, what
// holds of any, and of all in its group. Its objects may have a status, and are awaited. It
// is not to be changed.
func (r *Registry) About(gk GroupKind) *Kind {
	if k, known := r.byKind[gk]; known {
		return k
	}
	rule := ruleOf(gk.Group)
	return &Kind{Resource: Resource{GroupKind: gk}, Awaited: true, Rule: rule, Binds: rule != NoRule && strings.HasSuffix(gk.Kind, "Binding")}
}

// ruleOf is what all kinds of a group are rules of.
func ruleOf(group string) Rule {
	switch group {
	case rbac:
		return RuleRights
	case admission:
		return RuleAdmission
	}
	return NoRule
}

// About returns what is known of a kind; of one that is not in the table, what
// holds of all.
func About(gk GroupKind) *Kind { return BuiltIn().About(gk) }

// Lookup finds a kind that every cluster has.
func Lookup(gk GroupKind) (*Kind, bool) {
	k, known := BuiltIn().Lookup(gk)
	if !known || k.Custom {
		return nil, false
	}
	return k, true
}

// Named finds a kind of the table by its name alone, as the language and people
// write it: the first that has it.
func Named(name string) (*Kind, bool) {
	k, known := BuiltIn().named[name]
	return k, known
}

// All lists the kinds that every cluster has, in no particular order.
func All() iter.Seq[*Kind] {
	return func(yield func(*Kind) bool) {
		for k := range BuiltIn().All() {
			if !k.Custom && !yield(k) {
				return
			}
		}
	}
}

// IsBuiltInGroup reports whether a group is one of Kubernetes' own, in which no
// definition of a custom kind lies.
func IsBuiltInGroup(group string) bool {
	switch group {
	case "extensions", "authentication.k8s.io", "authorization.k8s.io", "internal.apiserver.k8s.io":
		return true
	case metrics: // another server is behind it
		return false
	}
	return slices.ContainsFunc(BuiltIn().rows, func(k *Kind) bool { return k.Group == group && !k.Custom })
}
