package plan

import "github.com/workloadlang/wl/state"

// markGone notes of objects that are created that the stack has made them before:
// another client has deleted them since. What an apply was about to make, or to delete,
// when it was cut off, may never have been there, or is gone as it was to be.
func (j *judge) markGone(changes []Change) {
	for i := range changes {
		c := &changes[i]
		if e := j.entries[c.Object]; c.Action == Create && e != nil && wasMade(e) {
			c.Gone = true
		}
	}
}

// wasMade reports whether an object of the state is known to have existed, and
// was to stay.
func wasMade(e *state.Entry) bool { return e.UID != "" && e.Phase != state.Deleting }
