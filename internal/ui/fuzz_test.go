package ui

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// hostilePlan has the text, or as much of it as keeps the fuzzer quick, in every
// place where a text can be.
func hostilePlan(text string, number int64) *plan.Plan {
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
		{Path: object.MustParsePath(nginx + "env").Field(text), Op: plan.Remove, Before: list, Cause: plan.Cause{Kind: plan.CauseKind(text)}},
		{Path: object.MustParsePath(podSpec + "containers"), Op: plan.FieldOp(text), Before: list, After: map[string]any{text: list}},
		{Path: plan.ConfigHashPath(), Op: plan.Modify, Before: text, After: text, Cause: plan.Cause{
			Kind: plan.Content, Sources: []plan.Source{{Object: name, Keys: []string{text, text}}}, Note: said,
		}},
		{Path: object.MustParsePath(podSpec + "containers").Child(object.ItemOf(object.Key{Name: "name", Value: text}, object.Key{Name: text, Value: text})), Op: plan.Add, After: map[string]any{"image": text, "ports": list, "name": list}},
	}
	change := func(a plan.Action, kind string) plan.Change {
		c := plan.Change{
			Action: a, Object: name, Address: text, Origin: origin, Fields: fields, Approximate: said, Warnings: []fact.Fact{said, strange},
			Readers: []plan.Reader{{Object: name, Restarts: number, Effects: []fact.Fact{said}}},
			Impact:  &plan.Impact{ReplicasBefore: number, Restarts: number, Effects: []fact.Fact{strange, podsRestart(number)}, Outage: number%2 == 0},
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

func addSeeds(f *testing.F) {
	for _, text := range []string{
		"", "nginx:1.27", "a\nb\r\nc\n", "\x1b[2J\x1b]0;title\x07", "\u009b31m\u202e\u2066", "\xff\xfe\xc3", "世界👩‍👩‍👧‍👦 e\u0301",
		`[name="x`, `a[="b"].c[1].`, "...", "[", "]", `["`, "\\\\\"", "(sensitive)", "\t\t\x00", "2026-11-23T20:10:11Z", " lead", "spec.template.spec.",
		"very-long-word-that-does-not-fit-anywhere-very-long-word-that-does-not-fit-anywhere-very-long-word-that-does-not-fit-anywhere",
	} {
		f.Add(text, int64(2), 80)
		f.Add(text, int64(-1), 1)
	}
}

// Whatever a plan holds, it can be rendered, and nothing in it reaches the
// terminal as a control character.
func FuzzPlan(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, number int64, columns int) {
		p := hostilePlan(text, number)
		for _, o := range []Options{{Width: columns % 300}, {Width: columns % 300, Color: true}, {Verbose: true}} {
			var b bytes.Buffer
			if err := PlanText(&b, p, o); err != nil {
				t.Fatal(err)
			}
			if err := PlanSteps(&b, p, o); err != nil {
				t.Fatal(err)
			}
			noControls(t, b.String(), o.Color)
			if !utf8.Valid(b.Bytes()) {
				t.Fatalf("not UTF-8: %q", b.String())
			}
		}
		var b bytes.Buffer
		if err := PlanJSON(&b, p, Options{}); err != nil {
			t.Fatal(err)
		}
		noControls(t, b.String(), false)
		if !json.Valid(b.Bytes()) {
			t.Fatalf("not JSON: %q", b.String())
		}
	})
}

// Whatever events say, every form of progress can tell it.
func FuzzProgress(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string, number int64, columns int) {
		p := hostilePlan(text, number)
		name := p.Clusters[0].Changes[0].Object
		status := rollout.Status{Word: rollout.Word(text), Counts: rollout.Counts{Ready: number, Wanted: number, Previous: number, Succeeded: number}, Message: fact.New(fact.Code(text), fact.Args{text: text}),
			Held: &rollout.Held{By: rollout.Hold(text), Partition: number}, Done: number%2 == 0, Failed: true, Causes: []rollout.Cause{
				{Reason: text, Pod: text, Container: text, Detail: fact.New(rollout.KnownEnd, fact.Args{"exit_code": number, "said": text}), Count: int(number % 9), Logs: text,
					Claim: &rollout.Claim{Name: text, Class: text, Phase: text}, MissingSecrets: []string{text}},
			}}
		events := []apply.Event{
			apply.Notice{Fact: fact.Of(errors.New(text))}, apply.ObjectStarted{Object: name, Action: plan.Action(text)}, apply.ObjectStarted{Object: name, Action: plan.Delete},
			apply.ObjectDone{Object: name, Action: plan.Create, Elapsed: time.Duration(number)}, apply.RolloutStarted{Object: name},
			apply.RolloutProgress{Object: name, Status: status}, apply.RolloutEnded{Object: name, Status: status, Err: errors.New(text)},
			apply.ObjectFailed{Object: object.Ref{Kind: text}, Action: plan.Delete, Err: errors.New(text)},
		}
		e := &emulator{columns: max(1, columns%200)}
		table, errs := newTestTable(t, e, 10, Scope{Plan: p}, newClock(), words.Chinese)
		var out bytes.Buffer
		log := newEventLog(Streams{Out: &out, Err: errs}, Options{Width: columns % 200}, Scope{Plan: p}, newClock().now)
		stream := newEventStream(&out, Options{}, newClock().now)
		for _, progress := range []Progress{table, log, stream} {
			for _, event := range events {
				progress.Event(text, event)
			}
			if err := progress.Close(); err != nil {
				t.Fatal(err)
			}
		}
		noControls(t, out.String()+errs.String()+e.screen(), false)
	})
}

// Whatever a range says of a file, its snippet can be shown.
func FuzzDiagnostics(f *testing.F) {
	f.Add("a = 1\nb = 2\n", "Wrong", 1, 1, 0, 2, 1, 6)
	f.Add("", "", 0, 0, 0, 0, 0, 0)
	f.Add("\ttab\r\n世界\x1b[2J", "\x1b", 2, 3, 5, 9, 9, 99)
	f.Add("x", "y", 5, 1, -7, 1, 1, -9)
	f.Fuzz(func(t *testing.T, source, text string, line, column, at, endLine, endColumn, end int) {
		r := hcl.Range{
			Filename: "f", Start: hcl.Pos{Line: line, Column: column, Byte: at}, End: hcl.Pos{Line: endLine, Column: endColumn, Byte: end},
		}
		d := hcl.Diagnostics{{Severity: hcl.DiagError, Summary: text, Detail: text, Subject: &r, Context: &r}}
		files := map[string]*hcl.File{"f": {Bytes: []byte(source)}}
		for _, o := range []Options{{Width: 80}, {Width: 10}, {Format: JSON}} {
			var b bytes.Buffer
			if err := Diagnostics(&b, d, withFiles(o, files)); err != nil {
				t.Fatal(err)
			}
			noControls(t, b.String(), false)
		}
	})
}
