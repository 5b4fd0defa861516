package rollout_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/yaml"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/ui/words"
)

var update = flag.Bool("update", false, "write the statuses as they are into testdata")

// TestJudge judges the workloads of testdata/*.txtar. Each archive holds a
// workload and what is known beside it, and the status that follows.
func TestJudge(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w, e := readCase(t, archive.Files[0].Data)
			got := statusJSON(t, rollout.Judge(w, e))
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "status.json", Data: got})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), string(got)); diff != "" {
				t.Errorf("the status differs (-want +got):\n%s", diff)
			}
			checkInvariants(t, w, e)
		})
	}
}

// checkInvariants holds what must be true of every status.
func checkInvariants(t *testing.T, w rollout.Workload, e rollout.Evidence) {
	t.Helper()
	s := rollout.Judge(w, e)
	if s.Done && s.Failed {
		t.Error("done and failed at once")
	}
	if s.Failed && (s.Message.IsZero() || len(s.Causes) == 0) {
		t.Errorf("failed without saying why: %+v", s)
	}
	if !s.Done && s.Message.IsZero() {
		t.Errorf("does not say what is awaited: %+v", s)
	}
	for i, j := 0, len(e.Pods)-1; i < j; i, j = i+1, j-1 {
		e.Pods[i], e.Pods[j] = e.Pods[j], e.Pods[i]
	}
	if diff := cmp.Diff(s, rollout.Judge(w, e)); diff != "" {
		t.Errorf("the order of Pods matters:\n%s", diff)
	}
}

// statusJSON is a status as users read it: with what its facts say.
func statusJSON(t *testing.T, s rollout.Status) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		t.Fatal(err)
	}
	raw, err := words.In(words.English).Annotate(b.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	b.Reset()
	if err := json.Indent(&b, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), '\n')
}

func readCase(t *testing.T, source []byte) (rollout.Workload, rollout.Evidence) {
	t.Helper()
	w, e, err := parseCase(source)
	if err != nil {
		t.Fatal(err)
	}
	return w, e
}

// parseCase reads the YAML documents of a case: one workload, and its
// ReplicaSets, Pods and events.
func parseCase(source []byte) (w rollout.Workload, e rollout.Evidence, err error) {
	for d := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(source), 4096); ; {
		var raw json.RawMessage
		var content map[string]any
		if err := d.Decode(&raw); errors.Is(err, io.EOF) {
			return w, e, nil
		} else if err != nil {
			return nil, e, err
		}
		if err := utiljson.Unmarshal(raw, &content); err != nil { // whole numbers, as a cluster's
			return nil, e, err
		}
		e.Manager = "wl"
		switch content["kind"] {
		case "ReplicaSet":
			e.ReplicaSets, err = appendDecoded(e.ReplicaSets, content)
		case "Pod":
			if w == nil { // it stands for itself
				if w, err = rollout.BuiltIn().Read(content); err != nil {
					return nil, e, err
				}
			}
			e.Pods, err = appendDecoded(e.Pods, content)
		case "PersistentVolumeClaim":
			if w == nil { // it stands for itself
				w, err = rollout.BuiltIn().Read(content)
			} else {
				e.Claims, err = appendDecoded(e.Claims, content)
			}
		case "Event":
			about, _ := content["involvedObject"].(map[string]any)
			if _, pods := e.Around[kind.StorageClass]; about["kind"] == "PersistentVolumeClaim" && !pods {
				e.ClaimEvents, err = appendDecoded(e.ClaimEvents, content)
			} else {
				e.Warnings, err = appendDecoded(e.Warnings, content)
			}
		case "StorageClass", "IngressClass":
			e.Around = around(e.Around, content)
		default:
			if w != nil { // another object of its kind
				e.Around = around(e.Around, content)
			} else if w, err = rollout.BuiltIn().Read(content); w == nil && err == nil {
				err = fmt.Errorf("a %v is no workload", content["kind"])
			}
		}
		if err != nil {
			return nil, e, err
		}
	}
}

// around adds an object to what there is around a workload. One without a name stands for a
// kind of which there are none.
func around(all rollout.Around, content map[string]any) rollout.Around {
	gk := kind.Of(content)
	if all == nil {
		all = rollout.Around{}
	}
	if all[gk] == nil {
		all[gk] = []map[string]any{}
	}
	if content["metadata"] != nil {
		all[gk] = append(all[gk], content)
	}
	return all
}

func appendDecoded[T any](list []*T, content map[string]any) ([]*T, error) {
	o, err := rollout.Decode[T](content)
	return append(list, o), err
}
