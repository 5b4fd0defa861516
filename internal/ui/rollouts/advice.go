package rollouts

import (
	"strings"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Advice is what to do next, by the most telling cause, with the command that
// shows more where there is one.
func Advice(w *words.Words, workload object.Ref, s rollout.Status, context string) string {
	if len(s.Causes) == 0 {
		return whenFixed(w)
	}
	c, command, global := s.Causes[0], kubectl(context, workload.Namespace), kubectl(context, "")
	switch {
	case c.Claim != nil:
		return claimAdvice(w, workload, c, command, global)
	case len(c.MissingSecrets) > 0:
		return w.Say("Create the image pull Secrets that are missing in the namespace %s (%s), then run wl apply again.",
			workload.Namespace, strings.Join(c.MissingSecrets, w.Say(", ")))
	}
	return podAdvice(w, c, command, global)
}

func whenFixed(w *words.Words) string {
	return w.Say("Fix it and run wl apply again: it continues from here.")
}

// podAdvice is the advice about what a Pod says of itself; command is kubectl in its
// namespace, global the same in none.
func podAdvice(w *words.Words, c rollout.Cause, command, global string) string {
	switch c.Reason {
	case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull":
		return w.Say("Check that the image exists under this name and that the nodes can pull it, then run wl apply again.")
	case "CrashLoopBackOff", "Error", "OOMKilled", "RunContainerError":
		return w.Say("See what the container logged before it exited (%s), fix it, then run wl apply again.", previousLogs(c, command))
	case "CreateContainerConfigError":
		return w.Say("Check the ConfigMaps, Secrets and keys that the container refers to, then run wl apply again.")
	case "FailedMount":
		if c.Detail.Code == rollout.KnownMountMissing {
			return w.Say("Create what the volume refers to, or correct its name, then run wl apply again.")
		}
		return w.Say("Check the Pod's volumes (%s describe pod %s) and the CSI driver on its node, then run wl apply again.", command, c.Pod)
	case "FailedAttachVolume":
		return w.Say("The volume may still be attached to another node: it is detached when the Pod there is gone (%s get volumeattachments). Wait for that, then run wl apply again.", global)
	case "Unschedulable":
		return w.Say("Lower the requests, relax the scheduling rules, or add nodes, then run wl apply again.")
	case "FailedCreate", "ReplicaFailure":
		return w.Say("The API server refuses the Pods: check quotas, admission policies and Pod security of the namespace, then run wl apply again.")
	case "Unhealthy":
		return w.Say("Check the probe's path, port and timeouts against what the container serves, then run wl apply again.")
	case "NodeLost":
		return w.Say("A node is not responding (%s get nodes). Its Pods are evicted when their tolerations expire; then run wl apply again.", global)
	}
	return whenFixed(w)
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
func claimAdvice(w *words.Words, workload object.Ref, c rollout.Cause, command, global string) string {
	describe := command + " describe pvc " + c.Claim.Name
	switch {
	case c.Claim.Phase == rollout.MissingClaim:
		return w.Say("Create the claim %s in the namespace %s, or correct its name, then run wl apply again.", c.Claim.Name, workload.Namespace)
	case c.Claim.Phase == rollout.LostClaim:
		return w.Say("The claim's data is lost with its volume, unless you restore a volume of that name. Otherwise delete the claim so that it is created again: %s delete pvc %s.", command, c.Claim.Name)
	case c.Detail.Code == rollout.KnownClassMissing:
		return w.Say("Create the StorageClass %s, or choose one that exists (%s get storageclass), then run wl apply again. The class of a claim is immutable: to change it, delete the claim.", c.Claim.Class, global)
	case c.Reason == "ExternalProvisioning":
		return w.Say("Check that the CSI driver of the class %s is running and is the right one (%s get storageclass %s; %s).", c.Claim.Class, global, c.Claim.Class, describe)
	case c.Reason == "FailedBinding":
		return w.Say("No volume matches the claim, and its class provisions none: create a PersistentVolume, or name a StorageClass that has a provisioner (%s).", describe)
	}
	return w.Say("Check the claim and its events (%s), fix what they report, then run wl apply again.", describe)
}
