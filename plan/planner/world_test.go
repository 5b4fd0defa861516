package planner_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
	"github.com/workloadlang/wl/state/applied"
)

// world is a stack in a namespace of a real cluster, applied by bare requests,
// and with a state that is kept in memory.
type world struct {
	t         *testing.T
	client    *kube.Client
	stack     object.Stack
	namespace string
	revision  *state.Revision
	key       []byte            // the state's; nil for a new one with each plan
	decided   []object.Manifest // as the last plan is to be applied
	proofs    map[object.Ref]proof
}

// proof is what a record of the state was made of.
type proof struct {
	manifest object.Manifest
	live     object.Meta
}

func newWorld(t *testing.T) *world {
	t.Helper()
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	return &world{
		t: t, client: client, namespace: namespace, stack: object.Stack{Name: "shop", Namespace: namespace}, proofs: map[object.Ref]proof{},
	}
}

// Read makes the world the state of its stack.
func (w *world) Read(context.Context) (state.Snapshot, error) {
	s := state.Snapshot{Revision: w.revision, Key: w.key}
	if s.Revision != nil {
		s.Revision.Key = w.key
	}
	if s.NewKey() {
		s.Key = []byte(rand.Text())
	}
	return s, nil
}

// Applied are the objects as the world has last sent them.
func (w *world) Applied(context.Context, state.Snapshot) ([]state.AppliedObject, error) {
	var sent []object.Manifest
	for _, ref := range slices.SortedFunc(maps.Keys(w.proofs), object.Compare) {
		sent = append(sent, w.proofs[ref].manifest)
	}
	return applied.All(sent, w.key)
}

// MovingHere is none: no stack is moved.
func (w *world) MovingHere(context.Context, bool) ([]object.Stack, error) { return nil, nil }

// manifest reads an object, puts it into the namespace and labels it as the
// stack's.
func (w *world) manifest(text string) object.Manifest {
	w.t.Helper()
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		w.t.Fatal(err)
	}
	content := map[string]any{}
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		w.t.Fatal(err)
	}
	metadata := content["metadata"].(map[string]any)
	if metadata["namespace"] == nil && content["kind"] != "Namespace" {
		metadata["namespace"] = w.namespace
	}
	labels := map[string]any{}
	for k, v := range w.stack.MemberLabels() {
		labels[k] = v
	}
	metadata["labels"] = labels
	meta, err := object.MetaOf(content)
	if err != nil {
		w.t.Fatal(err)
	}
	return object.Manifest{
		Ref: meta.Ref, APIVersion: content["apiVersion"].(string), Content: content,
		Address: "workload." + meta.Ref.Name,
		Origin:  object.Range{File: "shop.wl.hcl", StartLine: 3},
	}
}

// apply sends the objects, whoever owns their fields, and remembers them, as a
// first apply does.
func (w *world) apply(manifests ...object.Manifest) {
	w.t.Helper()
	w.revision = &state.Revision{}
	for _, m := range manifests {
		w.send(m, kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: w.stack.FieldManager(), Force: true})
	}
}

// send applies an object and records it.
func (w *world) send(m object.Manifest, request kube.ApplyRequest) kube.ApplyResult {
	w.t.Helper()
	result, err := w.client.Apply(w.t.Context(), request)
	if err != nil {
		w.t.Fatal(err)
	}
	w.record(m, result.Meta)
	return result
}

