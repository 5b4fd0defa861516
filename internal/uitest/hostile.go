package uitest

import (
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// HostilePlan has the text, or as much of it as keeps the fuzzer quick, in every
// place where a text can be.
func HostilePlan(text string, number int64) *plan.Plan {
	text = text[:min(len(text), 500)]
	origin := object.Range{File: text, StartLine: int(number % 5), StartColumn: 1}
	name := object.Ref{Kind: text, Namespace: text, Name: text}
	cause := plan.Cause{Kind: plan.Drift, Manager: text, Time: text}
	said := fact.New(plan.WarnServer, fact.Args{"said": text})
	strange := fact.New(fact.Code(text), fact.Args{text: text, "facts": []fact.Fact{said}})
	list := []any{text, number, map[string]any{text: text, "name": text}, nil, true, 1.5}
	problem := plan.Problem{Fact: fact.New(plan.ProblemRefused, fact.Args{"said": text, "adopting": number%2 == 0}), Object: &name, Path: object.PathOf(text), Origin: origin}
	fields := []plan.FieldChange{
		{Path: object.PathOf(text), Op: plan.Add, After: text, Cause: cause, Origin: origin},
		{Path: object.PathOf("spec", text).Child(object.MemberOf(text)), Op: plan.Modify, Before: text, After: text + "\n" + text, Cause: cause},
		{Path: object.MustParsePath(Nginx + "env").Field(text), Op: plan.Remove, Before: list, Cause: plan.Cause{Kind: plan.CauseKind(text)}},
		{Path: object.MustParsePath(PodSpec + "containers"), Op: plan.FieldOp(text), Before: list, After: map[string]any{text: list}},
		{Path: plan.ConfigHashPath(), Op: plan.Modify, Before: text, After: text, Cause: plan.Cause{
			Kind: plan.Content, Sources: []plan.Source{{Object: name, Keys: []string{text, text}}}, Note: said,
		}},
		{Path: object.MustParsePath(PodSpec + "containers").Child(object.ItemOf(object.Key{Name: "name", Value: text}, object.Key{Name: text, Value: text})), Op: plan.Add, After: map[string]any{"image": text, "ports": list, "name": list}},
	}
	change := func(a plan.Action, kind string) plan.Change {
		c := plan.Change{
			Action: a, Object: name, Address: text, Origin: origin, Fields: fields, Approximate: said, Warnings: []fact.Fact{said, strange},
			Readers: []plan.Reader{{Object: name, Restarts: number, Effects: []fact.Fact{said}}},
			Impact:  &plan.Impact{ReplicasBefore: number, Restarts: number, Effects: []fact.Fact{strange, PodsRestart(number)}, Outage: number%2 == 0},
		}
		if kind != "" {
			c.Object.Kind = kind
		}
		return c
	}
	blocked := change(plan.Blocked, "")
	blocked.Blocked = &problem
	about := step.Step{Do: step.Kind(text), Object: name, Operations: step.Operations{
		step.GrowClaim{Claim: text, From: text, To: text}, step.SetOwnership{Take: []step.Take{{Manager: text}}, Release: []object.Path{object.PathOf(text)}},
		step.Apply{Force: true}, step.Remove{Propagation: kube.Propagation(text)},
	}}
	c := plan.ClusterPlan{
		Steps: step.Program{about, {Do: step.Await, Object: name, After: []int{0}}}, StateNamespace: &about,
		Cluster: text, Context: text, Server: text, ServerVersion: text, Targets: []string{text}, Problems: []plan.Problem{problem}, RolloutPending: []object.Ref{name},
		Changes: []plan.Change{
			change(plan.Action(text), ""), change(plan.Update, ""), change(plan.Delete, ""), blocked,
			change(plan.Create, "Deployment"), change(plan.Create, "Service"), change(plan.Create, "Secret"), change(plan.Create, "CronJob"),
			change(plan.Create, "HorizontalPodAutoscaler"), change(plan.Create, "PodDisruptionBudget"), change(plan.Create, "PersistentVolumeClaim"),
		},
	}
	return &plan.Plan{Stack: object.Stack{Name: text}, Clusters: []plan.ClusterPlan{c, c, {Cluster: text}}}
}

func Seed(f *testing.F) {
	for _, text := range []string{
		"", "nginx:1.27", "a\nb\r\nc\n", "\x1b[2J\x1b]0;title\x07", "\u009b31m\u202e\u2066", "\xff\xfe\xc3", "世界👩‍👩‍👧‍👦 e\u0301",
		`[name="x`, `a[="b"].c[1].`, "...", "[", "]", `["`, "\\\\\"", "(sensitive)", "\t\t\x00", "2026-11-23T20:10:11Z", " lead", "spec.template.spec.",
		"very-long-word-that-does-not-fit-anywhere-very-long-word-that-does-not-fit-anywhere-very-long-word-that-does-not-fit-anywhere",
	} {
		f.Add(text, int64(2), 80)
		f.Add(text, int64(-1), 1)
	}
}
