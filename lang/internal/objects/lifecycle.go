package objects

import (
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// lifecycle settles how an object is treated: as its own block has it, and else,
// of an object that a block within a workload makes, as the workload's.
func (w *writer) lifecycle(own *decode.Block) {
	l := &w.manifest.Lifecycle
	of := blocks.Objects{Block: own}.Lifecycle()
	for _, b := range []blocks.Lifecycle{w.owner.Object().Lifecycle(), of} {
		if !b.Present() {
			continue
		}
		l.Origin = rangeOf(b.Header)
		if b.PreventDestroy().Given() {
			l.PreventDestroy = b.PreventDestroy().Value()
		}
		if b.Destroy().Given() {
			l.Release = !b.Destroy().Value()
		}
		if b.Adopt().Given() {
			l.Adopt = b.Adopt().Value()
		}
		if b.Wait().Given() {
			l.NoWait = !b.Wait().Value()
		}
	}
	named := leaving{w.maker, w.manifest, w.owner}
	l.IgnoreFields = named.fields(of.IgnoreFields(), true)
	l.ForceFields = named.fields(of.ForceFields(), false)
	for _, path := range l.ForceFields {
		if i := slices.IndexFunc(l.IgnoreFields, path.Overlaps); i >= 0 {
			named.refuse(of.ForceFields().Range(), "Conflicting arguments", "%s is in force_fields, and %s in ignore_fields: a field is either taken from other managers or left to them. Remove one of the two.", path, l.IgnoreFields[i])
		}
	}
}

// leaving is an object of which fields are left to others.
type leaving struct {
	*maker
	manifest *object.Manifest
	owner    *module.Item
}

// fields reads the fields of an argument, which are left to others or are not.
func (l leaving) fields(a decode.Argument[[]any], left bool) []object.Path {
	var paths []object.Path
	for i, given := range a.Value() {
		given, _ := given.(string)
		path, err := kubeschema.ReadPath(l.manifest.APIVersion, l.manifest.Ref.Kind, given)
		if err != nil {
			l.refuse(a.ElementRange(i), "No such field",
				"%q in %s must be the path of a field of a %s, as printed in plans: %s", given, a.Name(), l.manifest.Ref.Kind, message.New("%s", err).Sentence())
			continue
		}
		if why := l.kept(path); left && !why.IsZero() {
			l.refuse(a.ElementRange(i), "Field cannot be ignored",
				"%s cannot be ignored: %s. Remove it from ignore_fields, or name other fields within it.", path, why)
			continue
		}
		paths = append(paths, path)
	}
	slices.SortFunc(paths, object.Path.Compare)
	return slices.Compact(paths)
}

// kept is why a field must stay the configuration's; empty where it need not.
func (l leaving) kept(path object.Path) message.Text {
	for _, field := range []object.Path{object.PathOf("apiVersion"), object.PathOf("kind"), object.PathOf("metadata", "name"), object.PathOf("metadata", "namespace")} {
		if path.Overlaps(field) {
			return message.New("%s identifies the object", field)
		}
	}
	for _, field := range serverFields {
		if path.Overlaps(object.PathOf("metadata", field)) || path.Overlaps(object.PathOf("status")) {
			return message.New("it is written by the server and is never in the configuration")
		}
	}
	if path.Overlaps(object.PathOf("metadata", "labels", object.LabelApplySet)) {
		return message.New("wl finds its objects by the label %s", object.LabelApplySet)
	}
	if l.selects(path) {
		return message.New("it selects the Pods")
	}
	if name, ok := path.Last().Field(); ok && slices.ContainsFunc(path.Parent().Last().Keys(), func(k object.Key) bool { return k.Name == name }) {
		return message.New("it is the key of the item in its list")
	}
	return message.Text{}
}

// selects reports whether the object is a workload that finds its Pods by a field.
func (l leaving) selects(path object.Path) bool {
	labels := kind.About(l.manifest.Ref.GroupKind()).InTemplate("metadata", "labels")
	if labels == nil {
		return false
	}
	if path.Overlaps(object.PathOf("spec", "selector")) {
		return true
	}
	for label := range podLabels(l.owner) {
		if path.Overlaps(object.PathOf(labels...).Field(label)) {
			return true
		}
	}
	return false
}
