package plan

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// subject is a desired object and what a few requests have told of it.
type subject struct {
	manifest *object.Manifest
	entry    *state.Entry // nil where the state does not know it
	meta     object.Meta
	listed   bool // an object of this name bears the stack's label: meta is its
	proven   bool // its metadata proves that nothing has changed
	// added is what people have added to it, by the metadata.
	added []owner
	// forced means that fields are taken from other managers, and losers are those
	// managers from whom that is no drift.
	forced bool
	losers []holder
}

// known reports whether the state knows the live object, under its UID.
func (s *subject) known(live object.Meta) bool {
	return s.entry != nil && s.entry.UID == live.UID
}

// settled reports whether the rollout of the live object, if its kind has one, was
// seen to finish.
func (s *subject) settled(live object.Meta) bool {
	return !rollsOut(s.manifest.Ref) || s.known(live) && s.entry.Phase == state.Ready
}

// rollsOut reports whether a kind has a rollout, or a run, that apply waits for.
func rollsOut(r object.Ref) bool { return kind.About(r.GroupKind()).HasPods() }

// tookBack reports whether a field was taken back from its holder before.
func (s *subject) tookBack(live object.Meta, h holder) bool {
	return s.known(live) && slices.Contains(s.entry.TakenBack, state.TakenBack{Path: h.path, Manager: h.Manager})
}

// finished reports whether a Job that is not there has run to its end: its time
// to live has removed it, and nothing that it runs has changed.
func (s *subject) finished(key []byte) bool {
	return !s.listed && s.entry != nil && s.entry.Expires() && ranAs(s.entry, s.manifest, key)
}

// ranAs reports whether a Job that has finished ran what is desired now.
func ranAs(e *state.Entry, m *object.Manifest, key []byte) bool {
	run, err := RunDigest(m, key)
	return err == nil && run == e.Finished.Run
}

// maybePaused reports whether others than the stack own a pause, by the live
// object's metadata alone.
func (s *subject) maybePaused(manager string) bool {
	for _, b := range pausesOf(s.manifest.Ref) {
		name := fmt.Appendf(nil, `"f:%s"`, b.path.Last())
		for _, e := range s.meta.Managers {
			if e.Manager != manager && e.Subresource == "" && bytes.Contains(e.FieldsV1, name) {
				return true
			}
		}
	}
	return false
}

// maybeConverged reports whether nothing is known that speaks against it: no other
// configuration was in force last, and no apply has begun and not ended.
func (s *subject) maybeConverged(key []byte) bool {
	switch {
	case s.entry == nil:
		return true
	case s.entry.Phase == state.Intended || s.entry.Phase == state.Deleting:
		return false
	case s.entry.Record == nil:
		return true
	}
	return s.entry.Record.IsOf(s.manifest, key)
}

// rememberedDropped are those that the last apply has found, of an object that
// has not changed since.
func (s *subject) rememberedDropped() []DroppedField {
	if s.entry == nil {
		return nil
	}
	missing := make([]object.Path, len(s.entry.Dropped))
	for i, d := range s.entry.Dropped {
		missing[i] = d.Path
	}
	return droppedFields(s.manifest, missing)
}

func droppedFields(m *object.Manifest, missing []object.Path) []DroppedField {
	var fields []DroppedField
	for _, lost := range missing {
		fields = append(fields, DroppedField{Object: m.Ref, Address: m.Address, Path: lost, Origin: m.SourceOf(kubeschema.Locate(m.Content, lost))})
	}
	return fields
}

// remembers reports whether the state knows of an object what the configuration
// says of its end, so that it counts also when the configuration is gone.
func remembers(e *state.Entry, m *object.Manifest) bool {
	return e == nil || e.PreventDestroy == m.Lifecycle.PreventDestroy
}
