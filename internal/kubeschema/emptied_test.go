package kubeschema_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/kubeschema"
)

func TestHoldsNull(t *testing.T) {
	sent := map[string]any{"spec": map[string]any{"sel": map[string]any{}, "list": []any{map[string]any{"args": []any{}}}}}
	for name, c := range map[string]struct {
		stored any
		want   bool
	}{
		"as sent":      {sent, false},
		"of a map":     {map[string]any{"spec": map[string]any{"sel": nil}}, true},
		"of a list":    {map[string]any{"spec": map[string]any{"list": []any{map[string]any{"args": nil}}}}, true},
		"not kept":     {map[string]any{"spec": map[string]any{}}, false},
		"of another":   {map[string]any{"spec": map[string]any{"sel": map[string]any{}, "other": nil}}, false},
		"more items":   {map[string]any{"spec": map[string]any{"list": []any{nil, nil}}}, false},
		"not answered": {nil, false},
	} {
		if got := kubeschema.HoldsNull(c.stored, sent); got != c.want {
			t.Errorf("%s: got %t, want %t", name, got, c.want)
		}
	}
}
