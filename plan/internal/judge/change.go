package judge

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/adoption"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/impact"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/replacement"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/plan/step"
)

// Update plans to change an object as the server has answered.
func (j *Judge) Update(c *compare.Comparison, result kube.ApplyResult, fields []plan.FieldChange, shared compare.Sharing) (decision.Decision, error) {
	write, err := program.Update(c, shared)
	if err != nil {
		return decision.Decision{}, err
	}
	d := change(plan.Update, c.Manifest, fields)
	d.Steps, d.Removes = []step.Step{write}, c.Removes()
	d.Impact = impact.OfChange(c.Manifest.Ref, &c.Redaction, c.Live, result.Object, j.All)
	d.Warnings = slices.Concat(
		decision.ServerWarnings(result.Warnings), impact.RiskOfOutage(c.Live, result.Object), wanted.SelectorStays(c.Manifest.Fit, c.Entry),
		compare.PausesOn(c, result.Object), compare.Takings(c.Losers),
	)
	return d, nil
}

// Adopt plans to adopt an object: taken is what becomes the stack's of its predecessors'
// fields, others are those from whom fields are taken besides.
func (j *Judge) Adopt(c *compare.Comparison, result kube.ApplyResult, taken step.SetOwnership, others []compare.Holder) (decision.Decision, error) {
	fields, err := c.Fields(result)
	if err != nil {
		return decision.Decision{}, err
	}
	d := change(plan.Adopt, c.Manifest, fields)
	d.Manifest, d.Steps, d.Removes = c.Manifest, []step.Step{program.Adopt(c, taken)}, c.Removes()
	d.Impact = impact.OfChange(c.Manifest.Ref, &c.Redaction, c.Live, result.Object, j.All)
	d.Adoption = &plan.Adoption{From: adoption.Predecessors(taken), Unowned: taken.Unowned != "", Keeps: wanted.Keeps(c.Manifest.Fit, c.Live)}
	d.Warnings = slices.Concat(
		decision.ServerWarnings(result.Warnings), impact.RiskOfOutage(c.Live, result.Object), compare.Takings(others), adoption.Cautions(j.Configuration, c),
	)
	return d, nil
}

// Replace plans to delete an object and create it again, as the server has answered
// about the new one. What becomes of the claims of its Pods is in grows and growing.
func (j *Judge) Replace(c *compare.Comparison, result kube.ApplyResult, r *replacement.Replacement, grows []step.GrowClaim, growing []fact.Fact) decision.Decision {
	d := change(plan.Replace, c.Manifest, r.Fields)
	if c.Manifest.Ref.GroupKind() == kind.Job {
		d.Action = plan.Rerun
	}
	d.Replaces, d.Removes = c.Live, c.Removes()
	d.Replacement, d.Grows = &plan.Replacement{Because: r.Because, KeepsPods: r.KeepsPods}, grows
	after, sent, left := Recreated(c, result.Object, r), replacement.Manifest(c).Content, c.LeftOver
	if running, kept := keptReplicas(c, r); kept {
		sent, left = wanted.WithReplicas(sent, running), slices.Concat(left, []object.Path{wanted.ReplicasPath()})
	}
	d.Steps = program.Replace(c, r.KeepsPods, grows, sent, left, compare.Within(after, left))
	d.Impact = impact.OfReplacement(c.Live, after, r.KeepsPods, j.All)
	d.Warnings = slices.Concat(
		decision.ServerWarnings(result.Warnings), replacement.Losses(c, after, r), growing,
		impact.OutwornByHand(c.Live, result.Object), compare.Takings(c.Losers),
	)
	return d
}

// Recreated is an object that is replaced as it will be, by the server's answer about
// the new one: with as many Pods as are kept where the configuration sets no number.
func Recreated(c *compare.Comparison, answer map[string]any, r *replacement.Replacement) map[string]any {
	if running, kept := keptReplicas(c, r); kept {
		return wanted.WithReplicas(answer, running)
	}
	return answer
}

// keptReplicas is the number of Pods that an object keeps although it is replaced.
func keptReplicas(c *compare.Comparison, r *replacement.Replacement) (int64, bool) {
	kept := r.KeepsPods && object.At(replacement.Manifest(c).Content, "spec", "replicas") == nil
	return object.Number(c.Live, 1, "spec", "replicas"), kept
}

// change is a decision about an object of the configuration.
func change(action plan.Action, m *object.Manifest, fields []plan.FieldChange) decision.Decision {
	return decision.Decision{Change: plan.Change{Action: action, Object: m.Ref, Address: m.Address, Origin: m.Origin, Fields: fields}}
}
