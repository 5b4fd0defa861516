package rollouts

import (
	"cmp"
	"strings"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Advice is what to do next, by the most telling cause, with the command that
// shows more where there is one.
func Advice(w *words.Words, workload object.Ref, s rollout.Status, way plan.Way) string {
	command, global := kubectl(way, workload.Namespace), kubectl(way, "")
	if len(s.Causes) == 0 {
		return cmp.Or(objectAdvice(w, workload, rollout.Cause{}, command, global), whenFixed(w))
	}
	c := telling(s)
	switch {
	case c.Claim != nil:
		return claimAdvice(w, workload, c, command, global)
	case len(c.MissingSecrets) > 0:
		return w.Say("Create the image pull Secrets that are missing in the namespace %s (%s), then run wl apply again.",
			workload.Namespace, strings.Join(c.MissingSecrets, w.Say(", ")))
	}
	if text := cmp.Or(objectAdvice(w, workload, c, command, global), detailAdvice(w, c, command, global)); text != "" {
		return text
	}
	return podAdvice(w, c, command, global)
}

// telling is the cause that the advice is about: the first or, where that is only that a Job
// gives up, how its containers have ended.
func telling(s rollout.Status) rollout.Cause {
	for _, c := range s.Causes {
		if s.Message.Code == rollout.WrongJobFailed && c.Pod != "" && c.Container != "" {
			return c
		}
	}
	return s.Causes[0]
}

// objectAdvice is the advice about an object that is no workload; "" where the cause is a
// Pod's.
func objectAdvice(w *words.Words, ref object.Ref, c rollout.Cause, command, global string) string {
	switch {
	case c.Reason == "NoLoadBalancer":
		return w.Say("Install a load balancer controller, or choose another type of Service. To apply without waiting for the address, write lifecycle { wait = false }.")
	case c.Detail.Code == rollout.KnownIngressClassMissing:
		return w.Say("Choose an IngressClass that exists (%s get ingressclass), or install its controller. To apply without waiting, write lifecycle { wait = false }.", global)
	case c.Detail.Code == rollout.KnownGatewayMissing, c.Detail.Code == rollout.KnownGatewayUnserved:
		return w.Say("Create the Gateway, or install the controller of its class (%s get gateways,gatewayclasses --all-namespaces). To apply without waiting, write lifecycle { wait = false }.", global)
	case !kind.About(ref.GroupKind()).IsWorkload():
		return w.Say("See what its controller reports (%s describe %s %s), fix it, then run wl apply again. To apply without waiting for it, write lifecycle { wait = false }.", command, resource(ref), ref.Name)
	}
	return ""
}

// resource is what kubectl calls the kind of an object.
func resource(ref object.Ref) string {
	name := strings.ToLower(ref.Kind)
	if ref.Group != "" {
		name += "." + ref.Group
	}
	return name
}

func whenFixed(w *words.Words) string {
	return w.Say("Fix it and run wl apply again: it continues from here.")
}

// detailAdvice is the advice by what is known of the cause; "" where its reason says as much.
func detailAdvice(w *words.Words, c rollout.Cause, command, global string) string {
	switch c.Detail.Code {
	case rollout.KnownNamedMissing:
		return w.Say("Create what %s names, or correct the name, then run wl apply again.", c.Detail.Args["field"])
	case rollout.KnownFinalizers:
		return w.Say("What has set the finalizers takes them away when it has done its work: check that it is running. Only where it is gone for good, take them away by hand: %s patch pod %s --type=merge -p '{\"metadata\":{\"finalizers\":null}}'. Then run wl apply again.", command, c.Pod)
	case rollout.KnownNotStopped:
		return w.Say("See whether its node is up (%s get nodes). Only where the node is off for good and runs nothing any more, remove the Pod: %s delete pod %s --force --grace-period=0. Then run wl apply again.", global, command, c.Pod)
	}
	return ""
}

// podAdvice is the advice about what a Pod says of itself; command is kubectl in its
// namespace, global the same in none.
func podAdvice(w *words.Words, c rollout.Cause, command, global string) string {
	switch c.Reason {
	case rollout.Overwritten:
		return w.Say("wl plan shows what differs from the configuration. To keep it, write it into the configuration; otherwise wl apply brings back what the configuration says.")
	case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull":
		return w.Say("Check that the image exists under this name and that the nodes can pull it, then run wl apply again.")
	case "CrashLoopBackOff", "Error", "OOMKilled", "RunContainerError":
		return w.Say("See what the container logged before it exited (%s), fix it, then run wl apply again.", logs(c, command))
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

// logs is the command that prints what a container wrote before it ended: of its previous
// run, where it has been started again since.
func logs(c rollout.Cause, command string) string {
	command += " logs " + c.Pod
	if c.Container != "" {
		command += " -c " + c.Container
	}
	if _, restarted := c.Detail.Args["restarts"]; restarted || c.Reason == "CrashLoopBackOff" {
		command += " --previous"
	}
	return command
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
