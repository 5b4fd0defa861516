package apply

import (
	"context"
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// warningsIn selects the warnings of a namespace, and aboutClaims the events
// about its claims: that one waits for a volume is no warning.
func warningsIn(namespace string) kube.Selection {
	return kube.Selection{Kind: kind.Event, Namespace: namespace, FieldSelector: "type=Warning"}
}

func aboutClaims(namespace string) kube.Selection {
	return kube.Selection{Kind: kind.Event, Namespace: namespace, FieldSelector: "involvedObject.kind=" + kind.Claim.Kind}
}

// claimQuestion is whether the claims of a rollout's Pods are worth reading, and
// whether they are being followed.
type claimQuestion struct{ waits, asked bool }

func (q *claimQuestion) consider(e rollout.Evidence) { q.waits = rollout.WaitsForClaims(e) }

func (q *claimQuestion) open() bool { return q.waits && !q.asked }

// inquire has followed what may tell why a rollout stands still.
func (e *engine) inquire(ctx context.Context, r *watchedRollout) {
	if r.wantsEvents() {
		r.asked = true
		e.watches.follow(ctx, warningsIn(r.ref.Namespace))
	}
	if r.claims.open() {
		r.claims.asked = true
		e.watches.follow(ctx, kube.Selection{Kind: kind.Claim, Namespace: r.ref.Namespace})
		e.watches.follow(ctx, aboutClaims(r.ref.Namespace))
	}
}

// question completes the causes of a failed status by what only has to be asked
// once.
type question func(context.Context, Cluster, rollout.Status) rollout.Status

// nothing is no question.
func nothing(_ context.Context, _ Cluster, s rollout.Status) rollout.Status { return s }

// lateEvidence asks for the warnings about Pods whose image cannot be pulled,
// which may be for want of a Secret: that fails a rollout before anything was
// asked. Without an answer the status stays as it was.
func lateEvidence(w rollout.Workload, e rollout.Evidence) question {
	return func(ctx context.Context, c Cluster, s rollout.Status) rollout.Status {
		if !rollout.LacksPullSecrets(e) {
			return s
		}
		ctx, cancel := context.WithTimeout(ctx, logTimeout)
		defer cancel()
		contents, err := c.List(ctx, warningsIn(e.Pods[0].Namespace))
		if err != nil {
			return s
		}
		for _, content := range contents {
			if w, err := rollout.Decode[corev1.Event](content); err == nil {
				e.Warnings = append(e.Warnings, w)
			}
		}
		s.Causes = rollout.Judge(w, e).Causes
		return s
	}
}

// judgeWaiting looks anew at the workloads of a namespace whose Pods wait for
// claims.
func (e *engine) judgeWaiting(ctx context.Context, namespace string) {
	for _, ref := range slices.SortedFunc(maps.Keys(e.rollouts), object.Compare) {
		if r := e.rollouts[ref]; r != nil && ref.Namespace == namespace && r.claims.waits {
			e.judge(ctx, ref)
		}
	}
}
