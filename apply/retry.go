package apply

import (
	"context"
	"errors"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

const (
	// rewrites bounds how often an object is written again that changed in other
	// things than what was decided about: its status, during a rollout.
	rewrites = 10
	// servedWithin is how long a definition, or another rule, may take to count
	// after it was written.
	servedWithin  = 15 * time.Second
	servedRetries = 200 * time.Millisecond
)

// writePlanned is writeObject for a server that moves on meanwhile: what keeps it
// from writing and has nothing to do with the decision is waited for, or looked
// past.
func writePlanned(ctx context.Context, c Cluster, m *object.Manifest, change *plan.Change, stack object.Stack) (kube.ApplyResult, error) {
	for attempt := 1; ; attempt++ {
		result, err := writeServed(ctx, c, m, change, stack)
		if err == nil || attempt == rewrites || !change.Basis.Force || !apierrors.IsConflict(err) {
			return result, err
		}
		current, undecided := sameContest(ctx, c, m, change, stack)
		if undecided != nil || current == nil {
			return result, err
		}
		change = current
	}
}

// sameContest is the change on the object as it is now; nil where the fields that
// it takes from others are not held by them as they were.
func sameContest(ctx context.Context, c Cluster, m *object.Manifest, change *plan.Change, stack object.Stack) (*plan.Change, error) {
	live, err := c.GetVersion(ctx, m.Ref, m.Version())
	if err != nil {
		return nil, err
	}
	content, err := kubeschema.Sent(m, nil)
	if err != nil {
		return nil, err
	}
	contested, err := plan.Contested(content, live, stack.FieldManager())
	if err != nil || contested != change.Basis.Contested {
		return nil, err
	}
	meta, err := object.MetaOf(live)
	again := *change
	again.Basis.ResourceVersion = meta.ResourceVersion
	return &again, err
}

// catchesUp reports whether a server may still take an object that it has just
// refused: a definition, a policy or a quota that this apply has changed counts a
// moment later.
func catchesUp(err error, change *plan.Change) bool {
	if err == nil || kube.IsNotServed(err) {
		return err != nil
	}
	var status apierrors.APIStatus
	return len(change.First) > 0 && errors.As(err, &status) && !apierrors.IsConflict(err)
}

// writeServed waits for what this apply has changed first to count.
func writeServed(ctx context.Context, c Cluster, m *object.Manifest, change *plan.Change, stack object.Stack) (kube.ApplyResult, error) {
	until := time.Now().Add(servedWithin)
	for {
		result, err := writeObject(ctx, c, m, change, stack)
		if !catchesUp(err, change) || time.Now().After(until) {
			return result, err
		}
		select {
		case <-ctx.Done():
			return result, err
		case <-time.After(servedRetries):
		}
	}
}
