package plan

import (
	"context"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

// leaves reads the configuration as objects that exist are applied, without the
// fields that it leaves to others. An object that leaves some is kept in full
// besides, for a new one begins with them.
func (w *wanted) leaves(desired []object.Manifest) {
	w.Desired, w.whole = make([]object.Manifest, len(desired)), map[object.Ref]*object.Manifest{}
	for i := range desired {
		m := kubeschema.Applied(&desired[i])
		if w.Desired[i] = *m; m != &desired[i] {
			w.whole[m.Ref] = &desired[i]
		}
	}
}

// inFull is an object as a new one is created.
func (w *wanted) inFull(m *object.Manifest) *object.Manifest {
	whole := w.whole[m.Ref]
	if whole != nil && m.Fit != nil && whole.Fit == nil {
		whole = m.Fit.Of(whole)
	}
	if whole == nil {
		return m
	}
	if ordered := whole.InOrderOf(m.Content); ordered != nil {
		whole = ordered
	}
	switch {
	case m.ConfigHash() == "" && whole.ConfigHash() != "":
		return bare(whole)
	}
	return whole
}

// leftOver lists the fields of an object that the configuration leaves to
// others: what its lifecycle names, and the replicas that an autoscaler of the
// stack decides on.
func (w *wanted) leftOver(m *object.Manifest) []object.Path {
	if w.autoscaled(m) {
		return append(slices.Clone(m.Lifecycle.IgnoreFields), replicasPath())
	}
	return m.Lifecycle.IgnoreFields
}

// sharing is what an apply does with the fields that are left to others.
type sharing struct {
	// release lists those that are ours so far: apply gives them up as they are
	// before it applies the rest, which would remove them otherwise.
	release []object.Path
	// initial lists those that are sent this once, because the item of a list in
	// which they are is new.
	initial []object.Path
	// content is what the server is asked about: what is given up stays as it is.
	content map[string]any
}

func (w *wanted) sharing(c *comparison) sharing {
	whole := w.inFull(c.manifest)
	s := sharing{content: whole.Content}
	for _, path := range c.leftOver {
		switch value, _, there := kubeschema.Find(c.live, path); {
		case !there && kubeschema.LacksItem(c.live, path):
			if _, _, configured := kubeschema.Find(whole.Content, path); configured {
				s.initial = append(s.initial, path)
			}
		case there && kubeschema.HasWithin(c.owned, path):
			s.release = append(s.release, path)
			s.content = kubeschema.With(s.content, path, value)
		default:
			s.content = kubeschema.Without(&object.Manifest{Content: s.content}, path).Content
		}
	}
	return s
}

// asked is what the server is asked to apply to an object that exists.
func (w *wanted) asked(c *comparison) map[string]any {
	content := w.sharing(c).content
	if c.dropsAccount() {
		content = withDefaultAccount(content)
	}
	return content
}

// renewed is an object as it is replaced: with what others have set of the
// fields that are left to them.
func (w *wanted) renewed(c *comparison) *object.Manifest {
	m := *w.inFull(c.manifest)
	m.Content = kubeschema.Carried(m.Content, c.live, c.leftOver)
	return &m
}

// within keeps the fields that an object has.
func within(content map[string]any, paths []object.Path) []object.Path {
	var there []object.Path
	for _, path := range paths {
		if _, _, ok := kubeschema.Find(content, path); ok {
			there = append(there, path)
		}
	}
	return there
}

// released are the changes that giving fields up is: their values stay.
func (c *comparison) released(s sharing) []FieldChange {
	if len(s.release) == 0 {
		return nil
	}
	var given []object.Path
	for owned := range kubeschema.Paths(c.owned.Leaves()) {
		if slices.ContainsFunc(s.release, owned.HasPrefix) {
			given = append(given, owned)
		}
	}
	return c.transfers(Release, kubeschema.SetOf(given...))
}

// decideShared decides about an object some of whose fields are left to others.
// What of them is still ours shows in the live object only, which is read before
// the server is asked.
func (p *planner) decideShared(ctx context.Context, s subject) (decision, error) {
	for tries := retry.ChangedAnswer().Begin(); ; {
		live, err := p.live.get(ctx, s.manifest.Ref)
		if apierrors.IsNotFound(err) {
			return p.decideNew(ctx, s)
		}
		if err != nil {
			return p.decideRefused(ctx, s, err)
		}
		c, err := p.newComparison(s, live)
		if err != nil {
			return decision{}, err
		}
		result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
			Ref: s.manifest.Ref, FieldManager: c.manager, Content: withPrecondition(p.asked(c), "uid", c.meta.UID),
		})
		if err != nil {
			return p.decideRefused(ctx, s, err)
		}
		if c.meta.ResourceVersion == result.Meta.ResourceVersion || !tries.Again(ctx) {
			return p.compare(ctx, s, live, result)
		}
		p.live.release(s.manifest.Ref)
	}
}

// decideNew plans an object that does not exist, and begins with what is left to
// others then.
func (p *planner) decideNew(ctx context.Context, s subject) (decision, error) {
	result, err := p.cluster.DryRunApply(ctx, kube.ApplyRequest{
		Ref: s.manifest.Ref, FieldManager: p.Stack.FieldManager(), Content: p.inFull(s.manifest).Content,
	})
	switch {
	case err != nil:
		return p.decideRefused(ctx, s, err)
	case !result.Created:
		return blocked(s.manifest, changedMeanwhile(s.manifest)), nil
	}
	return p.create(s.manifest, result), nil
}