func (w *world) record(m object.Manifest, live object.Meta) {
	w.t.Helper()
	version, err := w.client.Version(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	sensitive, err := kubeschema.SensitivePaths(&m)
	if err != nil {
		w.t.Fatal(err)
	}
	if w.key == nil {
		w.key = []byte(rand.Text()) // as the first write does
	}
	record, err := state.NewRecord(&m, live, w.stack.FieldManager(), version, w.key)
	if err != nil {
		w.t.Fatal(err)
	}
	w.proofs[m.Ref] = proof{m, live}
	w.revision.Objects = slices.DeleteFunc(w.revision.Objects, func(e state.Entry) bool { return e.Ref == m.Ref })
	w.revision.Objects = append(w.revision.Objects, state.Entry{
		Ref: m.Ref, APIVersion: m.APIVersion, Address: m.Address, UID: live.UID, Phase: state.Ready, Record: record, Sensitive: sensitive,
		PreventDestroy: m.Lifecycle.PreventDestroy, Release: m.Lifecycle.Release, Fit: m.Fit,
	})
}

// carryOut does what the last plan says and nothing else, and returns the objects that
// the server has stored. What is blocked the server must refuse: those objects
// are returned, too.
func (w *world) carryOut(p *plan.ClusterPlan) (stored map[object.Ref]map[string]any, refused map[object.Ref]bool) {
	w.t.Helper()
	if w.revision == nil {
		w.revision = &state.Revision{}
	}
	stored, refused = map[object.Ref]map[string]any{}, map[object.Ref]bool{}
	for _, c := range p.Changes {
		i := slices.IndexFunc(w.decided, func(m object.Manifest) bool { return m.Ref == c.Object })
		switch c.Action {
		case plan.Create, plan.Update:
			s := writeOf(w.t, p, c.Object)
			w.takeFirst(w.decided[i], s)
			op, _ := s.Applied()
			r := kube.ApplyRequest{Ref: c.Object, Content: op.Content, FieldManager: w.stack.FieldManager(), Force: op.Force}
			result := w.send(w.decided[i], r)
			if result.Created != (c.Action == plan.Create) {
				w.t.Fatalf("%s: %s was planned, and created is %v", c.Object, c.Action, result.Created)
			}
			stored[c.Object] = result.Object
		case plan.Adopt:
			stored[c.Object] = w.adopt(w.decided[i], *writeOf(w.t, p, c.Object))
		case plan.Delete:
			if err := w.client.Delete(w.t.Context(), c.Object, p.Steps.Of(c.Object)[0].If.UID, kube.Background); err != nil {
				w.t.Fatal(err)
			}
			w.revision.Objects = slices.DeleteFunc(w.revision.Objects, func(e state.Entry) bool { return e.Ref == c.Object })
		case plan.Blocked:
			r := kube.ApplyRequest{Ref: c.Object, Content: w.decided[i].Content, FieldManager: w.stack.FieldManager()}
			if _, err := w.client.Apply(w.t.Context(), r); err == nil {
				w.t.Fatalf("%s was blocked, and the server does it: %+v", c.Object, c.Blocked)
			}
			refused[c.Object] = true
		default:
			w.t.Fatalf("cannot carry out %s of %s", c.Action, c.Object)
		}
	}
	return stored, refused
}

func (w *world) plan(o plan.Options, desired ...object.Manifest) *plan.ClusterPlan {
	w.t.Helper()
	result, err := planner.Compute(w.t.Context(), w.client, w, plan.Input{Stack: w.stack, Cluster: "default", Desired: desired, Options: o})
	if err != nil {
		w.t.Fatal(err)
	}
	w.decided = result.Desired
	return result.Plan
}

// destroyed plans that the stack goes, with its state; configured is what the configuration has.
func (w *world) destroyed(configured ...object.Manifest) *plan.ClusterPlan {
	w.t.Helper()
	result, err := planner.Compute(w.t.Context(), w.client, w, plan.Input{Stack: w.stack, Cluster: "default", Configured: configured, Destroy: true})
	if err != nil {
		w.t.Fatal(err)
	}
	return result.Plan
}

// Foreign patches an object as another manager.
func (w *world) foreign(manager string, content map[string]any, force bool) {
	w.t.Helper()
	meta, err := object.MetaOf(content)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.client.Apply(w.t.Context(), kube.ApplyRequest{Ref: meta.Ref, Content: content, FieldManager: manager, Force: force}); err != nil {
		w.t.Fatal(err)
	}
}

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: nginx, image: "nginx:1.27", env: [{name: TOKEN, value: one}]}
      - {name: sidecar, image: "sidecar:1"}
