package removal

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// isInEveryNamespace reports whether the cluster makes an object in every
// namespace by itself.
func isInEveryNamespace(m object.Meta) bool {
	switch m.Ref.GroupKind() {
	case kind.ConfigMap:
		return kind.IsPublished(kind.ConfigMap, m.Ref.Name)
	case kind.ServiceAccount:
		return m.Ref.Name == "default"
	case kind.Secret:
		return m.Annotations["kubernetes.io/service-account.name"] != "" // the token of one
	}
	return false
}

// isState reports whether a Secret is a part of the state of a stack.
func isState(m object.Meta) bool {
	return m.Labels[object.LabelManagedBy] == object.ManagedBy && m.Labels[object.LabelState] != ""
}

// stateOf is the stack of whose state a Secret is the head; empty where it is not.
func stateOf(m object.Meta) string {
	if m.Labels[object.LabelApplySetID] == "" {
		return ""
	}
	return m.Labels[object.LabelState]
}
