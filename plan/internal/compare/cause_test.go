package compare

import "testing"

// What the server adds within a value that is set as a whole does not make it another one.
func TestSameValues(t *testing.T) {
	type m = map[string]any
	for name, c := range map[string]struct {
		sent, stored any
		same         bool
	}{
		"a text":                    {"a", "a", true},
		"another text":              {"a", "aa", false},
		"a quantity":                {"1000m", "1", true},
		"another quantity":          {"1000m", "2", false},
		"numbers":                   {int64(1), float64(1), true},
		"a default within an item":  {[]any{m{"name": "a"}}, []any{m{"name": "a", "mode": "plain"}}, true},
		"a default within a map":    {m{"fieldPath": "x"}, m{"fieldPath": "x", "apiVersion": "v1"}, true},
		"another value in an item":  {[]any{m{"name": "a", "mode": "x"}}, []any{m{"name": "a", "mode": "plain"}}, false},
		"one item more":             {[]any{m{"name": "a"}}, []any{m{"name": "a"}, m{"name": "b"}}, false},
		"a list in place of a text": {"a", []any{"a"}, false},
	} {
		if got := isSameValue(c.sent, c.stored); got != c.same {
			t.Errorf("%s: %t", name, got)
		}
	}
}
