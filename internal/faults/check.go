package faults

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// listed are the objects that the state has; none where there is no state.
func (c cluster) listed(ctx context.Context) (map[object.Ref]bool, error) {
	s, err := c.state(stackName).Read(ctx)
	if err != nil {
		return nil, fmt.Errorf("the state cannot be read: %w", err)
	}
	listed := map[object.Ref]bool{}
	if s.Revision != nil {
		for _, e := range s.Revision.Objects {
			listed[e.Ref] = true
		}
	}
	return listed, nil
}

// inventoried holds that the state knows everything that there is of the stack.
func (c cluster) inventoried(ctx context.Context) error {
	w, err := c.world(ctx, stackName)
	if err != nil {
		return err
	}
	listed, err := c.listed(ctx)
	if err != nil {
		return err
	}
	for _, ref := range w.refs() {
		if !listed[ref] {
			return fmt.Errorf("%s is orphaned: the state has %v", ref, listed)
		}
	}
	return nil
}

// settled holds that the state has what there is and nothing else, and that nobody holds the lock. What a rollback
// leaves alone may have been gone before; and a lock that is to expire may be there where nothing was to do since.
func (c cluster) settled(ctx context.Context, w world, d *round) error {
	listed, err := c.listed(ctx)
	if err != nil {
		return err
	}
	for ref := range listed {
		if left := d.verb == undoes && ref.GroupKind() == kind.Job; w[ref] == nil && !left {
			return fmt.Errorf("the state has %s, which does not exist", ref)
		}
	}
	if err := c.inventoried(ctx); err != nil || d.patient {
		return err
	}
	return c.lockGone(ctx)
}

// lockGone holds that nobody holds the lock.
func (c cluster) lockGone(ctx context.Context) error {
	list, err := c.of(kind.Lease).List(ctx, metav1.ListOptions{})
	if err == nil && len(list.Items) > 0 {
		err = fmt.Errorf("the lock is held although nobody works: %v", list.Items[0].Object)
	}
	return err
}

// nothingLeft holds that nothing of the stack is there, nor of its state.
func (c cluster) nothingLeft(ctx context.Context) error {
	for _, stack := range []string{stackName, movedName} {
		w, err := c.world(ctx, stack)
		if err == nil && len(w) > 0 {
			err = fmt.Errorf("there is left\n%v", w)
		}
		if err != nil {
			return err
		}
	}
	if files, err := os.ReadDir(c.files); c.files != "" && len(files) > 0 {
		return fmt.Errorf("of the state there is left %v (%v)", files, err)
	}
	names, err := c.names(ctx, kind.Secret, kind.Lease)
	for name := range names {
		if strings.HasPrefix(name, "wl-state-") {
			return fmt.Errorf("of the state there is left %s", name)
		}
	}
	return err
}

// isThere holds that the wanted objects are there, as wanted, and no others.
func isThere(w, wanted world) error {
	for _, ref := range wanted.refs() {
		if w[ref] == nil {
			return fmt.Errorf("%s is lost; there are\n%v", ref, w)
		}
		if path := lacks(w[ref].Object, wanted[ref].Object); path != "" {
			return fmt.Errorf("%s is not as wanted: %s", ref, path)
		}
	}
	for _, ref := range w.refs() {
		if wanted[ref] == nil {
			return fmt.Errorf("%s is still there", ref)
		}
	}
	return nil
}

// truth holds that what a plan has said of each object is what has happened to it.
func truth(p plan.ClusterPlan, before, after world) error {
	said := map[object.Ref]plan.Action{}
	for _, c := range p.Changes {
		said[c.Object] = c.Action
	}
	for ref := range merged(before, after, said) {
		action, a, b := said[ref], before[ref], after[ref]
		var happened []plan.Action
		switch {
		case a == nil && b == nil:
			happened = []plan.Action{plan.Delete}
		case a == nil:
			happened = []plan.Action{plan.Create, plan.Adopt, plan.Update, plan.Rerun} // what lacked the stack's label was not seen
		case b == nil:
			happened = []plan.Action{plan.Delete}
		case a.GetUID() != b.GetUID():
			happened = []plan.Action{plan.Replace, plan.Rerun}
		case same(a, b):
			happened = []plan.Action{"", plan.Adopt}
		default:
			happened = []plan.Action{plan.Update, plan.Adopt}
		}
		if !slices.Contains(happened, action) {
			return fmt.Errorf("of %s it said %q, and what happened is one of %q", ref, action, happened)
		}
	}
	return nil
}

func merged(before, after world, said map[object.Ref]plan.Action) map[object.Ref]bool {
	all := map[object.Ref]bool{}
	for ref := range before {
		all[ref] = true
	}
	for ref := range after {
		all[ref] = true
	}
	for ref := range said {
		all[ref] = true
	}
	return all
}

// rolledBack holds that what there was then is there now, as it was, and nothing else. Secrets keep their present
// data, and Jobs are left alone.
func rolledBack(then, now world, d *round) error {
	stays := func(ref object.Ref) bool { return ref.GroupKind() == kind.Secret || ref.GroupKind() == kind.Job }
	for _, ref := range then.refs() {
		switch {
		case now[ref] == nil && ref.GroupKind() == kind.Job:
		case now[ref] == nil:
			return fmt.Errorf("the rollback lacks %s", ref)
		case !stays(ref) && !d.touched(ref):
			was, is := contentOf(then[ref]), contentOf(now[ref])
			if path := cmp.Or(lacks(is, was), lacks(was, is)); path != "" {
				return fmt.Errorf("the rollback leaves %s otherwise than it was: %s", ref, path)
			}
		}
	}
	for _, ref := range now.refs() {
		if then[ref] == nil && !stays(ref) {
			return fmt.Errorf("the rollback leaves %s, which the revision lacks", ref)
		}
	}
	return nil
}
