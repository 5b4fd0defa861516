package wanted

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// complete adds to the Pod templates the part of their digest that needs the
// state's key.
func complete(desired []object.Manifest, key []byte) []object.Manifest {
	sources := make(map[object.Ref]*object.Manifest)
	for i := range desired {
		if gk := desired[i].Ref.GroupKind(); gk == kind.ConfigMap || gk == kind.Secret {
			sources[desired[i].Ref] = &desired[i]
		}
	}
	completed := make([]object.Manifest, len(desired))
	for i := range desired {
		m := &desired[i]
		if m.ConfigHash() != "" {
			c, _ := object.ConfigurationOf(m, func(ref object.Ref) *object.Manifest { return sources[ref] })
			if c.IsSecret() {
				m = m.WithConfigHash(c.Digest(key))
			}
		}
		completed[i] = *m
	}
	return completed
}

// identityOf is the digest of what is desired, as it was compiled; empty where no Job runs
// in every apply.
func identityOf(desired []object.Manifest, key []byte) string {
	if !slices.ContainsFunc(desired, func(m object.Manifest) bool { return m.Lifecycle.RunsAlways }) {
		return ""
	}
	contents := make([]map[string]any, len(desired))
	for i := range desired {
		contents[i] = desired[i].Content
	}
	digest, err := object.Digest(contents)
	if err != nil {
		return "" // it cannot be sent either, which is told of the object
	}
	return state.Keyed(key, digest)
}

// WithoutDigest is a workload whose Pod template carries no digest, as it was sent before
// there was one; nil for all others.
func WithoutDigest(m *object.Manifest) *object.Manifest {
	if m.ConfigHash() == "" {
		return nil
	}
	return m.WithConfigHash("")
}
