package await

import (
	"context"
	"fmt"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

const token = "s3cr3t-t0ken"

// telling is a cluster that repeats a sensitive value wherever it is asked.
type telling struct{ Cluster }

func (telling) List(context.Context, kube.Selection) ([]map[string]any, error) {
	return []map[string]any{{
		"apiVersion": "v1", "kind": "Event", "type": "Warning", "reason": "Unhealthy", "message": "Readiness probe failed: GET /ready?token=" + token,
		"involvedObject": map[string]any{"kind": "Pod", "name": "b", "uid": "b", "fieldPath": "spec.containers{main}"},
	}}, nil
}

func (telling) PodLogs(context.Context, string, string, string, bool, int64) (string, error) {
	return "login with " + token + "\n", nil
}

func (telling) Get(context.Context, object.Ref) (map[string]any, error) {
	return map[string]any{
		"apiVersion": "v1", "kind": "Namespace",
		"metadata": map[string]any{"uid": "u", "deletionTimestamp": "2026-01-01T00:00:00Z"},
		"status": map[string]any{"conditions": []any{map[string]any{
			"type": "NamespaceDeletionContentFailure", "status": "True", "reason": "ContentDeletionFailed", "message": "the webhook says " + token,
		}}},
	}, nil
}

// unready are a Pod whose image cannot be pulled, for want of a Secret perhaps, and one of which nothing but
// an event tells why it is not ready.
func unready() rollout.Evidence {
	pulling, silent := &corev1.Pod{}, &corev1.Pod{}
	pulling.ObjectMeta, silent.ObjectMeta = metav1.ObjectMeta{Name: "a", Namespace: "shop", UID: "a"}, metav1.ObjectMeta{Name: "b", Namespace: "shop", UID: "b"}
	pulling.Spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "registry"}}
	pulling.Status.ContainerStatuses = []corev1.ContainerStatus{{
		Name: "main", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ImagePullBackOff", Message: "Back-off"}},
	}}
	silent.Status.ContainerStatuses = []corev1.ContainerStatus{{Name: "main", State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}}
	return rollout.Evidence{Pods: []*corev1.Pod{pulling, silent}}
}

// Whatever is asked of a cluster while something is awaited, what it says has no sensitive values.
func TestAnswersAreMasked(t *testing.T) {
	w, err := rollout.BuiltIn().Read(map[string]any{
		"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": map[string]any{"name": "web", "namespace": "shop", "uid": "w", "generation": int64(1)},
		"spec": map[string]any{"replicas": int64(2)}, "status": map[string]any{"replicas": int64(2), "observedGeneration": int64(1)},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, ask := range map[string]func(*Rollouts) any{
		"events": func(r *Rollouts) any { return lateEvidence(w, unready())(t.Context(), r.Cluster, rollout.Status{}) },
		"a log": func(r *Rollouts) any {
			return addLogs(t.Context(), r.Cluster, "shop", rollout.Status{Causes: []rollout.Cause{{Reason: "CrashLoopBackOff", Pod: "a", Container: "main"}}})
		},
		"an object": func(r *Rollouts) any {
			err := explainStay(t.Context(), r.Cluster, &deletion{ref: object.NewRef(kind.Namespace, "", "shop"), uid: "u"})
			return err.(*StayError).Waits
		},
		"an object read by its name": func(r *Rollouts) any {
			return r.watches.named.readOne(t.Context(), object.NewRef(kind.Namespace, "", "shop"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := New(Config{Cluster: telling{}, Kinds: rollout.BuiltIn(), Mask: func() object.Mask { return object.MaskOf(token) }})
			if said := fmt.Sprintf("%+v", ask(r)); strings.Contains(said, token) || !strings.Contains(said, object.Masked) {
				t.Error(said)
			}
		})
	}
}
