package plan

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/sets"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// redaction knows which values of one object must not be shown: those that the
// configuration marks, those that it marked when it was last applied, and what
// others put where such values stand.
type redaction struct {
	manifest *object.Manifest
	paths    []string         // as kubeschema.FormatPath writes them
	shapes   sets.Set[string] // of the paths, whatever the keys of list items
}

func newRedaction(m *object.Manifest, e *state.Entry) redaction {
	r := redaction{manifest: m, shapes: sets.New[string]()}
	if e != nil {
		r.paths = slices.Clone(e.Sensitive)
	}
	if len(m.Sensitive) == 0 && !isSecret(m.Ref) {
		return r
	}
	typed, err := kubeschema.Parse(m.Content)
	if err != nil {
		return r
	}
	set, err := typed.ToFieldSet()
	if err != nil {
		return r
	}
	set.Leaves().Iterate(func(p fieldpath.Path) {
		_, at, ok := kubeschema.Find(m.Content, p)
		if !ok || !m.IsSensitive(at) {
			return
		}
		r.paths = append(r.paths, kubeschema.FormatPath(p))
		r.shapes.Insert(shape(p))
	})
	return r
}

func isSecret(r object.Ref) bool { return r.GroupKind() == kind.Secret }

// shape is a path without the keys that people choose: a value by hand beside a
// secret one may well be secret.
func shape(p fieldpath.Path) string {
	steps := make([]string, len(p))
	for i, e := range p {
		if steps[i] = "*"; e.FieldName != nil && (i == 0 || !isFreeMap(steps[i-1])) {
			steps[i] = *e.FieldName
		}
	}
	return strings.Join(steps, "/")
}

func isFreeMap(field string) bool {
	return slices.Contains([]string{"data", "stringData", "binaryData", "labels", "annotations"}, field)
}

// hides reports whether the field at a path must not show its values, before being
// its place in the live object and after that in what it becomes.
func (r *redaction) hides(path fieldpath.Path, before, after object.Pointer) bool {
	_, at, asked := kubeschema.Find(r.manifest.Content, path)
	switch {
	case asked && r.manifest.IsSensitive(at):
		return true
	case before != "" && r.manifest.IsSensitive(before), after != "" && r.manifest.IsSensitive(after):
		return true // a Secret's data, of which the configuration may know nothing
	case !asked && r.shapes.Has(shape(path)):
		return true
	}
	written := kubeschema.FormatPath(path)
	return slices.ContainsFunc(r.paths, func(s string) bool {
		return kubeschema.Within(s, written) || kubeschema.Within(written, s)
	}) || r.holdsCopy(path)
}

// holdsCopy recognises the annotation in which kubectl apply keeps a copy of the
// whole object.
func (r *redaction) holdsCopy(path fieldpath.Path) bool {
	last := path[len(path)-1].FieldName
	return last != nil && *last == "kubectl.kubernetes.io/last-applied-configuration" && (len(r.paths) > 0 || isSecret(r.manifest.Ref))
}
