package planner_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// identity is a user who may do in the namespace what the rules say, and
// nothing else. It remembers what it has asked.
type identity struct {
	*world
	mu   sync.Mutex
	sent []kube.Request
}

func (w *world) as(name, rules string) *identity {
	w.t.Helper()
	cluster := controlplane.Shared(w.t)
	user := name + "." + w.namespace
	for _, text := range []string{
		"{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: " + name + "}, rules: " + rules + "}",
		"{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: " + name + "}, " +
			"roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: " + name + "}, subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: " + user + "}]}",
	} {
		w.foreign("admin", w.unlabelled(text), false)
	}
	config, err := clientcmd.LoadFromFile(cluster.Kubeconfig)
	if err != nil {
		w.t.Fatal(err)
	}
	config.AuthInfos[config.Contexts[cluster.Context].AuthInfo].Impersonate = user
	path := filepath.Join(w.t.TempDir(), "kubeconfig")
	if err := clientcmd.WriteToFile(*config, path); err != nil {
		w.t.Fatal(err)
	}
	i := &identity{}
	client, err := kube.Connect(kube.Target{Kubeconfig: path, Context: cluster.Context}, kube.Options{Trace: i.note})
	if err != nil {
		w.t.Fatal(err)
	}
	theirs := *w
	theirs.client, i.world = client, &theirs
	i.awaitRights()
	return i
}

