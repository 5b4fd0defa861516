package rollout

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// grownClaim is a claim that requests more than it has.
func grownClaim(conditions ...corev1.PersistentVolumeClaimCondition) *corev1.PersistentVolumeClaim {
	c := &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: "data-db-0", Namespace: "shop", UID: "claim"}}
	c.Spec.Resources.Requests = corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("2Gi")}
	c.Status = corev1.PersistentVolumeClaimStatus{Phase: corev1.ClaimBound, Conditions: conditions, Capacity: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")}}
	return c
}

func withCondition(t corev1.PersistentVolumeClaimConditionType, message string) corev1.PersistentVolumeClaimCondition {
	return corev1.PersistentVolumeClaimCondition{Type: t, Status: corev1.ConditionTrue, Message: message}
}

func TestExpansionOf(t *testing.T) {
	event := func(kind, reason, message string) *corev1.Event {
		return &corev1.Event{
			ObjectMeta: metav1.ObjectMeta{Name: reason}, InvolvedObject: corev1.ObjectReference{UID: "claim"}, Type: kind, Reason: reason, Message: message,
			Source: corev1.EventSource{Component: "resizer"}, LastTimestamp: metav1.NewTime(time.Unix(1, 0)),
		}
	}
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "db-0", Namespace: "shop"}}
	pod.Spec.Volumes = []corev1.Volume{{VolumeSource: corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "data-db-0"}}}}
	stranger := pod.DeepCopy()
	stranger.Name, stranger.Namespace = "db-1", "other"
	unbound, done, shrunk := grownClaim(), grownClaim(), grownClaim()
	unbound.Status.Phase = corev1.ClaimPending
	done.Status.Capacity = done.Spec.Resources.Requests
	shrunk.Status.Capacity = corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("3Gi")}
	over := withCondition(corev1.PersistentVolumeClaimFileSystemResizePending, "x")
	over.Status = corev1.ConditionFalse
	pending := withCondition(corev1.PersistentVolumeClaimFileSystemResizePending, " Waiting for user to restart a pod. ")
	for name, c := range map[string]struct {
		claim   *corev1.PersistentVolumeClaim
		events  []*corev1.Event
		reason  string
		detail  string
		restart bool
	}{
		"unbound":          {claim: unbound},
		"done":             {claim: done},
		"more than wanted": {claim: shrunk},
		"nothing said":     {claim: grownClaim(over)},
		"under way":        {claim: grownClaim(withCondition(corev1.PersistentVolumeClaimResizing, "")), reason: "Resizing"},
		"file system":      {claim: grownClaim(withCondition(corev1.PersistentVolumeClaimResizing, ""), pending), reason: "FileSystemResizePending", detail: "Waiting for user to restart a pod.", restart: true},
		"an older failure": {claim: grownClaim(pending), events: []*corev1.Event{event("Warning", "VolumeResizeFailed", "no")}, reason: "FileSystemResizePending", detail: "Waiting for user to restart a pod.", restart: true},
		"an event":         {claim: grownClaim(), events: []*corev1.Event{event("Normal", "ExternalExpanding", "waiting for the driver")}, reason: "ExternalExpanding", detail: "waiting for the driver"},
		"a failure":        {claim: grownClaim(withCondition(corev1.PersistentVolumeClaimResizing, "")), events: []*corev1.Event{event("Warning", "VolumeResizeFailed", "quota")}, reason: "VolumeResizeFailed", detail: "quota"},
		"another event":    {claim: grownClaim(), events: []*corev1.Event{event("Warning", "ProvisioningFailed", "long ago")}},
		"a condition that says so": {
			claim:  grownClaim(withCondition(corev1.PersistentVolumeClaimResizing, ""), withCondition(corev1.PersistentVolumeClaimControllerResizeError, "quota")),
			reason: "ControllerResizeError", detail: "quota",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, expanding := ExpansionOf(c.claim, []*corev1.Pod{stranger, pod}, c.events)
			if name == "unbound" || name == "done" || name == "more than wanted" {
				if expanding {
					t.Errorf("it is being expanded: %+v", got)
				}
				return
			}
			want := Expansion{Claim: "data-db-0", Has: "1Gi", Wants: "2Gi", Reason: c.reason, Detail: c.detail, Pods: []string{"db-0"}}
			if diff := cmp.Diff(want, got); diff != "" || !expanding || got.AwaitsRestart() != c.restart {
				t.Errorf("restart %v: %s", got.AwaitsRestart(), diff)
			}
		})
	}
}

// A workload is as wanted all the same, and its status names the claims.
func TestExpansionsInAStatus(t *testing.T) {
	e := Evidence{Claims: []*corev1.PersistentVolumeClaim{grownClaim(withCondition(corev1.PersistentVolumeClaimFileSystemResizePending, ""))}}
	w, err := BuiltIn().Read(map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": map[string]any{"name": "web"}, "spec": map[string]any{"replicas": int64(0)}})
	if err != nil {
		t.Fatal(err)
	}
	if s := Judge(w, e); !s.Healthy() || len(s.Expanding) != 1 || s.Expanding[0].Claim != "data-db-0" {
		t.Errorf("%+v", s)
	}
}
