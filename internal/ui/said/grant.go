package said

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// grantText returns which right a change gives, to whom and where.
func grantText(g plan.Grant, w *words.Words) string {
	everywhere := g.Namespace == ""
	switch {
	case g.Aggregated != "":
		return w.Say("its rules become part of ClusterRole %s", g.Aggregated)
	case g.Role == "ClusterRole cluster-admin" && everywhere:
		return w.Say("%s gets all permissions in the cluster (%s)", g.Subject, g.Role)
	case g.Role == "ClusterRole cluster-admin":
		return w.Say("%s gets all permissions in namespace %s (%s)", g.Subject, g.Namespace, g.Role)
	case g.Role != "" && everywhere:
		return w.Say("%s gets the permissions of %s in the whole cluster", g.Subject, g.Role)
	case g.Role != "":
		return w.Say("%s gets the permissions of %s in namespace %s", g.Subject, g.Role, g.Namespace)
	}
	verbs := w.List(g.Verbs)
	if slices.Contains(g.Verbs, "*") {
		verbs = w.Say("any verb")
	}
	resources := make([]string, len(g.Resources))
	for i, r := range g.Resources {
		resources[i] = resourceWords(r, w)
	}
	if everywhere {
		return w.Say("allows %s on %s in the whole cluster", verbs, w.List(resources))
	}
	return w.Say("allows %s on %s in namespace %s", verbs, w.List(resources), g.Namespace)
}

func resourceWords(resource string, w *words.Words) string {
	group, all := strings.CutPrefix(resource, "*.")
	switch {
	case resource == "*":
		return w.Say("every resource")
	case all && group == "core":
		return w.Say("every resource of the core API group")
	case all:
		return w.Say("every resource of the API group %s", group)
	}
	return resource
}

func grantStyle(g plan.Grant) ui.Style {
	if g.Grave {
		return ui.Bad
	}
	return ui.Caution
}
