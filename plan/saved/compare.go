package saved

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Difference is something on one cluster that differs from the reviewed plan.
type Difference struct {
	Cluster string
	Problem plan.Problem
}

const advice = "Make a new plan and review it."

// Compare returns in what the plan that would be made now differs from the one
// that was reviewed. What the server invents when it stores an object, and what
// changes by itself such as the number of running Pods, is no difference.
func Compare(reviewed, now *File) []Difference {
	var all []Difference
	for i, was := range reviewed.Plan.Clusters {
		k := slices.IndexFunc(now.Plan.Clusters, func(c plan.ClusterPlan) bool { return c.Cluster == was.Cluster })
		if k < 0 {
			all = append(all, Difference{was.Cluster, plan.Problem{
				Summary: "A cluster is no longer in the stack", Detail: fmt.Sprintf("The plan is for the cluster %q, which the configuration no longer has. %s", was.Cluster, advice),
			}})
			continue
		}
		for _, p := range compareClusters(reviewed, now, i, k) {
			all = append(all, Difference{was.Cluster, p})
		}
	}
	for _, is := range now.Plan.Clusters {
		if !slices.ContainsFunc(reviewed.Plan.Clusters, func(c plan.ClusterPlan) bool { return c.Cluster == is.Cluster }) {
			all = append(all, Difference{is.Cluster, plan.Problem{
				Summary: "A cluster is new in the stack", Detail: fmt.Sprintf("The configuration has the cluster %q, which the plan does not cover. %s", is.Cluster, advice),
			}})
		}
	}
	return all
}

func compareClusters(reviewed, now *File, i, k int) []plan.Problem {
	was, is := reviewed.Plan.Clusters[i], now.Plan.Clusters[k]
	asked, asks := reviewed.Bindings[i], now.Bindings[k]
	if asked.UID != asks.UID {
		return []plan.Problem{{
			Summary: "The context points to another cluster",
			Detail: fmt.Sprintf("The plan was made for the cluster at %s (its Namespace kube-system has the UID %s). The context %q now points to %s, whose Namespace kube-system has the UID %s. Choose the right context, or make a plan for this cluster.",
				was.Server, asked.UID, is.Context, is.Server, asks.UID),
		}}
	}
	if reviewed.Plan.Stack != now.Plan.Stack {
		return []plan.Problem{{
			Summary: "The plan is for another stack",
			Detail:  fmt.Sprintf("It was made for the stack %q in the namespace %s, and the configuration is of %q in %s. %s", reviewed.Plan.Stack.Name, reviewed.Plan.Stack.Namespace, now.Plan.Stack.Name, now.Plan.Stack.Namespace, advice),
		}}
	}
	problems := compareChanges(was, is)
	named := map[object.Ref]bool{}
	for _, p := range problems {
		named[*p.Object] = true
	}
	for _, p := range compareAsked(asked, asks) {
		if !named[*p.Object] {
			problems = append(problems, p)
		}
	}
	return problems
}

// compareChanges looks at what would be done, object by object.
func compareChanges(was, is plan.ClusterPlan) []plan.Problem {
	now := map[object.Ref]plan.Change{}
	for _, c := range is.Changes {
		now[c.Object] = c
	}
	reviewed, planned := stepsOf(was), stepsOf(is)
	var problems []plan.Problem
	for _, c := range was.Changes {
		n, still := now[c.Object]
		delete(now, c.Object)
		if !still {
			n = plan.Change{Action: plan.None}
		}
		difference := compareUIDs(c, n, reviewed[c.Object], planned[c.Object])
		if difference == "" {
			difference = compareChange(c, n)
		}
		if difference == "" {
			difference = compareSteps(reviewed[c.Object], planned[c.Object])
		}
		if difference != "" {
			problems = append(problems, notAsReviewed(c, difference))
		}
	}
	for _, c := range is.Changes {
		if _, unknown := now[c.Object]; unknown {
			problems = append(problems, notAsReviewed(c, compareChange(plan.Change{Action: plan.None}, c)))
		}
	}
	return problems
}

func notAsReviewed(c plan.Change, difference string) plan.Problem {
	return plan.Problem{
		Summary: c.Object.String() + " differs from the reviewed plan",
		Detail:  difference + "\n" + advice,
		Object:  &c.Object, Origin: c.Origin,
	}
}

