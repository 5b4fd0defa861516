package apply_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Two first applies of a stack at the same time both create the namespace of its state,
// before there is a lock: that is no object of another's. What else they do is in order.
func TestTwoFirstApplies(t *testing.T) {
	t.Parallel()
	cluster := controlplane.Shared(t)
	for name, c := range map[string]struct {
		before func(f *fixture, first apply.Input) error
		fails  string
	}{
		"the other has created the namespace": {before: func(f *fixture, first apply.Input) error {
			_, err := apply.CreateStateNamespace(f.t.Context(), f.client, first, f.record())
			return err
		}},
		"the other has applied everything": {before: func(f *fixture, first apply.Input) error {
			_, err := f.run(f.t.Context(), first)
			return err
		}, fails: "plan again"},
		"another field manager has created the namespace": {before: func(f *fixture, _ apply.Input) error {
			_, err := f.client.Create(f.t.Context(), object.NewRef(kind.Namespace, "", f.namespace), map[string]any{
				"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": f.namespace, "labels": map[string]any{"team": "web"}},
			})
			return err
		}, fails: "another field manager"},
	} {
		t.Run(name, func(t *testing.T) {
			f := fixtureIn(t, cluster, cluster.Namespace(t)+"-own", nil)
			f.want(f.manifest(object.NewRef(kind.Namespace, "", f.namespace), nil), f.configMap("settings", "info"))
			first, second := f.input(), f.input()
			if err := c.before(f, first); err != nil {
				t.Fatal(err)
			}
			_, err := f.run(t.Context(), second)
			if c.fails == "" && err != nil || c.fails != "" && (err == nil || !strings.Contains(said(err), c.fails)) {
				t.Fatalf("%s\n%s", said(err), f.log())
			}
			if c.fails == "another field manager" {
				return
			}
			if in := f.input(); len(in.Plan.Changes)+len(in.Plan.Unrecorded) != 0 {
				t.Errorf("then there is %+v", in.Plan)
			}
		})
	}
}
