package kubeschema

// HoldsNull reports whether an object that a server has stored has null where a map or a
// list of nothing was sent: it makes null of one whose last item an apply removes, and
// takes the empty one the next time. Only custom kinds store null.
func HoldsNull(stored, sent any) bool {
	switch sent := sent.(type) {
	case map[string]any:
		has, _ := stored.(map[string]any)
		for key, value := range sent {
			kept, there := has[key]
			if there && kept == nil && isEmpty(value) || HoldsNull(kept, value) {
				return true
			}
		}
	case []any:
		has, _ := stored.([]any)
		for i, value := range sent {
			if len(has) == len(sent) && HoldsNull(has[i], value) {
				return true
			}
		}
	}
	return false
}
