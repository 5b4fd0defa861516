package plan

import (
	"cmp"
	"context"
	"reflect"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// Result is a plan, what it was made on, and what carries it out.
type Result struct {
	Plan *ClusterPlan
	// Prior is the state on which the plan was made.
	Prior state.Snapshot
	// Desired are the objects that the plan is about, exactly as they are to be
	// sent: what the configuration sets, completed by what only the state
	// and the cluster know.
	Desired []object.Manifest
	// Masking knows what must not be shown of what the cluster says of them.
	Masking *Masking
}

// complete adds to the Pod templates the part of their digest that needs the
// state's key.
func complete(desired []object.Manifest, key []byte) []object.Manifest {
	sources := make(map[object.Ref]*object.Manifest)
	for i := range desired {
		if gk := desired[i].Ref.GroupKind(); gk == kind.ConfigMap || gk == kind.Secret {
			sources[desired[i].Ref] = &desired[i]
		}
	}
	completed := make([]object.Manifest, len(desired))
	for i := range desired {
		m := &desired[i]
		if m.ConfigHash() != "" {
			c, _ := object.ConfigurationOf(m, func(ref object.Ref) *object.Manifest { return sources[ref] })
			if c.IsSecret() {
				m = m.WithConfigHash(c.Digest(key))
			}
		}
		completed[i] = *m
	}
	return completed
}

// settle decides about an object, notes as what it is to be sent, and whether
// the decision was made without the server.
func (p *phases) settle(ctx context.Context, s subject) (decision, error) {
	d, err := p.decide(ctx, s)
	if err == nil {
		d, err = p.grower().growOwed(ctx, s, d)
	}
	if err == nil {
		d.addition, err = p.addition(ctx, s, d)
	}
	d, err = unlessFailing(s.manifest, d, err)
	d.manifest = cmp.Or(d.manifest, s.manifest)
	return p.dry.label(d), err
}

// bare is a workload whose Pod template carries no digest, as it was sent before
// there was one; nil for all others.
func bare(m *object.Manifest) *object.Manifest {
	if m.ConfigHash() == "" {
		return nil
	}
	return m.WithConfigHash("")
}

// sparing is the workload without its digest, where that would be all that
// changes in the Pod template of a live object which never had one, adopted or
// made by an older wl: it gets its digest with the next change that restarts its
// Pods anyway. It is nil for all others.
func (c *comparison) sparing(after map[string]any) *object.Manifest {
	live := &object.Manifest{Ref: c.manifest.Ref, Content: c.live}
	if c.manifest.ConfigHash() == "" || live.ConfigHash() != "" || c.sameConfiguration {
		return nil // or another client has removed it
	}
	without := (&object.Manifest{Ref: c.manifest.Ref, Content: after}).WithConfigHash("")
	if !reflect.DeepEqual(at(c.live, "spec", "template"), at(without.Content, "spec", "template")) {
		return nil
	}
	return bare(c.manifest)
}

// spared compares that workload; nil where nothing is to be spared.
func (p *planner) spared(c *comparison, after map[string]any) (*comparison, error) {
	without := c.sparing(after)
	if without == nil {
		return nil, nil
	}
	s := c.subject
	s.manifest = without
	return p.newComparison(s, c.live)
}

// asDecided are the desired objects, each as it is to be sent.
func asDecided(desired []object.Manifest, decisions []decision) []object.Manifest {
	decided := make(map[object.Ref]*object.Manifest, len(decisions))
	for _, d := range decisions {
		if d.manifest != nil {
			decided[d.Object] = d.manifest
		}
	}
	var all []object.Manifest
	for i := range desired {
		m := &desired[i]
		if d := decided[m.Ref]; d != nil {
			m = d
		}
		all = append(all, *m)
	}
	return all
}
