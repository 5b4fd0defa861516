package observed

import (
	"cmp"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Members selects the stack's objects of a reference's kind and namespace.
func Members(ref object.Ref, stack object.Stack) kube.Selection {
	return kube.Selection{Kind: ref.GroupKind(), Namespace: ref.Namespace, LabelSelector: stack.MemberSelector()}
}

// WarningsIn selects the warnings of a namespace.
func WarningsIn(namespace string) kube.Selection {
	return kube.Selection{Kind: kind.Event, Namespace: namespace, FieldSelector: "type=Warning"}
}

// AboutKind selects the events about the objects of a kind in a namespace: that a claim waits
// for a volume is no warning.
func AboutKind(gk kind.GroupKind, namespace string) kube.Selection {
	return kube.Selection{Kind: kind.Event, Namespace: namespace, FieldSelector: "involvedObject.kind=" + gk.Kind}
}

// Everywhere selects all objects of a kind in a cluster.
func Everywhere(gk kind.GroupKind) kube.Selection { return kube.Selection{Kind: gk} }

// Distinct returns selections in order, each once.
func Distinct(selections []kube.Selection) []kube.Selection {
	slices.SortFunc(selections, func(a, b kube.Selection) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Kind.Group, b.Kind.Group), cmp.Compare(a.Kind.Kind, b.Kind.Kind), cmp.Compare(a.FieldSelector, b.FieldSelector))
	})
	return slices.Compact(selections)
}
