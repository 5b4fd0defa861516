package kubeschema

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Dropped lists what a server has not kept of an object that was sent to it, by
// its answer: of what is missing as a whole only the outermost part. Values that
// mean nothing, and those that every server only takes and never tells, are not
// missed.
func Dropped(sent, answer map[string]any) ([]object.Path, error) {
	if Holds(answer, sent) {
		return nil, nil
	}
	leaves, err := Leaves(Stored(sent))
	if err != nil {
		return nil, err
	}
	d := dropping{sent: sent, answer: answer, strict: !isKnown(sent)}
	for _, leaf := range leaves {
		if leaf.Path.HasPrefix(object.PathOf("stringData")) && kind.Of(sent) == kind.Secret {
			continue
		}
		d.leaf(leaf)
	}
	slices.SortFunc(d.missing, object.Path.Compare)
	return d.missing, nil
}

// Holds reports whether every value is there as it was sent, in the same place, as nearly
// always: then there is no need to know how it would have been stored.
func Holds(answer, sent any) bool {
	switch sent := sent.(type) {
	case map[string]any:
		has, ok := answer.(map[string]any)
		for key, value := range sent {
			if kept, there := has[key]; !there || !Holds(kept, value) {
				return false
			}
		}
		return ok
	case []any:
		has, ok := answer.([]any)
		return ok && slices.EqualFunc(has, sent, Holds)
	}
	return Equal(answer, sent)
}

func isKnown(content map[string]any) bool {
	builtIn := kind.About(kind.Of(content)).Embedded
	return builtIn
}

type dropping struct {
	sent, answer map[string]any
	// strict means that false, 0 and "" are values like others, as custom kinds
	// keep them. Kubernetes' own kinds leave them out.
	strict  bool
	missing []object.Path
}

func (d *dropping) leaf(leaf Leaf) {
	has, _, kept := Find(d.answer, leaf.Path)
	sent, _, ok := Find(d.sent, leaf.Path)
	switch {
	case !ok:
	case kept:
		d.within(leaf.Path, [3]any{sent, leaf.Value, has})
	case !d.meansNothing(leaf.Value):
		d.add(d.outermost(leaf.Path))
	}
}

// outermost is the shortest path to something that is missing.
func (d *dropping) outermost(path object.Path) object.Path {
	for around := path.Parent(); !around.IsRoot(); around = around.Parent() {
		if _, _, kept := Find(d.answer, around); kept {
			break
		}
		path = around
	}
	return path
}

func (d *dropping) add(path object.Path) {
	if !slices.Contains(d.missing, path) {
		d.missing = append(d.missing, path)
	}
}

// within looks into a value that is set as a whole: as it was sent, as it would
// be stored, where defaults are added to it, and as it is.
func (d *dropping) within(path object.Path, values [3]any) {
	if sent, want, has, ok := allAs[map[string]any](values); ok {
		for _, key := range slices.Sorted(maps.Keys(sent)) {
			inner := path.Field(key)
			wanted, means := want[key]
			if value, kept := has[key]; kept {
				d.within(inner, [3]any{sent[key], wanted, value})
			} else if means && !d.meansNothing(wanted) {
				d.add(inner)
			}
		}
	}
	if sent, want, has, ok := allAs[[]any](values); ok && len(sent) == len(want) && len(sent) == len(has) {
		for i := range sent {
			d.within(path.Index(i), [3]any{sent[i], want[i], has[i]})
		}
	}
}

// allAs are three values of one type; false where one is of another.
func allAs[T any](values [3]any) (a, b, c T, ok bool) {
	a, okA := values[0].(T)
	b, okB := values[1].(T)
	c, okC := values[2].(T)
	return a, b, c, okA && okB && okC
}

func (d *dropping) meansNothing(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	case bool:
		return !v && !d.strict
	case string:
		return v == "" && !d.strict
	case int64:
		return v == 0 && !d.strict
	}
	return false
}
