package apply_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/reason"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// failing is a cluster that has an answer of its own to some requests about one object: where
// it gives one, the request is sent, or not.
type failing struct {
	*kube.Client
	ref     object.Ref
	deletes func(n int64) (send bool, answer error)
	applies func(n int64) (send bool, answer error)
	gets    func() error // once the object was deleted

	deleted, applied atomic.Int64
}

func (d *failing) Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error {
	if ref != d.ref || d.deletes == nil {
		d.deleted.Add(1)
		return d.Client.Delete(ctx, ref, uid, p)
	}
	send, answer := d.deletes(d.deleted.Add(1))
	if send {
		if err := d.Client.Delete(ctx, ref, uid, p); err != nil || answer == nil {
			return err
		}
	}
	return answer
}

func (d *failing) Apply(ctx context.Context, a kube.ApplyRequest) (kube.ApplyResult, error) {
	if a.Ref != d.ref || d.applies == nil {
		return d.Client.Apply(ctx, a)
	}
	send, answer := d.applies(d.applied.Add(1))
	if !send {
		return kube.ApplyResult{}, answer
	}
	result, err := d.Client.Apply(ctx, a)
	if err == nil && answer != nil {
		return kube.ApplyResult{}, answer
	}
	return result, err
}

func (d *failing) Get(ctx context.Context, ref object.Ref) (map[string]any, error) {
	if ref == d.ref && d.gets != nil && d.deleted.Load() > 0 {
		if err := d.gets(); err != nil {
			return nil, err
		}
	}
	return d.Client.Get(ctx, ref)
}

var (
	errLost    = &kube.UnreachableError{Err: errors.New("connection reset by peer")}
	errAway    = apierrors.NewServiceUnavailable("away")
	errWebhook = apierrors.NewInternalError(errors.New("failed calling webhook"))
	errDenied  = apierrors.NewForbidden(schema.GroupResource{Resource: "configmaps"}, "settings", errors.New("no"))
)

// first fails the first n requests.
func first(n int64, send bool, answer error) func(int64) (bool, error) {
	return func(i int64) (bool, error) {
		if i > n {
			return true, nil
		}
		return send, answer
	}
}

// replacing has a ConfigMap that can only be replaced.
func (f *fixture) replacing() (ref object.Ref, in apply.Input) {
	f.t.Helper()
	immutable := func(level string) object.Manifest {
		m := f.configMap("settings", level)
		m.Content["immutable"] = true
		return m
	}
	f.want(immutable("info"))
	f.mustApply()
	f.want(immutable("debug"))
	if in = f.input(); len(in.Plan.Changes) != 1 || in.Plan.Changes[0].Action != plan.Replace {
		f.t.Fatalf("%+v", in.Plan.Changes)
	}
	return f.desired[0].Ref, in
}

// What was deleted to be replaced is created again, whatever the server fails at for a while.
func TestReplacementOutlivesAFailingServer(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]*failing{
		"it cannot be looked at":                        {gets: func() error { return errAway }},
		"nor is there an answer":                        {gets: func() error { return errLost }},
		"the answer to the deletion is lost":            {deletes: first(1, true, errLost)},
		"and it was not sent":                           {deletes: first(2, false, errLost)},
		"the deletion is answered 503, and done":        {deletes: first(1, true, errAway)},
		"the deletion is answered 500, and done":        {deletes: first(1, true, errWebhook)},
		"a webhook fails at the creation":               {applies: first(3, false, errWebhook)},
		"the answer to the creation is lost":            {applies: first(1, true, errLost)},
		"the creation is answered 503, and not done":    {applies: first(2, false, errAway)},
		"neither the look nor the creation get through": {gets: func() error { return errAway }, applies: first(2, false, errLost)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			ref, in := f.replacing()
			old := uid(f.live(ref))
			d.Client, d.ref = f.client, ref
			result, err := apply.Run(t.Context(), d, f.store, in, f.record())
			if err != nil || result.Replaced != 1 {
				t.Fatalf("%+v, %v\n%s", result, err, f.log())
			}
			if live := f.live(ref); uid(live) == old || object.At(live, "data", "level") != "debug" {
				t.Errorf("%v", live)
			}
			if c := f.revision().Changes; len(c) != 1 || c[0].Action != string(plan.Replace) {
				t.Errorf("%+v", c)
			}
			f.unchanged()
		})
	}
}

// What cannot be created again is said to be missing, in the history, too; the next apply creates it.
func TestReplacementThatIsNotRestored(t *testing.T) {
	t.Parallel()
	for name, refusal := range map[string]error{"denied": errDenied, "invalid": apierrors.NewBadRequest("no")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			ref, in := f.replacing()
			d := &failing{Client: f.client, ref: ref, applies: first(9, false, refusal)}
			_, err := apply.Run(t.Context(), d, f.store, in, f.record())
			failed := new(apply.Error)
			if !errors.As(err, &failed) || len(failed.Failures) != 1 || fact.Of(failed.Failures[0].Err).Code != reason.NotRestored {
				t.Fatalf("%v\n%s", err, f.log())
			}
			if c := f.revision().Changes; !slices.Equal(c, []state.Change{{Action: string(plan.Delete), Object: ref, Address: c[0].Address}}) {
				t.Errorf("%+v", c)
			}
			f.mustApply()
			f.live(ref)
		})
	}
}

// A deletion that the server refuses deletes nothing, and is not tried again.
func TestReplacementThatIsRefused(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	ref, in := f.replacing()
	d := &failing{Client: f.client, ref: ref, deletes: first(9, false, errDenied)}
	_, err := apply.Run(t.Context(), d, f.store, in, f.record())
	failed := new(apply.Error)
	if !errors.As(err, &failed) || !apierrors.IsForbidden(err) || d.deleted.Load() != 1 || f.revision().Changes != nil {
		t.Errorf("%d deletions, %v, %+v", d.deleted.Load(), err, f.revision().Changes)
	}
	f.live(ref)
}
