package apply

import (
	"context"
	"maps"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/sets"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// Most drivers have expanded a volume by expansionTimeout, and it is known then what
// the others wait for. Where nothing is said of an expansion for expansionSilence,
// nobody is at it.
const (
	expansionTimeout  = 10 * time.Second
	expansionSilence  = 3 * time.Second
	expansionInterval = 500 * time.Millisecond
)

// expanded are the claims that an engine has expanded, or may have, by namespace.
func expanded(e *engine) map[string]sets.Set[string] {
	all := map[string]sets.Set[string]{}
	add := func(namespace, claim string) {
		if all[namespace] == nil {
			all[namespace] = sets.New[string]()
		}
		all[namespace].Insert(claim)
	}
	for i := range e.schedule.program {
		s := &e.schedule.program[i]
		if _, written := e.written[s.Object]; !written {
			continue
		}
		if s.Object.GroupKind() == kind.Claim && e.ledger.action(s.Object) == plan.Update {
			add(s.Object.Namespace, s.Object.Name)
		}
		for _, op := range s.Operations {
			if g, grows := op.(step.GrowClaim); grows {
				add(s.Object.Namespace, g.Claim)
			}
		}
	}
	return all
}

// tellExpansions waits a moment for the claims that were expanded, and tells of
// those whose volumes are not as large yet. What cannot be read is not told.
func tellExpansions(ctx context.Context, e *engine) {
	x := expansions{e.cluster, expanded(e)}
	open := x.open(ctx)
	for began := time.Now(); ctx.Err() == nil && !e.schedule.halted && worthWaiting(open, time.Since(began)); open = x.open(ctx) {
		select {
		case <-ctx.Done():
		case <-time.After(expansionInterval):
		}
	}
	for _, told := range x.explained(ctx, open) {
		told.Detail = e.mask().Text(told.Detail)
		e.ledger.emit(told)
	}
}

func worthWaiting(open []ClaimExpanding, waited time.Duration) bool {
	silent := !slices.ContainsFunc(open, func(x ClaimExpanding) bool { return x.Reason != "" })
	return len(open) > 0 && waited < expansionTimeout && (!silent || waited < expansionSilence)
}

// expansions are those of some claims, by namespace.
type expansions struct {
	cluster Cluster
	claims  map[string]sets.Set[string]
}

// open lists those that are not as large as they are to be.
func (x expansions) open(ctx context.Context) []ClaimExpanding {
	var open []ClaimExpanding
	for _, namespace := range slices.Sorted(maps.Keys(x.claims)) {
		for _, c := range listed[corev1.PersistentVolumeClaim](ctx, x.cluster, kube.Selection{Kind: kind.Claim, Namespace: namespace}) {
			if found, expands := rollout.ExpansionOf(c, nil, nil); expands && x.claims[namespace].Has(c.Name) {
				open = append(open, ClaimExpanding{Claim: object.NewRef(kind.Claim, namespace, c.Name), Expansion: found, live: c})
			}
		}
	}
	slices.SortFunc(open, func(a, b ClaimExpanding) int { return object.Compare(a.Claim, b.Claim) })
	return open
}

// explained adds what events say, and the Pods.
func (x expansions) explained(ctx context.Context, open []ClaimExpanding) []ClaimExpanding {
	pods, events := map[string][]*corev1.Pod{}, map[string][]*corev1.Event{}
	for i, told := range open {
		namespace := told.Claim.Namespace
		if _, asked := pods[namespace]; !asked {
			pods[namespace] = listed[corev1.Pod](ctx, x.cluster, kube.Selection{Kind: kind.Pod, Namespace: namespace})
			events[namespace] = listed[corev1.Event](ctx, x.cluster, observed.AboutKind(kind.Claim, namespace))
		}
		open[i].Expansion, _ = rollout.ExpansionOf(told.live, pods[namespace], events[namespace])
	}
	return open
}

// listed reads what can be read of a selection.
func listed[T any](ctx context.Context, c Cluster, s kube.Selection) []*T {
	contents, _ := c.List(ctx, s) // it is told less then
	var all []*T
	for _, content := range contents {
		if o, err := rollout.Decode[T](content); err == nil {
			all = append(all, o)
		}
	}
	return all
}
