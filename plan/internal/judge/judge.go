// Package judge makes decisions of what is wanted and what was seen and answered. It asks nothing.
package judge

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/adoption"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/state"
)

// Judge knows what is wanted, and what a few requests have told of the whole stack. It
// asks nothing further.
type Judge struct {
	*wanted.Configuration
	*Observation
	Gone []*state.Entry // of the inventory, what is not wanted any more
}

// New judges by what is wanted and what was seen.
func New(w *wanted.Configuration, seen *Observation) *Judge {
	return &Judge{Configuration: w, Observation: seen, Gone: undesired(w, seen)}
}

// Observation is what a few requests tell of the cluster, whatever the size of
// the stack: the state, the server's version, and the metadata of every object
// that bears the stack's label.
type Observation struct {
	Snapshot      state.Snapshot
	ServerVersion string
	Entries       map[object.Ref]*state.Entry
	Metas         map[object.Ref]object.Meta
	// Listed are the places that were asked for; false of those that have no list.
	Listed map[Place]bool
	// Unread are the places that the server failed to list, and Unseen the objects that it
	// failed to read in others.
	Unread map[Place]error
	Unseen map[object.Ref]error
	// Terminating are the namespaces of desired objects that are being deleted, since when.
	Terminating map[string]time.Time
}

// Unanswered is the server's failure to say whether an object is there; nil where it has said
// so.
func (o *Observation) Unanswered(ref object.Ref) error {
	return cmp.Or(o.Unread[PlaceOf(ref)], o.Unseen[ref])
}

// Place is a kind in a namespace, what one LIST covers.
type Place struct {
	kind      kind.GroupKind
	Namespace string
}

// PlaceOf is the place of an object.
func PlaceOf(r object.Ref) Place { return Place{kind: r.GroupKind(), Namespace: r.Namespace} }

// ByName reports whether the stack's objects in the place are looked for one by one where
// the place may not be listed: those of the cluster, such as namespaces, for who has rights in
// some namespaces only, and Secrets, because who may list them may read all of them.
func (p Place) ByName() bool { return p.Namespace == "" || p.kind == kind.Secret }

// Selection selects the stack's objects in the place.
func (p Place) Selection(s object.Stack) kube.Selection {
	return kube.Selection{Kind: p.kind, Namespace: p.Namespace, LabelSelector: s.MemberSelector()}
}

// Subject puts together what is known of a desired object.
func (j *Judge) Subject(m *object.Manifest) compare.Subject {
	s := compare.Subject{Manifest: m, Entry: j.Entries[m.Ref]}
	s.Meta, s.Listed = j.Metas[m.Ref]
	if s.Listed {
		s.Added, _ = compare.Added(j.Configuration, m, s.Meta) // what cannot be read is found in the whole object, too
	}
	// What an apply had begun and not ended proves nothing.
	if s.Listed && s.Entry != nil && s.Entry.Phase != state.Intended && s.Entry.Phase != state.Deleting {
		s.Proven = s.Entry.Proves(m, s.Meta, j.Stack.FieldManager(), j.ServerVersion, j.Snapshot.Key)
		for _, before := range j.OtherDigests(m) {
			if !s.Proven && s.Entry.Proves(before, s.Meta, j.Stack.FieldManager(), j.ServerVersion, j.Snapshot.Key) {
				s.Manifest, s.Proven = before, true
			}
		}
	}
	return s
}

// Against compares a desired object with the live one.
func (j *Judge) Against(s compare.Subject, live map[string]any) (*compare.Comparison, error) {
	return compare.New(j.Configuration, s, live, j.Snapshot.Key, j.losesAutoscaler(s.Manifest))
}

// losesAutoscaler reports whether a workload's replicas are to be the configuration's
// again, because its autoscaler goes: what this has set is then nobody's.
func (j *Judge) losesAutoscaler(m *object.Manifest) bool {
	return slices.ContainsFunc(j.Gone, func(e *state.Entry) bool {
		return e.Ref.GroupKind() == kind.Autoscaler && e.Ref.Namespace == m.Ref.Namespace && strings.HasPrefix(e.Address, m.Address+".") && !j.Releases(e)
	})
}

