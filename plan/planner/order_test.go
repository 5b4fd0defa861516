package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/plan"
)

// inOrder is a Deployment whose variables stand in an order.
func inOrder(variables ...string) string {
	return edit(ours(theirs), `image: "nginx:1.27"`, `image: "nginx:1.27", env: [`+strings.Join(variables, ", ")+`]`)
}

const (
	host    = `{name: HOST, value: db}`
	port    = `{name: PORT, value: "80"}`
	address = `{name: ADDRESS, value: "$(HOST):$(PORT)"}`
	extra   = `{name: EXTRA, value: x}`
)

// The order of variables alone is no change, as long as their values stay what they
// are: not on an object of the stack, whoever has reordered it, and not on one that
// it adopts. What is sent, and recorded, is the live order.
func TestLiveOrderOfVariablesIsKept(t *testing.T) {
	w := newWorld(t)
	desired := w.manifest(inOrder(address, host, port))
	desired = *desired.WithExpandedEnvironment()
	w.apply(w.manifest(inOrder(port, host, address)))
	for _, o := range []plan.Options{{}, {DryRunAll: true}, {ReadOnly: true}} {
		if p := w.plan(o, desired); len(p.Changes) > 0 {
			t.Errorf("%+v: %s", o, describe(p))
		}
	}
	if p := w.plan(plan.Options{}, desired); p.Requests.DryRuns+p.Requests.Gets > 0 {
		t.Errorf("it is not proven: %+v", p.Requests)
	}

	changed := w.manifest(inOrder(address, host, port))
	changed = *changed.WithExpandedEnvironment()
	changed.Content = w.manifest(edit(inOrder(host, port, address), "nginx:1.27", "nginx:1.28")).Content
	p := w.plan(plan.Options{}, changed)
	if d := describe(p); !strings.Contains(d, "image: nginx:1.27 -> nginx:1.28") || strings.Contains(d, "env") {
		t.Errorf("more than the image changes: %s", d)
	}
	w.carryOut(p)
	if p := w.plan(plan.Options{}, changed); len(p.Changes) > 0 || p.Requests.DryRuns > 0 {
		t.Errorf("after it: %s %+v", describe(p), p.Requests)
	}

	added := w.manifest(edit(inOrder(host, port, address, extra), "nginx:1.27", "nginx:1.28"))
	if d := describe(w.plan(plan.Options{}, added)); strings.Count(d, "env") != strings.Count(d, `env[name="EXTRA"]`) {
		t.Errorf("more than the new variable changes: %s", d)
	}
}

// Where the live order gives a variable another value, it is put right.
func TestOrderOfVariablesThatMatters(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(inOrder(address, host, port)))
	p := w.plan(plan.Options{}, w.manifest(inOrder(host, port, address)))
	if d := describe(p); !strings.Contains(d, "env") {
		t.Errorf("nothing changes: %s", d)
	}
	w.carryOut(p)
	if p := w.plan(plan.Options{DryRunAll: true}, w.manifest(inOrder(port, host, address))); len(p.Changes) > 0 {
		t.Errorf("after it: %s", describe(p))
	}
}

func TestAdoptionKeepsTheOrderOfVariables(t *testing.T) {
	w := newWorld(t)
	w.createAs("kubectl-create", edit(theirs, `image: "nginx:1.27"`, `image: "nginx:1.27", env: [`+strings.Join([]string{port, host, address}, ", ")+`]`))
	desired := w.manifest(inOrder(host, port, address))
	p := w.plan(plan.Options{Adopt: true}, desired)
	for _, f := range p.Changes[0].Fields {
		if f.Op != plan.Release && strings.Contains(f.Path.String(), "env") {
			t.Errorf("%+v", f)
		}
	}
	w.carryOut(p)
	if p := w.plan(plan.Options{}, desired); len(p.Changes) > 0 || p.Requests.DryRuns > 0 {
		t.Errorf("after it: %s %+v", describe(p), p.Requests)
	}
}

// A workload's selector stays what it was when it was made, whatever the
// configuration comes to say of the label with the Pods' name; and where that
// cannot be, the plan says so.
func TestPodsNamedOtherwise(t *testing.T) {
	w := newWorld(t)
	usual := ours(theirs)
	named := edit(usual, "{app.kubernetes.io/name: web, wl/kind: deployment, tier: front}", "{app.kubernetes.io/name: shop, wl/name: web, wl/kind: deployment, tier: front}",
		"matchLabels: {app.kubernetes.io/name: web, wl/kind: deployment}", "matchLabels: {wl/name: web, wl/kind: deployment}")
	w.apply(w.manifest(usual))
	p := w.plan(plan.Options{}, w.manifest(named))
	if len(p.Changes) != 1 || p.Changes[0].Blocked == nil || !strings.Contains(inWords.Detail(p.Changes[0].Blocked.Fact), "selects its Pods by the label app.kubernetes.io/name=web") {
		t.Errorf("%s", describe(p))
	}

	w = newWorld(t)
	w.apply(w.manifest(named))
	p = w.plan(plan.Options{}, w.manifest(usual))
	if d := describe(p); !strings.Contains(d, "app.kubernetes.io/name") || !strings.Contains(d, "shop -> web") || strings.Contains(d, "selector") {
		t.Errorf("%s", d)
	}
	w.carryOut(p)
	for _, again := range []string{usual, named} {
		p = w.plan(plan.Options{}, w.manifest(again))
		if want := map[bool]int{true: 0, false: 1}[again == usual]; len(p.Changes) != want || want == 1 && p.Changes[0].Action != plan.Update {
			t.Errorf("%s", describe(p))
		}
	}
}
