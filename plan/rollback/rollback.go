// Package rollback finds out what a revision's objects are as they are to be applied
// again: what was withheld of them is taken from where Kubernetes still has it, and data
// stays as it is.
//
//	goal, err := rollback.To(ctx, client, revision, current, false)
//	planner.Compute(ctx, client, store, plan.Input{Desired: goal.Desired, Keep: goal.Keep, …})
package rollback

import (
	"context"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

// Cluster is what a rollback reads of a cluster, beside what planning does. Get and List
// are those of planner.Cluster.
type Cluster interface {
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	List(ctx context.Context, s kube.Selection) ([]map[string]any, error)
}

// Goal is what a revision's objects are.
type Goal struct {
	Desired []object.Manifest
	// Keep are objects of the current revision that stay as they are: Jobs, unless they run
	// again; objects of the revision that the stack has released since; and, although the revision lacks them, what holds data and what was there before the stack adopted it.
	Keep []object.Ref
	// OtherData are Secrets whose data was another in the revision, and stays.
	OtherData []object.Ref
	// Problems are values that are nowhere any more: nothing can be rolled back then.
	Problems []plan.Problem
}

// To finds out how a revision's objects are applied again where the current revision is
// there. Jobs are never deleted, and the revision's are desired only if they are to run
// again. The error means that the cluster could not be asked.
func To(ctx context.Context, c Cluster, r, current *state.Revision, rerunJobs bool) (*Goal, error) {
	g := &Goal{}
	find := &finder{cluster: c, key: r.Key}
	now := map[object.Ref]*state.AppliedObject{}
	for i := range current.Applied {
		now[current.Applied[i].Ref] = &current.Applied[i]
	}
	wanted := map[object.Ref]bool{}
	for i := range r.Applied {
		o := &r.Applied[i]
		if wanted[o.Ref] = rerunJobs || o.Ref.GroupKind() != kind.Job; !wanted[o.Ref] {
			continue
		}
		released, err := find.isReleased(ctx, o.Ref, r, current)
		if released {
			g.Keep = append(g.Keep, o.Ref)
		} else if err == nil {
			err = g.want(ctx, find, o, now[o.Ref], append(notKept(r, o.Ref), notKept(current, o.Ref)...))
		}
		if err != nil {
			return nil, err
		}
	}
	g.digestAnew()
	for i := range current.Objects {
		if e := &current.Objects[i]; !wanted[e.Ref] && stays(e) {
			g.Keep = append(g.Keep, e.Ref)
		}
	}
	slices.SortFunc(g.Keep, object.Compare)
	return g, nil
}

// want has an object back, of which dropped is what the server has not kept, and now what is there of it.
func (g *Goal) want(ctx context.Context, find *finder, o, now *state.AppliedObject, dropped []object.Path) error {
	m, lacking, err := find.restore(ctx, o, dropped)
	if err != nil {
		return err
	}
	for _, path := range lacking {
		g.Problems = append(g.Problems, problem(m, path))
	}
	g.noteData(find, o, m)
	keepSize(m, now)
	g.Desired = append(g.Desired, *m)
	return nil
}

// notKept is what the server has not kept of an object when a revision applied it.
func notKept(r *state.Revision, ref object.Ref) (paths []object.Path) {
	for _, e := range r.Objects {
		for _, d := range e.Dropped {
			if e.Ref == ref {
				paths = append(paths, d.Path)
			}
		}
	}
	return paths
}

// digestAnew leaves it to planning to digest what the Pods of a workload read, where that is not the
// revision's; all others keep the revision's digest.
func (g *Goal) digestAnew() {
	for i := range g.Desired {
		m := &g.Desired[i]
		version, public, secret := object.ParseConfigHash(m.ConfigHash())
		if secret != "" && slices.ContainsFunc(m.Reads(), func(r object.Read) bool { return slices.Contains(g.OtherData, r.Ref) }) {
			g.Desired[i] = *m.WithConfigHash(version + "-" + public)
		}
	}
}

// noteData notes of a Secret whether it has other data than in the revision.
func (g *Goal) noteData(f *finder, o *state.AppliedObject, m *object.Manifest) {
	if f.differs(o, m.Content) {
		g.OtherData = append(g.OtherData, o.Ref)
	}
}

// stays reports whether an object is kept by a rollback to a revision that lacks it.
func stays(e *state.Entry) bool {
	return e.Adopted || slices.Contains([]kind.GroupKind{kind.Namespace, kind.Definition, kind.Claim, kind.Volume, kind.Secret, kind.Job}, e.Ref.GroupKind())
}

// Differs reports whether a rollback to one revision could change something where another
// one is there.
func Differs(r, current *state.Revision) bool {
	is := map[object.Ref]*state.AppliedObject{}
	for i := range r.Applied {
		is[r.Applied[i].Ref] = &r.Applied[i]
	}
	kept := map[object.Ref]bool{}
	for i := range current.Objects {
		kept[current.Objects[i].Ref] = stays(&current.Objects[i])
	}
	for i := range current.Applied {
		o := &current.Applied[i]
		other := is[o.Ref]
		delete(is, o.Ref)
		switch gk := o.Ref.GroupKind(); {
		case other == nil && !kept[o.Ref], other != nil && gk != kind.Job && gk != kind.Secret && !applied.Same(other, o):
			return true
		}
	}
	for ref := range is {
		if ref.GroupKind() != kind.Job {
			return true
		}
	}
	return false
}

// keepSize has a claim, and the claim templates of a workload, ask for no less than they
// do now: a volume only grows.
func keepSize(m *object.Manifest, now *state.AppliedObject) {
	if now == nil {
		return
	}
	if m.Ref.GroupKind() == kind.Claim {
		m.Content = asLarge(m.Content, now.Content)
	}
	at := kind.About(m.Ref.GroupKind()).ClaimTemplates
	templates, _ := object.At(m.Content, at...).([]any)
	if at == nil || templates == nil {
		return
	}
	has, _ := object.At(now.Content, at...).([]any)
	templates = slices.Clone(templates)
	for i := range templates {
		template, _ := templates[i].(map[string]any)
		for _, other := range has {
			if other, _ := other.(map[string]any); object.At(other, "metadata", "name") == object.At(template, "metadata", "name") {
				templates[i] = asLarge(template, other)
			}
		}
	}
	m.Content = object.WithNested(m.Content, templates, at...)
}

// asLarge is a claim that requests no less than another does.
func asLarge(c, other map[string]any) map[string]any {
	has := claim.Size(other)
	if has == "" || !claim.Larger(has, claim.Size(c)) {
		return c
	}
	return object.WithNested(c, has, "spec", "resources", "requests", "storage")
}
