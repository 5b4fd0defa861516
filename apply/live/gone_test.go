package live_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// vanishing is a cluster whose Pods are deleted between their listing and their logs: so
// many of them.
type vanishing struct {
	*kube.Client
	mu   sync.Mutex
	left int
}

func (v *vanishing) Logs(ctx context.Context, q kube.LogRequest, line func(kube.LogLine) error) error {
	v.mu.Lock()
	gone := v.left > 0
	if gone {
		v.left--
	}
	v.mu.Unlock()
	if gone {
		pod := object.NewRef(kind.Pod, q.Namespace, q.Pod)
		if err := v.Delete(ctx, pod, "", kube.Background); err != nil {
			return err
		}
		for {
			if _, err := v.Get(ctx, pod); apierrors.IsNotFound(err) {
				break
			} else if err != nil {
				return err
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	return v.Client.Logs(ctx, q, line)
}

// A Pod that a rollout has ended since it was listed is no failure; where there is no
// other, there is nothing to show.
func TestLogsOfPodsThatGo(t *testing.T) {
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for gone, want := range map[int]struct {
		complete bool
		lines    int
		notes    []fact.Code
	}{
		0: {complete: true, lines: 2},
		1: {complete: true, lines: 1},
		2: {notes: []fact.Code{live.NothingLogged}},
	} {
		namespace := cluster.Namespace(t)
		stack := object.Stack{Name: "live", Namespace: namespace}
		pods := runningPods(t, client, namespace, stack)
		sink := &collected{enough: func() {}, want: -1}
		w := live.Workloads{Stack: stack, Entries: []state.Entry{{Ref: object.NewRef(kind.Deployment, namespace, "web")}}}
		complete, err := live.Logs(t.Context(), &vanishing{Client: client, left: gone}, w, live.LogQuery{}, sink)
		if err != nil {
			t.Fatal(err)
		}
		var notes []fact.Code
		for _, n := range sink.notes {
			notes = append(notes, n.Code)
		}
		if complete != want.complete || len(sink.texts()) != want.lines || !slices.Equal(notes, want.notes) {
			t.Errorf("%d of %d Pods gone: complete %v, %q, notes %v", gone, pods, complete, sink.texts(), sink.notes)
		}
	}
}

// Of a log that is followed, the Pod's successor is read.
func TestFollowedPodsThatGo(t *testing.T) {
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	stack := object.Stack{Name: "live", Namespace: namespace}
	runningPods(t, client, namespace, stack)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	sink := &collected{enough: cancel, want: 2}
	w := live.Workloads{Stack: stack, Entries: []state.Entry{{Ref: object.NewRef(kind.Deployment, namespace, "web")}}}
	if _, err := live.Logs(ctx, &vanishing{Client: client, left: 1}, w, live.LogQuery{Follow: true}, sink); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if len(sink.texts()) != 2 || len(sink.notes) > 0 {
		t.Errorf("%q, notes %v", sink.texts(), sink.notes)
	}
}

// That a node does not know a Pod that is there is told: its log is not shown.
func TestLogsOfANodeThatKnowsNoPod(t *testing.T) {
	cluster := controlplane.Shared(t)
	n := newNode(t, cluster, true)
	namespace := cluster.Namespace(t)
	stack := object.Stack{Name: "live", Namespace: namespace}
	n.deploy(t, namespace, stack)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := live.Workloads{Stack: stack, Entries: []state.Entry{{Ref: object.NewRef(kind.Deployment, namespace, "web")}}}
	for _, follow := range []bool{false, true} {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		sink := &collected{enough: func() {}, want: -1}
		complete, err := live.Logs(ctx, client, w, live.LogQuery{Follow: follow}, sink)
		cancel()
		if complete || !follow && err != nil || len(sink.notes) != 1 || sink.notes[0].Code != live.LogNotRead {
			t.Errorf("followed %v: complete %v, %v, notes %v", follow, complete, err, sink.notes)
		}
	}
}

// runningPods has a Deployment run two Pods.
func runningPods(t *testing.T, client *kube.Client, namespace string, stack object.Stack) int {
	t.Helper()
	labels := map[string]any{"app": "web"}
	ref := object.NewRef(kind.Deployment, namespace, "web")
	_, err := client.Create(t.Context(), ref, map[string]any{
		"apiVersion": "apps/v1", "kind": "Deployment",
		"metadata": map[string]any{"name": "web", "namespace": namespace, "labels": map[string]any{object.LabelApplySet: stack.ApplySetID()}},
		"spec": map[string]any{
			"replicas": int64(2), "selector": map[string]any{"matchLabels": labels},
			"template": map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{
				"terminationGracePeriodSeconds": int64(0), "containers": []any{map[string]any{"name": "main", "image": "web:1"}},
			}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 300 {
		content, err := client.Get(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		status, _ := content["status"].(map[string]any)
		if status["readyReplicas"] == int64(2) {
			return 2
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the Deployment has no two Pods that run")
	return 0
}
