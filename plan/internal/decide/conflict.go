package decide

import (
	"context"
	"slices"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// decideConflict tells drift from conflict, by the managed fields of the live
// object. What is to be taken is asked for once more, with force: only on the
// version of the object that was looked at.
func (p *decider) decideConflict(ctx context.Context, s compare.Subject, refusal apierrors.APIStatus) (decision.Decision, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		live, err := p.live.Get(ctx, s.Manifest.Ref)
		if err != nil {
			return vanished(s, err)
		}
		c, err := p.against(s, live)
		if err != nil {
			return decision.Decision{}, err
		}
		if c.Foreign() || yielding(p, c) != nil {
			return decideOtherwise(ctx, p, c)
		}
		others := slices.DeleteFunc(slices.Clone(c.Holders), func(h compare.Holder) bool { return h.Drift })
		conflicting := slices.DeleteFunc(slices.Clone(others), func(h compare.Holder) bool { return p.Forces(s.Manifest, h.Path) })
		// The server takes what is ours for another manager's; of a kind whose lists are one
		// value here, it may mean others, and says so.
		restores := s.Was != nil && (kubeschema.Knows(s.Manifest.Content) || meansNobody(refusal.Status()))
		if len(conflicting) > 0 || len(c.Holders) == 0 && !restores && !forcesNamed(p.Configuration, s.Manifest, refusal.Status()) {
			return compare.BlockedBy(c, conflicting, refusal), nil
		}
		s.Forced, s.Losers = len(c.Holders) > 0 || !restores, others
		result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
			Ref: s.Manifest.Ref, FieldManager: c.Manager, Force: true,
			Content: object.WithMetadata(c.Asked(), "resourceVersion", c.Meta.ResourceVersion),
		})
		switch {
		case err == nil:
			return p.compare(ctx, s, live, result)
		case !apierrors.IsConflict(err) || !tries.Again(ctx):
			return p.decideRefused(ctx, s, err)
		}
		p.live.Release(s.Manifest.Ref)
	}
}

// decideOtherwise decides about an object that is not the stack's, or whose derived fields give way.
func decideOtherwise(ctx context.Context, p *decider, c *compare.Comparison) (decision.Decision, error) {
	if c.Foreign() {
		return p.decideForeign(ctx, c.Subject, c.Live)
	}
	return p.decideAs(ctx, c.Subject, yielding(p, c))
}

// meansNobody reports whether the server names nobody as the owner of what it refuses but the manager
// that it makes up for objects whose managed fields were cleared.
func meansNobody(said metav1.Status) bool {
	if said.Details == nil || len(said.Details.Causes) == 0 {
		return false
	}
	return !slices.ContainsFunc(said.Details.Causes, func(c metav1.StatusCause) bool {
		return !strings.HasPrefix(c.Message, "conflict with "+strconv.Quote(ownership.BeforeFirstApply))
	})
}

// forcesNamed reports whether everything becomes the stack's that the server names as owned by
// others, where that is not known otherwise: it has lists that are one value here.
func forcesNamed(w *wanted.Configuration, m *object.Manifest, said metav1.Status) bool {
	if said.Details == nil || len(said.Details.Causes) == 0 {
		return w.Forces(m, object.Path{})
	}
	return !slices.ContainsFunc(said.Details.Causes, func(c metav1.StatusCause) bool {
		return !w.Forces(m, kubeschema.ServerPath(m.Content, c.Field))
	})
}
