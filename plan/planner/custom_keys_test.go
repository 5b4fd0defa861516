package planner_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// keyedLists are a list with keys, and a set, of a custom kind.
const keyedLists = `users: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, required: [name], properties: {name: {type: string}, role: {type: string}, size: {type: integer}}}}, ` +
	`tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}`

// Of a custom kind only the server knows by which values the items of a list are known, and it
// names fields by them. Where such a value is sensitive, no plan shows it, in whatever it
// says of the fields: that they conflict, become the stack's or cease to be, or
// were added by hand.
func TestSensitiveKeysOfCustomLists(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(twoVersions, "size: {type: integer}", keyedLists))
	gauge := func(users, tags string) object.Manifest {
		return w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Gauge, metadata: {name: g}, spec: {users: [" + users + "], tags: [" + tags + "]}}")
	}
	sensitive := func(key string) object.Manifest {
		m := gauge("{name: "+strconv.Quote(key)+", role: r, size: 1}, {name: open, role: w}", strconv.Quote("tag-"+key)+", open")
		m.Sensitive = []object.Path{object.MustParsePath("spec.users[0].name"), object.MustParsePath("spec.tags[0]")}
		return m
	}
	hand := func(users, tags string) {
		m := gauge(users, tags)
		delete(m.Content["metadata"].(map[string]any), "labels")
		w.foreign("hand", m.Content, true)
	}
	hides := func(what string, p *plan.ClusterPlan, action plan.Action, secrets ...string) {
		t.Helper()
		said, err := json.Marshal([]any{p.Changes, p.Additions, p.Warnings, p.Problems, p.Dropped})
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range secrets {
			if strings.Contains(string(said), secret) {
				t.Errorf("%s: %s is shown:\n%s", what, secret, said)
			}
		}
		if len(p.Changes) != 1 || p.Changes[0].Action != action {
			t.Errorf("%s: %s", what, said)
		}
	}
	w.served(sensitive("first"))
	hides("created", w.plan(plan.Options{}, sensitive("s3cret-one")), plan.Create, "s3cret")
	w.apply(sensitive("s3cret-one"))
	hides("another key", w.plan(plan.Options{}, sensitive(`s3cret"two`)), plan.Update, "s3cret")
	reordered := sensitive("s3cret-one")
	slices.Reverse(reordered.Content["spec"].(map[string]any)["tags"].([]any))
	reordered.Sensitive[1] = object.MustParsePath("spec.tags[1]")
	hides("another order", w.plan(plan.Options{}, reordered), plan.Update, "s3cret")
	hand(`{name: s3cret-one, size: 7}, {name: h4nd, role: x}`, "t4g")
	hides("a conflict", w.plan(plan.Options{}, sensitive("s3cret-one")), plan.Blocked, "s3cret", "h4nd", "t4g")
	hides("taken", w.plan(plan.Options{ForceConflicts: true}, sensitive("s3cret-one")), plan.Update, "s3cret", "h4nd", "t4g")
	hides("released", w.plan(plan.Options{ForceConflicts: true}, sensitive("s3cret-three")), plan.Update, "s3cret", "h4nd", "t4g")
	hides("added by hand", w.plan(plan.Options{DryRunAll: true, ForceConflicts: true, RemoveAdditions: true}, sensitive("s3cret-one")), plan.Update, "s3cret", "h4nd", "t4g")
	hides("read only", w.plan(plan.Options{ReadOnly: true, ForceConflicts: true}, sensitive("s3cret-three")), plan.Update, "s3cret", "h4nd", "t4g")
}
