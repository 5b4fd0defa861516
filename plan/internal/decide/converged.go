package decide

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/failing"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/merge"
)

// converged looks whether the live object proves that nothing has changed where
// its metadata does not, because the state was lost, say: whether the fields that
// are ours are those that we ask for, with the same values in the same order.
// What that does not prove, the server is asked.
func (p *decider) converged(ctx context.Context, s compare.Subject, r kube.ApplyRequest) (decision.Decision, bool, error) {
	if p.DryRunAll || p.ReadOnly || p.cluster.IsSupposed(s.Manifest.Ref) || !s.Listed || !kubeschema.Knows(s.Manifest.Content) || !s.MaybeConverged(p.Snapshot.Key) {
		return decision.Decision{}, false, nil
	}
	live, err := p.live.Hold(ctx, s.Manifest.Ref)
	if apierrors.IsNotFound(err) {
		return decision.Decision{}, false, nil
	}
	if err != nil {
		return decision.Decision{}, false, err
	}
	result, err := merge.Apply(live, r)
	if err != nil {
		return decision.Decision{}, false, nil // a conflict, or what the server finds wrong
	}
	c, err := p.against(s, live)
	if err != nil || c.Meta.Deleting || c.Foreign() {
		return decision.Decision{}, false, err
	}
	if fields, err := c.Fields(result); err != nil || !compare.ChangesHandsOnly(fields) {
		return decision.Decision{}, false, err
	}
	d := judge.Unchanged(s, c.Meta)
	d.Unrecorded = true
	return d, true, nil
}

// spared compares the workload without its digest, where Pods are to be spared the restart
// that a digest alone would be; nil where nothing is to be spared.
func (p *decider) spared(c *compare.Comparison, after map[string]any) (*compare.Comparison, error) {
	without := c.Sparing(after)
	if without == nil {
		return nil, nil
	}
	s := c.Subject
	s.Manifest = without
	return p.against(s, c.Live)
}

// formerDigest reports whether the live object's digest counts what is left to others since, and has stayed as
// it was: by the sources of the configuration, and by the live ones where these can be read.
func formerDigest(ctx context.Context, p *decider, c *compare.Comparison) (bool, error) {
	is := (&object.Manifest{Ref: c.Manifest.Ref, Content: c.Live}).ConfigHash()
	if is == "" || is == c.Manifest.ConfigHash() || c.Manifest.ConfigHash() == "" {
		return false, nil
	}
	live := make(map[object.Ref]map[string]any)
	for _, ref := range p.LeftSources(c.Manifest) {
		found, err := p.live.Get(ctx, ref)
		switch {
		case err == nil:
			live[ref] = found
		case !apierrors.IsNotFound(err) && !apierrors.IsForbidden(err) && !failing.IsAboutOne(err):
			return false, err
		}
	}
	return p.IsFormerDigest(c.Manifest, is, live), nil
}
