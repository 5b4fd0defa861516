package plan

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// pause is a field by which another field manager holds a workload's rollout back.
type pause struct {
	path object.Path
	code fact.Code
}

func pausesOf(ref object.Ref) []pause {
	switch ref.GroupKind() {
	case kind.Deployment:
		return []pause{{object.PathOf("spec", "paused"), WarnPaused}}
	case kind.StatefulSet:
		return []pause{{object.PathOf("spec", "updateStrategy", "rollingUpdate", "partition"), WarnPartitioned}}
	}
	return nil
}

// pausesOn returns which pauses others have put on, and who.
func pausesOn(c *comparison) []fact.Fact {
	var said []fact.Fact
	for _, b := range pausesOf(c.manifest.Ref) {
		value, _, there := kubeschema.Find(c.live, b.path)
		if !there || value == false || value == int64(0) || kubeschema.Has(c.desired, b.path) {
			continue
		}
		for _, e := range c.meta.Managers {
			set, err := ownership.FieldSet(e)
			if err == nil && e.Manager != c.manager && kubeschema.Has(set, b.path) {
				said = append(said, fact.New(b.code, fact.Args{"field": b.path, "value": show(value), "manager": managerFact(e)}))
				break
			}
		}
	}
	return said
}

// stillPaused warns of the pauses on a workload to which nothing is done.
func stillPaused(c *comparison) *Problem {
	said := pausesOn(c)
	if len(said) == 0 {
		return nil
	}
	p := NewProblem(ProblemPaused, fact.Args{"pause": said[0]})
	p.Object, p.Origin = &c.manifest.Ref, c.manifest.Origin
	return &p
}
