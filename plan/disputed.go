package plan

import (
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// InteractiveManagers are kubectl's commands by which people change an object by
// hand.
func InteractiveManagers() []string {
	return []string{"kubectl-edit", "kubectl-set", "kubectl-patch", "kubectl-label", "kubectl-annotate", "kubectl-replace"}
}

// interactive reports whether a manager is a person at a keyboard: what they
// write is drift, which the plan shows and apply takes back. Everybody else who
// holds a field has a reason to, and is a conflict.
func (w *wanted) interactive(e object.ManagerEntry) bool {
	managers := w.Interactive
	if managers == nil {
		managers = InteractiveManagers()
	}
	return e.Operation == string(metav1.ManagedFieldsOperationUpdate) && e.Subresource == "" && slices.Contains(managers, e.Manager)
}

// isDrift reports whether a field is to be taken back from who holds it. One that
// was taken back before, and lost to the same manager again, is a dispute that
// nobody wins by applying: a conflict from then on.
func (j *judge) isDrift(s subject, live object.Meta, h holder) bool {
	return j.takesBack(s.manifest, h) || j.interactive(h.ManagerEntry) && !s.tookBack(live, h)
}

// tookBack reports whether a field was taken back from its holder before.
func (s *subject) tookBack(live object.Meta, h holder) bool {
	return s.known(live) && slices.Contains(s.entry.TakenBack, state.TakenBack{Path: h.path, Manager: h.Manager})
}

// TakenBack lists the fields that a change takes back, from whom.
func (c *Change) TakenBack() []state.TakenBack {
	var taken []state.TakenBack
	for _, f := range c.Fields {
		if f.Cause.Kind == Drift && f.Cause.Manager != "" {
			taken = append(taken, state.TakenBack{Path: f.Path, Manager: f.Cause.Manager})
		}
	}
	return taken
}

// waysOut returns what can be done about fields that others hold. Replicas are the
// common case, and have a block of their own.
func (c *comparison) waysOut(holders []holder) []fact.Fact {
	var ways []fact.Fact
	if slices.ContainsFunc(holders, func(h holder) bool { return c.subject.tookBack(c.meta, h) }) {
		ways = append(ways, fact.New(WayDecideFirst, nil))
	}
	i := slices.IndexFunc(holders, func(h holder) bool { return h.path == replicasPath() })
	if i < 0 {
		return append(ways, fact.New(WayShareField, nil))
	}
	by := "another"
	switch h := holders[i]; {
	case h.Subresource == "scale" && h.Manager == "kube-controller-manager":
		by = "autoscaler"
	case h.Subresource == "scale" && strings.HasPrefix(h.Manager, "kubectl"):
		by = "kubectl"
	}
	return append(ways, fact.New(WayShareReplicas, fact.Args{"by": by}))
}
