package planner_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/saved"
)

// keyedLists are a list with keys, and a set, of a custom kind.
const keyedLists = `users: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, required: [name], properties: {name: {type: string}, role: {type: string}, size: {type: integer}}}}, ` +
	`tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}`

// Of a custom kind only the server knows by which values the items of a list are known, and it
// names fields by them. Where such a value is sensitive, no plan shows it, in whatever it
// says of the fields: that they conflict, become the stack's or cease to be, or
// were added by hand, and in what its steps do with them.
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
		said, err := json.Marshal(p)
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
		for _, s := range p.Steps {
			for _, how := range inWords.Texts(s.Details()) {
				for _, secret := range secrets {
					if strings.Contains(how, secret) {
						t.Errorf("%s: %s is said: %s", what, secret, how)
					}
				}
			}
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
	leaving := sensitive("s3cret-one")
	leaving.Lifecycle.IgnoreFields = []object.Path{object.MustParsePath(`spec.users[name="s3cret-one"].role`), object.MustParsePath(`spec.tags[="tag-s3cret-one"]`)}
	hides("left to others", w.plan(plan.Options{ForceConflicts: true}, leaving), plan.Update, "s3cret", "h4nd", "t4g")
	hides("read only", w.plan(plan.Options{ReadOnly: true, ForceConflicts: true}, sensitive("s3cret-three")), plan.Update, "s3cret", "h4nd", "t4g")
	w.patchAs("someone", w.gauges(), "g", clearedManagers)
	hides("cleared", w.plan(plan.Options{ForceConflicts: true}, sensitive("s3cret-three")), plan.Update, "s3cret", "h4nd", "t4g")
	w.revision = nil
	hides("adopted, and nobody's", w.plan(plan.Options{Adopt: true}, sensitive("s3cret-three")), plan.Adopt, "s3cret", "h4nd", "t4g")
	hand(`{name: h4nd, role: x}`, "t4g")
	hides("adopted", w.plan(plan.Options{Adopt: true, ForceConflicts: true, RemoveAdditions: true}, sensitive("s3cret-three")), plan.Adopt, "s3cret", "h4nd", "t4g")
}

// gauges are the resource of the custom kind that tests define.
func (w *world) gauges() schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: w.namespace + ".example.com", Version: "v1", Resource: "gauges"}
}

// What steps do with hidden items is done all the same, and a plan that does it with others, or with more of
// them, is another plan, as far as the state has a key to tell that by.
func TestStepsWithHiddenItems(t *testing.T) {
	for name, known := range map[string]bool{"of the stack's": true, "of an object that is adopted, before there is a state": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.rule(edit(twoVersions, "size: {type: integer}", keyedLists))
			gauge := func(tags string) object.Manifest {
				return w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Gauge, metadata: {name: g}, spec: {tags: [" + tags + "]}}")
			}
			m := gauge("s3cret, open")
			m.Sensitive = []object.Path{object.MustParsePath("spec.tags[0]")}
			w.served(m)
			w.apply(m)
			if !known {
				w.revision = nil
			}
			planned := func(tags string) *saved.File {
				w.patchAs("kubectl-patch", w.gauges(), "g", `{"spec": {"tags": ["s3cret", "open", `+tags+`]}}`)
				p := w.plan(plan.Options{Adopt: true, DryRunAll: true, RemoveAdditions: true}, m)
				f := &saved.File{Bindings: []saved.Binding{{}}, Plan: plan.Plan{FormatVersion: plan.FormatVersion, Clusters: []plan.ClusterPlan{*p}}}
				raw, err := saved.Encode(f)
				if err != nil || strings.Contains(string(raw), "t4g") || !strings.Contains(string(raw), `v:\\\"(sensitive) `) {
					t.Fatalf("%v: %s", err, raw)
				}
				if f, err = saved.Decode(raw); err != nil {
					t.Fatal(err)
				}
				return f
			}
			one, again, other := planned(`"t4g-one"`), planned(`"t4g-one"`), planned(`"t4g-other"`)
			two := planned(`"t4g-one", "t4g-other"`)
			for what, c := range map[string]struct {
				now  *saved.File
				same bool
			}{"the same": {again, true}, "another item": {other, !known}, "one more": {two, false}} {
				if d := saved.Compare(one, c.now); (len(d) == 0) != c.same {
					t.Errorf("%s: %v", what, d)
				}
			}
			p := w.plan(plan.Options{Adopt: true, DryRunAll: true, RemoveAdditions: true}, m)
			if i := slices.IndexFunc(only(t, p).Fields, func(f plan.FieldChange) bool { return f.Op == plan.Remove }); i < 0 || only(t, p).Fields[i].Items != 2 {
				t.Errorf("%+v", only(t, p).Fields)
			}
			stored, _ := w.carryOut(p)
			if diff := cmp.Diff([]any{"s3cret", "open"}, at(stored[m.Ref], "spec", "tags")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A plan says of how many hidden items of a list it is about, however many fields of each.
func TestHiddenItemsAreCounted(t *testing.T) {
	w := newWorld(t)
	w.rule(edit(twoVersions, "size: {type: integer}", keyedLists))
	gauge := func(spec string) object.Manifest {
		return w.manifest("{apiVersion: " + w.namespace + ".example.com/v1, kind: Gauge, metadata: {name: g}, spec: {" + spec + "}}")
	}
	m := gauge("users: [{name: s3cret, role: r}], tags: [s3cret]")
	m.Sensitive = []object.Path{object.MustParsePath("spec.users[0].name"), object.MustParsePath("spec.tags[0]")}
	w.served(m)
	w.apply(m)
	for name, c := range map[string]struct {
		spec string
		want []string
	}{
		"one item": {`"users": [{"name": "s3cret", "role": "r"}, {"name": "a", "role": "x", "size": 1}]`, []string{"remove spec.users 1"}},
		"several":  {`"users": [{"name": "s3cret", "role": "r"}, {"name": "a", "role": "x"}, {"name": "b"}, {"name": "c"}], "tags": ["s3cret", "d", "e"]`, []string{"remove spec.tags 2", "remove spec.users 3"}},
		"a value":  {`"users": [{"name": "s3cret", "role": "other"}]`, []string{"change spec.users 1"}},
	} {
		w.patchAs("kubectl-patch", w.gauges(), "g", `{"spec": {`+c.spec+`}}`)
		var got []string
		for _, f := range only(t, w.plan(plan.Options{DryRunAll: true, ForceConflicts: true, RemoveAdditions: true}, m)).Fields {
			if f.Op != plan.Take {
				got = append(got, fmt.Sprint(f.Op, " ", f.Path, " ", f.Items))
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		w.patchAs("kubectl-patch", w.gauges(), "g", `{"spec": {"users": [{"name": "s3cret", "role": "r"}], "tags": ["s3cret"]}}`)
	}
}
