package rollouts

import (
	"slices"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// StayAdvice returns what to do about an object that was deleted and has not gone, by the
// most telling thing that it waits for, with the command that shows more.
func StayAdvice(w *words.Words, ref object.Ref, waits []apply.Wait, way plan.Way) string {
	command, global := kubectl(way, ref.Namespace), kubectl(way, "")
	conditions := func(names ...string) bool {
		return slices.ContainsFunc(waits, func(wait apply.Wait) bool { return slices.Contains(names, wait.Condition) })
	}
	switch finalizer := foremost(waits); {
	case ref.GroupKind() == kind.Namespace && conditions("NamespaceDeletionDiscoveryFailure", "NamespaceDeletionGroupVersionParsingFailure"):
		return w.Say("An API of the cluster does not answer, so that it is not known what is left in the namespace. Find it with %s get apiservices, and repair its server or delete it.", global)
	case ref.GroupKind() == kind.Namespace:
		return w.Say("List what is left in it: %s api-resources --verbs=list,delete --namespaced -o name | xargs -n 1 %s get --ignore-not-found -o name. Each of these objects waits for its own finalizers (%s get NAME -o yaml).",
			global, kubectl(way, ref.Name), kubectl(way, ref.Name))
	case ref.GroupKind() == kind.Definition:
		return w.Say("Its objects are deleted first. List those that are left: %s get %s --all-namespaces.", global, ref.Name)
	case finalizer == "kubernetes.io/pvc-protection":
		return w.Say("A Pod still uses the claim. Find it with %s describe pvc %s, and stop or delete it.", command, ref.Name)
	case finalizer == "kubernetes.io/pv-protection":
		return w.Say("A claim is still bound to the volume. Find it with %s get pv %s, and delete it.", global, ref.Name)
	case finalizer == "foregroundDeletion":
		return w.Say("What it owns is deleted first. See what is left: %s describe %s %s.", command, resource(ref), ref.Name)
	case finalizer != "":
		return w.Say(`The controller that has set the finalizer %[1]s removes it when it has cleaned up: check that it is running. Only if it is gone for good, remove the finalizers by hand; what it was to clean up stays: %[2]s patch %[3]s %[4]s --type=merge -p '{"metadata":{"finalizers":null}}'.`,
			finalizer, command, resource(ref), ref.Name)
	}
	return w.Say("See its finalizers and conditions: %s get %s %s -o yaml.", command, resource(ref), ref.Name)
}

// foremost is the finalizer that others wait for: one of a controller of its own comes
// before the garbage collector's.
func foremost(waits []apply.Wait) (finalizer string) {
	for _, wait := range waits {
		if wait.Finalizer != "" && (finalizer == "" || finalizer == "foregroundDeletion") {
			finalizer = wait.Finalizer
		}
	}
	return finalizer
}
