package kubeschema

import "slices"

// HoldsNull reports whether an object that a server has stored has null where a map or a
// list of nothing was sent: of a custom kind it makes null of one whose last item an apply
// removes, and takes the empty one the next time. Of Kubernetes' own kinds null is how some
// lists of nothing are stored, and the same.
func HoldsNull(stored, sent map[string]any) bool {
	return !isKnown(sent) && holdsNull(stored, sent)
}

func holdsNull(stored, sent any) bool {
	switch sent := sent.(type) {
	case map[string]any:
		has, _ := stored.(map[string]any)
		for key, value := range sent {
			kept, there := has[key]
			if there && kept == nil && isEmpty(value) || holdsNull(kept, value) {
				return true
			}
		}
	case []any:
		has, _ := stored.([]any)
		for i, value := range sent {
			if len(has) == len(sent) && holdsNull(has[i], value) {
				return true
			}
		}
	}
	return false
}

// sameStored reports whether two values of an object of Kubernetes' own kinds are the same
// to a server: null is a list or a map of nothing.
func sameStored(a, b any) bool {
	switch x := a.(type) {
	case nil:
		return b == nil || isEmpty(b)
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok || len(x) != len(y) {
			return b == nil && len(x) == 0
		}
		for key, value := range x {
			if other, there := y[key]; !there || !sameStored(value, other) {
				return false
			}
		}
		return true
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, sameStored) || b == nil && len(x) == 0
	}
	return Equal(a, b)
}
