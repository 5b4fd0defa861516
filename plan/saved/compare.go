package saved

import (
	"encoding/json"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/sets"

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
			p.Fact = advised(p.Fact, reviewed.Command.Variables, reviewed.Bindings[i].Serial, now.Bindings[k].Serial)
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

// advised is a difference with what it may be due to: that the state is another since or, where it
// is not, that variables were not given again.
func advised(f fact.Fact, given []string, serial, serialNow int64) fact.Fact {
	switch {
	case f.Code != ProblemDiffers && f.Code != ProblemOutputs:
		return f
	case serial != serialNow:
		return f.WithArg("revision", serial).WithArg("revision_now", serialNow)
	case len(given) > 0:
		return f.WithArg("variables", given)
	}
	return f
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
	if asks.Serial > asked.Serial && len(was.Changes) > 0 && len(is.Changes) == 0 && len(compareAsked(asked, asks, nil))+len(compareOutputs(asked, asks)) == 0 {
		return []plan.Problem{problem(asks.whyNothing(asked), fact.Args{"revision": asked.Serial, "revision_now": asks.Serial})}
	}
	problems := compareChanges(was, is)
	named := map[object.Ref]bool{}
	for _, p := range problems {
		named[*p.Object] = true
	}
	return slices.Concat(problems, compareAsked(asked, asks, named), compareOutputs(asked, asks))
}

// compareOutputs names the outputs that would be others than those that were reviewed.
func compareOutputs(was, is Binding) []plan.Problem {
	if was.Outputs == nil || is.Outputs == nil {
		return nil
	}
	var names []string
	for _, f := range plan.OutputChanges(was.Outputs, is.Outputs) {
		names = append(names, f.Path.String())
	}
	if len(names) == 0 {
		return nil
	}
	return []plan.Problem{problem(ProblemOutputs, fact.Args{"outputs": names})}
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
		differences := compareChange(c, n)
		if other := compareUIDs(c, n, reviewed[c.Object], planned[c.Object]); !other.IsZero() {
			differences = append([]fact.Fact{other}, differences...)
		}
		if steps := compareSteps(reviewed[c.Object], planned[c.Object]); len(differences) == 0 && !steps.IsZero() {
			differences = append(differences, steps)
		}
		if len(differences) > 0 {
			problems = append(problems, notAsReviewed(c, differences))
		}
	}
	for _, c := range is.Changes {
		if _, unknown := now[c.Object]; unknown {
			problems = append(problems, notAsReviewed(c, compareChange(plan.Change{Action: plan.None}, c)))
		}
	}
	return problems
}

func notAsReviewed(c plan.Change, differences []fact.Fact) plan.Problem {
	p := problem(ProblemDiffers, fact.Args{"object": c.Object, "how": differences})
	p.Object, p.Origin = &c.Object, c.Origin
	return p
}

// compareChange returns how two changes of one object differ; nothing where they do not.
func compareChange(was, is plan.Change) []fact.Fact {
	if was.Action != is.Action {
		differences := []fact.Fact{fact.New(DiffersInAction, fact.Args{"reviewed": was.Action, "now": is.Action})}
		return append(differences, compareFields(changedBy(was), changedBy(is))...)
	}
	differences := compareFields(was.Fields, is.Fields)
	if jsonOf(was.Adoption) != jsonOf(is.Adoption) {
		differences = append(differences, fact.New(DiffersInAdoption, nil))
	}
	if jsonOf(was.Replacement) != jsonOf(is.Replacement) {
		differences = append(differences, fact.New(DiffersInReplacement, nil))
	}
	if jsonOf(was.Grows) != jsonOf(is.Grows) {
		differences = append(differences, fact.New(DiffersInGrowth, nil))
	}
	if was.Approximate.IsZero() != is.Approximate.IsZero() {
		differences = append(differences, fact.New(DiffersInDryRun, nil))
	}
	return differences
}

// changedBy are the fields that a change of an object which exists is about.
func changedBy(c plan.Change) []plan.FieldChange {
	if c.Action == plan.Update || c.Action == plan.Adopt {
		return c.Fields
	}
	return nil
}

// compareFields names every field that differs. Hidden fields share the path of what is shown
// in their place, with several operations and owners.
func compareFields(was, is []plan.FieldChange) []fact.Fact {
	left, now := differing(was, is), differing(is, was)
	named := sets.New[string]()
	var fields []fact.Fact
	differs := func(path object.Path, reviewed, now fact.Fact) {
		f := fact.New(FieldDiffers, fact.Args{"field": path, "reviewed": reviewed, "now": now})
		if text := jsonOf(f); !named.Has(text) {
			named.Insert(text)
			fields = append(fields, f)
		}
	}
	for _, f := range left {
		if i := slices.IndexFunc(now, func(n plan.FieldChange) bool { return n.Path == f.Path }); i >= 0 {
			differs(f.Path, transition(f), transition(now[i]))
			now = slices.Delete(now, i, i+1)
		} else {
			differs(f.Path, transition(f), fact.Fact{})
		}
	}
	for _, f := range now {
		differs(f.Path, fact.Fact{}, transition(f))
	}
	return fields
}

// differing are those of some changes that are not among others.
func differing(fields, others []plan.FieldChange) []plan.FieldChange {
	at := make(map[object.Path][]plan.FieldChange, len(others))
	for _, o := range others {
		at[o.Path] = append(at[o.Path], o)
	}
	return slices.DeleteFunc(slices.Clone(fields), func(f plan.FieldChange) bool {
		return slices.ContainsFunc(at[f.Path], func(o plan.FieldChange) bool { return sameField(f, o) })
	})
}

// sameField compares values by their JSON: one plan was read from a file.
func sameField(a, b plan.FieldChange) bool {
	if a.Op != b.Op || a.Sensitive != b.Sensitive || a.Items != b.Items || jsonOf(a.Before) != jsonOf(b.Before) {
		return false
	}
	return a.Unknown == b.Unknown && jsonOf(a.After) == jsonOf(b.After)
}

// compareAsked looks at what the configuration sets: at the sensitive values of all objects, and
// at the rest of those that are not named already, because the same would be done.
func compareAsked(was, is Binding, named map[object.Ref]bool) []plan.Problem {
	now := map[object.Ref]Asked{}
	for _, a := range is.Desired {
		now[a.Object] = a
	}
	var problems []plan.Problem
	for _, a := range was.Desired {
		n, still := now[a.Object]
		delete(now, a.Object)
		switch {
		case still && was.Keyed && a.Sensitive != n.Sensitive && (named[a.Object] || a.Digest == n.Digest):
			problems = append(problems, n.differs(SensitiveOtherwise))
		case named[a.Object]:
		case !still:
			problems = append(problems, a.differs(NotConfiguredNow))
		case a.Digest != n.Digest:
			problems = append(problems, n.differs(ConfiguredOtherwise))
		}
	}
	for _, a := range is.Desired {
		if _, unknown := now[a.Object]; unknown && !named[a.Object] {
			problems = append(problems, a.differs(NotConfiguredThen))
		}
	}
	return problems
}

func (a Asked) differs(how fact.Code) plan.Problem {
	p := problem(ProblemDiffers, fact.Args{"object": a.Object, "how": []fact.Fact{fact.New(how, nil)}})
	p.Object, p.Origin = &a.Object, a.Origin
	return p
}

// transition is a field's change in short.
func transition(f plan.FieldChange) fact.Fact {
	switch {
	case f.Sensitive && f.Items > 0:
		return fact.New(FieldSensitive, fact.Args{"items": f.Items})
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
