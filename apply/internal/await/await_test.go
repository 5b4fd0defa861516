package await

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
)

func condition(of, status, message string) any {
	return map[string]any{"type": of, "status": status, "message": message}
}

func going(gk kind.GroupKind, finalizers []any, conditions ...any) map[string]any {
	return map[string]any{
		"apiVersion": kind.JoinAPIVersion(gk.Group, "v1"), "kind": gk.Kind,
		"metadata": map[string]any{"deletionTimestamp": "2026-01-02T15:04:05Z", "finalizers": finalizers},
		"status":   map[string]any{"conditions": conditions},
	}
}

// Only what has to do with the end of an object is said to keep it.
func TestWaitsOf(t *testing.T) {
	for _, c := range []struct {
		name    string
		content map[string]any
		want    string
	}{
		{"nothing is known", going(kind.ConfigMap, nil), ""},
		{"finalizers", going(kind.ConfigMap, []any{"example.com/b", "example.com/a"}), "finalizer finalizer=\"example.com/a\"; finalizer finalizer=\"example.com/b\""},
		{"a workload's conditions have nothing to do with it", going(kind.Deployment, []any{"foregroundDeletion"}, condition("Available", "True", "fine")), "finalizer finalizer=\"foregroundDeletion\""},
		{"a namespace", going(kind.Namespace, nil,
			condition("NamespaceContentRemaining", "True", "Some resources are remaining: configmaps. has 1 resource instances"),
			condition("NamespaceDeletionDiscoveryFailure", "False", "All resources successfully discovered"),
			condition("NamespaceFinalizersRemaining", "True", "Some content in the namespace has finalizers remaining: example.com/never in 1 resource instances")),
			"condition condition=\"NamespaceContentRemaining\" said=\"Some resources are remaining: configmaps. has 1 resource instances\"; condition condition=\"NamespaceFinalizersRemaining\" said=\"Some content in the namespace has finalizers remaining: example.com/never in 1 resource instances\""},
		{"a namespace of another group", going(kind.In("example.com/v1", kind.Namespace.Kind), []any{"example.com/a"}, condition("Ready", "True", "fine")), "finalizer finalizer=\"example.com/a\""},
		{"a definition", going(kind.Definition, []any{"customresourcecleanup.apiextensions.k8s.io"}, condition("Established", "True", "x"), condition("Terminating", "True", "CustomResource deletion is in progress")),
			"finalizer finalizer=\"customresourcecleanup.apiextensions.k8s.io\"; condition condition=\"Terminating\" said=\"CustomResource deletion is in progress\""},
		{"one that stays", map[string]any{"kind": "ConfigMap", "metadata": map[string]any{"finalizers": []any{"x"}}}, ""},
	} {
		var got []string
		for _, w := range observed.WaitsOf(c.content) {
			got = append(got, w.Fact().String())
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// What an end waits for is told when it has taken a while, and when it changes.
func TestWaitsAreToldOnce(t *testing.T) {
	start := time.Now()
	d := &deletion{started: start, deadline: start.Add(time.Hour)}
	told := 0
	tell := func(after time.Duration, waits ...observed.Wait) {
		if d.news(waits, start.Add(after)) {
			told++
		}
	}
	one, two := observed.Wait{Finalizer: "a"}, observed.Wait{Finalizer: "b"}
	for i, c := range []struct {
		after time.Duration
		waits []observed.Wait
		told  int
	}{
		{time.Second, []observed.Wait{one}, 0}, {untold, nil, 0}, {untold, []observed.Wait{one}, 1}, {10 * untold, []observed.Wait{one}, 1},
		{11 * untold, []observed.Wait{one, two}, 2}, {12 * untold, []observed.Wait{two}, 3}, {13 * untold, nil, 3},
	} {
		if tell(c.after, c.waits...); told != c.told {
			t.Errorf("step %d: told %d times, want %d", i, told, c.told)
		}
	}
}

// Pods are deleted when their time has come, once, and those of one reason only.
func TestDue(t *testing.T) {
	pod := func(uid string, because rollout.ReplacedBecause, after time.Duration) rollout.Replaced {
		return rollout.Replaced{Pod: &corev1.Pod{ObjectMeta: metav1.ObjectMeta{UID: types.UID(uid), Name: uid}}, Because: because, After: after}
	}
	a, b, c := pod("a", rollout.Blocking, 0), pod("b", rollout.Blocking, 10*time.Second), pod("c", rollout.Outworn, 0)
	start := time.Now()
	r, limit := newReplacing(), start.Add(time.Hour)
	step := func(after time.Duration, want string, next time.Duration, all ...rollout.Replaced) {
		t.Helper()
		var names []string
		for _, d := range r.due(start.Add(after), limit, all) {
			names = append(names, d.Pod.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("after %v: %q, want %q", after, got, want)
		}
		if next == 0 != r.next.IsZero() || next > 0 && !r.next.Equal(start.Add(next)) {
			t.Errorf("after %v: asks to be asked at %v, want %v", after, r.next.Sub(start), next)
		}
	}
	step(0, "a", 10*time.Second, a, b)
	step(5*time.Second, "", 10*time.Second, a, b)
	step(6*time.Second, "", 0, a) // it became ready in between
	step(7*time.Second, "", 17*time.Second, b)
	step(17*time.Second, "b", 0, b, c)
	step(18*time.Second, "c", 0, b, c)
	delete(r.deleted, "b")
	step(19*time.Second, "b", 0, b, c)

	// A deadline that ends before leaves half of itself to the Pod that comes.
	r, limit = newReplacing(), start.Add(8*time.Second)
	step(0, "", 4*time.Second, b)
	step(4*time.Second, "b", 0, b)
	d := pod("d", rollout.Blocking, time.Minute)
	limit = start.Add(30 * time.Second) // it has come forward
	step(6*time.Second, "", 18*time.Second, d)
	step(18*time.Second, "d", 0, d)
}