`

const settings = `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {level: info}
`

func edit(text string, oldnew ...string) string {
	return strings.NewReplacer(oldnew...).Replace(text)
}

// inWords are the words in which tests say what plans hold.
var inWords = words.In(words.English)

// said is what becomes of Pods, in words.
func said(i *plan.Impact) string { return inWords.Clauses(i.Effects) }

// Warnings are a change's, in words.
func warnings(c plan.Change) string { return strings.Join(inWords.Texts(c.Warnings), "\n") }

// describe is a plan in the few words that tests compare.
func describe(p *plan.ClusterPlan) string {
	var b strings.Builder
	for _, c := range p.Changes {
		fmt.Fprintf(&b, "%s %s %s\n", c.Action, c.Object.Kind, c.Object.Name)
		if c.Blocked != nil {
			fmt.Fprintf(&b, "  %s\n", inWords.Text(c.Blocked.Fact))
		}
		if c.Action != plan.Update {
			continue
		}
		for _, f := range c.Fields {
			if f.Op == plan.Take || f.Op == plan.Release {
				fmt.Fprintf(&b, "  %s: %s %v\n", f.Path, f.Op, f.After)
				continue
			}
			fmt.Fprintf(&b, "  %s: %v -> %v (%s %s)\n", f.Path, f.Before, f.After, f.Cause.Kind, f.Cause.Manager)
		}
		if c.Impact != nil {
			fmt.Fprintf(&b, "  %s\n", said(c.Impact))
		}
	}
	return strings.ReplaceAll(b.String(), " )", ")")
}

func expect(t *testing.T, p *plan.ClusterPlan, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), describe(p)); diff != "" {
		t.Error(diff)
	}
}

// await waits until a live object is as the test wants it.
func (w *world) await(ref object.Ref, is func(o map[string]any) bool) {
	w.t.Helper()
	seen := errors.New("seen")
	ctx, stop := context.WithTimeout(w.t.Context(), 2*time.Minute)
	defer stop()
	err := w.client.Follow(ctx, kube.Selection{Kind: ref.GroupKind(), Namespace: ref.Namespace}, new(kube.Again), func(e kube.Event) error {
		if e.Object != nil && e.Object["metadata"].(map[string]any)["name"] == ref.Name && is(e.Object) {
			return seen
		}
		return nil
	})
	if !errors.Is(err, seen) {
		w.t.Fatalf("%s is not as it should become: %v", ref, err)
	}
}

// awaitPods waits until the Deployment's controller has counted two Pods of its template, and
// no others.
func (w *world) awaitPods(ref object.Ref) {
	w.t.Helper()
	w.await(ref, func(o map[string]any) bool {
		status, _ := o["status"].(map[string]any)
		return status["replicas"] == int64(2) && status["updatedReplicas"] == int64(2) && status["observedGeneration"] == object.At(o, "metadata", "generation")
	})
}

// awaitSettled waits until a Deployment's controller has nothing more to write.
func (w *world) awaitSettled(ref object.Ref, available int64) {
	w.t.Helper()
	w.await(ref, func(o map[string]any) bool {
		status, _ := o["status"].(map[string]any)
		conditions, _ := status["conditions"].([]any)
		return status["availableReplicas"] == available && status["updatedReplicas"] == available &&
			slices.ContainsFunc(conditions, func(c any) bool { return c.(map[string]any)["reason"] == "NewReplicaSetAvailable" })
	})
}

// awaitRunning waits until a workload's controller has counted its Pods, those of a Job
// while they run or after they have.
func (w *world) awaitRunning(ref object.Ref) {
	w.t.Helper()
	w.await(ref, func(o map[string]any) bool {
		status, _ := o["status"].(map[string]any)
		return status["replicas"] != nil || status["active"] != nil || status["succeeded"] != nil
	})
}

// patch changes an object as a client that knows no server-side apply, by a
// strategic merge patch.
func (w *world) patch(manager string, ref object.Ref, patch string, subresource ...string) {
	w.t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", controlplane.Shared(w.t).Kubeconfig)
	if err != nil {
		w.t.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		w.t.Fatal(err)
	}
	k, _ := kind.Lookup(ref.GroupKind())
	resource := schema.GroupVersionResource{Group: k.Group, Version: k.Version, Resource: k.Plural}
	_, err = client.Resource(resource).Namespace(ref.Namespace).Patch(w.t.Context(), ref.Name,
		types.StrategicMergePatchType, []byte(patch), metav1.PatchOptions{FieldManager: manager}, subresource...)
	if err != nil {
		w.t.Fatal(err)
	}
}

// eventually applies an object of a kind whose definition is new, once it is served.
func (w *world) eventually(m object.Manifest) {
	w.t.Helper()
	for attempt := 1; ; attempt++ {
		_, err := w.client.Apply(w.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: w.stack.FieldManager()})
		if err == nil {
			return
		}
		if attempt == 100 {
			w.t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
