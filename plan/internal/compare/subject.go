package compare

import (
	"bytes"
	"fmt"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Subject is a desired object and what a few requests have told of it.
type Subject struct {
	Manifest *object.Manifest
	Entry    *state.Entry // nil where the state does not know it
	Meta     object.Meta
	Listed   bool // an object of this name bears the stack's label: meta is its
	Proven   bool // its metadata proves that nothing has changed
	// Was is what the last revision set, where the server does not know that it is the
	// stack's any more, nil where it does.
	Was *fieldpath.Set
	// Added is what people have added to it, by the metadata.
	Added []ownership.Owner
	// Forced means that fields are taken from other managers, and Losers are those
	// managers from whom that is no drift.
	Forced bool
	Losers []Holder
}

// known reports whether the state knows the live object, under its UID.
func (s *Subject) known(live object.Meta) bool {
	return s.Entry != nil && s.Entry.UID == live.UID
}

// Settled reports whether the live object, if it is awaited, was seen to be rolled out
// or ready.
func (s *Subject) Settled(live object.Meta) bool {
	return !rollsOut(s.Manifest) || s.known(live) && s.Entry.Phase == state.Ready
}

// rollsOut reports whether apply waits until an object is rolled out or ready.
func rollsOut(m *object.Manifest) bool { return m.Awaited(kind.About(m.Ref.GroupKind())) }

// tookBack reports whether a field was taken back from its holder before.
func (s *Subject) tookBack(live object.Meta, h Holder) bool {
	return s.known(live) && slices.Contains(s.Entry.TakenBack, state.TakenBack{Path: h.Path, Manager: h.Manager})
}

// Replacing reports whether the object is being deleted by an apply of the stack, which has not
// come to create it again.
func (s *Subject) Replacing() bool {
	return s.Meta.Deleting && s.known(s.Meta) && s.Entry.Replacing != nil
}

// Finished reports whether a Job that is not there has run to its end: its time
// to live has removed it, and nothing that it runs has changed.
func (s *Subject) Finished(key []byte) bool {
	return !s.Listed && s.Entry != nil && s.Entry.Expires() && RanAs(s.Entry, s.Manifest, key)
}

// RanAs reports whether a Job that has finished ran what is desired now.
func RanAs(e *state.Entry, m *object.Manifest, key []byte) bool {
	run, err := plan.RunDigest(m, key)
	return err == nil && run == e.Finished.Run
}

// RunsOther reports whether the configuration has changed what a Job runs since the live one has run to its end.
func RunsOther(c *Comparison) bool {
	return !c.sameConfiguration && c.known(c.Meta) && c.Entry.Finished != nil && !RanAs(c.Entry, c.Manifest, c.key)
}

// MaybePaused reports whether others than the stack own a pause, by the live
// object's metadata alone.
func (s *Subject) MaybePaused(manager string) bool {
	for _, b := range pausesOf(s.Manifest.Ref) {
		name := fmt.Appendf(nil, `"f:%s"`, b.path.Last())
		for _, e := range s.Meta.Managers {
			if e.Manager != manager && e.Subresource == "" && bytes.Contains(e.FieldsV1, name) {
				return true
			}
		}
	}
	return false
}

// MaybeConverged reports whether nothing is known that speaks against it: no other
// configuration was in force last, and no apply has begun and not ended.
func (s *Subject) MaybeConverged(key []byte) bool {
	switch {
	case s.Entry == nil:
		return true
	case s.Entry.Phase == state.Intended || s.Entry.Phase == state.Deleting:
		return false
	case s.Entry.Record == nil:
		return true
	}
	return s.Entry.Record.IsOf(s.Manifest, key)
}

// RememberedDropped are those that the last apply has found, of an object that
// has not changed since.
func (s *Subject) RememberedDropped() []plan.DroppedField {
	if s.Entry == nil {
		return nil
	}
	missing := make([]object.Path, len(s.Entry.Dropped))
	for i, d := range s.Entry.Dropped {
		missing[i] = d.Path
	}
	return droppedFields(s.Manifest, missing)
}

// Dropped are the fields of an object that the server does not keep, by what it makes of
// it.
func Dropped(m *object.Manifest, answer map[string]any) []plan.DroppedField {
	missing, err := kubeschema.Dropped(m.Content, answer)
	if err != nil {
		return nil // the server says what is wrong with it
	}
	return droppedFields(m, missing)
}

func droppedFields(m *object.Manifest, missing []object.Path) []plan.DroppedField {
	var fields []plan.DroppedField
	for _, lost := range missing {
		fields = append(fields, plan.DroppedField{Object: m.Ref, Address: m.Address, Path: lost, Origin: m.SourceOf(kubeschema.Locate(m.Content, lost))})
	}
	return fields
}

// Remembers reports whether the state knows of an object what the configuration says of
// its block, its end and of when it is ready, so that it counts also when the configuration
// is not at hand.
func Remembers(e *state.Entry, m *object.Manifest) bool {
	l := &m.Lifecycle
	return e == nil || e.Address == m.Address && e.PreventDestroy == l.PreventDestroy && e.Release == l.Release && e.NoWait == l.NoWait && e.Ready.Same(l.Ready)
}
