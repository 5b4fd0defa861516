package privilege

import (
	"cmp"
	"fmt"
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Grants lists the rights that a change of a role or a binding gives. The objects are
// those in which the role of a binding may be found.
func Grants(before, after map[string]any, objects []object.Manifest) []plan.Grant {
	switch k := kind.About(kind.Of(after)); {
	case k.Rule != kind.RuleRights:
		return nil
	case k.Binds:
		return boundAnew(before, after, objects)
	}
	return allowedAnew(before, after)
}

// boundAnew lists the subjects that a binding gives a role to and did not before.
func boundAnew(before, after map[string]any, objects []object.Manifest) []plan.Grant {
	had := boundBy(before)
	roleRef, _ := object.At(after, "roleRef").(map[string]any)
	of, _ := roleRef["kind"].(string)
	name, _ := roleRef["name"].(string)
	role := kind.GroupKind{Group: kind.Role.Group, Kind: of} // no other group has roles
	namespace, _ := object.At(after, "metadata", "namespace").(string)
	sameRole := object.At(before, "roleRef", "kind") == of && object.At(before, "roleRef", "name") == name
	all := role == kind.ClusterRole && (name == "cluster-admin" || namespace != "" && name == "admin")
	grave := all || hasGraveRules(role, name, namespace, objects)
	var grants []plan.Grant
	for _, s := range boundBy(after) {
		if sameRole && slices.Contains(had, s) {
			continue
		}
		grants = append(grants, plan.Grant{Subject: s, Role: of + " " + name, Namespace: namespace, Grave: grave || isEverybody(s)})
	}
	return grants
}

// boundBy names the subjects of a binding, sorted.
func boundBy(binding map[string]any) []string {
	list, _ := object.At(binding, "subjects").([]any)
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
	return i >= 0 && slices.ContainsFunc(allowedAnew(nil, objects[i].Content), func(g plan.Grant) bool { return g.Grave })
}

// allowedAnew lists what the rules of a role allow and did not before, as far as
// it is more than to read and write ordinary objects.
func allowedAnew(before, after map[string]any) []plan.Grant {
	namespace, _ := object.At(after, "metadata", "namespace").(string)
	had, verbs := allowances(rulesOf(before)), map[string][]string{}
	for _, a := range allowances(rulesOf(after)) {
		if !slices.ContainsFunc(had, a.isWithin) {
			verbs[a.resource] = append(verbs[a.resource], a.verb)
		}
	}
	var grants []plan.Grant
	for resource, some := range verbs {
		slices.Sort(some)
		g := plan.Grant{Verbs: slices.Compact(some), Resources: []string{resource}, Namespace: namespace}
		g.Grave = slices.ContainsFunc(g.Verbs, func(verb string) bool { return allowance{verb, resource}.isGrave() })
		grants = append(grants, g)
	}
	slices.SortFunc(grants, func(a, b plan.Grant) int { return cmp.Compare(a.Resources[0], b.Resources[0]) })
	return append(sameVerbs(grants), aggregated(before, after)...)
}

// sameVerbs puts resources with the same verbs together.
func sameVerbs(grants []plan.Grant) []plan.Grant {
	var all []plan.Grant
	for _, g := range grants {
		i := slices.IndexFunc(all, func(o plan.Grant) bool { return slices.Equal(o.Verbs, g.Verbs) && o.Grave == g.Grave })
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
func aggregated(before, after map[string]any) []plan.Grant {
	var grants []plan.Grant
	for _, name := range []string{"admin", "edit", "view"} {
		label := "rbac.authorization.k8s.io/aggregate-to-" + name
		if object.At(after, "metadata", "labels", label) == "true" && object.At(before, "metadata", "labels", label) != "true" {
			grants = append(grants, plan.Grant{Aggregated: name})
		}
	}
	return grants
}
