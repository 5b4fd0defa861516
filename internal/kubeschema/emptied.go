package kubeschema

import "slices"

// LacksEmptied reports whether an object that a server has stored has null, or nothing at all,
// where a map or a list of nothing was sent: of a custom kind it makes that of one whose last
// item an apply removes, and takes the empty one the next time. Of Kubernetes' own kinds null is
// how some lists of nothing are stored, and the same.
func LacksEmptied(stored, sent map[string]any) bool {
	return !isKnown(sent) && lacksEmptied(stored, sent)
}

func lacksEmptied(stored, sent any) bool {
	switch sent := sent.(type) {
	case map[string]any:
		has, answered := stored.(map[string]any)
		for key, value := range sent {
			kept := has[key]
			if answered && kept == nil && isEmpty(value) || lacksEmptied(kept, value) {
				return true
			}
		}
	case []any:
		has, _ := stored.([]any)
		for i, value := range sent {
			if lacksEmptied(counterpart(has, sent, i), value) {
				return true
			}
		}
	}
	return false
}

// counterpart is the item of a stored list that one of a list that was sent has become: where
// others have items in the list, too, the one with the same scalars, among which its keys are.
func counterpart(stored, sent []any, i int) any {
	item, isMap := sent[i].(map[string]any)
	switch {
	case len(stored) == len(sent):
		return stored[i]
	case !isMap:
		return nil
	}
	for _, candidate := range stored {
		if has, ok := candidate.(map[string]any); ok && sharesScalars(has, item) {
			return candidate
		}
	}
	return nil
}

// sharesScalars reports whether a stored item has the scalars of one that was sent, which has some.
func sharesScalars(stored, sent map[string]any) bool {
	some := false
	for key, value := range sent {
		switch value.(type) {
		case map[string]any, []any:
			continue
		}
		if !Equal(stored[key], value) {
			return false
		}
		some = true
	}
	return some
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
