package plan

import (
	"context"
	"errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// coming is what the plan itself creates that other objects need.
type coming struct {
	namespaces map[string]bool
	kinds      map[kind.GroupKind]string // definitions by the kind they define
}

func (p *phases) comingBy(decisions []decision) coming {
	c := coming{namespaces: make(map[string]bool), kinds: make(map[kind.GroupKind]string)}
	created := make(map[object.Ref]bool)
	for _, d := range decisions {
		if d.Action == Create {
			created[d.Object] = true
		}
	}
	for i := range p.Desired {
		m := &p.Desired[i]
		switch {
		case !created[m.Ref]:
		case m.Ref.GroupKind() == kind.Namespace:
			c.namespaces[m.Ref.Name] = true
		case m.Ref.GroupKind() == kind.Definition:
			c.kinds[definedBy(m.Content)] = m.Ref.Name
		}
	}
	return c
}

// lacking is what an object needs that does not exist yet; zero where the
// server can be asked about it.
func (c coming) lacking(ref object.Ref) fact.Fact {
	if c.namespaces[ref.Namespace] {
		return fact.New(UnaskedNamespace, fact.Args{"namespace": ref.Namespace})
	}
	if name := c.kinds[ref.GroupKind()]; name != "" {
		return fact.New(UnaskedDefinition, fact.Args{"definition": name})
	}
	return fact.Fact{}
}

// decideUnder decides about objects of which some lie in, or are of, what the
// plan itself creates.
func (p *phases) decideUnder(c coming) func(context.Context, subject) (decision, error) {
	return func(ctx context.Context, s subject) (decision, error) {
		if !s.proven {
			if problem := tooLarge(s.manifest); problem != nil {
				return blocked(s.manifest, *problem), nil
			}
		}
		if why := c.lacking(s.manifest.Ref); !why.IsZero() {
			return p.decideLacking(ctx, s, c, why)
		}
		return p.settle(ctx, s)
	}
}

// decideLacking plans an object about which the server cannot be asked yet, only
// whether it has the object's kind at all.
func (p *phases) decideLacking(ctx context.Context, s subject, c coming, why fact.Fact) (decision, error) {
	gk := s.manifest.Ref.GroupKind()
	if k, builtIn := kind.Lookup(gk); (!builtIn || k.Young) && c.kinds[gk] == "" {
		_, err := p.cluster.GetVersion(ctx, s.manifest.Ref, s.manifest.Version())
		if unknown := new(kube.NoKindError); errors.As(err, &unknown) {
			return blocked(s.manifest, noKind(s.manifest, unknown)), nil
		}
		if kube.IsServerFailure(err) {
			return unlessFailing(s.manifest, decision{}, err)
		}
	}
	return p.creation(s.manifest, nil, why), nil
}
