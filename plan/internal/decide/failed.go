package decide

import (
	"cmp"
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/judge"
)

// runFailed has a Job run again that the last apply was to wait for and that has failed for
// good: it can only be waited for in vain. One that must not be deleted stays.
func (p *repeater) runFailed(ctx context.Context, s compare.Subject, d decision.Decision) (decision.Decision, error) {
	stays := d.Action != plan.None && d.Action != plan.Update || s.Manifest.Lifecycle.PreventDestroy
	if stays || !s.Listed || s.Settled(s.Meta) || s.Manifest.Ref.GroupKind() != kind.Job {
		return d, nil
	}
	live, err := p.live.Get(ctx, d.Object)
	if apierrors.IsNotFound(err) || err == nil && !judge.HasFailed(live) {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	d.Manifest = cmp.Or(d.Manifest, s.Manifest)
	again, err := p.runAgain(ctx, d)
	if again.Action == plan.Rerun {
		again.Failed, again.Always, again.Asked = true, false, false
		again.Fields, again.Dropped = d.Fields, d.Dropped
		again.Warnings = slices.Concat(again.Warnings, d.Warnings)
	}
	return again, err
}
