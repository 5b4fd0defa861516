package apply_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
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
	events    []apply.Event
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	cluster := controlplane.Shared(t)
	namespace := cluster.Namespace(t)
	return fixtureIn(t, cluster, namespace)
}

func fixtureIn(t *testing.T, cluster *controlplane.Cluster, namespace string) *fixture {
	t.Helper()
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stack := object.Stack{Name: "shop", Namespace: namespace}
	return &fixture{t: t, client: client, store: state.Open(client, stack), stack: stack, namespace: namespace}
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
	f.events = nil
	return apply.Run(ctx, f.client, f.store, in, func(e apply.Event) { f.events = append(f.events, e) })
}

// input plans; what is planned may be adjusted.
func (f *fixture) input(adjust ...func(*apply.Input)) apply.Input {
	f.t.Helper()
	p, prior, err := plan.Compute(f.t.Context(), f.client, f.store, plan.Input{Stack: f.stack, Cluster: "default", Desired: f.desired})
	if err != nil {
		f.t.Fatal(err)
	}
	in := apply.Input{Plan: p, Desired: f.desired, Prior: prior, Stack: f.stack, Who: "alice@laptop", WLVersion: "test"}
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
		switch e := e.(type) {
		case apply.ObjectStarted:
			fmt.Fprintf(&b, "%s %s\n", e.Action, e.Object)
		case apply.ObjectDone:
			fmt.Fprintf(&b, "%s %s: done\n", e.Action, e.Object)
		case apply.ObjectFailed:
			fmt.Fprintf(&b, "%s %s: %v\n", e.Action, e.Object, e.Err)
		case apply.RolloutStarted:
			fmt.Fprintf(&b, "rollout %s\n", e.Object)
		case apply.RolloutProgress:
			fmt.Fprintf(&b, "rollout %s: %s %d/%d %s %v\n", e.Object, e.Status.Word, e.Status.Ready, e.Status.Wanted, e.Status.Message, e.Status.Causes)
		case apply.RolloutEnded:
			fmt.Fprintf(&b, "rollout %s: ended, %v\n", e.Object, e.Err)
		case apply.Notice:
			fmt.Fprintf(&b, "notice: %s\n", e.Text)
		}
	}
	return strings.ReplaceAll(b.String(), f.namespace, "NS")
}

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
	return strings.ReplaceAll(strings.Join(lines, "\n"), f.namespace, "NS")
}

// live reads an object; nil if there is none.
func (f *fixture) live(ref object.Ref) map[string]any {
	content, err := f.client.Get(context.Background(), ref)
	if err != nil {
		return nil
	}
	return content
}

func (f *fixture) ref(kind, name string) object.Ref {
	groups := map[string]string{"Deployment": "apps", "StatefulSet": "apps", "DaemonSet": "apps", "Job": "batch"}
	return object.Ref{Group: groups[kind], Kind: kind, Namespace: f.namespace, Name: name}
}

// manifest makes a desired object of the stack.
func (f *fixture) manifest(ref object.Ref, fields map[string]any) object.Manifest {
	k, ok := object.LookupKind(ref.GroupKind())
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
