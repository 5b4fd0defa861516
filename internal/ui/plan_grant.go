package ui

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/plan"
)

const escalation = "Privilege escalation:"

// grantText returns which right a change gives, to whom and where.
func grantText(g plan.Grant) string {
	switch {
	case g.Aggregated != "":
		return "its rules become part of ClusterRole " + g.Aggregated
	case g.Role == "ClusterRole cluster-admin" && g.Namespace == "":
		return g.Subject + " gets all permissions in the cluster (" + g.Role + ")"
	case g.Role == "ClusterRole cluster-admin":
		return g.Subject + " gets all permissions in namespace " + g.Namespace + " (" + g.Role + ")"
	case g.Role != "":
		return g.Subject + " gets the permissions of " + g.Role + where(g)
	}
	what := "any verb"
	if !slices.Contains(g.Verbs, "*") {
		what = list(g.Verbs)
	}
	resources := make([]string, len(g.Resources))
	for i, r := range g.Resources {
		resources[i] = resourceWords(r)
	}
	return "allows " + what + " on " + list(resources) + where(g)
}

func resourceWords(resource string) string {
	group, all := strings.CutPrefix(resource, "*.")
	switch {
	case resource == "*":
		return "every resource"
	case all && group == "core":
		return "every resource of the core API group"
	case all:
		return "every resource of the API group " + group
	}
	return resource
}

func where(g plan.Grant) string {
	if g.Namespace == "" {
		return " in the whole cluster"
	}
	return " in namespace " + g.Namespace
}

func grantStyle(g plan.Grant) style {
	if g.Grave {
		return bad
	}
	return caution
}

// escalates reports whether a change gives a right that leads to every other.
func escalates(c plan.Change) bool {
	return c.Action != plan.Blocked && c.Impact != nil && slices.ContainsFunc(c.Impact.Grants, func(g plan.Grant) bool { return g.Grave })
}
