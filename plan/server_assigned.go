package plan

import (
	"strings"

	"github.com/workloadlang/wl/internal/object"
)

// isServerAssigned reports whether a server chooses the value of a field when it
// stores the object: what a dry-run says of it is not what it will be.
func isServerAssigned(path object.Path) bool {
	for _, field := range []string{"clusterIP", "clusterIPs", "healthCheckNodePort"} {
		if path.HasPrefix(object.PathOf("spec", field)) {
			return true
		}
	}
	name, _ := path.Last().Field()
	list := path.Parent().Parent()
	return path == object.PathOf("spec", "selector") || strings.HasSuffix(name, "controller-uid") ||
		name == "nodePort" && list == object.PathOf("spec", "ports")
}

// withoutAssigned takes out of a field's change what is known after apply only.
func (f FieldChange) withoutAssigned() FieldChange {
	if f.Cause.Kind == Server && f.Op != Remove && isServerAssigned(f.Path) {
		f.Unknown, f.After = true, nil
	}
	return f
}
