package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

func isFieldConflict(status apierrors.APIStatus) bool {
	s := status.Status()
	return s.Reason == metav1.StatusReasonConflict && s.Details != nil &&
		slices.ContainsFunc(s.Details.Causes, func(c metav1.StatusCause) bool { return c.Type == metav1.CauseTypeFieldManagerConflict })
}

// decideConflict tells drift from conflict, by the managed fields of the live
// object. What is to be taken is asked for once more, with force: only on the
// version of the object that was looked at.
func (p *planner) decideConflict(ctx context.Context, s subject, refusal apierrors.APIStatus) (decision, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		live, err := p.live.get(ctx, s.manifest.Ref)
		if err != nil {
			return vanished(s, err)
		}
		c, err := p.newComparison(s, live)
		if err != nil {
			return decision{}, err
		}
		if c.foreign() {
			return p.decideForeign(ctx, s, live)
		}
		others := slices.DeleteFunc(slices.Clone(c.holders), func(h holder) bool { return h.drift })
		if (len(others) > 0 || len(c.holders) == 0) && !p.ForceConflicts {
			return c.blockedBy(others, refusal), nil
		}
		result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
			Ref: s.manifest.Ref, FieldManager: c.manager, Force: true,
			Content: withPrecondition(p.asked(c), "resourceVersion", c.meta.ResourceVersion),
		})
		switch {
		case err == nil:
			return p.force(ctx, c, result, others)
		case !apierrors.IsConflict(err) || !tries.Again(ctx):
			return p.decideRefused(ctx, s, err)
		}
		p.live.release(s.manifest.Ref)
	}
}

// force plans to take fields from other managers.
func (p *planner) force(ctx context.Context, c *comparison, result kube.ApplyResult, others []holder) (decision, error) {
	s := c.subject
	s.forced, s.losers = true, others
	return p.compare(ctx, s, c.live, result)
}

// blockedBy returns which fields belong to whom, with both values, and the ways
// out.
func (c *comparison) blockedBy(holders []holder, refusal apierrors.APIStatus) decision {
	var owned []fact.Fact
	var fields []FieldChange
	for _, h := range holders {
		f := c.taken(h)
		fields = append(fields, f)
		if f.Sensitive {
			owned = append(owned, fact.New(OwnedByAnotherHidden, fact.Args{"field": f.Path, "manager": managerFact(h.ManagerEntry)}))
		} else {
			owned = append(owned, fact.New(OwnedByAnother, fact.Args{"field": f.Path, "manager": managerFact(h.ManagerEntry), "is": show(f.Before), "set": show(f.After)}))
		}
	}
	args := fact.Args{"owned": owned, "ways": c.waysOut(holders)}
	if len(fields) == 0 && refusal != nil {
		args["said"] = refusal.Status().Message
	}
	p := problem(ProblemConflict, args)
	if len(fields) > 0 {
		p.Path, p.Origin = fields[0].Path, fields[0].Origin
	}
	d := blocked(c.manifest, p)
	d.Fields = fields
	return d
}

// taken is the change that taking a field from its holder would be.
func (c *comparison) taken(h holder) FieldChange {
	d := kubeschema.Change{Path: h.path}
	d.Before, d.BeforeAt, _ = kubeschema.Find(c.live, h.path)
	d.After, d.AfterAt, _ = kubeschema.Find(c.manifest.Content, h.path)
	f := c.field(d)
	f.Cause = h.cause()
	return f
}

// managerFact names a field manager, the subresource that it wrote through, and when.
func managerFact(e object.ManagerEntry) fact.Fact {
	args := fact.Args{"name": e.Manager, "subresource": e.Subresource}
	if !e.Time.IsZero() {
		args["time"] = e.Time.UTC().Format("2006-01-02 15:04:05Z")
	}
	return fact.New(OwnerManager, args)
}

// show writes a value as JSON does.
func show(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}
