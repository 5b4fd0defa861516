package plan

import (
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kubeschema"
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
func (p *planner) interactive(e object.ManagerEntry) bool {
	managers := p.Interactive
	if managers == nil {
		managers = InteractiveManagers()
	}
	return e.Operation == string(metav1.ManagedFieldsOperationUpdate) && e.Subresource == "" && slices.Contains(managers, e.Manager)
}

// isDrift reports whether a field is to be taken back from who holds it. One that
// was taken back before, and lost to the same manager again, is a dispute that
// nobody wins by applying: a conflict from then on.
func (p *planner) isDrift(s subject, live object.Meta, h holder) bool {
	return p.takesBack(s.manifest, h) || p.interactive(h.ManagerEntry) && !s.tookBack(live, h)
}

// tookBack reports whether a field was taken back from its holder before.
func (s *subject) tookBack(live object.Meta, h holder) bool {
	return s.known(live) && slices.Contains(s.entry.TakenBack, state.TakenBack{Path: kubeschema.FormatPath(h.path), Manager: h.Manager})
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
func (c *comparison) waysOut(holders []holder) string {
	var said []string
	if slices.ContainsFunc(holders, func(h holder) bool { return c.subject.tookBack(c.meta, h) }) {
		said = append(said, "wl reverted it before, and the same field manager has set it again: decide first who owns the field.")
	}
	i := slices.IndexFunc(holders, func(h holder) bool { return h.path.Equals(replicasPath()) })
	if i < 0 {
		return strings.Join(append(said, "Leave the field to that manager with lifecycle { ignore_fields = […] } or by removing it from the configuration, or take ownership with --force-conflicts."), " ")
	}
	who := "Another field manager scales this workload."
	switch h := holders[i]; {
	case h.Subresource == "scale" && h.Manager == "kube-controller-manager":
		who = "An autoscaler scales this workload."
	case h.Subresource == "scale" && strings.HasPrefix(h.Manager, "kubectl"):
		who = "The workload was scaled with kubectl scale."
	}
	return strings.Join(append(said, who, `To leave the number of replicas to that manager, write lifecycle { ignore_fields = ["spec.replicas"] }, or advanced { autoscale { … } } for an autoscaler of the stack's own; to set it from the configuration, run with --force-conflicts.`), " ")
}
