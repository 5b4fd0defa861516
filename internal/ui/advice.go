package ui

import (
	"fmt"
	"strings"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
)

// claimText names the claim at which a cause stands.
func claimText(c *rollout.Claim) string {
	text := "claim " + c.Name
	if c.Class != "" {
		text += " of class " + c.Class
	}
	return text
}

// advice says what to do next, by the most telling cause.
func advice(workload object.Ref, s rollout.Status) string {
	if len(s.Causes) == 0 {
		return "Run wl apply again when this is fixed: it continues from here."
	}
	c := s.Causes[0]
	switch {
	case c.Claim != nil:
		return claimAdvice(workload, c)
	case len(c.MissingSecrets) > 0:
		return fmt.Sprintf("Create the Secrets for pulling images that are missing in the namespace %s (%s), then run wl apply again.",
			workload.Namespace, strings.Join(c.MissingSecrets, ", "))
	}
	return podAdvice(workload, c)
}

// podAdvice is the advice about what a Pod says of itself.
func podAdvice(workload object.Ref, c rollout.Cause) string {
	switch c.Reason {
	case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull":
		return "Check that the image exists under this name and that the nodes may pull it, then run wl apply again."
	case "CrashLoopBackOff", "Error", "OOMKilled", "RunContainerError":
		return "Look at what the container says before it ends (kubectl logs --previous), fix it, then run wl apply again."
	case "CreateContainerConfigError":
		return "Check the ConfigMaps, Secrets and keys that the container refers to, then run wl apply again."
	case "FailedMount":
		if strings.Contains(c.Detail, "not found") {
			return "Create what the volume refers to, or correct its name, then run wl apply again."
		}
		return fmt.Sprintf("Look at the Pod's volumes (kubectl describe pod -n %s %s) and at the storage driver on its node, then run wl apply again.", workload.Namespace, c.Pod)
	case "FailedAttachVolume":
		return "The volume may still be attached to another node: it is freed when the Pod there is gone (kubectl get volumeattachments); then run wl apply again."
	case "Unschedulable":
		return "Lower the requests, relax the scheduling rules, or add nodes, then run wl apply again."
	case "FailedCreate", "ReplicaFailure":
		return "The API server refuses the Pods: check quotas, admission policies and Pod security of the namespace, then run wl apply again."
	case "Unhealthy":
		return "Check the probe's path, port and times against what the container serves, then run wl apply again."
	case "NodeLost":
		return "A node does not answer: see kubectl get nodes. Pods move to another node when their tolerations end; then run wl apply again."
	}
	return "Run wl apply again when this is fixed: it continues from here."
}

// claimAdvice is the advice about a claim.
func claimAdvice(workload object.Ref, c rollout.Cause) string {
	describe := fmt.Sprintf("kubectl describe pvc -n %s %s", workload.Namespace, c.Claim.Name)
	switch {
	case c.Claim.Phase == "Missing":
		return fmt.Sprintf("Create the claim %s in the namespace %s, or correct its name, then run wl apply again.", c.Claim.Name, workload.Namespace)
	case c.Claim.Phase == "Lost":
		return "Its data are gone with the volume, unless that can be restored under its name; then delete the claim (" + describe + ") so that it is made again."
	case strings.Contains(c.Detail, "storageclass") && strings.Contains(c.Detail, "not found"):
		return fmt.Sprintf("Create the StorageClass %s, or choose one that exists (kubectl get storageclass), then run wl apply again. The class of a claim cannot be changed: delete the claim if it is to have another.", c.Claim.Class)
	case c.Reason == "ExternalProvisioning":
		return fmt.Sprintf("Check that the storage driver of the class %s runs and is the right one (kubectl get storageclass %s; %s).", c.Claim.Class, c.Claim.Class, describe)
	case c.Reason == "FailedBinding":
		return "No volume fits the claim, and its class makes none: create a PersistentVolume, or name a StorageClass that has a provisioner (" + describe + ")."
	}
	return "Look at the claim and its events (" + describe + "), fix what they name, then run wl apply again."
}
