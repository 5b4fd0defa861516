package plan

import (
	"cmp"
	"fmt"
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

func gainedGrants(before, after map[string]any, objects []object.Manifest) []Grant {
	switch k := kind.About(kind.Of(after)); {
	case k.Rule != kind.RuleRights:
		return nil
	case k.Binds:
		return boundAnew(before, after, objects)
	}
	return allowedAnew(before, after)
}

// boundAnew lists the subjects that a binding gives a role to and did not before.
func boundAnew(before, after map[string]any, objects []object.Manifest) []Grant {
	had := boundBy(before)
	roleRef, _ := at(after, "roleRef").(map[string]any)
	of, _ := roleRef["kind"].(string)
	name, _ := roleRef["name"].(string)
	role := kind.GroupKind{Group: kind.Role.Group, Kind: of} // no other group has roles
	namespace, _ := at(after, "metadata", "namespace").(string)
	sameRole := at(before, "roleRef", "kind") == of && at(before, "roleRef", "name") == name
	all := role == kind.ClusterRole && (name == "cluster-admin" || namespace != "" && name == "admin")
	grave := all || hasGraveRules(role, name, namespace, objects)
	var grants []Grant
	for _, s := range boundBy(after) {
		if sameRole && slices.Contains(had, s) {
			continue
		}
		grants = append(grants, Grant{Subject: s, Role: of + " " + name, Namespace: namespace, Grave: grave || isEverybody(s)})
	}
	return grants
}

// boundBy names the subjects of a binding, sorted.
func boundBy(binding map[string]any) []string {
	list, _ := at(binding, "subjects").([]any)
	var names []string
	for _, item := range list {
		s, _ := item.(map[string]any)
		name, _ := s["name"].(string)
		if namespace, _ := s["namespace"].(string); namespace != "" {
			name = namespace + "/" + name
		}
		names = append(names, fmt.Sprintf("%v %s", s["kind"], name))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// isEverybody reports whether a subject is no one in particular.
func isEverybody(subject string) bool {
	return slices.Contains([]string{
		"Group system:authenticated", "Group system:unauthenticated", "Group system:serviceaccounts", "User system:anonymous",
	}, subject)
}

// hasGraveRules reports whether a role that is among the objects has a grave rule.
func hasGraveRules(role kind.GroupKind, name, namespace string, objects []object.Manifest) bool {
	if role == kind.ClusterRole {
		namespace = ""
	}
	ref := object.NewRef(role, namespace, name)
	i := slices.IndexFunc(objects, func(m object.Manifest) bool { return m.Ref == ref })
	return i >= 0 && slices.ContainsFunc(allowedAnew(nil, objects[i].Content), func(g Grant) bool { return g.Grave })
}

// allowedAnew lists what the rules of a role allow and did not before, as far as
// it is more than to read and write ordinary objects.
func allowedAnew(before, after map[string]any) []Grant {
	namespace, _ := at(after, "metadata", "namespace").(string)
	had, verbs := allowances(rulesOf(before)), map[string][]string{}
	for _, a := range allowances(rulesOf(after)) {
		if !slices.ContainsFunc(had, a.isWithin) {
			verbs[a.resource] = append(verbs[a.resource], a.verb)
		}
	}
	var grants []Grant
	for resource, some := range verbs {
		slices.Sort(some)
		g := Grant{Verbs: slices.Compact(some), Resources: []string{resource}, Namespace: namespace}
		g.Grave = slices.ContainsFunc(g.Verbs, func(verb string) bool { return allowance{verb, resource}.isGrave() })
		grants = append(grants, g)
	}
	slices.SortFunc(grants, func(a, b Grant) int { return cmp.Compare(a.Resources[0], b.Resources[0]) })
	return append(sameVerbs(grants), aggregated(before, after)...)
}

// sameVerbs puts resources with the same verbs together.
func sameVerbs(grants []Grant) []Grant {
	var all []Grant
	for _, g := range grants {
		i := slices.IndexFunc(all, func(o Grant) bool { return slices.Equal(o.Verbs, g.Verbs) && o.Grave == g.Grave })
		if i < 0 {
			all = append(all, g)
		} else {
			all[i].Resources = append(all[i].Resources, g.Resources...)
		}
	}
	return all
}

// rulesOf reads the rules of a role. What the converter cannot read the server
// has refused.
func rulesOf(role map[string]any) []rbacv1.PolicyRule {
	var r rbacv1.ClusterRole
	if role == nil || runtime.DefaultUnstructuredConverter.FromUnstructured(map[string]any{"rules": role["rules"]}, &r) != nil {
		return nil
	}
	return r.Rules
}

// aggregated lists the ClusterRoles of which the rules become a part, by the
// labels that make them so.
func aggregated(before, after map[string]any) []Grant {
	var grants []Grant
	for _, name := range []string{"admin", "edit", "view"} {
		label := "rbac.authorization.k8s.io/aggregate-to-" + name
		if at(after, "metadata", "labels", label) == "true" && at(before, "metadata", "labels", label) != "true" {
			grants = append(grants, Grant{Aggregated: name})
		}
	}
	return grants
}
