package observe

import (
	"context"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/merge"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/replacement"
)

// Tried asks about the new object of a replacement under another name, which is returned:
// the server judges it beside the old one. What it refuses there only because the old one is
// counted is computed, and of what it may refuse for the name it is asked under a second one.
func Tried(ctx context.Context, a *Approximator, c *compare.Comparison) (ref object.Ref, result kube.ApplyResult, err error) {
	names, err := replacement.TrialNames(c.Manifest.Ref.Name)
	for _, name := range names {
		t := newTrial(a, c, name)
		if result, err = t.ask(ctx); err == nil {
			result, err = t.own(result, a.AnswersFor(t.Ref))
			return t.Ref, result, err
		}
		ref, err = t.Ref, replacement.OwnError(c.Manifest.Ref, t.Ref, err)
		if _, answered := refusal.Answer(err); !answered || refusal.OfFields(err) || refusal.OverQuota(err) {
			break
		}
	}
	return ref, result, err
}

// Untried computes what the new object of a replacement would be.
func Untried(c *compare.Comparison) (kube.ApplyResult, error) {
	t := newTrial(nil, c, c.Manifest.Ref.Name)
	result, err := merge.Apply(nil, t.ApplyRequest)
	if err != nil {
		return result, err
	}
	return t.own(result, true)
}

// trial is a question about an object under another name.
type trial struct {
	kube.ApplyRequest
	*Approximator
	c *compare.Comparison
}

func newTrial(a *Approximator, c *compare.Comparison, name string) trial {
	ref, content := replacement.Trial(replacement.Manifest(c), c.Live, name)
	return trial{kube.ApplyRequest{Ref: ref, Content: content, FieldManager: c.Manager}, a, c}
}

// ask asks the server. A quota counts the old object, and comes last of all that judges a new
// one: where it leaves no room for another old one either, it is all that is in the way.
func (t trial) ask(ctx context.Context) (kube.ApplyResult, error) {
	result, err := t.DryRunApply(ctx, t.ApplyRequest)
	if !refusal.OverQuota(err) {
		return result, err
	}
	again := t.ApplyRequest
	again.Content = replacement.Again(t.c, t.Ref.Name)
	if _, same := t.Cluster.DryRunApply(ctx, again); same == nil || refusal.Said(same) != refusal.Said(err) {
		return result, err
	}
	said := refusal.Said(replacement.OwnError(t.c.Manifest.Ref, t.Ref, err))
	t.because(t.Ref, fact.New(plan.UnaskedBeside, fact.Args{"said": said}))
	return merge.Apply(nil, t.ApplyRequest)
}

// own is an answer as one about the object itself.
func (t trial) own(result kube.ApplyResult, computed bool) (_ kube.ApplyResult, err error) {
	result = replacement.Own(t.c.Manifest.Ref, t.Ref, result)
	if result.Object = replacement.WithOnes(t.c.Whole, result.Object); computed {
		result.Object, err = replacement.WithDefaults(t.c, result.Object)
	}
	return result, err
}
