package waves

import (
	"context"
	"errors"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// forgetful is a cluster whose answers to the next writes are lost; then, before they are repeated,
// something else happens.
type forgetful struct {
	*kube.Client
	losing    int
	meanwhile func()
	instead   error // what is answered; nil: nothing
}

func (c *forgetful) Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	written, err := c.Client.Update(ctx, ref, content)
	if c.losing == 0 || err != nil {
		return written, err
	}
	c.losing--
	if c.meanwhile != nil {
		c.meanwhile()
	}
	if c.instead != nil {
		return nil, c.instead
	}
	return nil, &kube.UnreachableError{Err: errors.New("EOF")}
}

// A note whose answer was lost is made once, whatever others have noted before it is repeated.
func TestLostAnswerIsNotedOnce(t *testing.T) {
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sampled := func(v analysis.Verdict, number int) func(run.Edit) bool {
		return func(e run.Edit) bool {
			e.Sampled("one", "errors", analysis.Sample{Cluster: "a", Number: number, Verdict: v})
			return true
		}
	}
	trespassed := func(e run.Edit) bool {
		e.Outside = run.Besides(e.Outside, run.Outside{Operation: "restart"})
		return true
	}
	for name, c := range map[string]struct {
		note   func(run.Edit) bool
		other  func(run.Edit) bool // what another wl notes meanwhile
		losing int
		repeat bool // whoever asks repeats it, too
		failed int  // what the server answers although it has stored the note; 0: nothing
	}{
		"a sample, and a pause":                 {sampled(analysis.Failure, 1), func(e run.Edit) bool { e.Pause = &run.Note{User: "bob"}; return true }, 1, false, 0},
		"a query in vain, and an approval":      {sampled(analysis.Error, 1), func(e run.Edit) bool { e.Announce("one", fact.New("x", nil)); return true }, 1, false, 0},
		"what is outside, and more of it":       {trespassed, func(e run.Edit) bool { e.Pause = &run.Note{User: "eve"}; return true }, 1, false, 0},
		"nothing else happens":                  {trespassed, nil, 1, false, 0},
		"no answer for longer than it is asked": {trespassed, func(e run.Edit) bool { e.Announce("one", fact.New(fact.Code(run.NewID()), nil)); return true }, 3, true, 0},
		"a server that gives up":                {sampled(analysis.Failure, 1), func(e run.Edit) bool { e.Pause = &run.Note{User: "bob"}; return true }, 1, false, 504},
		"one that fails again and again":        {trespassed, func(e run.Edit) bool { e.Announce("one", fact.New(fact.Code(run.NewID()), nil)); return true }, 3, true, 500},
		"a balancer that nobody can do without": {trespassed, nil, 2, false, 503},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, stack := t.Context(), object.Stack{Name: "shop", Namespace: cluster.Namespace(t)}
			between := &forgetful{Client: client}
			if c.failed != 0 {
				between.instead = apierrors.NewGenericServerResponse(c.failed, "put", schema.GroupResource{Resource: "secrets"}, "wl-run-shop", "timed out", 0, true)
			}
			j, other := &journal{runs: state.OpenRuns(between, stack), home: "a"}, &journal{runs: state.OpenRuns(client, stack), home: "a"}
			if err := j.begin(ctx, &run.Run{ID: "r1", Key: []byte("k"), State: run.UnderWay, Waves: []run.Wave{{Name: "one", Healthy: time.Now(),
				Analyses: []run.Analysis{{Name: "errors", Interval: time.Minute, Count: 5, FailureLimit: 1}}, Clusters: []run.Cluster{{Name: "a", State: run.Applied}}}}}); err != nil {
				t.Fatal(err)
			}
			between.losing = c.losing
			between.meanwhile = func() {
				if c.other == nil {
					return
				}
				if err := errors.Join(other.read(ctx), other.update(ctx, c.other)); err != nil {
					t.Error(err)
				}
			}
			update := j.once()
			err := update(ctx, c.note)
			for c.repeat && err != nil {
				err = update(ctx, c.note)
			}
			if err != nil {
				t.Fatal(err)
			}
			of := j.current().Waves[0].Analyses[0]
			if tally := of.Rule().Of("a", of.Taken); tally.Failures+tally.Errors+len(j.current().Outside) != 1 || len(of.Samples) > 1 {
				t.Errorf("it is noted otherwise than once: %+v, outside %v", of.Taken, j.current().Outside)
			}
			if err := update(ctx, c.note); err != nil || len(j.current().Outside) > 1 {
				t.Errorf("it is made again: %v", err)
			}
		})
	}
}
