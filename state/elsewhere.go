package state

import (
	"context"
	"crypto/rand"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/state/internal/storage"
)

// Lister reads the metadata of objects.
type Lister interface {
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
}

// Elsewhere finds the stacks of the same name whose state is in another
// namespace of the cluster; in the given one, unless it is empty. It is one
// request, whose answer is as long as there are such stacks.
func Elsewhere(ctx context.Context, c Lister, s object.Stack, namespace string) ([]object.Stack, error) {
	return find(ctx, c, s, namespace, object.LabelState+"="+s.Name+","+object.LabelApplySetID)
}

// arrivals finds the stacks that are being moved to be one; nil of a state in a file.
type arrivals func(ctx context.Context, strays bool) ([]object.Stack, error)

// MovingHere finds the stacks of the cluster that are being moved to be this one, which then has
// no state yet: those that may be seen, in every namespace or at least in its own. It is one request
// unless there are strays, objects of this stack that a move may have left: then the states in which
// an older wl has begun one are found as well, by reading all.
func (a arrivals) MovingHere(ctx context.Context, strays bool) ([]object.Stack, error) {
	if a == nil {
		return nil, nil
	}
	return a(ctx, strays)
}

func movingTo(ctx context.Context, c Cluster, s object.Stack, strays bool) (found []object.Stack, err error) {
	for _, namespace := range []string{"", s.Namespace} {
		found, err = find(ctx, c, s, namespace, object.LabelMovingTo+"="+s.ApplySetID())
		if err == nil && len(found) == 0 && strays {
			found, err = unlabelled(ctx, c, s, namespace)
		}
		if !apierrors.IsForbidden(err) {
			return found, err
		}
	}
	return nil, nil
}

// readAtOnce is how many states are read at a time.
const readAtOnce = 8

// unlabelled finds the stacks that are being moved to be one by what their states say: an older wl
// has not labelled the head. What cannot be read says nothing.
func unlabelled(ctx context.Context, c Cluster, s object.Stack, namespace string) ([]object.Stack, error) {
	all, err := find(ctx, c, s, namespace, object.LabelState+","+object.LabelApplySetID)
	if err != nil {
		return nil, err
	}
	moving, err := pool.Map(ctx, readAtOnce, all, func(ctx context.Context, other object.Stack) (bool, error) {
		read, err := Open(c, other).Read(ctx)
		if err != nil {
			return false, ctx.Err()
		}
		return read.Revision != nil && read.Revision.MovingTo != nil && *read.Revision.MovingTo == s, nil
	})
	var found []object.Stack
	for i, is := range moving {
		if is {
			found = append(found, all[i])
		}
	}
	return found, err
}

// find finds the stacks, other than s, whose state's head has the labels.
func find(ctx context.Context, c Lister, s object.Stack, namespace, labels string) ([]object.Stack, error) {
	metas, err := c.ListMeta(ctx, kube.Selection{Kind: kind.Secret, Namespace: namespace, LabelSelector: labels})
	if err != nil {
		return nil, err
	}
	var found []object.Stack
	for _, m := range metas {
		other := object.Stack{Name: m.Labels[object.LabelState], Namespace: m.Ref.Namespace}
		if m.Ref.Name == other.StateName() && other != s {
			found = append(found, other)
		}
	}
	return found, nil
}

// CopyTo makes r the current revision of another stack, which has no state, with prev's
// history, lineage and key: it becomes true there at once. Prev, which stays as it is, was
// read from this store. The error is an ErrRaced where there is a state meanwhile.
func (s *Store) CopyTo(ctx context.Context, to *Store, prev Snapshot, r Revision) (Snapshot, error) {
	next := &head{FormatVersion: FormatVersion, Lineage: prev.head.Lineage, Token: rand.Text()}
	for _, p := range prev.head.History {
		old, err := s.revisions.read(ctx, prev.head, p)
		if err == nil {
			old.upgrade(prev.Key)
			old.Key = prev.Key
			p, _, err = s.copyRevision(ctx, to, p, *old, false)
		}
		if err != nil && (ctx.Err() != nil || !IsLost(err)) {
			return Snapshot{}, err
		}
		if err == nil { // what cannot be read any more is no loss
			next.History = append(next.History, p)
		}
	}
	r.Key, r.Lineage = prev.Key, prev.head.Lineage
	var err error
	if next.Current, next.inline, err = s.copyRevision(ctx, to, prev.head.Current, r, true); err != nil {
		return Snapshot{}, err
	}
	r.FormatVersion, r.Stack = FormatVersion, to.in.stack
	if err := to.heads.commit(ctx, next, &r); err != nil {
		return Snapshot{}, err
	}
	return snapshot(&r, next), nil
}

// IsLost reports whether a revision, or its objects, cannot be read any more, whatever is
// tried.
func IsLost(err error) bool {
	code := fact.Of(err).Code
	return code == Damaged || code == RevisionDamaged || code == Unusable || code == Unreadable && errors.As(err, new(*storage.MissingError))
}

// copyRevision writes a revision, with its objects as they were applied, to another store.
// The bytes of a current one that has room in the head are returned and not written.
func (s *Store) copyRevision(ctx context.Context, to *Store, p pointer, r Revision, current bool) (copied pointer, inline []byte, err error) {
	from := r.Stack
	r.FormatVersion, r.Stack = FormatVersion, to.in.stack
	payload, err := encode(r)
	if err != nil {
		return p, nil, to.in.fail(Unwritten, err)
	}
	if r.Applied, err = s.revisions.readApplied(ctx, p); err != nil {
		return p, nil, err
	}
	copied = pointer{Summary: r.Summary(), Digest: digest(payload)}
	if r.Applied != nil {
		if err := to.revisions.writeApplied(ctx, &copied, relabelled(r.Applied, from, r.Stack)); err != nil {
			return p, nil, err
		}
	}
	if copied.Inline = current && len(payload) <= to.in.Sizes().Inline; copied.Inline {
		return copied, payload, nil
	}
	return copied, nil, to.revisions.write(ctx, &copied, payload)
}

// relabelled are objects as they were applied, with the labels of another stack.
func relabelled(objects []AppliedObject, from, to object.Stack) []AppliedObject {
	before, after := from.MemberLabels(), to.MemberLabels()
	for i, o := range objects {
		for label, value := range before {
			if object.At(o.Content, "metadata", "labels", label) == value {
				o.Content = object.WithNested(o.Content, after[label], "metadata", "labels", label)
			}
		}
		objects[i] = o
	}
	return objects
}
