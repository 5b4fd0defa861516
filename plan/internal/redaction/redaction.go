// Package redaction knows which values of one object must not be shown. It asks nothing.
package redaction

import (
	"slices"

	"k8s.io/apimachinery/pkg/util/sets"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// Object knows which values of one object must not be shown: those that the
// configuration marks, those that it marked when it was last applied, and what
// others put where such values stand.
type Object struct {
	manifest *object.Manifest
	paths    []object.Path
	shapes   sets.Set[object.Path] // of the paths, whatever the keys of list items
}

// Of reads what must not be shown of an object from the configuration and, where the
// state knows it, from what was applied last.
func Of(m *object.Manifest, e *state.Entry) Object {
	r := Object{manifest: m, shapes: sets.New[object.Path]()}
	if e != nil {
		r.paths = slices.Clone(e.Sensitive)
	}
	if len(m.Sensitive) == 0 && !isSecret(m.Ref) {
		return r
	}
	set, err := kubeschema.FieldsOf(m.Content)
	if err != nil {
		return r
	}
	for p := range kubeschema.Paths(set.Leaves()) {
		if _, at, ok := kubeschema.Find(m.Content, p); ok && m.IsSensitive(at) {
			r.paths = append(r.paths, p)
			r.shapes.Insert(shape(p))
		}
	}
	return r
}

func isSecret(r object.Ref) bool { return r.GroupKind() == kind.Secret }

// shape is a path without the keys that people choose: a value by hand beside a
// secret one may well be secret.
func shape(p object.Path) object.Path {
	around := ""
	shape, _ := p.Map(func(e object.Element) (object.Element, bool) {
		name, isField := e.Field()
		if !isField || isFreeMap(around) {
			name, e = "", object.ItemOf()
		}
		around = name
		return e, true
	})
	return shape
}

func isFreeMap(field string) bool {
	return slices.Contains([]string{"data", "stringData", "binaryData", "labels", "annotations"}, field)
}

// Hides reports whether the field at a path must not show its values, before being
// its place in the live object and after that in what it becomes.
func (r *Object) Hides(path, before, after object.Path) bool {
	_, at, asked := kubeschema.Find(r.manifest.Content, path)
	switch {
	case asked && r.manifest.IsSensitive(at):
		return true
	case !before.IsRoot() && r.manifest.IsSensitive(before), !after.IsRoot() && r.manifest.IsSensitive(after):
		return true // a Secret's data, of which the configuration may know nothing
	case !asked && r.shapes.Has(shape(path)):
		return true
	}
	return slices.ContainsFunc(r.paths, path.Overlaps) || r.holdsCopy(path)
}

// HidesItems reports whether the keys of a list's items must not be shown, as those of a list that
// is hidden as a whole.
func (r *Object) HidesItems(list object.Path) bool {
	return slices.ContainsFunc(r.paths, list.HasPrefix)
}

// Shown is the path of a field that is hidden as it may be shown. Of a custom kind only the server
// knows the keys of list items, and names fields by them: where the list as a whole is
// hidden, such a key may be what is secret.
func (r *Object) Shown(path object.Path) object.Path {
	shown := path
	for _, p := range r.paths {
		if shown.HasPrefix(p) {
			shown = p
		}
	}
	return shown
}

// holdsCopy recognises the annotation in which kubectl apply keeps a copy of the
// whole object.
func (r *Object) holdsCopy(path object.Path) bool {
	return path.Last() == object.FieldOf("kubectl.kubernetes.io/last-applied-configuration") && (len(r.paths) > 0 || isSecret(r.manifest.Ref))
}

// Any reports whether the object has, or had, a value that must not be shown.
func (r *Object) Any() bool { return len(r.paths) > 0 || isSecret(r.manifest.Ref) }

// Mask is the mask of a live object's values that must not be shown.
func (r *Object) Mask(live map[string]any) object.Mask {
	if !r.Any() {
		return object.Mask{}
	}
	whole := &object.Manifest{Ref: r.manifest.Ref, Content: live}
	set, err := kubeschema.FieldsOf(live)
	if err != nil {
		return object.Withholding()
	}
	for p := range kubeschema.Paths(set.Leaves()) {
		if _, at, ok := kubeschema.Find(live, p); ok && r.Hides(p, object.Path{}, object.Path{}) {
			whole.Sensitive = append(whole.Sensitive, at)
		}
	}
	return object.NewMask(whole)
}
