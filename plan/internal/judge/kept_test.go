package judge

import (
	"slices"
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/wanted"
	"github.com/workloadlang/wl/state"
)

// A rollback keeps what there is, also where it was not seen to come, and what has been there; what was only
// intended is missing.
func TestKept(t *testing.T) {
	ref := func(name string) object.Ref { return object.NewRef(kind.Secret, "ns", name) }
	entry := func(name, uid string) *state.Entry { return &state.Entry{Ref: ref(name), UID: uid} }
	seen := &Observation{
		Entries: map[object.Ref]*state.Entry{
			ref("there"): entry("there", "1"), ref("unseen"): entry("unseen", ""), ref("gone"): entry("gone", "2"), ref("intended"): entry("intended", ""),
		},
		Metas: map[object.Ref]object.Meta{ref("there"): {UID: "1"}, ref("unseen"): {UID: "3"}},
	}
	w := &wanted.Configuration{}
	w.Keep = []object.Ref{ref("gone"), ref("intended"), ref("there"), ref("unseen")}
	j := New(w, seen)
	if got, want := Kept(w, seen), []object.Ref{ref("gone"), ref("there"), ref("unseen")}; !slices.Equal(got, want) {
		t.Errorf("kept are %v, not %v", got, want)
	}
	if len(j.Gone) != 1 || j.Gone[0].Ref != ref("intended") {
		t.Errorf("not wanted any more are %v", j.Gone)
	}
}
