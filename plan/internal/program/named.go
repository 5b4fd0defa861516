package program

import (
	"cmp"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Named lists what an object names and what must be there before it: a Pod is not admitted without
// its ServiceAccount and its classes, and a Secret for a token of none is deleted at once.
func Named(m *object.Manifest) []object.Ref {
	switch m.Ref.GroupKind() {
	case kind.Pod:
		spec := func(field string) string { return text(m, "spec", field) }
		account := cmp.Or(spec("serviceAccountName"), spec("serviceAccount"), "default")
		named := []object.Ref{object.NewRef(kind.ServiceAccount, m.Ref.Namespace, account)}
		if class := spec("priorityClassName"); class != "" {
			named = append(named, object.NewRef(kind.PriorityClass, "", class))
		}
		if class := spec("runtimeClassName"); class != "" {
			named = append(named, object.NewRef(kind.RuntimeClass, "", class))
		}
		return named
	case kind.Secret:
		if account := text(m, "metadata", "annotations", corev1.ServiceAccountNameKey); account != "" && text(m, "type") == string(corev1.SecretTypeServiceAccountToken) {
			return []object.Ref{object.NewRef(kind.ServiceAccount, m.Ref.Namespace, account)}
		}
	}
	return nil
}

func text(m *object.Manifest, path ...string) string {
	value, _ := object.At(m.Content, path...).(string)
	return value
}
