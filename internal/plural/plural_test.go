package plural

import "testing"

func TestPlural(t *testing.T) {
	for got, want := range map[string]string{
		Count(0, "Pod"):                   "0 Pods",
		Count(int64(1), "Pod"):            "1 Pod",
		Count(-1, "Pod"):                  "-1 Pods",
		Agree(1, "rollout", "is", "are"):  "1 rollout is",
		Agree(12, "rollout", "is", "are"): "12 rollouts are",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
