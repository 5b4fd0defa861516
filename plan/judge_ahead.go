package plan

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// ahead is what a plan changes before the objects that the server judges by it.
// What the server refuses because of it today it may take then.
type ahead struct {
	definitions map[kind.GroupKind]object.Ref // those that change, by what they define
	rules       []rule
}

// rule is an object of the plan by which the server judges others.
type rule struct {
	ref   object.Ref
	names []string // by which refusals name it
}

// inPhases puts what is decided about first, because more is known of the rest
// then: namespaces and definitions, rules, what binds rules to others, and all the
// rest.
func inPhases(subjects []subject) [4][]subject {
	var phases [4][]subject
	for _, s := range subjects {
		i := 3
		switch k := kind.About(s.manifest.Ref.GroupKind()); {
		case k.IsScope():
			i = 0
		case k.Binds:
			i = 2
		case k.Rule != kind.NoRule:
			i = 1
		}
		phases[i] = append(phases[i], s)
	}
	return phases
}

// aheadOf finds it among the decisions about definitions and rules.
func aheadOf(decisions []decision) ahead {
	a := ahead{definitions: map[kind.GroupKind]object.Ref{}}
	for _, d := range decisions {
		switch gk := d.Object.GroupKind(); {
		case !d.Action.Writes() || d.manifest == nil:
		case gk == kind.Definition:
			if d.Action != Create { // of one that is new, nothing can be asked at all
				a.definitions[definedBy(d.manifest.Content)] = d.Object
			}
		case kind.About(gk).Rule != kind.NoRule:
			a.rules = append(a.rules, rule{d.Object, namesOf(d.manifest)})
		}
	}
	return a
}

// definedBy is the kind that a definition defines.
func definedBy(definition map[string]any) kind.GroupKind {
	group, _ := at(definition, "spec", "group").(string)
	name, _ := at(definition, "spec", "names", "kind").(string)
	return kind.GroupKind{Group: group, Kind: name}
}

// namesOf lists the names by which a server names a rule when it refuses
// something: its own, its webhooks' and, of a binding, the policy's.
func namesOf(m *object.Manifest) []string {
	names := []string{m.Ref.Name}
	webhooks, _ := at(m.Content, "webhooks").([]any)
	for _, w := range webhooks {
		w, _ := w.(map[string]any)
		if name, ok := w["name"].(string); ok {
			names = append(names, name)
		}
	}
	if policy, ok := at(m.Content, "spec", "policyName").(string); ok {
		names = append(names, policy)
	}
	return names
}

// behind lists what changes first of all that a refusal of an object can be due
// to; nothing where the refusal has another reason.
func (a ahead) behind(m *object.Manifest, refusal error) []object.Ref {
	var refs []object.Ref
	status, answered := answer(refusal)
	if status == nil || apierrors.IsConflict(refusal) || isReplaced(status) {
		return nil
	}
	if d, changes := a.definitions[m.Ref.GroupKind()]; changes && answered {
		refs = append(refs, d)
	}
	for _, r := range a.rules {
		if r.ref != m.Ref && r.reaches(m.Ref) && r.explains(m.Ref, refusal) {
			refs = append(refs, r.ref)
		}
	}
	slices.SortFunc(refs, object.Compare)
	return refs
}

// changes reports whether a rule is among what changes.
func (a ahead) changes(ref object.Ref) bool {
	return slices.ContainsFunc(a.rules, func(r rule) bool { return r.ref == ref })
}

// reaches reports whether a rule can be about an object: one of a namespace is
// about what is in that.
func (r rule) reaches(ref object.Ref) bool {
	return r.ref.Namespace == "" || r.ref.Namespace == ref.Namespace
}

// explains reports whether a refusal is due to a rule, as far as its words tell:
// the API has no other form for that.
func (r rule) explains(ref object.Ref, refusal error) bool {
	text := refusal.Error()
	switch kind.About(r.ref.GroupKind()).Rule {
	case kind.RuleLimits: // a refusal does not name it
		return apierrors.IsForbidden(refusal) && (ref.GroupKind() == kind.Claim || ref.GroupKind() == kind.Pod)
	case kind.RuleRights:
		return apierrors.IsForbidden(refusal) && strings.Contains(text, "attempting to grant RBAC permissions not currently held") ||
			kind.About(ref.GroupKind()).Rule == kind.RuleRights && apierrors.IsNotFound(refusal) && strings.Contains(text, strconv.Quote(r.ref.Name))
	case kind.RuleQuota:
		return apierrors.IsForbidden(refusal) && strings.Contains(text, "exceeded quota: "+r.ref.Name+",")
	}
	return slices.ContainsFunc(r.names, func(name string) bool {
		return regexp.MustCompile(`(?i)(policy|binding|webhook) ['"]` + regexp.QuoteMeta(name) + `['"]`).MatchString(text)
	})
}

// untilChanged returns why the server was not asked.
func untilChanged(first []object.Ref) fact.Fact {
	names := make([]string, len(first))
	for i, ref := range first {
		names[i] = ref.String()
	}
	return fact.New(UnaskedUntil, fact.Args{"objects": names})
}
