package saved_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/saved"
	"github.com/workloadlang/wl/plan/step"
	"github.com/workloadlang/wl/state"
)

var front = object.Ref{Group: "apps", Kind: "Deployment", Namespace: "shop", Name: "front"}

// example is a saved plan of one update on one cluster. Each call makes a new
// one, to be changed at will.
func example() *saved.File {
	return &saved.File{
		Created: "2026-11-24T17:00:00Z",
		Command: saved.Command{Dir: ".", Clusters: []string{"eu"}},
		Bindings: []saved.Binding{{UID: "u1", Serial: 3, Keyed: true, Desired: []saved.Asked{{Object: front, Digest: "d1", Sensitive: "s1"}},
			Outputs: []state.Output{{Name: "id", Value: int64(9007199254740993)}, {Name: "of", Value: map[string]any{"a": []any{0.5, nil, int64(1)}}}, {Name: "s", Sensitive: true}}}},
		Plan: plan.Plan{
			FormatVersion: plan.FormatVersion, Stack: object.Stack{Name: "shop", Namespace: "shop"},
			Clusters: []plan.ClusterPlan{{
				Cluster: "eu", Context: "eu", Server: "https://eu", Changes: []plan.Change{{
					Action: plan.Update, Object: front,
					Impact: &plan.Impact{ReplicasBefore: 2, ReplicasAfter: 3},
					Fields: []plan.FieldChange{
						{Path: object.MustParsePath("spec.replicas"), Op: plan.Modify, Before: int64(2), After: int64(9007199254740993)},
						{Path: object.MustParsePath("spec.x"), Op: plan.Add, After: map[string]any{"a": []any{1.5, "<", nil, true, int64(2)}}},
						{Path: object.MustParsePath("spec.clusterIP"), Op: plan.Add, Unknown: true, Cause: plan.Cause{Kind: plan.Server}},
					},
				}},
				Outputs: []plan.FieldChange{{Path: object.PathOf("id"), Op: plan.Modify, Before: int64(1), After: int64(9007199254740993)}},
				Steps: step.Program{
					{Do: step.Write, Object: front, If: step.Precondition{UID: "o1", ResourceVersion: "7"}, Operations: step.Operations{
						step.SetOwnership{Release: []object.Path{object.MustParsePath("spec.paused")}}, step.Apply{},
					}},
					{Do: step.Await, Object: front, After: []int{0}},
				},
			}},
		},
	}
}