// Needed lists the live objects that will have to be read in full, as far as
// can be known before the server was asked.
func (j *Judge) Needed(subjects []compare.Subject) []object.Ref {
	var refs []object.Ref
	for _, s := range subjects {
		if s.Listed && (!s.Proven || j.DryRunAll || len(s.Added) > 0) {
			refs = append(refs, s.Manifest.Ref)
		}
	}
	for _, e := range j.Gone {
		if _, listed := j.Metas[e.Ref]; listed && kind.About(e.Ref.GroupKind()).IsReplicated() && !j.Releases(e) {
			refs = append(refs, e.Ref)
		}
	}
	return refs
}

// Releases reports whether an object that the stack no longer wants is released, and
// not deleted. What the configuration says of it counts; of one that it no longer has,
// what was applied last, and what its block says where that now makes another object.
func (j *Judge) Releases(e *state.Entry) bool {
	if len(j.ReleaseOnly) > 0 {
		return true
	}
	if m := j.Find(e.Ref); m != nil {
		return m.Lifecycle.Release
	}
	return e.Release || plan.Targets(j.Released, e.Address) || j.ReleasesBlock(e.Address)
}

// Kept lists the objects that a rollback keeps as they are. What was intended once and
// never came to be is not among them.
func Kept(w *wanted.Configuration, seen *Observation) []object.Ref {
	var refs []object.Ref
	for _, ref := range w.Keep {
		_, listed := seen.Metas[ref]
		if e := seen.Entries[ref]; listed || e == nil || e.UID != "" {
			refs = append(refs, ref)
		}
	}
	return refs
}

// undesired lists the objects of the inventory that are not desired any more,
// and belong to the targets if there are any; where only some are to be released, those.
func undesired(w *wanted.Configuration, seen *Observation) []*state.Entry {
	desired := make(map[object.Ref]bool, len(w.All))
	for i := range w.All {
		desired[w.All[i].Ref] = true
	}
	for _, ref := range Kept(w, seen) {
		desired[ref] = true
	}
	var entries []*state.Entry
	for ref, e := range seen.Entries {
		if len(w.ReleaseOnly) > 0 {
			if plan.Names(w.ReleaseOnly, ref, e.Address) {
				entries = append(entries, e)
			}
			continue
		}
		if !desired[ref] && (len(w.Targets) == 0 || plan.Targets(w.Targets, e.Address)) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b *state.Entry) int { return object.Compare(a.Ref, b.Ref) })
	return entries
}

// Remembered are the fits of workloads that the state knows and that are there.
func (o *Observation) Remembered() []*object.Fit {
	var fits []*object.Fit
	for ref, e := range o.Entries {
		if e.Fit != nil && o.Knows(ref) {
			fits = append(fits, e.Fit)
		}
	}
	slices.SortFunc(fits, func(a, b *object.Fit) int { return object.Compare(a.Object, b.Object) })
	return fits
}

// Knows reports whether the state knows a live object: with how it is fitted, if it is. Where the
// server does not say what is there, nothing contradicts the state.
func (o *Observation) Knows(ref object.Ref) bool {
	e := o.Entries[ref]
	if e == nil || e.UID == "" {
		return false
	}
	m, listed := o.Metas[ref]
	return m.UID == e.UID || !listed && o.Unanswered(ref) != nil
}

// MovedOn is the stack as which this one is to continue, where an object is that one's already;
// nil where it is not, or the stack is not being moved.
func (o *Observation) MovedOn(live object.Meta) *object.Stack {
	if r := o.Snapshot.Revision; r != nil && r.MovingTo != nil && live.Labels[object.LabelApplySet] == r.MovingTo.ApplySetID() {
		return r.MovingTo
	}
	return nil
}

// PerhapsOurs returns how a stack that has no state yet continues with the state of the
// one to which a live object belongs, if it may be that one; zero where it is not. The state of both may be in a file.
func (o *Observation) PerhapsOurs(s object.Stack, inFile bool, live object.Meta) fact.Fact {
	former, known := adoption.StackOf(live)
	switch {
	case !known || o.Snapshot.Revision != nil:
	case former.Name == s.Name:
		return fact.New(plan.FormerNamespace, fact.Args{"namespace": former.Namespace, "stack": s.Name, "to_namespace": s.Namespace, "file": inFile})
	case former.Namespace == s.Namespace:
		return fact.New(plan.FormerName, fact.Args{"name": former.Name, "namespace": former.Namespace, "to_stack": s.Name, "file": inFile})
	}
	return fact.Fact{}
}
