package observe

import (
	"context"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/state"
)

// findLost finds what a stack that is to be removed has although its state is lost: the
// objects of its configuration that bear its label and have its fields, by which a plan
// of the configuration finds them, too.
func (l *lister) findLost(ctx context.Context, configured []object.Manifest) error {
	if l.into.Snapshot.Revision != nil || len(configured) == 0 {
		return nil
	}
	group, asking := crash.WithContext(ctx)
	for i := range configured {
		l.list(asking, group, judge.PlaceOf(configured[i].Ref))
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := l.getUnlisted(ctx, configured); err != nil {
		return err
	}
	for i := range configured {
		m := &configured[i]
		meta, listed := l.into.Metas[m.Ref]
		if _, ours := meta.Manager(l.stack.FieldManager()); listed && ours {
			l.into.Entries[m.Ref] = &state.Entry{Ref: m.Ref, APIVersion: m.APIVersion, Address: m.Address, UID: meta.UID, Phase: state.Ready}
		}
	}
	return nil
}