func encode(t *testing.T, f *saved.File) []byte {
	t.Helper()
	raw, err := saved.Encode(f)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestWhatIsSavedIsRead(t *testing.T) {
	back, err := saved.Decode(encode(t, example()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(example(), back); diff != "" {
		t.Error(diff)
	}
	if d := saved.Compare(back, example()); len(d) > 0 {
		t.Error(d)
	}
}

// Every byte counts: a file that was cut or changed anywhere is refused.
func TestDamageIsNoticed(t *testing.T) {
	raw := encode(t, example())
	for n := range len(raw) - 1 {
		if _, err := saved.Decode(raw[:n]); err == nil {
			t.Errorf("cut to %d bytes it is read", n)
		}
	}
	for i := range raw[:len(raw)-1] {
		changed := bytes.Clone(raw)
		changed[i] ^= 1
		if f, err := saved.Decode(changed); err == nil && !cmp.Equal(f, example()) {
			t.Errorf("changed at byte %d it is read as another plan", i)
		}
	}
	for other, says := range map[string]fact.Code{"1": saved.FileOfEarlierVersion, "2": saved.FileOfEarlierVersion, "4": saved.FileOfLaterVersion} {
		form := bytes.Replace(raw, []byte("wl-plan 3 "), []byte("wl-plan "+other+" "), 1)
		if _, err := saved.Decode(form); err == nil || fact.Of(err).Code != says {
			t.Error(err)
		}
	}
}

// repeats reports whether a file has two of what a plan has once for each name. No plan of wl's does, and
// what is compared by name may differ from itself then: it is not applied.
func repeats(f *saved.File) bool {
	for i, c := range f.Plan.Clusters {
		outputs, objects := make(map[string]bool), make(map[object.Ref]bool)
		for _, o := range f.Bindings[i].Outputs {
			outputs[o.Name] = true
		}
		for _, change := range c.Changes {
			objects[change.Object] = true
		}
		if len(outputs) < len(f.Bindings[i].Outputs) || len(objects) < len(c.Changes) {
			return true
		}
	}
	return false
}

func FuzzDecode(f *testing.F) {
	raw, err := saved.Encode(example())
	if err != nil {
		f.Fatal(err)
	}
	_, body, _ := bytes.Cut(raw, []byte("\n"))
	f.Add(raw)
	f.Add(body)
	f.Add([]byte("wl-plan 3 x\n{}\n"))
	f.Add([]byte(`{"bindings":[{}],"plan":{"format_version":"2","clusters":[{"changes":[{"fields":[{"before":1e999,"after":[[{"a":-0}]]}]}]}]}}`))
	f.Add([]byte(`{"bindings":[{}],"plan":{"format_version":"2","clusters":[{"steps":[{"do":"write","after":[0,7]},{"after":[0],"operations":[null,{"op":"x"}]}]}]}}`))
	f.Add([]byte(`{"bindings":[{"outputs":[{"value":1},{"value":2}]}],"plan":{"format_version":"2","clusters":[{"changes":[{"action":"create"},{"action":"update"}]}]}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, raw := range [][]byte{raw, saved.Seal(raw)} {
			file, err := saved.Decode(raw)
			if err != nil {
				continue
			}
			if d := saved.Compare(file, file); len(d) > 0 && !repeats(file) {
				t.Fatalf("%v differs from itself: %v", file, d)
			}
			for _, c := range file.Plan.Clusters {
				c.Steps.Circle() // whatever waits for what
			}
			saved.Compare(file, example())
			saved.Compare(example(), file)
			if _, err := saved.Decode(encode(t, file)); err != nil {
				t.Fatalf("written anew it is not read: %v", err)
			}
		}
	})
}

func TestDifferencesAreNamed(t *testing.T) {
	change := func(f *saved.File) *plan.Change { return &f.Plan.Clusters[0].Changes[0] }
	write := func(f *saved.File) *step.Step { return &f.Plan.Clusters[0].Steps[0] }
	for name, c := range map[string]struct {
		do   func(*saved.File)
		says []string // nothing: no difference
	}{
		"the same":          {do: func(*saved.File) {}},
		"the version moved": {do: func(f *saved.File) { write(f).If.ResourceVersion = "8" }},
		"Pods came":         {do: func(f *saved.File) { change(f).Impact.Restarts = 5 }},
		"another cluster":   {func(f *saved.File) { f.Bindings[0].UID = "u2" }, []string{"another cluster", "u1", "u2", "https://eu"}},
		"a cluster less":    {func(f *saved.File) { f.Plan.Clusters[0].Cluster = "us" }, []string{`"eu"`}},
		"another object":    {func(f *saved.File) { write(f).If.UID = "o2" }, []string{"Deployment shop/front", "o1", "o2"}},
		"restore": {func(f *saved.File) {
			write(f).Operations[0] = step.SetOwnership{Restore: "{}", Release: []object.Path{object.MustParsePath("spec.paused")}}
		}, []string{"Now: apply (take back the fields that the stack has set and the managed fields do not name, release ownership of spec.paused)."}},
		"force": {func(f *saved.File) { write(f).Operations[1] = step.Apply{Force: true} }, []string{"Reviewed: apply (release ownership of spec.paused). Now: apply (release ownership of spec.paused, take ownership of fields from other managers)."}},
		"a hand-over": {func(f *saved.File) {
			write(f).Operations[0] = step.SetOwnership{Release: []object.Path{object.MustParsePath("spec.replicas")}}
		}, []string{"release ownership of spec.replicas"}},
		"other claims grow":  {func(f *saved.File) { change(f).Grows = []step.GrowClaim{{Claim: "data-db-0", From: "1Gi", To: "2Gi"}} }, []string{"Which claims are expanded"}},
		"Pods kept":          {func(f *saved.File) { change(f).Replacement = &plan.Replacement{KeepsPods: true} }, []string{"is replaced"}},
		"another value":      {func(f *saved.File) { change(f).Fields[0].After = int64(4) }, []string{"spec.replicas", "reviewed: 2 -> 9007199254740993", "now: 2 -> 4"}},
		"another live value": {func(f *saved.File) { change(f).Fields[0].Before = int64(1) }, []string{"spec.replicas", "now: 1 -> 9007199254740993"}},
		"a field more":       {func(f *saved.File) { change(f).Fields[0].Path = object.MustParsePath("spec.y") }, []string{"spec.replicas: reviewed: 2 ->", "spec.y: reviewed: no change"}},
		"another action":     {func(f *saved.File) { change(f).Action = plan.Create }, []string{"Reviewed: update. Now: create"}},
		"nothing to do":      {func(f *saved.File) { f.Plan.Clusters[0].Changes = nil }, []string{"Reviewed: update. Now: nothing to do", "spec.replicas"}},
		"several values": {func(f *saved.File) {
			for i := range change(f).Fields {
				change(f).Fields[i].After, change(f).Fields[i].Unknown = "other", false
			}
			change(f).Replacement = &plan.Replacement{KeepsPods: true}
			write(f).If.UID = "o2"
		}, []string{"o2", "spec.replicas: reviewed", `now: 2 -> "other"`, "spec.x: reviewed", `now: add "other"`, "spec.clusterIP: reviewed", "is replaced"}},
		"nothing to do about several": {func(f *saved.File) { f.Plan.Clusters[0].Changes = nil },
			[]string{"Reviewed: update. Now: nothing to do", "spec.replicas: reviewed: 2 -> 9007199254740993; now: no change", "spec.x: reviewed", "spec.clusterIP: reviewed"}},
		"a great many values": {func(f *saved.File) {
			for i := range 9 {
				change(f).Fields = append(change(f).Fields, plan.FieldChange{Path: object.MustParsePath(fmt.Sprintf("spec.f%d", i)), Op: plan.Add, After: "x"})
			}
		}, []string{"spec.f0: reviewed: no change", "spec.f8: reviewed: no change"}},
		"hidden items": {func(f *saved.File) {
			change(f).Fields[1] = plan.FieldChange{Path: object.MustParsePath("spec.x"), Op: plan.Remove, Sensitive: true, Items: 2}
		}, []string{"spec.x: reviewed: add", "now: 2 items (sensitive)"}},
		"a value and a secret": {func(f *saved.File) {
			change(f).Fields[0].After, f.Bindings[0].Desired[0].Sensitive, f.Bindings[0].Desired[0].Digest = int64(4), "s2", "d2"
		}, []string{"now: 2 -> 4", "sensitive values"}},
		"one more": {func(f *saved.File) {
			more := plan.Change{Action: plan.Delete, Object: object.Ref{Kind: "Secret", Name: "x"}}
			f.Plan.Clusters[0].Changes = append(f.Plan.Clusters[0].Changes, more)
		}, []string{"Secret x", "Reviewed: nothing to do. Now: delete"}},
		"the configuration": {func(f *saved.File) { f.Bindings[0].Desired[0].Digest = "d2" }, []string{"front", "The configuration has changed"}},
		"a secret":          {func(f *saved.File) { f.Bindings[0].Desired[0].Sensitive = "s2" }, []string{"front", "sensitive values"}},
		"asked no more":     {func(f *saved.File) { f.Bindings[0].Desired = nil }, []string{"no longer has it"}},
	} {
		t.Run(name, func(t *testing.T) {
			now := example()
			c.do(now)
			differences := saved.Compare(example(), now)
			if len(c.says) == 0 {
				if len(differences) > 0 {
					t.Error(differences)
				}
				return
			}
			if len(differences) == 0 {
				t.Fatal("no difference is seen")
			}
			text := ""
			for _, d := range differences {
				text += words.In(words.English).Text(d.Problem.Fact) + "\n" + words.In(words.English).Detail(d.Problem.Fact) + "\n"
			}
			for _, want := range c.says {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in %s", want, text)
				}
			}
		})
	}
}

// A difference is said with the flags that gave variables to the reviewed plan: that they lack
// may be all that differs.
func TestDifferencesNameVariables(t *testing.T) {
	for name, c := range map[string]struct {
		given []string
		says  string
	}{
		"none":             {nil, "Make a new plan and review it."},
		"a variable":       {[]string{"--var v"}, "The plan was made with --var v: give wl apply the same, or make a new plan and review it."},
		"and a file of it": {[]string{"--var v", "--var-file f.wlvars"}, "The plan was made with --var v --var-file f.wlvars: give"},
	} {
		reviewed, now := example(), example()
		reviewed.Command.Variables = c.given
		now.Plan.Clusters[0].Changes[0].Fields[0].After = int64(4)
		differences := saved.Compare(reviewed, now)
		if len(differences) != 1 {
			t.Fatal(name, differences)
		}
		if detail := words.In(words.English).Detail(differences[0].Problem.Fact); !strings.Contains(detail, c.says) {
			t.Errorf("%s: %q is not in %s", name, c.says, detail)
		}
	}
}

// Where the state has moved on since, that is the reason, and no variable: the plan was applied, or
// something else was.
func TestDifferencesNameTheStateThatHasMovedOn(t *testing.T) {
	for name, c := range map[string]struct {
		from, to int64
		change   func(now *saved.File)
		says     string
	}{
		"applied already":    {3, 4, func(now *saved.File) { now.Plan.Clusters[0].Changes, now.Bindings[0].Applied = nil, true }, "Problem: applied already. It was made on revision 3 of the state. The state is at revision 4 now, and everything that it would change is as configured"},
		"rolled back":        {3, 4, func(now *saved.File) { now.Plan.Clusters[0].Changes = nil }, "Problem: nothing left. It was made on revision 3"},
		"and applied":        {3, 5, func(now *saved.File) { now.Plan.Clusters[0].Changes, now.Bindings[0].Applied = nil, true }, "Problem: nothing left. It was made on revision 3"},
		"the first one":      {0, 1, func(now *saved.File) { now.Plan.Clusters[0].Changes, now.Bindings[0].Applied = nil, true }, "Problem: applied already. It was made before there was a state. The state is at revision 1 now"},
		"something else was": {3, 5, func(now *saved.File) { now.Plan.Clusters[0].Changes[0].Fields[0].After = int64(4) }, "the state is at revision 5 now: make a new plan"},
		"another file since": {3, 4, func(now *saved.File) {
			now.Plan.Clusters[0].Changes = nil
			now.Bindings[0].Desired[0].Digest = "another"
		}, "the state is at revision 4 now: make a new plan"},
		"nothing was": {3, 3, func(now *saved.File) { now.Plan.Clusters[0].Changes = nil }, "The plan was made with --var v: give wl apply the same"},
	} {
		reviewed, now := example(), example()
		reviewed.Command.Variables = []string{"--var v"}
		reviewed.Bindings[0].Serial, now.Bindings[0].Serial = c.from, c.to
		c.change(now)
		said := ""
		for _, d := range saved.Compare(reviewed, now) {
			switch d.Problem.Code {
			case saved.ProblemApplied:
				said += "Problem: applied already. "
			case saved.ProblemNothingLeft:
				said += "Problem: nothing left. "
			}
			said += words.In(words.English).Detail(d.Problem.Fact)
		}
		if !strings.Contains(said, c.says) || c.from != c.to && strings.Contains(said, "give wl apply the same") {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// What the state is to keep of the outputs is bound, whatever it keeps by now.
func TestOutputsAreBound(t *testing.T) {
	out := func(name string, value any) state.Output { return state.Output{Name: name, Value: value} }
	for name, test := range map[string]struct {
		was, is []state.Output
		says    string
	}{
		"the same":               {[]state.Output{out("a", 1.0)}, []state.Output{out("a", int64(1))}, ""},
		"another value":          {[]state.Output{out("a", "x"), out("b", "y")}, []state.Output{out("a", "x"), out("b", "z")}, "b: the state would get"},
		"one more, and one less": {[]state.Output{out("a", "x")}, []state.Output{out("b", "x")}, "a, b: the state would get"},
		"none any more":          {[]state.Output{out("a", "x")}, []state.Output{}, "a: the state would get"},
		"sensitive":              {[]state.Output{{Name: "a", Sensitive: true}}, []state.Output{{Name: "a", Sensitive: true}}, ""},
		"not known then":         {nil, []state.Output{out("a", "x")}, ""},
	} {
		reviewed, now := example(), example()
		reviewed.Command.Variables = []string{"--var v"}
		reviewed.Bindings[0].Outputs, now.Bindings[0].Outputs = test.was, test.is
		differences, said := saved.Compare(reviewed, now), ""
		for _, d := range differences {
			said += words.In(words.English).Detail(d.Problem.Fact)
		}
		if len(differences) > 1 || !strings.Contains(said, test.says) || (said == "") != (test.says == "") || said != "" && !strings.Contains(said, "give wl apply the same") {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// Sensitive values are told apart, and the digests say nothing without the
// state's key.
func TestSensitiveValuesAreKeyed(t *testing.T) {
	secret := func(value string) []object.Manifest {
		ref := object.Ref{Kind: "Secret", Namespace: "shop", Name: "pin"}
		return []object.Manifest{{Ref: ref, Content: map[string]any{"metadata": map[string]any{"name": "pin"}, "data": map[string]any{"pin": value}}}}
	}
	of := func(value string, r *state.Revision) saved.Binding {
		b, err := saved.Bind("u", secret(value), state.Snapshot{Revision: r, Key: []byte("of nothing yet")})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	bind := func(value, key string) saved.Binding {
		return of(value, &state.Revision{Lineage: "l", Key: []byte(key)})
	}
	if a, b := bind("MTIzNA==", "k"), bind("MTIzNQ==", "k"); a.Desired[0].Sensitive == b.Desired[0].Sensitive || a.Desired[0].Digest != b.Desired[0].Digest {
		t.Error("only the keyed digest may know the value:", a, b)
	}
	if a, b := bind("MTIzNA==", "k"), bind("MTIzNA==", "l"); a.Desired[0].Sensitive == b.Desired[0].Sensitive {
		t.Error("the digest is not keyed")
	}
	if a, b := of("MTIzNA==", &state.Revision{Key: []byte("k")}), bind("MTIzNA==", "k"); a.Desired[0].Sensitive != b.Desired[0].Sensitive {
		t.Error("the key is made of more than the state's")
	}
	for name, r := range map[string]*state.Revision{"no state": nil, "a state without a key": {Lineage: "l"}} {
		if a := of("MTIzNA==", r); a.Keyed || a.Desired[0].Sensitive != "" {
			t.Error(name, "there is a digest without a key:", a)
		}
	}
}

// Hidden fields share the path of the list in which they are. Neither that several changes have it,
// nor in which order they stand, nor that several managers own them, is a difference.
func TestHiddenFieldsOfOnePath(t *testing.T) {
	items := object.MustParsePath("spec.items")
	hidden := func(op plan.FieldOp, owners ...string) plan.FieldChange {
		return plan.FieldChange{Path: items, Op: op, Sensitive: true, OwnersAfter: owners}
	}
	was := []plan.FieldChange{hidden(plan.Add, "wl/a/b"), hidden(plan.Add), hidden(plan.Remove, "wl/a/b"), hidden(plan.Remove), hidden(plan.Modify)}
	for name, c := range map[string]struct {
		now  []plan.FieldChange
		says int // how often the field is named
	}{
		"the same":              {was, 0},
		"in another order":      {[]plan.FieldChange{was[4], was[2], was[3], was[1], was[0]}, 0},
		"of one manager by now": {[]plan.FieldChange{was[0], was[2], was[4]}, 0},
		"one operation less":    {was[:4], 1},
		"one operation only":    {was[:1], 1},
		"none":                  {nil, 1},
		"one that is shown":     {append(was[:5:5], plan.FieldChange{Path: items, Op: plan.Modify, Before: int64(1), After: int64(2)}), 1},
		"one of another path":   {append(was[:5:5], plan.FieldChange{Path: object.MustParsePath("spec.tags"), Op: plan.Add, Sensitive: true}), 1},
	} {
		reviewed, now := example(), example()
		reviewed.Plan.Clusters[0].Changes[0].Fields, now.Plan.Clusters[0].Changes[0].Fields = was, c.now
		said := ""
		for _, d := range saved.Compare(reviewed, now) {
			said += words.In(words.English).Detail(d.Problem.Fact)
		}
		if n := strings.Count(said, "reviewed: "); n != c.says {
			t.Errorf("%s: %d times: %s", name, n, said)
		}
		reviewed.Plan.Clusters[0].Changes[0].Fields, now.Plan.Clusters[0].Changes[0].Fields = c.now, was
		if same := len(saved.Compare(reviewed, now)) == 0; same != (c.says == 0) {
			t.Errorf("%s, the other way round: same is %v", name, same)
		}
	}
}
