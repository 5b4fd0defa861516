package uitest

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Place is a range of a line of a file.
func Place(file string, line int) object.Range {
	return object.Range{File: file, StartLine: line, StartColumn: 3, StartByte: 100, EndLine: line, EndColumn: 20, EndByte: 117}
}

// Ref names an object of the namespace shop.
func Ref(group, kind, name string) object.Ref {
	return object.Ref{Group: group, Kind: kind, Namespace: "shop", Name: name}
}

// Added is a field that the configuration adds.
func Added(path string, after any) plan.FieldChange {
	return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Add, After: after, Cause: plan.Cause{Kind: plan.Configuration}}
}

// Changed is a field that the configuration changes.
func Changed(path string, before, after any) plan.FieldChange {
	return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Modify, Before: before, After: after, Cause: plan.Cause{Kind: plan.Configuration}}
}

func removed(path string, before any) plan.FieldChange {
	return plan.FieldChange{Path: object.MustParsePath(path), Op: plan.Remove, Before: before, Cause: plan.Cause{Kind: plan.Configuration}}
}

// Because gives a field's change another cause.
func Because(c plan.Cause, f plan.FieldChange) plan.FieldChange {
	f.Cause = c
	return f
}

// ByHand is the cause of what was changed with kubectl edit.
var ByHand = plan.Cause{Kind: plan.Drift, Manager: "kubectl-edit", Time: "2026-11-23T20:10:11Z"}

// ClusterPlan is a cluster's plan of some changes.
func ClusterPlan(name string, changes ...plan.Change) plan.ClusterPlan {
	return plan.ClusterPlan{
		Cluster: name, Context: "wl-" + name, Server: "https://10.0.0.1:6443", ServerVersion: "v1.37.2",
		Changes: changes, Unchanged: 4, Requests: plan.Requests{Lists: 5, Gets: 1, DryRuns: 2},
	}
}

// PlanOf is a plan of the stack shop on some clusters.
func PlanOf(clusters ...plan.ClusterPlan) *plan.Plan {
	return &plan.Plan{
		FormatVersion: plan.FormatVersion, WLVersion: "0.1.0",
		Stack: object.Stack{Name: "shop", Namespace: "shop"}, Clusters: clusters,
	}
}

func missingNamespace() fact.Fact {
	return fact.New(plan.UnaskedNamespace, fact.Args{"namespace": "shop"})
}

// that is a fact of one code.
func that(code fact.Code, args fact.Args) []fact.Fact { return []fact.Fact{fact.New(code, args)} }

// PodsRestart is the effect that Pods restart, one at a time.
func PodsRestart(pods int64) fact.Fact {
	return fact.New(plan.EffectPodsRestart, fact.Args{"pods": pods, "manner": fact.New(plan.MannerUpToAtATime, fact.Args{"most": 1})})
}

// Paths that many of the plans' fields are below.
const (
	PodSpec = "spec.template.spec."
	Nginx   = PodSpec + `containers[name="nginx"].`
)
