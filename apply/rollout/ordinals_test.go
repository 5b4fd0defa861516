package rollout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/ui/words"
)

// The controller counts Pods whatever their ordinals are: a StatefulSet is rolled out when those
// that it wants are there and ready.
func TestOrdinalsOfPods(t *testing.T) {
	pod := func(n int, ready string) string {
		return fmt.Sprintf("\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: db-%d, uid: u%d, labels: {controller-revision-hash: r}}\nstatus: {phase: Running, conditions: [{type: Ready, status: %q}]}", n, n, ready)
	}
	set := func(start, replicas, counted int) string {
		return fmt.Sprintf("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, uid: s, generation: 2}\nspec: {replicas: %d, ordinals: {start: %d}}\n"+
			"status: {observedGeneration: 2, replicas: %[3]d, currentReplicas: %[3]d, updatedReplicas: %[3]d, readyReplicas: %[3]d, availableReplicas: %[3]d, currentRevision: r, updateRevision: r}", replicas, start, counted)
	}
	for name, c := range map[string]struct {
		set    string
		pods   []string
		awaits string // "" where it is rolled out
	}{
		"none of them is there yet":            {set(0, 2, 2), []string{pod(5, "True"), pod(6, "True")}, "0 of 2 Pods created"},
		"some are":                             {set(0, 3, 3), []string{pod(2, "True"), pod(3, "True"), pod(4, "True")}, "1 of 3 Pods created"},
		"lower ones are left":                  {set(2, 2, 3), []string{pod(0, "True"), pod(2, "True"), pod(3, "True")}, "1 Pod to remove"},
		"the count is of those before":         {set(2, 2, 2), []string{pod(2, "True"), pod(3, "False")}, "waiting for the controller to observe that all Pods are ready"},
		"they are there":                       {set(2, 2, 2), []string{pod(2, "True"), pod(3, "True")}, ""},
		"not all Pods are seen":                {set(2, 2, 2), []string{pod(3, "True")}, ""},
		"Pods cannot be seen":                  {set(2, 2, 2), nil, ""},
		"no Pod is wanted, and there are some": {set(1, 0, 0), []string{pod(0, "True")}, "1 Pod to remove"},
	} {
		w, e := readCase(t, []byte(c.set+strings.Join(c.pods, "")))
		s := rollout.Judge(w, e)
		if said := words.In(words.English).Text(s.Message); s.Done != (c.awaits == "") || said != c.awaits {
			t.Errorf("%s: %q, done %v", name, said, s.Done)
		}
	}
}
