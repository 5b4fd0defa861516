package apply_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// held is a store that has something happen while it is written that an object is about to be replaced.
type held struct {
	*state.Store
	meanwhile func()
}

func (h held) Write(ctx context.Context, prev state.Snapshot, r state.Revision) (state.Snapshot, error) {
	written, err := h.Store.Write(ctx, prev, r)
	if slices.ContainsFunc(r.Objects, func(e state.Entry) bool { return e.Replacing != nil }) && r.Ended.IsZero() {
		h.meanwhile()
		time.Sleep(500 * time.Millisecond) // the loop takes it in
	}
	return written, err
}

// Nothing is deleted to be replaced once nothing more is to begin: after an interrupt, or the failure of another object.
func TestNothingIsClearedOnceItIsHalted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		halts    func(cancel func(), refuse chan struct{})
		outcome  state.Outcome
		proceeds bool // failures do not keep others from being applied
	}{
		"an interrupt":                   {func(cancel func(), _ chan struct{}) { cancel() }, state.Interrupted, false},
		"another's failure":              {func(_ func(), refuse chan struct{}) { close(refuse) }, state.Failed, false},
		"another's failure, and it goes": {func(_ func(), refuse chan struct{}) { close(refuse) }, state.Failed, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			ref, _ := f.replacing()
			old, refuse := uid(f.live(ref)), make(chan struct{})
			f.want(append(f.desired, f.configMap("other", "info"))...)
			in := f.input(func(in *apply.Input) { in.Continue = c.proceeds })
			if len(in.Plan.Changes) != 2 {
				t.Fatalf("%+v", in.Plan.Changes)
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			d := &failing{Client: f.client, ref: f.ref("ConfigMap", "other"), applies: func(int64) (bool, error) {
				select {
				case <-refuse:
					return false, errDenied
				case <-time.After(3 * time.Second):
					return true, nil
				}
			}}
			result, err := apply.Run(ctx, d, held{f.store, func() { c.halts(cancel, refuse) }}, in, f.record())
			if err == nil || result.Outcome != c.outcome {
				t.Fatalf("%+v, %v\n%s", result, err, f.log())
			}
			if replaced := uid(f.live(ref)) != old; replaced != c.proceeds || (result.Replaced > 0) != c.proceeds || (result.Remaining == 1) == c.proceeds {
				t.Errorf("it is replaced: %t, %+v\n%s", replaced, result, f.log())
			}
			if c.outcome == state.Interrupted && !errors.Is(err, apply.ErrInterrupted) {
				t.Error(err)
			}
			replaces := func(c plan.Change) bool { return c.Object == ref && c.Action == plan.Replace }
			if in := f.input(); slices.ContainsFunc(in.Plan.Changes, replaces) == c.proceeds {
				t.Errorf("%+v", in.Plan.Changes)
			}
			f.mustApply()
			if live := f.live(ref); uid(live) == old || object.At(live, "data", "level") != "debug" {
				t.Errorf("%v", live)
			}
			f.unchanged()
		})
	}
}
