package wanted

import (
	"slices"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// Forces reports whether a field of an object becomes the stack's although another
// manager owns it: by the command, which may mean the object or the field, by its
// block, or because it is a mark of wl's own. The root is the whole object.
func (w *Configuration) Forces(m *object.Manifest, field object.Path) bool {
	return w.ForceConflicts || IsMark(field) || slices.ContainsFunc(m.Lifecycle.ForceFields, field.HasPrefix) ||
		slices.ContainsFunc(w.Force, func(f plan.Force) bool {
			if f.Address != m.Address || f.Path == "" {
				return f.Address == m.Address
			}
			path, err := kubeschema.ReadPath(m.APIVersion, m.Ref.Kind, f.Path)
			return err == nil && field.HasPrefix(path)
		})
}

// IsMark reports whether a field is a label or an annotation that wl sets itself: who else owns
// it has copied the object, as a backup does. It cannot be left to them, nor be removed from the
// configuration. A description is what the configuration says.
func IsMark(field object.Path) bool {
	name, _ := field.Last().Field()
	marks := field.Parent()
	isMeta := marks.Parent().Last() == object.FieldOf("metadata")
	return isMeta && (marks.Last() == object.FieldOf("annotations") || marks.Last() == object.FieldOf("labels")) &&
		object.IsOwn(name) && name != object.AnnotationDescription
}
