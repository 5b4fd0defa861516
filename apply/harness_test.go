package apply_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// fixture is a stack in a namespace of its own on the shared control plane.
type fixture struct {
	t         *testing.T
	client    *kube.Client
	store     *state.Store
	stack     object.Stack
	namespace string
	desired   []object.Manifest
	ending    bool // plans are for the removal of everything
	events    []apply.Event
	kinds     *rollout.Kinds
	on        func(apply.Event) // called with each event, unless nil
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	cluster := controlplane.Shared(t)
	return fixtureIn(t, cluster, cluster.Namespace(t), nil)
}

func fixtureIn(t *testing.T, cluster *controlplane.Cluster, namespace string, trace func(kube.Request)) *fixture {
	t.Helper()
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{Trace: trace})
	if err != nil {
		t.Fatal(err)
	}
	stack := object.Stack{Name: "shop", Namespace: namespace}
	return &fixture{t: t, client: client, store: state.Open(client, stack), stack: stack, namespace: namespace, kinds: rollout.BuiltIn()}
}

// want sets the desired objects.
func (f *fixture) want(manifests ...object.Manifest) {
	slices.SortFunc(manifests, func(a, b object.Manifest) int { return object.Compare(a.Ref, b.Ref) })
	f.desired = manifests
}

// apply plans and applies, and keeps the events.
func (f *fixture) apply(adjust ...func(*apply.Input)) (apply.Result, error) {
	f.t.Helper()
	return f.run(f.t.Context(), f.input(adjust...))
}

func (f *fixture) run(ctx context.Context, in apply.Input) (apply.Result, error) {
	return apply.Run(ctx, f.client, f.store, in, f.record())
}

// record begins to keep events.
func (f *fixture) record() func(apply.Event) {
	f.events = nil
	return func(e apply.Event) {
		f.events = append(f.events, e)
		if f.on != nil {
			f.on(e)
		}
	}
}

// destroy plans and destroys.
func (f *fixture) destroy() (apply.Result, error) {
	f.t.Helper()
	f.want()
	f.ending = true
	defer func() { f.ending = false }()
	return apply.Destroy(f.t.Context(), f.client, f.store, f.input(), f.record())
}

// input plans; what is planned may be adjusted.
func (f *fixture) input(adjust ...func(*apply.Input)) apply.Input {
	f.t.Helper()
	return f.inputOf(plan.Options{}, adjust...)
}

func (f *fixture) inputOf(o plan.Options, adjust ...func(*apply.Input)) apply.Input {
	f.t.Helper()
	p, err := planner.Compute(f.t.Context(), f.client, f.store, plan.Input{Stack: f.stack, Cluster: "default", Desired: f.desired, Kinds: f.kinds.Registry, Destroy: f.ending, Options: o})
	if err != nil {
		f.t.Fatal(err)
	}
	in := apply.Input{Plan: p.Plan, Desired: p.Desired, Prior: p.Prior, Stack: f.stack, Who: "alice@laptop", WLVersion: "test"}
	in.Knowing(f.kinds)
	for _, a := range adjust {
		a(&in)
	}
	return in
}

// mustApply applies and fails the test if that does.
func (f *fixture) mustApply(adjust ...func(*apply.Input)) apply.Result {
	f.t.Helper()
	result, err := f.apply(adjust...)
	if err != nil {
		f.t.Fatalf("apply: %v\n%s", err, f.log())
	}
	return result
}

// log writes the events as lines, for messages and comparisons.
func (f *fixture) log() string {
	var b strings.Builder
	for _, e := range f.events {
		b.WriteString(line(e) + "\n")
	}
	return f.anonymous(b.String())
}

func line(e apply.Event) string {
	switch e := e.(type) {
	case apply.ObjectStarted:
		return fmt.Sprintf("%s %s", e.Action, e.Object)
	case apply.ObjectDone:
		return fmt.Sprintf("%s %s: done", e.Action, e.Object)
	case apply.ObjectFailed:
		return fmt.Sprintf("%s %s: %s", e.Action, e.Object, said(e.Err))
	case apply.DeletionProgress:
		return fmt.Sprintf("waits %s: %v", e.Object, e.Waits)
	case apply.ServerSilent:
		return fmt.Sprintf("silent for %v: %s", e.Elapsed.Round(time.Second), said(e.Err))
	case apply.ServerBack:
		return "the server is back"
	case apply.PodsReplaced:
		return fmt.Sprintf("replacing %v of %s: %s", e.Pods, e.Object, e.Because)
	case apply.RolloutStarted:
		return fmt.Sprintf("rollout %s", e.Object)
	case apply.RolloutProgress:
		return fmt.Sprintf("rollout %s: %s %d/%d %s %v", e.Object, e.Status.Word, e.Status.Ready, e.Status.Wanted, english.Text(e.Status.Message), e.Status.Causes)
	case apply.RolloutEnded:
		return fmt.Sprintf("rollout %s: ended, %v", e.Object, e.Err)
	case apply.Notice:
		return "notice: " + english.Text(e.Fact)
	}
	return fmt.Sprintf("unknown event %T", e)
}

var english = words.In(words.English)

// said is what users read of an error.
func said(err error) string { return english.Error(err) }

// position is where the first event stands that begins with text, as log
// writes it; -1 if there is none.
func (f *fixture) position(text string) int {
	return slices.IndexFunc(f.events, func(e apply.Event) bool { return strings.HasPrefix(f.anonymous(line(e)), text) })
}

