package claim

import (
	"fmt"
	"testing"
)

func TestLossOf(t *testing.T) {
	set := func(replicas, start int64, deleted, scaled string) map[string]any {
		return map[string]any{"kind": "StatefulSet", "spec": map[string]any{
			"replicas": replicas, "ordinals": map[string]any{"start": start},
			"persistentVolumeClaimRetentionPolicy": map[string]any{"whenDeleted": deleted, "whenScaled": scaled},
		}}
	}
	const keep, lose = "Retain", "Delete"
	for _, c := range []struct {
		name        string
		live, after map[string]any
		withSet     bool
		pods        int64
		takes       []int
	}{
		{"deleted, and kept", set(2, 0, keep, lose), nil, false, 0, nil},
		{"deleted", set(2, 1, lose, keep), nil, true, 0, []int{1, 2}},
		{"policy changed", set(2, 0, keep, keep), set(2, 0, lose, lose), false, 0, nil},
		{"scaled, and kept", set(3, 0, lose, lose), set(1, 0, lose, keep), false, 0, nil},
		{"scaled", set(3, 0, keep, lose), set(1, 0, keep, lose), false, 2, []int{1, 2}},
		{"scaled, with a new policy", set(3, 0, keep, keep), set(1, 0, keep, lose), false, 2, []int{1, 2}},
		{"more Pods", set(1, 0, keep, lose), set(3, 0, keep, lose), false, 0, nil},
		{"other ordinals", set(3, 0, keep, lose), set(3, 2, keep, lose), false, 2, []int{0, 1}},
		{"only other ordinals", set(2, 0, keep, lose), set(2, 4, keep, lose), false, 2, []int{0, 1}},
		{"no Pods", set(2, 0, keep, lose), set(0, 1, keep, lose), false, 2, []int{0, 1}},
	} {
		l := LossOf(c.live, c.after)
		var takes []int
		for ordinal := range 8 {
			if l.Takes(ordinal) {
				takes = append(takes, ordinal)
			}
		}
		if l.WithSet != c.withSet || l.Pods != c.pods || fmt.Sprint(takes) != fmt.Sprint(c.takes) {
			t.Errorf("%s: %+v takes %v", c.name, l, takes)
		}
	}
}
