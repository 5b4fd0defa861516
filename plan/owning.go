package plan

import "slices"

// changesHandsOnly reports whether nothing of an object changes but whose some
// fields are: no value, and nothing that another manager keeps although the
// configuration gives it up, which is not what the configuration says. Such a
// change is none; the next apply makes the fields the stack's and records that.
func changesHandsOnly(fields []FieldChange) bool {
	return !slices.ContainsFunc(fields, func(f FieldChange) bool {
		return f.Op != Take && (f.Op != Release || len(f.OwnersAfter) > 0)
	})
}

// isEmptyValue reports whether a value is a map or a list of nothing, which asks
// for nothing: a server drops it when it stores the object, so that it becomes
// the sender's only once another manager has put something there.
func isEmptyValue(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}
