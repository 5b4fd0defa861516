package plan

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// undesired lists the objects of the inventory that are not desired any more.
func (p *planner) undesired() []*state.Entry {
	desired := make(map[object.Ref]bool, len(p.Desired))
	for i := range p.Desired {
		desired[p.Desired[i].Ref] = true
	}
	var entries []*state.Entry
	for ref, e := range p.entries {
		if !desired[ref] {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b *state.Entry) int { return object.Compare(a.Ref, b.Ref) })
	return entries
}

// decideRemoval plans the deletion of what the stack made and no longer wants:
// only the very object that it made, and only while that still bears the
// stack's label.
func (p *planner) decideRemoval(ctx context.Context, e *state.Entry) (decision, error) {
	d := decision{Change: Change{Action: Delete, Object: e.Ref, Address: e.Address}}
	meta, listed := p.metas[e.Ref]
	if !listed || (e.UID != "" && e.UID != meta.UID) {
		d.forgotten = true
		return d, nil
	}
	if _, ours := meta.Manager(p.Stack.FieldManager()); e.UID == "" && !ours {
		// Intended once, and then made by somebody else.
		d.forgotten = true
		return d, nil
	}
	d.Basis = Basis{UID: meta.UID, ResourceVersion: meta.ResourceVersion}
	if e.Ref.GroupKind() == namespaceKind() {
		d.Warnings = []string{"everything in the namespace goes with it, also what this stack has not made"}
	}
	if !isWorkload(e.Ref) {
		return d, nil
	}
	live, err := p.live.get(ctx, e.Ref)
	if apierrors.IsNotFound(err) {
		d.forgotten = true
		return d, nil
	}
	if err != nil {
		return d, err
	}
	d.Impact = impactOfDelete(live)
	return d, nil
}
