package plan

import (
	"bytes"
	"fmt"

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

// maybePaused reports whether others than the stack own a pause, by the live
// object's metadata alone.
func (s *subject) maybePaused(manager string) bool {
	for _, b := range pausesOf(s.manifest.Ref) {
		name := fmt.Appendf(nil, `"f:%s"`, b.path.Last())
		for _, e := range s.meta.Managers {
			if e.Manager != manager && e.Subresource == "" && bytes.Contains(e.FieldsV1, name) {
				return true
			}
		}
	}
	return false
}

// pauses returns which pauses others have put on, and who.
func (c *comparison) pauses() []fact.Fact {
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
func (c *comparison) stillPaused() *Problem {
	said := c.pauses()
	if len(said) == 0 {
		return nil
	}
	p := problem(ProblemPaused, fact.Args{"pause": said[0]})
	p.Object, p.Origin = &c.manifest.Ref, c.manifest.Origin
	return &p
}
