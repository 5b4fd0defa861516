// Package decide finds out how apply would change every object: it reads live objects, asks
// for dry-runs, and has others judge the answers. It is the one package that knows what
// is asked after which answer.
package decide

import (
	"context"
	"runtime"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/growth"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/redaction"
	"github.com/workloadlang/wl/plan/internal/removal"
	"github.com/workloadlang/wl/plan/masking"
)

// Result is what a plan does about every object.
type Result struct {
	// Decisions are not sorted, and each has its object as it is to be sent, with the
	// fields that are left to others.
	Decisions []decision.Decision
	// Pods are those that apply deletes so that rollouts come forward.
	Pods []plan.ReplacedPods
}

// All decides about all that is wanted, and all that is not any more. It proves
// what it can before anything is asked, so that it is known which live objects will be
// needed.
func All(ctx context.Context, j *judge.Judge, c observe.Cluster, s observe.State, known *masking.Masking) (*Result, error) {
	subjects, err := subjectsOf(ctx, j, s)
	if err != nil {
		return nil, err
	}
	live := observe.NewLiveObjects(c, j.Stack, j.Desired, j.Metas, j.Needed(subjects))
	asked := observe.NewApproximator(c, live, j.ReadOnly)
	grower := growth.New(j.Configuration, asked)
	claims := removal.NewClaims(asked, grower, j.Parallelism)
	one := &decider{Judge: j, cluster: asked, live: live, grower: grower, claims: claims, masking: known}
	p := &phases{one}
	all, err := p.decideWanted(ctx, subjects)
	if err != nil {
		return nil, err
	}
	removed, err := removal.Decide(ctx, j, asked, live, claims)
	if err != nil {
		return nil, err
	}
	all = append(all, removed...)
	if err := p.deletions(ctx, all); err != nil {
		return nil, err
	}
	if err := p.together(ctx, all); err != nil {
		return nil, err
	}
	if err := complete(one, all); err != nil {
		return nil, err
	}
	pods, err := replacedPods(ctx, c, live, j.Parallelism, all)
	return &Result{all, pods}, err
}

// complete makes every decision one about the whole object: as it is to be sent, with the finalizers that its end waits
// for. What of sensitive values others have copied is known now that all live objects have been read.
func complete(p *decider, decisions []decision.Decision) error {
	copies := redaction.NewCopies(p.Stack.FieldManager(), p.masking.All())
	steps := redaction.Steps{Copies: copies}
	if !p.Snapshot.NewKey() {
		steps.Key = p.Snapshot.Key
	}
	for i := range decisions {
		d := &decisions[i]
		if d.Manifest != nil {
			d.Manifest = p.InFull(d.Manifest)
		}
		if d.Action == plan.Delete && !d.Missing || d.Action.Renews() {
			d.Finalizers = p.Metas[d.Object].OthersFinalizers()
		}
		copies.Hide(d)
		if err := steps.Hide(d, p.Entries[d.Object]); err != nil {
			return err
		}
	}
	return nil
}

// subjectsOf puts together what is known of every desired object.
func subjectsOf(ctx context.Context, j *judge.Judge, s observe.State) ([]compare.Subject, error) {
	refs := make([]*object.Manifest, len(j.Desired))
	for i := range j.Desired {
		refs[i] = &j.Desired[i]
	}
	subjects, err := pool.Map(ctx, runtime.GOMAXPROCS(0), refs, func(_ context.Context, m *object.Manifest) (compare.Subject, error) {
		return j.Subject(m), nil
	})
	if err != nil {
		return nil, err
	}
	return subjects, remember(ctx, j, s, subjects)
}