// anonymous leaves the namespace's name out.
func (f *fixture) anonymous(text string) string { return strings.ReplaceAll(text, f.namespace, "NS") }

// revision is the state's current revision.
func (f *fixture) revision() *state.Revision {
	f.t.Helper()
	s, err := f.store.Read(context.Background())
	if err != nil {
		f.t.Fatal(err)
	}
	return s.Revision
}

// inventory writes the state's inventory as lines.
func (f *fixture) inventory() string {
	r := f.revision()
	if r == nil {
		return "no state"
	}
	lines := []string{string(r.Outcome)}
	for _, e := range r.Objects {
		lines = append(lines, fmt.Sprintf("%s %s", e.Ref, e.Phase))
	}
	return f.anonymous(strings.Join(lines, "\n"))
}

// exists writes the stack's objects that there are in its namespace as lines.
func (f *fixture) exists() []string {
	f.t.Helper()
	var found []string
	for k := range kind.All() {
		if !k.Namespaced || !k.Embedded {
			continue
		}
		metas, err := f.client.ListMeta(context.Background(), kube.Selection{Kind: k.GroupKind, Namespace: f.namespace, LabelSelector: f.stack.MemberSelector()})
		if err != nil {
			f.t.Fatal(err)
		}
		for _, m := range metas {
			found = append(found, f.anonymous(m.Ref.String()))
		}
	}
	slices.Sort(found)
	return found
}

// wanted writes the desired objects as exists does.
func (f *fixture) wanted() []string {
	var lines []string
	for _, m := range f.desired {
		lines = append(lines, f.anonymous(m.Ref.String()))
	}
	slices.Sort(lines)
	return lines
}

// live reads an object that must exist.
func (f *fixture) live(ref object.Ref) map[string]any {
	f.t.Helper()
	content, err := f.client.Get(context.Background(), ref)
	if err != nil {
		f.t.Fatal(err)
	}
	return content
}

// meddle applies fields to an object as another manager, taking them from
// whoever holds them.
func (f *fixture) meddle(ref object.Ref, fields map[string]any) {
	f.t.Helper()
	m := f.manifest(ref, fields)
	delete(m.Content["metadata"].(map[string]any), "labels")
	_, err := f.client.Apply(context.Background(), kube.ApplyRequest{Ref: ref, Content: m.Content, FieldManager: "meddler", Force: true})
	if err != nil {
		f.t.Fatal(err)
	}
}

// remove deletes an object behind the stack's back.
func (f *fixture) remove(ref object.Ref) {
	f.t.Helper()
	if err := f.client.Delete(context.Background(), ref, "", kube.Background); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) ref(kind, name string) object.Ref {
	groups := map[string]string{"Deployment": "apps", "StatefulSet": "apps", "DaemonSet": "apps", "Job": "batch"}
	return object.Ref{Group: groups[kind], Kind: kind, Namespace: f.namespace, Name: name}
}

// manifest makes a desired object of the stack.
func (f *fixture) manifest(ref object.Ref, fields map[string]any) object.Manifest {
	k, ok := kind.Lookup(ref.GroupKind())
	if !ok {
		f.t.Fatalf("no kind %s", ref.Kind)
	}
	labels := map[string]any{object.LabelName: ref.Name}
	for name, value := range f.stack.MemberLabels() {
		labels[name] = value
	}
	metadata := map[string]any{"name": ref.Name, "labels": labels}
	if ref.Namespace != "" {
		metadata["namespace"] = ref.Namespace
	}
	content := map[string]any{"apiVersion": k.APIVersion(), "kind": ref.Kind, "metadata": metadata}
	for name, value := range fields {
		content[name] = value
	}
	return object.Manifest{
		Ref:        ref,
		APIVersion: k.APIVersion(),
		Content:    content,
		Address:    strings.ToLower(ref.Kind) + "." + ref.Name,
		Origin:     object.Range{File: ref.Name + ".wl.hcl", StartLine: 3},
	}
}

func (f *fixture) configMap(name, level string) object.Manifest {
	return f.manifest(f.ref("ConfigMap", name), map[string]any{"data": map[string]any{"level": level}})
}

// pods is what a test's workload runs.
type pods struct {
	replicas    int64
	image       string
	annotations map[string]any // of the Pods
}

func behaving(how string) pods {
	return pods{replicas: 1, annotations: map[string]any{"wl-devcluster/behaviour": how}}
}

// workload makes a Deployment, StatefulSet or Job.
func (f *fixture) workload(kind, name string, p pods) object.Manifest {
	selector := map[string]any{object.LabelName: name, object.LabelKind: strings.ToLower(kind)}
	if p.image == "" {
		p.image = "nginx:1.27"
	}
	template := map[string]any{
		"metadata": map[string]any{"labels": selector, "annotations": p.annotations},
		"spec":     map[string]any{"containers": []any{map[string]any{"name": "main", "image": p.image}}},
	}
	spec := map[string]any{"template": template}
	switch kind {
	case "Job":
		template["spec"].(map[string]any)["restartPolicy"] = "Never"
		spec["completions"] = p.replicas
		spec["backoffLimit"] = int64(0)
	case "StatefulSet":
		spec["serviceName"] = name
		fallthrough
	default:
		spec["replicas"] = p.replicas
		spec["selector"] = map[string]any{"matchLabels": selector}
	}
	return f.manifest(f.ref(kind, name), map[string]any{"spec": spec})
}
