package wanted

import (
	"slices"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Forces reports whether a field of an object becomes the stack's although another
// manager owns it: by the command, which may mean the object or the field, or by its
// block. The root is the whole object.
func (w *Configuration) Forces(m *object.Manifest, field object.Path) bool {
	return w.ForceConflicts || slices.ContainsFunc(m.Lifecycle.ForceFields, field.HasPrefix) ||
		slices.ContainsFunc(w.Force, func(f plan.Force) bool {
			if f.Address != m.Address || f.Path == "" {
				return f.Address == m.Address
			}
			path, err := kubeschema.ReadPath(m.APIVersion, m.Ref.Kind, f.Path)
			return err == nil && field.HasPrefix(path)
		})
}
