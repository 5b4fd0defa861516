package judge

import (
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
)

// NamespacesGo blocks what is desired in a namespace that is being deleted: it goes with that,
// whatever an apply makes of it.
func NamespacesGo(terminating map[string]time.Time, decisions []decision.Decision) {
	for i := range decisions {
		d := &decisions[i]
		since := terminating[d.Object.Namespace]
		if d.Manifest == nil || since.IsZero() || d.Action == plan.Blocked {
			continue
		}
		fields := d.Fields
		*d = decision.Blocked(d.Manifest, decision.NamespaceTerminating(d.Manifest, since))
		d.Fields = fields
	}
}

// ClaimsGo takes back that claims stay of whose namespace the plan says that it is deleted, and
// what with it.
func ClaimsGo(decisions []decision.Decision) {
	going := map[string]bool{}
	for _, d := range decisions {
		if d.Object.GroupKind() == kind.Namespace && d.Action == plan.Delete && !d.Missing {
			going[d.Object.Name] = true
		}
	}
	for i := range decisions {
		d := &decisions[i]
		if d.Along == nil || len(d.Along.Claims) == 0 || !going[d.Object.Namespace] {
			continue
		}
		along := *d.Along
		along.Claims = slices.DeleteFunc(slices.Clone(along.Claims), func(c plan.AlongClaim) bool { return !c.Deleted })
		if d.Along = &along; len(along.Claims)+len(along.Uncounted) == 0 {
			d.Along = nil
		}
	}
}
