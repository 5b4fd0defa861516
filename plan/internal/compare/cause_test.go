package compare

import "testing"

func TestIsSameValue(t *testing.T) {
	for _, c := range []struct {
		a, b any
		same bool
	}{
		{"1000m", "1", true}, {"1Gi", "1024Mi", true}, {int64(3), int64(3), true}, {[]any{"a"}, []any{"a"}, true},
		{"1", "11", false}, {"1", nil, false}, {"mine", "theirs", false}, {map[string]any{"a": "1"}, map[string]any{"a": "2"}, false},
	} {
		if isSameValue(c.a, c.b) != c.same {
			t.Errorf("%v and %v: same is %v", c.a, c.b, !c.same)
		}
	}
}