// compareChange returns in words how two changes of one object differ; empty where
// they do not.
func compareChange(was, is plan.Change) string {
	switch {
	case was.Action != is.Action:
		return strings.TrimSpace(fmt.Sprintf("Reviewed: %s. Now: %s. %s", actionWord(was.Action), actionWord(is.Action), firstField(was, is)))
	}
	if difference := compareFields(was.Fields, is.Fields); difference != "" {
		return difference
	}
	switch {
	case jsonOf(was.Adoption) != jsonOf(is.Adoption):
		return "From which managers the object is adopted, or what it keeps, has changed."
	case jsonOf(was.Replacement) != jsonOf(is.Replacement):
		return "Why or how the object is replaced has changed."
	case jsonOf(was.Grows) != jsonOf(is.Grows):
		return "Which claims are expanded, or to what size, has changed."
	case (was.Approximate == "") != (is.Approximate == ""):
		return "Whether a dry-run of the object is possible has changed."
	}
	return ""
}

func actionWord(a plan.Action) string {
	if a == plan.None {
		return "nothing to do"
	}
	return string(a)
}

// firstField names a field that one of two changes of different kind is about.
func firstField(was, is plan.Change) string {
	for _, c := range []plan.Change{was, is} {
		if (c.Action == plan.Update || c.Action == plan.Adopt) && len(c.Fields) > 0 {
			return "It was about " + c.Fields[0].Path + ": " + transition(c.Fields[0]) + "."
		}
	}
	return ""
}

// maxNamed bounds how many fields of one object are named.
const maxNamed = 5

func compareFields(was, is []plan.FieldChange) string {
	now := map[string]plan.FieldChange{}
	for _, f := range is {
		now[f.Path] = f
	}
	var lines []string
	for _, f := range was {
		n, still := now[f.Path]
		delete(now, f.Path)
		switch {
		case !still:
			lines = append(lines, fmt.Sprintf("%s: reviewed: %s; now: no change", f.Path, transition(f)))
		case !sameField(f, n):
			lines = append(lines, fmt.Sprintf("%s: reviewed: %s; now: %s", f.Path, transition(f), transition(n)))
		}
	}
	for _, f := range is {
		if _, unknown := now[f.Path]; unknown {
			lines = append(lines, fmt.Sprintf("%s: reviewed: no change; now: %s", f.Path, transition(f)))
		}
	}
	if n := len(lines); n > maxNamed {
		lines = append(lines[:maxNamed], fmt.Sprintf("and %d more fields", n-maxNamed))
	}
	return strings.Join(lines, "\n")
}

// sameField compares values by their JSON: one plan was read from a file.
func sameField(a, b plan.FieldChange) bool {
	if a.Op != b.Op || a.Sensitive != b.Sensitive || jsonOf(a.Before) != jsonOf(b.Before) {
		return false
	}
	return a.Unknown == b.Unknown && jsonOf(a.After) == jsonOf(b.After)
}

// compareAsked looks at what the configuration asks for, where the same would
// be done all the same.
func compareAsked(was, is Binding) []plan.Problem {
	now := map[object.Ref]Asked{}
	for _, a := range is.Desired {
		now[a.Object] = a
	}
	var problems []plan.Problem
	for _, a := range was.Desired {
		n, still := now[a.Object]
		delete(now, a.Object)
		switch {
		case !still:
			problems = append(problems, a.differs("The configuration no longer has it."))
		case a.Digest != n.Digest:
			problems = append(problems, n.differs("The configuration has changed since the plan was made."))
		case was.Keyed && a.Sensitive != n.Sensitive:
			problems = append(problems, n.differs("Its sensitive values differ from those of the plan, or the state has another key. Give the same values, as variables or from the environment."))
		}
	}
	for _, a := range is.Desired {
		if _, unknown := now[a.Object]; unknown {
			problems = append(problems, a.differs("The configuration did not have it when the plan was made."))
		}
	}
	return problems
}

func (a Asked) differs(how string) plan.Problem {
	return plan.Problem{
		Summary: a.Object.String() + " differs from the reviewed plan",
		Detail:  how + "\n" + advice, Object: &a.Object, Origin: a.Origin,
	}
}

// transition writes a field's change in short.
func transition(f plan.FieldChange) string {
	switch {
	case f.Sensitive:
		return "a sensitive value"
	case f.Unknown:
		return "a value that is known after apply"
	case f.Op == plan.Add:
		return "add " + brief(f.After)
	case f.Op == plan.Remove:
		return "remove " + brief(f.Before)
	case f.Op == plan.Modify:
		return brief(f.Before) + " -> " + brief(f.After)
	}
	return string(f.Op) + " " + brief(f.After)
}

func brief(v any) string {
	const most = 120
	text := []rune(jsonOf(v))
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}

func jsonOf(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}
