package planner_test

import (
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// Remembered changes what the stack remembers, as the commands state of a script
// say.
func (r *recording) remembered(args []string) {
	switch args[0] {
	case "lost":
		r.revision = nil
		return
	case "remember":
		for _, m := range r.files(args[1:], true) {
			r.revision.Objects = append(r.revision.Objects, entryOf(m))
		}
		return
	}
	ref := r.ref(args[0])
	i := slices.IndexFunc(r.revision.Objects, func(e state.Entry) bool { return e.Ref == ref })
	if i < 0 {
		r.t.Fatalf("the state does not know %s", ref)
	}
	r.remember(&r.revision.Objects[i], args[1:])
}

func (r *recording) remember(e *state.Entry, args []string) {
	switch args[0] {
	case "phase":
		e.Phase = state.Phase(args[1])
	case "forget":
		e.Record = nil
	case "former":
		e.UID = "former"
	case "unborn":
		e.UID = ""
	case "took-back":
		e.TakenBack = append(e.TakenBack, state.TakenBack{Manager: args[1], Path: object.MustParsePath(args[2])})
	case "finished", "finished-and-kept":
		r.finished(e, args[0] == "finished")
	default:
		r.t.Fatalf("the state knows no %s", args[0])
	}
}

// Finished has the state remember that a Job has completed.
func (r *recording) finished(e *state.Entry, expires bool) {
	m := r.proofs[e.Ref].manifest
	run, err := plan.RunDigest(&m, r.key)
	if err != nil {
		r.t.Fatal(err)
	}
	e.Finished = &state.Finished{Run: run, TTL: expires}
}
