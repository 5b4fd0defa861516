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

const (
	again     = "then run wl apply again."
	whenFixed = "Fix it and run wl apply again: it continues from here."
)

// advice is what to do next, by the most telling cause, with the command that
// shows more where there is one.
func advice(workload object.Ref, s rollout.Status, context string) string {
	if len(s.Causes) == 0 {
		return whenFixed
	}
	c, command, global := s.Causes[0], kubectl(context, workload.Namespace), kubectl(context, "")
	switch {
	case c.Claim != nil:
		return claimAdvice(workload, c, command, global)
	case len(c.MissingSecrets) > 0:
		return fmt.Sprintf("Create the image pull Secrets that are missing in the namespace %s (%s), %s",
			workload.Namespace, strings.Join(c.MissingSecrets, ", "), again)
	}
	return podAdvice(c, command, global)
}

// podAdvice is the advice about what a Pod says of itself; command is kubectl in its
// namespace, global the same in none.
func podAdvice(c rollout.Cause, command, global string) string {
	switch c.Reason {
	case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull":
		return "Check that the image exists under this name and that the nodes can pull it, " + again
	case "CrashLoopBackOff", "Error", "OOMKilled", "RunContainerError":
		return "See what the container logged before it exited (" + previousLogs(c, command) + "), fix it, " + again
	case "CreateContainerConfigError":
		return "Check the ConfigMaps, Secrets and keys that the container refers to, " + again
	case "FailedMount":
		if strings.Contains(c.Detail, "not found") {
			return "Create what the volume refers to, or correct its name, " + again
		}
		return fmt.Sprintf("Check the Pod's volumes (%s describe pod %s) and the CSI driver on its node, %s", command, c.Pod, again)
	case "FailedAttachVolume":
		return "The volume may still be attached to another node: it is detached when the Pod there is gone (" + global + " get volumeattachments). Wait for that, " + again
	case "Unschedulable":
		return "Lower the requests, relax the scheduling rules, or add nodes, " + again
	case "FailedCreate", "ReplicaFailure":
		return "The API server refuses the Pods: check quotas, admission policies and Pod security of the namespace, " + again
	case "Unhealthy":
		return "Check the probe's path, port and timeouts against what the container serves, " + again
	case "NodeLost":
		return "A node is not responding (" + global + " get nodes). Its Pods are evicted when their tolerations expire; " + again
	}
	return whenFixed
}

// previousLogs is the command that prints what a container wrote before it ended.
func previousLogs(c rollout.Cause, command string) string {
	command += " logs " + c.Pod
	if c.Container != "" {
		command += " -c " + c.Container
	}
	return command + " --previous"
}

// claimAdvice is the same about a claim.
func claimAdvice(workload object.Ref, c rollout.Cause, command, global string) string {
	describe := fmt.Sprintf("%s describe pvc %s", command, c.Claim.Name)
	switch {
	case c.Claim.Phase == "Missing":
		return fmt.Sprintf("Create the claim %s in the namespace %s, or correct its name, %s", c.Claim.Name, workload.Namespace, again)
	case c.Claim.Phase == "Lost":
		return fmt.Sprintf("The claim's data is lost with its volume, unless you restore a volume of that name. Otherwise delete the claim so that it is created again: %s delete pvc %s.", command, c.Claim.Name)
	case strings.Contains(c.Detail, "storageclass") && strings.Contains(c.Detail, "not found"):
		return fmt.Sprintf("Create the StorageClass %s, or choose one that exists (%s get storageclass), %s The class of a claim is immutable: to change it, delete the claim.", c.Claim.Class, global, again)
	case c.Reason == "ExternalProvisioning":
		return fmt.Sprintf("Check that the CSI driver of the class %s is running and is the right one (%s get storageclass %s; %s).", c.Claim.Class, global, c.Claim.Class, describe)
	case c.Reason == "FailedBinding":
		return "No volume matches the claim, and its class provisions none: create a PersistentVolume, or name a StorageClass that has a provisioner (" + describe + ")."
	}
	return "Check the claim and its events (" + describe + "), fix what they report, " + again
}
