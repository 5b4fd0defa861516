package decision_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan/internal/decision"
)

func TestBeingDeletedNamesFinalizers(t *testing.T) {
	m := &object.Manifest{Ref: object.Ref{Kind: "ConfigMap", Namespace: "shop", Name: "conf"}}
	for want, finalizers := range map[string][]string{
		"is in progress. Wait":                                                    nil,
		"the controller of its finalizer example.com/a.":                          {"example.com/a"},
		"the controllers of its finalizers a.io/x, kubernetes.io/pvc-protection.": {"kubernetes.io/pvc-protection", "a.io/x"},
	} {
		if said := words.In(words.English).Detail(decision.BeingDeleted(m, object.Meta{Finalizers: finalizers}).Fact); !strings.Contains(said, want) {
			t.Errorf("%v: %s", finalizers, said)
		}
	}
}
