package rollout_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/workloadlang/wl/apply/rollout"
)

// What has to be deleted for a rollout to come forward, and when, follows from the
// same cases as its status.
func TestToReplace(t *testing.T) {
	type replaced struct {
		Pod     string
		Because rollout.ReplacedBecause
		After   time.Duration
	}
	for name, want := range map[string][]replaced{
		"statefulset-blocked":      {{"web-2", rollout.Blocking, 0}},
		"statefulset-never-ready":  {{"web-1", rollout.Blocking, 10 * time.Second}},
		"statefulset-outworn":      {{"web-0", rollout.Outworn, 0}}, // the other one when it is ready again
		"statefulset-complaint":    nil,
		"statefulset-done":         nil,
		"statefulset-recreate":     {{"web-0", rollout.Recreated, 0}, {"web-1", rollout.Recreated, 0}, {"web-2", rollout.Recreated, 0}},
		"statefulset-on-delete":    nil,
		"deployment-old-pod-fails": nil,
	} {
		archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
		if err != nil {
			t.Error(err)
			continue
		}
		w, e := readCase(t, archive.Files[0].Data)
		var got []replaced
		for _, r := range rollout.ToReplace(w, e) {
			got = append(got, replaced{r.Pod.Name, r.Because, r.After})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