// awaitRights waits until the server has noticed the rules, by what all of them
// allow.
func (i *identity) awaitRights() {
	i.t.Helper()
	for range 200 {
		if _, err := i.client.ListMeta(i.t.Context(), kube.Selection{Kind: kind.GroupKind{Kind: "ConfigMap"}, Namespace: i.namespace}); err == nil {
			i.sent = nil
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	i.t.Fatal("the rules have no effect")
}

func (w *world) unlabelled(text string) map[string]any {
	content := w.manifest(text).Content
	delete(content["metadata"].(map[string]any), "labels")
	return content
}

func (i *identity) note(r kube.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.sent = append(i.sent, r)
}

// refusedOrWriting lists what was refused, and what was no GET. A state in other
// namespaces is looked for by who may not look there, too.
func (i *identity) refusedOrWriting() []string {
	var all []string
	for _, r := range i.sent {
		if r.Method != "GET" || r.Status == 403 && !strings.Contains(r.Query, "wl%2Fstate") {
			all = append(all, fmt.Sprintf("%s %s?%s: %d", r.Method, r.Path, r.Query, r.Status))
		}
	}
	i.sent = nil
	return all
}

const readEverything = `[{apiGroups: ["*"], resources: ["*"], verbs: [get, list]}]`

// A plan with --read-only needs no right but to get and to list.
func TestReadOnly(t *testing.T) {
	w := newWorld(t)
	reader := w.as("reader", readEverything)
	job := "{apiVersion: batch/v1, kind: Job, metadata: {name: load}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}"
	ready := "{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {app: web}, ports: [{port: 80}]}}"
	check := func(what string, want string, o plan.Options, desired ...object.Manifest) *plan.ClusterPlan {
		t.Helper()
		o.ReadOnly = true
		p := reader.plan(o, desired...)
		if diff := describe(p); diff != strings.TrimPrefix(want, "\n") {
			t.Errorf("%s: got\n%s", what, diff)
		}
		if wrong := reader.refusedOrWriting(); wrong != nil {
			t.Errorf("%s: %s", what, strings.Join(wrong, "\n"))
		}
		for _, c := range p.Changes {
			if c.Approximate.IsZero() != (c.Action == plan.Delete) {
				t.Errorf("%s: %s %s is approximate: %v", what, c.Action, c.Object, c.Approximate)
			}
		}
		return p
	}
	p := check("creates", "create Deployment web\ncreate Service front\n", plan.Options{}, w.manifest(web), w.manifest(ready))
	if p.Former == nil || !strings.Contains(p.Former.Unseen, `cannot list resource "secrets"`) {
		t.Errorf("it is not said that other namespaces could not be searched: %+v", p.Former)
	}

	w.apply(w.manifest(web), w.manifest(settings), w.manifest(job), w.manifest(ready))
	reader.revision = w.revision
	w.awaitPods(w.manifest(web).Ref)
	w.awaitRunning(w.manifest(job).Ref)
	p = check("nothing", "", plan.Options{DryRunAll: true}, w.manifest(web), w.manifest(settings), w.manifest(job), w.manifest(ready))
	if p.Unchanged != 4 {
		t.Errorf("%d unchanged", p.Unchanged)
	}
	check("a deletion, an update, a rerun", `
delete ConfigMap settings
update Deployment web
  spec.template.spec.containers[name="nginx"].image: nginx:1.27 -> nginx:1.28 (configuration)
  2 Pods restart, one at a time, each after its replacement is ready; no outage expected
rerun Job load
`, plan.Options{}, w.manifest(edit(web, "nginx:1.27", "nginx:1.28")), w.manifest(edit(job, "a:1", "a:2")), w.manifest(ready))

	w.patch("kubectl-edit", w.manifest(web).Ref, `{"spec":{"template":{"spec":{"containers":[{"name":"sidecar","image":"sidecar:by-hand"}]}}}}`)
	w.awaitPods(w.manifest(web).Ref)
	check("drift", `
update Deployment web
  spec.template.spec.containers[name="sidecar"].image: sidecar:by-hand -> sidecar:1 (drift kubectl-edit)
  2 Pods restart, one at a time, each after its replacement is ready; no outage expected
`, plan.Options{}, w.manifest(web), w.manifest(settings), w.manifest(job), w.manifest(ready))

	w.patch("some-controller", w.manifest(web).Ref, `{"spec":{"replicas":5}}`)
	p = check("a conflict", "blocked Deployment web\n  Conflict with another field manager\n", plan.Options{}, w.manifest(web), w.manifest(settings), w.manifest(job), w.manifest(ready))
	if b := p.Changes[0].Blocked; b.Path != object.PathOf("spec", "replicas") || !strings.Contains(inWords.Detail(b.Fact), "some-controller") {
		t.Errorf("%+v", b)
	}
}

// An adoption is computed as well, and says what the server would.
func TestReadOnlyAdoption(t *testing.T) {
	w := newWorld(t)
	w.createAs("kubectl-create", before)
	w.revision = &state.Revision{}
	reader := w.as("reader", readEverything)
	p := reader.plan(plan.Options{ReadOnly: true, Adopt: true}, w.manifest(web))
	if wrong := reader.refusedOrWriting(); wrong != nil {
		t.Error(strings.Join(wrong, "\n"))
	}
	asked := w.plan(plan.Options{Adopt: true}, w.manifest(web))
	if len(p.Changes) != 1 || p.Changes[0].Action != plan.Adopt || p.Changes[0].Approximate.IsZero() {
		t.Fatalf("%+v", p.Changes)
	}
	// It is about the same fields, but the predecessor's defaults, which stay, are
	// "removed or back to the default".
	paths := func(p *plan.ClusterPlan) []string {
		var all []string
		for _, f := range p.Changes[0].Fields {
			all = append(all, f.Path.String())
		}
		slices.Sort(all)
		return all
	}
	if diff := cmp.Diff(paths(asked), paths(p)); diff != "" || !strings.Contains(verdict(p), "change spec.replicas: 3 -> 2") {
		t.Errorf("by the server (-) and computed (+)\n%s\n%s", diff, verdict(p))
	}
}

func TestReadOnlyInAMissingNamespace(t *testing.T) {
	w := newWorld(t)
	p := w.plan(plan.Options{ReadOnly: true}, w.manifest(edit(settings, "{name: settings}", "{name: settings, namespace: no-such-namespace}")))
	expect(t, p, "blocked ConfigMap settings\n  The namespace does not exist\n")
	if detail := inWords.Detail(p.Changes[0].Blocked.Fact); !strings.Contains(detail, `namespace "no-such-namespace" {}`) || p.Requests.DryRuns != 0 {
		t.Errorf("%+v: %s", p.Requests, detail)
	}
}

// Who may not ask for a dry-run gets a computed plan, and is refused no more
// often than needed to know.
func TestForbiddenToAsk(t *testing.T) {
	w := newWorld(t)
	w.apply(w.manifest(web), w.manifest(settings))
	w.awaitSettled(w.manifest(web).Ref, 2) // or it would be asked about again
	changed := []object.Manifest{
		w.manifest(edit(web, "replicas: 2", "replicas: 3")), w.manifest(edit(settings, "info", "debug")),
		w.manifest(edit(settings, "name: settings", "name: more")), w.manifest(edit(settings, "name: settings", "name: still-more")),
	}
	for name, c := range map[string]struct {
		rules, approximate string
		refused, dryRuns   int
	}{
		"reads":   {readEverything, "settings more still-more web", 2, 0},
		"patches": {`[{apiGroups: ["*"], resources: ["*"], verbs: [get, list, patch]}]`, "more still-more", 1, 2},
		"creates": {`[{apiGroups: ["*"], resources: ["*"], verbs: [get, list, patch, create]}]`, "", 0, 4},
	} {
		t.Run(name, func(t *testing.T) {
			who := w.as(name, c.rules)
			p := who.plan(plan.Options{Parallelism: 1}, changed...)
			var approximate []string
			for _, change := range p.Changes {
				if !change.Approximate.IsZero() {
					approximate = append(approximate, change.Object.Name)
					if !strings.Contains(inWords.Text(change.Approximate), `User "`+name+"."+w.namespace+`" cannot `) {
						t.Error(change.Approximate)
					}
				}
			}
			if got := strings.Join(approximate, " "); len(p.Changes) != 4 || !sameWords(got, c.approximate) || p.Requests.DryRuns != c.dryRuns {
				t.Errorf("approximate: %s; %+v\n%s", got, p.Requests, describe(p))
			}
			refused := 0
			for _, r := range who.sent {
				if r.Status == 403 {
					refused++
				}
			}
			if refused != c.refused {
				t.Errorf("refused %d times: %v", refused, who.sent)
			}
		})
	}
}

func sameWords(a, b string) bool {
	return slices.Equal(slices.Sorted(slices.Values(strings.Fields(a))), slices.Sorted(slices.Values(strings.Fields(b))))
}

// Rights in the stack's own namespace are enough, also for the Namespace itself,
// which cannot be listed with them.
func TestRightsInOneNamespace(t *testing.T) {
	w := newWorld(t)
	namespace := w.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: " + w.namespace + "}}")
	w.apply(namespace, w.manifest(settings))
	team := w.as("team", `[{apiGroups: ["*"], resources: ["*"], verbs: [get, list, patch, create]}]`)
	p := team.plan(plan.Options{}, namespace, w.manifest(edit(settings, "info", "debug")))
	expect(t, p, "update ConfigMap settings\n  data.level: info -> debug (configuration)\n")
	if p.Unchanged != 1 || !p.Changes[0].Approximate.IsZero() {
		t.Errorf("%+v", p)
	}
	expect(t, team.destroyed(), "delete Namespace "+w.namespace+"\ndelete ConfigMap settings\n")
	// Before the first apply the namespace is looked for, and may be invisible.
	blind := w.as("blind", `[{apiGroups: [""], resources: [configmaps], verbs: [get, list, patch, create]}]`)
	blind.revision = nil
	expect(t, blind.plan(plan.Options{}, w.manifest(edit(settings, "name: settings", "name: more"))), "create ConfigMap more\n")
}

// Who may not read the state is told so: without it nobody knows what to delete.
func TestUnreadableState(t *testing.T) {
	w := newWorld(t)
	who := w.as("no-secrets", `[{apiGroups: [""], resources: [configmaps], verbs: [get, list]}]`)
	p, err := planner.Compute(t.Context(), who.client, state.Open(who.client, w.stack), plan.Input{
		Stack: w.stack, Cluster: "default", Desired: []object.Manifest{w.manifest(settings)}, Options: plan.Options{ReadOnly: true},
	})
	if p != nil || err == nil {
		t.Fatalf("%+v", p)
	}
	for _, want := range []string{"the state of the stack shop (Secret " + w.namespace + "/wl-state-shop) cannot be read", `cannot get resource "secrets"`, "ask the cluster's administrators"} {
		if said := words.In(words.English).Error(err); !strings.Contains(said, want) {
			t.Errorf("it does not say %q: %s", want, said)
		}
	}
}
