package judge

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/program"
	"github.com/workloadlang/wl/plan/internal/refusal"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// Ahead is what a plan changes before the objects that the server judges by it.
// What the server refuses because of it today it may take then.
type Ahead struct {
	Definitions map[kind.GroupKind]object.Ref // those that change, by what they define
	converts    map[kind.GroupKind]bool       // whether they change how its objects are converted
	rules       []rule
}

// rule is an object of the plan by which the server judges others.
type rule struct {
	ref   object.Ref
	names []string // by which refusals name it
	// yields is of a PriorityClass that ceases to be the default of the cluster.
	yields bool
}

// InPhases puts what is decided about first, because more is known of the rest
// then: namespaces and definitions, rules, what binds rules to others or takes the place of
// one, and all the rest.
func InPhases(subjects []compare.Subject) [4][]compare.Subject {
	var phases [4][]compare.Subject
	for _, s := range subjects {
		i := 3
		switch k := kind.About(s.Manifest.Ref.GroupKind()); {
		case k.IsScope():
			i = 0
		case k.Binds, isDefault(s.Manifest.Ref.GroupKind(), s.Manifest.Content):
			i = 2
		case k.Rule != kind.NoRule:
			i = 1
		}
		phases[i] = append(phases[i], s)
	}
	return phases
}

// AheadOf finds it among the decisions about namespaces, definitions and rules.
func AheadOf(decisions []decision.Decision) Ahead {
	a := Ahead{Definitions: map[kind.GroupKind]object.Ref{}, converts: map[kind.GroupKind]bool{}}
	for _, d := range decisions {
		switch gk := d.Object.GroupKind(); {
		case !d.Action.Writes() || d.Manifest == nil:
		case gk == kind.Definition:
			if d.Action != plan.Create { // of one that is new, nothing can be asked at all
				defined := wanted.DefinedBy(d.Manifest.Content)
				a.Definitions[defined], a.converts[defined] = d.Object, changesConversion(d)
			}
		case kind.About(gk).Rule != kind.NoRule, gk == kind.Namespace && changesPodSecurity(d):
			a.rules = append(a.rules, rule{d.Object, namesOf(d.Manifest), yieldsDefault(d)})
		}
	}
	return a
}

// namesOf lists the names by which a server names a rule when it refuses
// something: its own, its webhooks' and, of a binding, the policy's.
func namesOf(m *object.Manifest) []string {
	names := []string{m.Ref.Name}
	webhooks, _ := object.At(m.Content, "webhooks").([]any)
	for _, w := range webhooks {
		w, _ := w.(map[string]any)
		if name, ok := w["name"].(string); ok {
			names = append(names, name)
		}
	}
	if policy, ok := object.At(m.Content, "spec", "policyName").(string); ok {
		names = append(names, policy)
	}
	return names
}

// Behind lists what changes first of all that a refusal of an object can be due
// to; nothing where the refusal has another reason.
func (a Ahead) Behind(m *object.Manifest, refused error) []object.Ref {
	var refs []object.Ref
	status, answered := refusal.Answer(refused)
	if status == nil || apierrors.IsConflict(refused) || refusal.IsReplaced(status) {
		return nil
	}
	gk := m.Ref.GroupKind()
	if d, changes := a.Definitions[gk]; changes && (answered || a.converts[gk] && kube.Unconverted(refused) != "") {
		refs = append(refs, d)
	}
	for _, r := range a.rules {
		if r.ref != m.Ref && r.reaches(m.Ref) && r.explains(m.Ref, refused) {
			refs = append(refs, r.ref)
		}
	}
	slices.SortFunc(refs, object.Compare)
	return refs
}

// Changes reports whether a rule is among what changes.
func (a Ahead) Changes(ref object.Ref) bool {
	return slices.ContainsFunc(a.rules, func(r rule) bool { return r.ref == ref })
}

