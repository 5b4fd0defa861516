package await

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// unseen is a cluster of which nothing is ever seen.
type unseen struct{ Cluster }

func (unseen) Watch(ctx context.Context, _ kube.Selection, _ func(kube.Event) error) error {
	<-ctx.Done()
	return ctx.Err()
}

// unheard is told, and does nothing.
type unheard struct {
	Observer
	Loop
}

func (unheard) RolloutStarted(object.Ref) {}
func (unheard) Post(func())               {}

// What is written while there is more to write is not watched until Follow, or until its
// time has come; what others wait for, and what may soon be gone, is watched at once.
func TestFollow(t *testing.T) {
	for name, c := range map[string]struct {
		kind    kind.GroupKind
		depends bool // something waits for it
		then    func(*Rollouts)
		watched bool
	}{
		"more is being written":       {kind: kind.Deployment, then: func(*Rollouts) {}},
		"all is written":              {kind: kind.Deployment, then: func(r *Rollouts) { r.Follow(t.Context()) }, watched: true},
		"more is written for long":    {kind: kind.Deployment, then: func(r *Rollouts) { r.Tick(t.Context(), r.Next()) }, watched: true},
		"not for so long":             {kind: kind.Deployment, then: func(r *Rollouts) { r.Tick(t.Context(), r.Next().Add(-time.Second)) }},
		"another object waits for it": {kind: kind.Deployment, depends: true, then: func(*Rollouts) {}, watched: true},
		"a Job, which may be gone":    {kind: kind.Job, then: func(*Rollouts) {}, watched: true},
		"nothing is waited for":       {kind: kind.Deployment, then: func(r *Rollouts) { r.Abandon(); r.Follow(t.Context()) }},
	} {
		t.Run(name, func(t *testing.T) {
			ref := object.NewRef(c.kind, "shop", "front")
			var p step.Program
			first := p.Add(step.Step{Do: step.Await, Object: ref, Manifest: &object.Manifest{Ref: ref, Content: map[string]any{}}})
			p.Wait(p.Add(step.Step{Do: step.Barrier}), first)
			if c.depends {
				p.Wait(p.Add(step.Step{Do: step.Write, Object: object.NewRef(kind.ConfigMap, "shop", "after")}), first)
			}
			stack := object.Stack{Name: "shop", Namespace: "shop"}
			rollouts, _ := New(Config{Cluster: unseen{}, Loop: unheard{}, Observer: unheard{}, Kinds: rollout.BuiltIn(), Stack: stack, Program: p})
			rollouts.Await(t.Context(), first, &p[first], nil)
			c.then(rollouts)
			family := []kube.Selection{observed.Members(ref, stack)}
			for _, child := range kind.About(c.kind).Children {
				family = append(family, rollouts.watches.chosen.Selection(child, "shop"))
			}
			if watched := !slices.ContainsFunc(family, func(s kube.Selection) bool { return !rollouts.watches.following(s) }); watched != c.watched {
				t.Errorf("watched %v, want %v: %v", watched, c.watched, rollouts.watches.synced)
			}
			if !c.watched && len(rollouts.watches.synced) > 0 {
				t.Errorf("watches: %v", rollouts.watches.synced)
			}
		})
	}
}
