package privilege

import (
	"slices"
	"strings"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	certificatesv1 "k8s.io/api/certificates/v1"
	rbacv1 "k8s.io/api/rbac/v1"
)

// allowance is a verb on a resource that a rule of a role allows, with "*" as
// rules have it. Resources of other groups than the core one bear the group's
// name: "roles.rbac.authorization.k8s.io".
type allowance struct{ verb, resource string }

// allowances lists what rules allow, as far as it is noteworthy.
func allowances(rules []rbacv1.PolicyRule) []allowance {
	var all []allowance
	for _, r := range rules {
		for _, verb := range r.Verbs {
			for _, resource := range resourcesOf(r) {
				if a := (allowance{verb, resource}); a.isNoteworthy() && !slices.Contains(all, a) {
					all = append(all, a)
				}
			}
		}
	}
	return all
}

func resourcesOf(r rbacv1.PolicyRule) []string {
	var names []string
	for _, group := range r.APIGroups {
		for _, resource := range r.Resources {
			switch {
			case group != "":
				resource += "." + group
			case resource == "*":
				resource = "*.core"
			}
			names = append(names, resource)
		}
	}
	for i, name := range names {
		if name == "*.*" {
			names[i] = "*"
		}
	}
	return names
}

// isWithin reports whether another allowance allows this one, too.
func (a allowance) isWithin(other allowance) bool {
	if other.verb != "*" && other.verb != a.verb {
		return false
	}
	name, group, _ := strings.Cut(a.resource, ".")
	otherName, otherGroup, _ := strings.Cut(other.resource, ".")
	if other.resource == "*" || other.resource == a.resource {
		return true
	}
	sameGroup := otherGroup == "*" || otherGroup == group || otherGroup == "core" && group == ""
	return sameGroup && (otherName == "*" || otherName == name)
}

// isNoteworthy reports whether an allowance is more than to read and write
// ordinary objects.
func (a allowance) isNoteworthy() bool {
	if a.isGrave() || strings.Contains(a.resource, "*") || a.verb == "*" || strings.HasPrefix(a.verb, "impersonate-on:") {
		return true
	}
	name, _, _ := strings.Cut(a.resource, ".")
	return a.resource == "secrets" || slices.Contains(intrusive(), name) || a.writes() && slices.Contains(guards(), name)
}

// isGrave reports whether an allowance leads to every other one: by giving
// oneself rights, by acting as another user, or by being everything.
func (a allowance) isGrave() bool {
	name, group, _ := strings.Cut(a.resource, ".")
	wide := a.resource == "*" || group == "*" && name == "*" || a.resource == "*.core" && a.writes()
	switch {
	case slices.Contains([]string{"escalate", "bind", "impersonate"}, a.verb), strings.HasPrefix(a.verb, "impersonate:"):
		return true
	case wide:
		return a.verb != "get" && a.verb != "list" && a.verb != "watch" || a.resource == "*"
	case a.verb == "*" && group == rbacv1.GroupName:
		return true // escalate and bind are among them
	case a.resource == "nodes/proxy", a.resource == "*/proxy", name == "certificatesigningrequests/approval", name == "signers":
		return true
	case a.resource == "serviceaccounts/token", a.resource == "*/token", strings.HasSuffix(name, "webhookconfigurations"), slices.Contains(mutating(), name):
		return a.writes()
	case name == "*" && (group == admissionregistrationv1.GroupName || group == certificatesv1.GroupName):
		return a.writes() // what is grave is among them
	}
	return false
}

// intrusive are resources by which one gets into running containers, or at what
// admits requests.
func intrusive() []string {
	return []string{
		"pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers", "serviceaccounts/token", "nodes/proxy",
		"mutatingwebhookconfigurations", "validatingwebhookconfigurations",
	}
}

// mutating are the policies that change what others send, a Pod's service account as well
// as anything else, and what binds them to it.
func mutating() []string {
	return []string{"mutatingadmissionpolicies", "mutatingadmissionpolicybindings"}
}

// guards are the policies that refuse what others send, and what binds them to it.
func guards() []string {
	return []string{"validatingadmissionpolicies", "validatingadmissionpolicybindings"}
}

func (a allowance) writes() bool {
	return !slices.Contains([]string{"get", "list", "watch"}, a.verb)
}
