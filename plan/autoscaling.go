package plan

import (
	"github.com/workloadlang/wl/internal/object"
)

// resetsReplicas says whether an update would lower the running replicas only
// because the field is given up to an autoscaler of the stack: the server
// removes what nobody applies any more, and defaults it to 1.
func (p *planner) resetsReplicas(m *object.Manifest, live, after map[string]any) bool {
	if at(m.Content, "spec", "replicas") != nil || number(after, 1, "spec", "replicas") >= number(live, 1, "spec", "replicas") {
		return false
	}
	for i := range p.Desired {
		a := &p.Desired[i]
		if a.Ref.Kind != "HorizontalPodAutoscaler" || a.Ref.Namespace != m.Ref.Namespace {
			continue
		}
		if at(a.Content, "spec", "scaleTargetRef", "kind") == m.Ref.Kind && at(a.Content, "spec", "scaleTargetRef", "name") == m.Ref.Name {
			return true
		}
	}
	return false
}
