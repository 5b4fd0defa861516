package storage

import (
	"context"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// setCapacity gives a volume's object a size.
func (r *resizer) setCapacity(ctx context.Context, volume *corev1.PersistentVolume, size resource.Quantity) error {
	if have := volume.Spec.Capacity[corev1.ResourceStorage]; have.Cmp(size) >= 0 {
		return nil
	}
	grown := volume.DeepCopy()
	grown.Spec.Capacity = corev1.ResourceList{corev1.ResourceStorage: size}
	_, err := r.client.CoreV1().PersistentVolumes().Update(ctx, grown, metav1.UpdateOptions{})
	return err
}

// finish tells in a claim's status that it has what it requests.
func (r *resizer) finish(ctx context.Context, claim *corev1.PersistentVolumeClaim) error {
	grown := claim.DeepCopy()
	grown.Status.Capacity = corev1.ResourceList{corev1.ResourceStorage: claim.Spec.Resources.Requests[corev1.ResourceStorage]}
	grown.Status.Conditions = slices.DeleteFunc(grown.Status.Conditions, isResizePending)
	if _, err := r.client.CoreV1().PersistentVolumeClaims(claim.Namespace).UpdateStatus(ctx, grown, metav1.UpdateOptions{}); err != nil {
		return err
	}
	r.events.Event(claim, corev1.EventTypeNormal, "VolumeResizeSuccessful", "Resize volume succeeded")
	return nil
}

// markPending tells in a claim's status that its file system has yet to grow, as a driver does whose file systems grow
// when they are mounted, and returns since when it is so.
func (r *resizer) markPending(ctx context.Context, claim *corev1.PersistentVolumeClaim) (time.Time, error) {
	if i := slices.IndexFunc(claim.Status.Conditions, isResizePending); i >= 0 {
		return claim.Status.Conditions[i].LastTransitionTime.Time, nil
	}
	now := metav1.Now()
	pending := claim.DeepCopy()
	pending.Status.Conditions = append(pending.Status.Conditions, corev1.PersistentVolumeClaimCondition{
		Type:               corev1.PersistentVolumeClaimFileSystemResizePending,
		Status:             corev1.ConditionTrue,
		LastTransitionTime: now,
		Message:            "Waiting for user to (re-)start a pod to finish file system resize of volume on node.",
	})
	_, err := r.client.CoreV1().PersistentVolumeClaims(claim.Namespace).UpdateStatus(ctx, pending, metav1.UpdateOptions{})
	if err != nil {
		return time.Time{}, err
	}
	r.events.Event(claim, corev1.EventTypeNormal, "FileSystemResizeRequired", "Require file system resize of volume on node")
	return now.Time, nil
}

func isResizePending(c corev1.PersistentVolumeClaimCondition) bool {
	return c.Type == corev1.PersistentVolumeClaimFileSystemResizePending
}

// startedSince reports whether a Pod that uses the claim has started after the given time.
func (r *resizer) startedSince(ctx context.Context, claim *corev1.PersistentVolumeClaim, since time.Time) (bool, error) {
	pods, err := r.client.CoreV1().Pods(claim.Namespace).List(ctx, metav1.ListOptions{})
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(pods.Items, func(pod corev1.Pod) bool {
		return pod.Status.StartTime != nil && pod.Status.StartTime.After(since) && slices.ContainsFunc(pod.Spec.Volumes, func(v corev1.Volume) bool {
			return v.PersistentVolumeClaim != nil && v.PersistentVolumeClaim.ClaimName == claim.Name
		})
	}), nil
}
