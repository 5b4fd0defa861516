package plan

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// judge knows what is wanted, and what a few requests have told of the whole stack. It
// asks nothing further.
type judge struct {
	*wanted
	*observation
	gone []*state.Entry // of the inventory, what is not wanted any more
}

func newJudge(w *wanted, seen *observation) *judge {
	return &judge{wanted: w, observation: seen, gone: undesired(w, seen)}
}

// observation is what a few requests tell of the cluster, whatever the size of
// the stack: the state, the server's version, and the metadata of every object
// that bears the stack's label.
type observation struct {
	snapshot      state.Snapshot
	serverVersion string
	entries       map[object.Ref]*state.Entry
	metas         map[object.Ref]object.Meta
	// unread are the places that the server failed to list.
	unread map[place]error
}

// place is a kind in a namespace, what one LIST covers.
type place struct {
	kind      kind.GroupKind
	namespace string
}

func placeOf(r object.Ref) place { return place{kind: r.GroupKind(), namespace: r.Namespace} }

func (p place) selection(s object.Stack) kube.Selection {
	return kube.Selection{Kind: p.kind, Namespace: p.namespace, LabelSelector: s.MemberSelector()}
}

func (j *judge) subject(m *object.Manifest) subject {
	s := subject{manifest: m, entry: j.entries[m.Ref]}
	s.meta, s.listed = j.metas[m.Ref]
	if s.listed {
		s.added, _ = added(j.wanted, m, s.meta) // what cannot be read is found in the whole object, too
	}
	// What an apply had begun and not ended proves nothing.
	if s.listed && s.entry != nil && s.entry.Phase != state.Intended && s.entry.Phase != state.Deleting {
		s.proven = s.entry.Proves(m, s.meta, j.Stack.FieldManager(), j.serverVersion, j.snapshot.Key)
		if before := bare(m); !s.proven && before != nil {
			if s.proven = s.entry.Proves(before, s.meta, j.Stack.FieldManager(), j.serverVersion, j.snapshot.Key); s.proven {
				s.manifest = before
			}
		}
	}
	return s
}

// against compares a desired object with the live one.
func (j *judge) against(s subject, live map[string]any) (*comparison, error) {
	return newComparison(j.wanted, s, live, j.snapshot.Key, j.losesAutoscaler(s.manifest))
}

// losesAutoscaler reports whether a workload's replicas are to be the configuration's
// again, because its autoscaler goes: what this has set is then nobody's.
func (j *judge) losesAutoscaler(m *object.Manifest) bool {
	return slices.ContainsFunc(j.gone, func(e *state.Entry) bool {
		return e.Ref.GroupKind() == kind.Autoscaler && e.Ref.Namespace == m.Ref.Namespace && strings.HasPrefix(e.Address, m.Address+".")
	})
}

// needed lists the live objects that will have to be read in full, as far as
// can be known before the server was asked.
func (j *judge) needed(subjects []subject) []object.Ref {
	var refs []object.Ref
	for _, s := range subjects {
		if s.listed && (!s.proven || j.DryRunAll || len(s.added) > 0) {
			refs = append(refs, s.manifest.Ref)
		}
	}
	for _, e := range j.gone {
		if _, listed := j.metas[e.Ref]; listed && kind.About(e.Ref.GroupKind()).IsReplicated() {
			refs = append(refs, e.Ref)
		}
	}
	return refs
}

// undesired lists the objects of the inventory that are not desired any more,
// and belong to the targets if there are any.
func undesired(w *wanted, seen *observation) []*state.Entry {
	desired := make(map[object.Ref]bool, len(w.all))
	for i := range w.all {
		desired[w.all[i].Ref] = true
	}
	var entries []*state.Entry
	for ref, e := range seen.entries {
		if !desired[ref] && (len(w.Targets) == 0 || Targets(w.Targets, e.Address)) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b *state.Entry) int { return object.Compare(a.Ref, b.Ref) })
	return entries
}

// remembered are the fits of workloads that the state knows and that are there.
func (o *observation) remembered() []*object.Fit {
	var fits []*object.Fit
	for ref, e := range o.entries {
		if m, listed := o.metas[ref]; e.Fit != nil && listed && m.UID == e.UID {
			fits = append(fits, e.Fit)
		}
	}
	slices.SortFunc(fits, func(a, b *object.Fit) int { return object.Compare(a.Object, b.Object) })
	return fits
}

// perhapsOurs returns how a stack that has no state yet continues with the state of the
// one to which a live object belongs, if it may be that one; zero where it is not.
func (o *observation) perhapsOurs(s object.Stack, live object.Meta) fact.Fact {
	former, known := memberOf(live)
	switch {
	case !known || o.snapshot.Revision != nil:
	case former.Name == s.Name:
		return fact.New(FormerNamespace, fact.Args{"namespace": former.Namespace})
	case former.Namespace == s.Namespace:
		return fact.New(FormerName, fact.Args{"name": former.Name})
	}
	return fact.Fact{}
}