// Lacking lists what the plan writes first of what an object names and what must be there
// before it.
func (a Ahead) Lacking(m *object.Manifest) []object.Ref {
	if m.Ref.GroupKind() != kind.Pod {
		return nil // the server takes it
	}
	return slices.DeleteFunc(program.Named(m), func(ref object.Ref) bool { return !a.Changes(ref) })
}

// changesPodSecurity reports whether a namespace gets other labels by which the server admits
// Pods. Those of the modes audit and warn refuse none.
func changesPodSecurity(d decision.Decision) bool {
	decides := []string{"pod-security.kubernetes.io/enforce", "pod-security.kubernetes.io/enforce-version"}
	return d.Action != plan.Create && slices.ContainsFunc(d.Fields, func(f plan.FieldChange) bool {
		label, _ := f.Path.Last().Field()
		return !f.Op.KeepsValue() && f.Path.HasPrefix(object.PathOf("metadata", "labels")) && slices.Contains(decides, label)
	})
}

// reaches reports whether a rule can be about an object: one of a namespace is
// about what is in that, and so is the namespace.
func (r rule) reaches(ref object.Ref) bool {
	if r.ref.GroupKind() == kind.Namespace {
		return r.ref.Name == ref.Namespace
	}
	return r.ref.Namespace == "" || r.ref.Namespace == ref.Namespace
}

// explains reports whether a refusal is due to a rule, as far as its words tell:
// the API has no other form for that.
func (r rule) explains(ref object.Ref, refused error) bool {
	text := refused.Error()
	if r.ref.GroupKind() == kind.Namespace {
		return apierrors.IsForbidden(refused) && strings.Contains(text, "violates PodSecurity")
	}
	switch kind.About(r.ref.GroupKind()).Rule {
	case kind.RuleLimits: // a refusal does not name it
		return apierrors.IsForbidden(refused) && (ref.GroupKind() == kind.Claim || ref.GroupKind() == kind.Pod)
	case kind.RuleRights:
		return apierrors.IsForbidden(refused) && strings.Contains(text, "attempting to grant RBAC permissions not currently held") ||
			kind.About(ref.GroupKind()).Rule == kind.RuleRights && apierrors.IsNotFound(refused) && strings.Contains(text, strconv.Quote(r.ref.Name))
	case kind.RuleNamed:
		if ref.GroupKind() == kind.PriorityClass {
			return r.yields && apierrors.IsForbidden(refused) && holderOfDefault(text) == r.ref
		}
		return ref.GroupKind() == kind.Pod && apierrors.IsForbidden(refused) && r.isMissedIn(text)
	case kind.RuleQuota:
		return apierrors.IsForbidden(refused) && strings.Contains(text, "exceeded quota: "+r.ref.Name+",")
	}
	return slices.ContainsFunc(judgeNamed.FindAllStringSubmatch(text, -1), func(found []string) bool {
		return slices.ContainsFunc(r.names, func(name string) bool { return strings.EqualFold(found[1], name) })
	})
}

var (
	judgeNamed = regexp.MustCompile(`(?i)(?:policy|binding|webhook) ['"]([^'"]*)['"]`)
	missed     = regexp.MustCompile(`(?i)\b([a-z]+) (?:"([^"]*)" not found|with name (\S+) was found)`)
)

// isMissedIn reports whether a refusal says that a rule is not there: each kind has words of its own.
func (r rule) isMissedIn(text string) bool {
	return slices.ContainsFunc(missed.FindAllStringSubmatch(text, -1), func(found []string) bool {
		return strings.EqualFold(found[1], r.ref.Kind) && strings.EqualFold(found[2]+found[3], r.ref.Name)
	})
}

// UntilChanged returns why the server was not asked.
func UntilChanged(first []object.Ref) fact.Fact {
	names := make([]string, len(first))
	for i, ref := range first {
		names[i] = ref.String()
	}
	return fact.New(plan.UnaskedUntil, fact.Args{"objects": names})
}
