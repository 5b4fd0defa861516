package run

import (
	"testing"
	"time"
)

// A pause without a reason leaves that of a run which is paused, and who has given it; after the run is resumed, it is another.
func TestPause(t *testing.T) {
	at := func(minute int64) time.Time { return time.Unix(60*minute, 0) }
	for name, c := range map[string]struct {
		pauses       []*Note // nil resumes the run
		user, reason string
	}{
		"once":                       {[]*Note{NoteOf("alice", at(1), "incident")}, "alice", "incident"},
		"without a reason":           {[]*Note{NoteOf("alice", at(1), "")}, "alice", ""},
		"again":                      {[]*Note{NoteOf("alice", at(1), "incident"), NoteOf("alice", at(2), "")}, "alice", "incident"},
		"again, by another":          {[]*Note{NoteOf("alice", at(1), "incident"), NoteOf("bob", at(2), "")}, "alice", "incident"},
		"with another reason":        {[]*Note{NoteOf("alice", at(1), "incident"), NoteOf("bob", at(2), "freeze")}, "bob", "freeze"},
		"with a reason at last":      {[]*Note{NoteOf("alice", at(1), ""), NoteOf("bob", at(2), "freeze")}, "bob", "freeze"},
		"again after it was resumed": {[]*Note{NoteOf("alice", at(1), "incident"), nil, NoteOf("bob", at(2), "")}, "bob", ""},
	} {
		r := Edit{&Run{State: UnderWay}}
		for _, p := range c.pauses {
			if p == nil {
				Resume(r)
			} else {
				Pause(r, p)
			}
		}
		if got := r.Pause; got == nil || got.User != c.user || got.Reason != c.reason {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
