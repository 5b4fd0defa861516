package rollout_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"
	"k8s.io/apimachinery/pkg/util/yaml"

	"github.com/workloadlang/wl/apply/rollout"
)

// The table of section 5 of the documented form: the kinds that can have each
// status. A CronJob that is being created waits too, but what there is of it
// to judge has been created.
var documented = map[rollout.Word][]string{
	rollout.Waiting:   {"Deployment", "StatefulSet", "DaemonSet", "Job"},
	rollout.Running:   {"Deployment", "StatefulSet", "DaemonSet"},
	rollout.Executing: {"Job"},
	rollout.Completed: {"Job"},
	rollout.Started:   {"CronJob"},
	rollout.Stopped:   {"CronJob"},
	rollout.Deleting:  {"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"},
	rollout.NotReady:  {"Deployment", "StatefulSet", "DaemonSet"},
	rollout.Abnormal:  {"Deployment", "StatefulSet", "DaemonSet", "Job"},
}

// The cases of testdata show every documented status of every kind, and no
// kind in a status that is not documented for it.
func TestDocumentedStatuses(t *testing.T) {
	shown := map[rollout.Word][]string{}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		w, e := readCase(t, archive.Files[0].Data)
		var workload struct{ Kind string }
		if err := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(archive.Files[0].Data), 4096).Decode(&workload); err != nil {
			t.Fatal(err)
		}
		word := rollout.Judge(w, e).Word
		shown[word] = append(shown[word], workload.Kind)
		if builtIn := slices.Contains(documented[rollout.Deleting], workload.Kind); builtIn && !slices.Contains(documented[word], workload.Kind) {
			t.Errorf("%s: a %s cannot be %q", file, workload.Kind, word)
		}
	}
	for word, kinds := range documented {
		for _, kind := range kinds {
			if !slices.Contains(shown[word], kind) {
				t.Errorf("no case shows a %s that is %q", kind, word)
			}
		}
	}
}
