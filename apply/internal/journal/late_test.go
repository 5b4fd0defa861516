package journal

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// What an operation had begun is known by how it was noted to begin, and by the object that is there.
func TestLate(t *testing.T) {
	ref := object.NewRef(kind.Job, "shop", "migrate")
	m := object.Manifest{Ref: ref, APIVersion: "batch/v1", Content: map[string]any{"apiVersion": "batch/v1", "kind": "Job"}}
	meta := object.Meta{Ref: ref, UID: "is", Managers: []object.ManagerEntry{{Manager: "wl/shop/shop", Operation: "Apply", FieldsV1: []byte(`{"f:spec":{}}`)}}}
	record, err := state.NewRecord(&m, meta, "wl/shop/shop", "v1.37.0", nil)
	if err != nil {
		t.Fatal(err)
	}
	other := m
	other.Content = map[string]any{"apiVersion": "batch/v1", "kind": "Job", "spec": map[string]any{"parallelism": int64(2)}}
	former, err := state.NewRecord(&other, meta, "wl/shop/shop", "v1.37.0", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		entry   state.Entry
		changes []state.Change
		want    plan.Action
	}{
		"created":                      {state.Entry{Phase: state.Intended}, nil, plan.Create},
		"adopted":                      {state.Entry{Phase: state.Intended, Adopted: true}, nil, plan.Adopt},
		"created after it was deleted": {state.Entry{Phase: state.Intended}, []state.Change{{Action: "delete", Object: ref}}, plan.Replace},
		"updated":                      {state.Entry{Phase: state.Intended, UID: "is", Record: former}, nil, plan.Update},
		"updated, once adopted":        {state.Entry{Phase: state.Intended, UID: "is"}, nil, plan.Update},
		"refused, and given up":        {state.Entry{Phase: state.Intended, UID: "is", Record: record}, nil, ""},
		"replaced":                     {state.Entry{Phase: state.Intended, UID: "was", Record: former}, nil, plan.Replace},
		"run again":                    {state.Entry{Phase: state.Intended, UID: "was", Begun: "c"}, nil, plan.Rerun},
		"noted":                        {state.Entry{Phase: state.Applied, UID: "is"}, nil, ""},
		"waited for":                   {state.Entry{Phase: state.Stalled, UID: "is", Record: former}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.entry.Ref = ref
			o := operation()
			o.Plan, o.Desired = &plan.ClusterPlan{ServerVersion: "v1.37.0"}, []object.Manifest{m}
			o.Prior = state.Snapshot{Revision: &state.Revision{Serial: 7, Operation: "apply", Outcome: state.Failed, Changes: c.changes, Objects: []state.Entry{c.entry}}}
			j, err := New(o)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := j.Confirmed(&m, kube.ApplyResult{Meta: meta, Object: m.Content}); err != nil {
				t.Fatal(err)
			}
			var got plan.Action
			for _, done := range j.header.Changes {
				got = plan.Action(done.Action)
			}
			if len(j.header.Changes) > 1 || got != c.want {
				t.Errorf("%v, want %q", j.header.Changes, c.want)
			}
			if len(o.Prior.Revision.Changes) != len(c.changes) {
				t.Errorf("the prior revision has changed: %v", o.Prior.Revision.Changes)
			}
		})
	}
}
