package plan

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// converged looks whether the live object proves that nothing has changed where
// its metadata does not, because the state was lost, say: whether the fields that
// are ours are those that we ask for, with the same values in the same order.
// What that does not prove, the server is asked.
func (p *planner) converged(ctx context.Context, s subject, r kube.ApplyRequest) (decision, bool, error) {
	if p.DryRunAll || p.ReadOnly || !s.listed || !kubeschema.Knows(s.manifest.Content) || !s.maybeConverged(p.snapshot.Key) {
		return decision{}, false, nil
	}
	live, err := p.live.hold(ctx, s.manifest.Ref)
	if apierrors.IsNotFound(err) {
		return decision{}, false, nil
	}
	if err != nil {
		return decision{}, false, err
	}
	result, err := mergeLocally(live, r)
	if err != nil {
		return decision{}, false, nil // a conflict, or what the server finds wrong
	}
	c, err := p.against(s, live)
	if err != nil || c.meta.Deleting || c.foreign() {
		return decision{}, false, err
	}
	if fields, err := c.fields(result); err != nil || !changesHandsOnly(fields) {
		return decision{}, false, err
	}
	d := none(s, c.meta)
	d.unrecorded = true
	return d, true, nil
}

// spared compares that workload; nil where nothing is to be spared.
func (p *planner) spared(c *comparison, after map[string]any) (*comparison, error) {
	without := c.sparing(after)
	if without == nil {
		return nil, nil
	}
	s := c.subject
	s.manifest = without
	return p.against(s, c.live)
}

// droppedBy finds such fields of an object by what the server makes of it. An
// answer that was computed, or by a definition that the plan changes first, says
// nothing about that.
func (p *planner) droppedBy(m *object.Manifest, answer map[string]any) []DroppedField {
	if _, changes := p.ahead.definitions[m.Ref.GroupKind()]; changes || p.cluster.answersFor(m.Ref) {
		return nil
	}
	missing, err := kubeschema.Dropped(m.Content, answer)
	if err != nil {
		return nil // the server says what is wrong with it
	}
	return droppedFields(m, missing)
}

// addition returns what people have added to an object that stays as it is, or is
// changed in other things; nil where there is nothing to say. Only such an object
// is read for it.
func (p *planner) addition(ctx context.Context, s subject, d decision) (*Addition, error) {
	if len(s.added) == 0 || d.Action == Create || d.Action == Adopt {
		return nil, nil
	}
	live, err := p.live.get(ctx, s.manifest.Ref)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := p.against(s, live)
	if err != nil {
		return nil, err
	}
	stays := c.added
	if d.Action == Update && p.RemoveAdditions {
		stays = c.remaining()
	}
	a := c.addition(stays, p.masking.All().With(c.mask()))
	if a != nil {
		a.Lost = d.Action.Renews()
	}
	return a, nil
}
