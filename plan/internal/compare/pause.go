package compare

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
)

// pause is a field by which another field manager holds a workload's rollout back.
type pause struct {
	path object.Path
	code fact.Code
}

func pausesOf(ref object.Ref) []pause {
	switch ref.GroupKind() {
	case kind.Deployment:
		return []pause{{object.PathOf("spec", "paused"), plan.WarnPaused}}
	case kind.StatefulSet:
		return []pause{{object.PathOf("spec", "updateStrategy", "rollingUpdate", "partition"), plan.WarnPartitioned}}
	}
	return nil
}

// PausesOn returns which pauses others have put on, and who, of those that are still on in what
// the object becomes.
func PausesOn(c *Comparison, after map[string]any) []fact.Fact {
	var said []fact.Fact
	for _, b := range pausesOf(c.Manifest.Ref) {
		value, on := b.in(c.Live)
		if _, stays := b.in(after); !on || !stays || kubeschema.Has(c.Desired, b.path) {
			continue
		}
		for _, e := range c.Meta.Managers {
			set, err := ownership.FieldSet(e)
			if err == nil && e.Manager != c.Manager && kubeschema.Has(set, b.path) {
				said = append(said, fact.New(b.code, fact.Args{"field": b.path, "value": show(value), "manager": managerFact(e)}))
				break
			}
		}
	}
	return said
}

// in is the value that holds an object back, false where none does.
func (p pause) in(o map[string]any) (value any, on bool) {
	value, _, there := kubeschema.Find(o, p.path)
	return value, there && value != false && value != int64(0)
}

// StillPaused warns of the pauses on a workload to which nothing is done.
func StillPaused(c *Comparison) *plan.Problem {
	said := PausesOn(c, c.Live)
	if len(said) == 0 {
		return nil
	}
	p := plan.NewProblem(plan.ProblemPaused, fact.Args{"pause": said[0]})
	p.Object, p.Origin = &c.Manifest.Ref, c.Manifest.Origin
	return &p
}
