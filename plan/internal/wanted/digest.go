package wanted

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// complete adds to the Pod templates the part of their digest that needs the
// state's key, unless they have it, as those of a revision. Whole are those digests that would
// be others if what is left to others counted, too: so they were made until an object began to leave it.
func complete(desired []object.Manifest, key []byte) (completed []object.Manifest, whole map[object.Ref]string) {
	sources := sourcesOf(desired)
	completed, whole = make([]object.Manifest, len(desired)), map[object.Ref]string{}
	for i := range desired {
		m := &desired[i]
		if _, _, secret := object.ParseConfigHash(m.ConfigHash()); m.ConfigHash() != "" && secret == "" {
			c, _ := object.ConfigurationOf(m, func(ref object.Ref) *object.Manifest { return sources[ref] })
			if c.IsSecret() {
				m = m.WithConfigHash(c.Digest(key))
			}
			c, _ = object.ConfigurationOf(m, func(ref object.Ref) *object.Manifest { return leavingNothing(sources[ref]) })
			if digest := c.Digest(key); digest != m.ConfigHash() {
				whole[m.Ref] = digest
			}
		}
		completed[i] = *m
	}
	return completed, whole
}

func leavingNothing(m *object.Manifest) *object.Manifest {
	if m == nil || len(m.Lifecycle.IgnoreFields) == 0 {
		return m
	}
	leaving := *m
	leaving.Lifecycle.IgnoreFields = nil
	return &leaving
}

// WholeDigest is the digest of a workload's configuration if what is left to others counted, too; empty
// where that is the same one.
func (w *Configuration) WholeDigest(ref object.Ref) string { return w.digests[ref] }

// OtherDigests is a workload with each digest that its Pod template may still have
// although nothing that its Pods read has changed.
func (w *Configuration) OtherDigests(m *object.Manifest) []*object.Manifest {
	if m.ConfigHash() == "" {
		return nil
	}
	others := []*object.Manifest{WithoutDigest(m)}
	if whole := w.WholeDigest(m.Ref); whole != "" {
		others = append(others, m.WithConfigHash(whole))
	}
	return others
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
