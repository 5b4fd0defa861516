package faults

import (
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func settings() object.Ref { return object.NewRef(kind.ConfigMap, "ns", "settings") }

// one is a world of one object, with an identity and a value.
func one(ref object.Ref, uid, value string) world {
	o := &unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{"template": value}}}
	o.SetUID(types.UID(uid))
	return world{ref: o}
}

// A plan is true if what it says of an object is what happens to it, and of nothing else anything.
func TestTruth(t *testing.T) {
	a, changed, replaced, none := one(settings(), "1", "a"), one(settings(), "1", "b"), one(settings(), "2", "a"), world{}
	for name, c := range map[string]struct {
		action        plan.Action
		before, after world
		want          bool
	}{
		"nothing":               {"", a, a, true},
		"changed silently":      {"", a, changed, false},
		"update":                {plan.Update, a, changed, true},
		"update of nothing":     {plan.Update, a, a, false},
		"create":                {plan.Create, none, a, true},
		"created silently":      {"", none, a, false},
		"create that was none":  {plan.Create, a, a, false},
		"delete":                {plan.Delete, a, none, true},
		"deleted silently":      {"", a, none, false},
		"delete of what stays":  {plan.Delete, a, a, false},
		"replace":               {plan.Replace, a, replaced, true},
		"replaced silently":     {"", a, replaced, false},
		"update that replaces":  {plan.Update, a, replaced, false},
		"replace that does not": {plan.Replace, a, changed, false},
		"blocked, and done":     {plan.Blocked, a, changed, false},
	} {
		p := plan.ClusterPlan{}
		if c.action != "" {
			p.Changes = []plan.Change{{Action: c.action, Object: settings()}}
		}
		if err := truth(p, c.before, c.after); (err == nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is lost, left or otherwise than wanted is found.
func TestFindings(t *testing.T) {
	web := object.NewRef(kind.Deployment, "ns", "web")
	a, b := one(web, "1", "a"), one(web, "1", "b")
	grown := one(web, "1", "a")
	grown[web].SetGeneration(2)
	s := &story{round: &round{verb: applies}, had: a, wants: a, before: a, templates: map[string]bool{"web-1": true}}
	created := written{method: "PATCH", url: "/apis/apps/v1/namespaces/ns/deployments/web", created: true}
	deleted := written{method: "DELETE", url: created.url}
	for name, c := range map[string]struct {
		err  error
		says string
	}{
		"as wanted":              {isThere(a, a), ""},
		"lost":                   {isThere(world{}, a), "is lost"},
		"still there":            {isThere(a, world{}), "is still there"},
		"otherwise":              {isThere(b, a), ".spec.template: b, not a"},
		"rolled back":            {rolledBack(a, a, s.round), ""},
		"not rolled back":        {rolledBack(a, b, s.round), "otherwise than it was"},
		"not there again":        {rolledBack(a, world{}, s.round), "lacks"},
		"left by a rollback":     {rolledBack(world{}, a, s.round), "which the revision lacks"},
		"the same template":      {s.restartedInVain(a, map[string]bool{"web-1": true, "other-2": true}), ""},
		"another template":       {s.restartedInVain(a, map[string]bool{"web-1": true, "web-2": true}), "1 Pod templates, and not 0"},
		"another generation":     {s.restartedInVain(grown, s.templates), "without reason"},
		"nothing made":           {s.madeTwice(nil), ""},
		"made although there":    {s.madeTwice([]written{created}), "created 1 times"},
		"deleted without reason": {s.madeTwice([]written{deleted}), "deleted 1 times"},
	} {
		if found := c.err != nil; found != (c.says != "") || found && !strings.Contains(c.err.Error(), c.says) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
}

// The end of a process says more than its exit code.
func TestEnds(t *testing.T) {
	for name, c := range map[string]struct {
		end       ended
		signalled bool
		says      string
	}{
		"done":                {ended{code: 0}, false, ""},
		"failed":              {ended{code: 1, out: "Error: no"}, false, ""},
		"killed":              {ended{code: -1}, true, ""},
		"killed by nobody":    {ended{code: -1}, false, "ended by a signal"},
		"a code of Go's":      {ended{code: 2}, false, "means nothing"},
		"hung":                {ended{code: 1, hung: true}, false, "hangs"},
		"a panic":             {ended{code: 1, out: "panic: no"}, false, "panic:"},
		"an error of its own": {ended{code: 1, out: "Error: context canceled"}, false, "context canceled"},
	} {
		if err := c.end.wrong(c.signalled); (err != nil) != (c.says != "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A seed draws one round, and many seeds all faults there are, each with what it is about.
func TestDraws(t *testing.T) {
	seen, verbs := map[Kind]bool{}, map[verb]bool{}
	for seed := range uint64(3000) {
		d := drawRound(seed)
		if again := drawRound(seed); d.String() != again.String() {
			t.Fatalf("seed %d draws\n%v\nand\n%v", seed, d, again)
		}
		verbs[d.verb] = true
		for _, f := range d.faults {
			seen[f.Kind] = true
			if f.Times < 1 || (f.on.Name != "") != slices.Contains(byOthers(), f.Kind) {
				t.Errorf("seed %d: %v", seed, f)
			}
		}
	}
	for _, k := range append(append(onTheWire(), ofTheProcess()...), append(byOthers(), Outlived)...) {
		if !seen[k] {
			t.Errorf("%s is never drawn", k)
		}
	}
	if len(verbs) != 9 {
		t.Errorf("drawn are %v", verbs)
	}
}
