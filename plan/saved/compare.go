package saved

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Difference is something on one cluster that differs from the reviewed plan.
type Difference struct {
	Cluster string
	Problem plan.Problem
}

// Compare returns in what the plan that would be made now differs from the one
// that was reviewed. What the server invents when it stores an object, and what
// changes by itself such as the number of running Pods, is no difference.
func Compare(reviewed, now *File) []Difference {
	var all []Difference
	for i, was := range reviewed.Plan.Clusters {
		k := slices.IndexFunc(now.Plan.Clusters, func(c plan.ClusterPlan) bool { return c.Cluster == was.Cluster })
		if k < 0 {
			all = append(all, Difference{was.Cluster, problem(ProblemClusterGone, fact.Args{"cluster": was.Cluster})})
			continue
		}
		for _, p := range compareClusters(reviewed, now, i, k) {
			if given := reviewed.Command.Variables; p.Fact.Code == ProblemDiffers && len(given) > 0 {
				p.Fact = p.Fact.WithArg("variables", given)
			}
			all = append(all, Difference{was.Cluster, p})
		}
	}
	for _, is := range now.Plan.Clusters {
		if !slices.ContainsFunc(reviewed.Plan.Clusters, func(c plan.ClusterPlan) bool { return c.Cluster == is.Cluster }) {
			all = append(all, Difference{is.Cluster, problem(ProblemClusterNew, fact.Args{"cluster": is.Cluster})})
		}
	}
	return all
}

func problem(code fact.Code, args fact.Args) plan.Problem {
	return plan.Problem{Fact: fact.New(code, args)}
}

func compareClusters(reviewed, now *File, i, k int) []plan.Problem {
	was, is := reviewed.Plan.Clusters[i], now.Plan.Clusters[k]
	asked, asks := reviewed.Bindings[i], now.Bindings[k]
	if asked.UID != asks.UID {
		return []plan.Problem{problem(ProblemOtherCluster, fact.Args{
			"server": was.Server, "uid": asked.UID, "context": is.Context, "server_now": is.Server, "uid_now": asks.UID,
		})}
	}
	if reviewed.Plan.Stack != now.Plan.Stack {
		then, is := reviewed.Plan.Stack, now.Plan.Stack
		return []plan.Problem{problem(ProblemOtherStack, fact.Args{"stack": then.Name, "namespace": then.Namespace, "stack_now": is.Name, "namespace_now": is.Namespace})}
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
		if difference.IsZero() {
			difference = compareChange(c, n)
		}
		if difference.IsZero() {
			difference = compareSteps(reviewed[c.Object], planned[c.Object])
		}
		if !difference.IsZero() {
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

func notAsReviewed(c plan.Change, difference fact.Fact) plan.Problem {
	p := problem(ProblemDiffers, fact.Args{"object": c.Object, "how": difference})
	p.Object, p.Origin = &c.Object, c.Origin
	return p
}

// compareChange returns how two changes of one object differ; zero where they do not.
func compareChange(was, is plan.Change) fact.Fact {
	if was.Action != is.Action {
		args := firstField(was, is)
		args["reviewed"], args["now"] = was.Action, is.Action
		return fact.New(DiffersInAction, args)
	}
	if difference := compareFields(was.Fields, is.Fields); !difference.IsZero() {
		return difference
	}
	switch {
	case jsonOf(was.Adoption) != jsonOf(is.Adoption):
		return fact.New(DiffersInAdoption, nil)
	case jsonOf(was.Replacement) != jsonOf(is.Replacement):
		return fact.New(DiffersInReplacement, nil)
	case jsonOf(was.Grows) != jsonOf(is.Grows):
		return fact.New(DiffersInGrowth, nil)
	case was.Approximate.IsZero() != is.Approximate.IsZero():
		return fact.New(DiffersInDryRun, nil)
	}
	return fact.Fact{}
}

// firstField names a field that one of two changes of different kind is about.
func firstField(was, is plan.Change) fact.Args {
	for _, c := range []plan.Change{was, is} {
		if (c.Action == plan.Update || c.Action == plan.Adopt) && len(c.Fields) > 0 {
			return fact.Args{"field": c.Fields[0].Path, "change": transition(c.Fields[0])}
		}
	}
	return fact.Args{}
}

// maxNamed bounds how many fields of one object are named.
const maxNamed = 5

func compareFields(was, is []plan.FieldChange) fact.Fact {
	now := map[object.Path]plan.FieldChange{}
	for _, f := range is {
		now[f.Path] = f
	}
	var fields []fact.Fact
	differs := func(path object.Path, reviewed, now fact.Fact) {
		fields = append(fields, fact.New(FieldDiffers, fact.Args{"field": path, "reviewed": reviewed, "now": now}))
	}
	for _, f := range was {
		n, still := now[f.Path]
		delete(now, f.Path)
		switch {
		case !still:
			differs(f.Path, transition(f), fact.Fact{})
		case !sameField(f, n):
			differs(f.Path, transition(f), transition(n))
		}
	}
	for _, f := range is {
		if _, unknown := now[f.Path]; unknown {
			differs(f.Path, fact.Fact{}, transition(f))
		}
	}
	if n := len(fields); n > maxNamed {
		fields = append(fields[:maxNamed], fact.New(FieldsNotNamed, fact.Args{"fields": n - maxNamed}))
	}
	if len(fields) == 0 {
		return fact.Fact{}
	}
	return fact.New(DiffersInFields, fact.Args{"fields": fields})
}

// sameField compares values by their JSON: one plan was read from a file.
func sameField(a, b plan.FieldChange) bool {
	if a.Op != b.Op || a.Sensitive != b.Sensitive || jsonOf(a.Before) != jsonOf(b.Before) {
		return false
	}
	return a.Unknown == b.Unknown && jsonOf(a.After) == jsonOf(b.After)
}

// compareAsked looks at what the configuration sets, where the same would
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
			problems = append(problems, a.differs(NotConfiguredNow))
		case a.Digest != n.Digest:
			problems = append(problems, n.differs(ConfiguredOtherwise))
		case was.Keyed && a.Sensitive != n.Sensitive:
			problems = append(problems, n.differs(SensitiveOtherwise))
		}
	}
	for _, a := range is.Desired {
		if _, unknown := now[a.Object]; unknown {
			problems = append(problems, a.differs(NotConfiguredThen))
		}
	}
	return problems
}

func (a Asked) differs(how fact.Code) plan.Problem {
	p := problem(ProblemDiffers, fact.Args{"object": a.Object, "how": fact.New(how, nil)})
	p.Object, p.Origin = &a.Object, a.Origin
	return p
}

// transition is a field's change in short.
func transition(f plan.FieldChange) fact.Fact {
	switch {
	case f.Sensitive:
		return fact.New(FieldSensitive, nil)
	case f.Unknown:
		return fact.New(FieldUnknown, nil)
	}
	codes := map[plan.FieldOp]fact.Code{
		plan.Add: FieldAdded, plan.Remove: FieldRemoved, plan.Modify: FieldChanged, plan.Take: FieldTaken, plan.Release: FieldReleased,
	}
	args := fact.Args{"after": brief(f.After)}
	if f.Op == plan.Modify || f.Op == plan.Remove {
		args["before"] = brief(f.Before)
	}
	return fact.New(codes[f.Op], args)
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
