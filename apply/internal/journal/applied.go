package journal

import (
	"context"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

// keeper knows the objects of an operation as revisions keep them.
type keeper struct {
	operation *Operation
	desired   map[object.Ref]state.AppliedObject // what is to be
	former    map[object.Ref]state.AppliedObject // what was before; nil until it is needed
}

func newKeeper(o *Operation) (*keeper, error) {
	all, err := applied.All(o.Desired, o.Prior.Key)
	if err != nil {
		return nil, err
	}
	return &keeper{operation: o, desired: byRef(all)}, nil
}

func byRef(objects []state.AppliedObject) map[object.Ref]state.AppliedObject {
	all := make(map[object.Ref]state.AppliedObject, len(objects))
	for _, o := range objects {
		all[o.Ref] = o
	}
	return all
}

// keep notes the objects of a revision. One that is only concluded has its own until then.
// Where those from before cannot be read, an operation does not begin; at its end, those of
// its beginning stay.
func (k *keeper) keep(ctx context.Context, r *state.Revision, ended bool) error {
	if !ended && k.operation.concludes() {
		return nil
	}
	objects, err := k.objects(ctx, r)
	if err == nil {
		r.Applied = objects
	}
	if ended {
		return nil
	}
	return err
}

// objects are those of a revision as they were applied or, while it is running, as they
// are to be. What was not written by its end, and what the plan is not about, is as it was
// before; what of that is not kept is left out, and the revision is then none to go back to.
func (k *keeper) objects(ctx context.Context, r *state.Revision) ([]state.AppliedObject, error) {
	all := make([]state.AppliedObject, 0, len(r.Objects))
	for i := range r.Objects {
		e := &r.Objects[i]
		o, known := k.desired[e.Ref]
		unwritten := e.Phase == state.Intended || e.Phase == state.Deleting
		if !known || unwritten && r.Outcome != state.Running {
			if err := k.readFormer(ctx); err != nil {
				return nil, err
			}
			if o, known = k.former[e.Ref]; !known {
				continue
			}
		}
		all = append(all, o)
	}
	return all, nil
}

// readFormer reads the objects of the prior state, once: what is written may replace them.
func (k *keeper) readFormer(ctx context.Context) error {
	if k.former != nil || k.operation.Former == nil {
		return nil
	}
	all, err := k.operation.Former(ctx)
	if err != nil && !state.IsLost(err) {
		return err
	}
	k.former = byRef(all)
	return nil
}
