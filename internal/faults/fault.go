// Package faults runs the real wl against a real control plane, has the wire, the process and other writers fail
// at an instant that a seed chooses, and looks afterwards whether anything was lost, orphaned, made twice or
// restarted without reason. Only tests import it.
package faults

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/object"
)

// Kind is what goes wrong.
type Kind string

// What goes wrong on the wire.
const (
	Refused      Kind = "connection refused"     // and all connections are cut, for a while
	Hung         Kind = "hung"                   // no answer for a while, then the connection breaks
	Slow         Kind = "slow"                   // no answer for a while, then the server's
	Cut          Kind = "connection cut"         // with all requests on it, before the server has this one
	Dropped      Kind = "request lost"           // before the server has it
	Lost         Kind = "answer lost"            // the server has done it
	LostWithAll  Kind = "answer lost, all cut"   // as do all others on the connection
	Truncated    Kind = "truncated"              // half of the answer, and then the stream breaks
	Short        Kind = "ended early"            // half of the answer, as if it were all
	Throttled    Kind = "429"                    // with Retry-After
	Failed500    Kind = "500"                    // by the API server
	Failed502    Kind = "502"                    // by a proxy before it, as HTML
	Failed503    Kind = "503"                    // by the API server
	Failed504    Kind = "504"                    // by the API server
	Late504      Kind = "504, and done"          // a proxy has not waited for the server, which does it, as HTML
	Late504Said  Kind = "504, said, and done"    // the same, by the API server
	Late504Empty Kind = "504, empty, and done"   // the same, of which nothing but the code is told
	WatchEnded   Kind = "watch ended"            // in order
	WatchBroken  Kind = "watch broken"           // in the middle
	WatchExpired Kind = "watch expired"          // with an event
	WatchGone    Kind = "watch refused with 410" // at once
	Forbidden    Kind = "403"                    // by the API server, for want of a role
	Unauthorized Kind = "401"                    // by the API server, which does not take the credentials
	LoginPage    Kind = "login page"             // by what is before it, with 200
	Redirected   Kind = "redirected"             // by what is before it, to a login that cannot be reached
)

// What happens to the process.
const (
	Killed           Kind = "kill -9"
	KilledAfter      Kind = "kill -9, request done" // the server has the request, and nobody the answer
	Interrupted      Kind = "Ctrl-C"
	InterruptedTwice Kind = "Ctrl-C twice"
	Terminated       Kind = "SIGTERM"
	Suspended        Kind = "suspended"                  // for a moment
	Overtaken        Kind = "suspended, lock released"   // and another wl applies meanwhile
	Outlived         Kind = "suspended, lock expired"    // the same, after the lock's own expiry
	Second           Kind = "two at once"                // another wl does the same
	SecondUnlocks    Kind = "two at once, lock released" // by force, while it is held
	Rival            Kind = "two at once, that differ"   // another wl applies another configuration
)

// What other writers do.
const (
	Deleted     Kind = "object deleted"
	Edited      Kind = "object edited"
	Scaled      Kind = "workload scaled"
	Labelled    Kind = "label added"
	Unlabelled  Kind = "the stack's label removed"
	PodsDeleted Kind = "Pods deleted"
)

// Class is which requests a fault is about.
type Class string

// The classes of requests. Any is all of them.
const (
	Any    Class = "request"
	Read   Class = "read"
	DryRun Class = "dry-run"
	Write  Class = "write of an object"
	State  Class = "write of state or lock"
	Watch  Class = "watch"
)

// Fault is what goes wrong once, and when.
type Fault struct {
	Kind  Kind
	Of    Class
	Skip  int           // so many requests of the class pass before
	Times int           // so many are hit, one after the other
	For   time.Duration // how long what takes a while takes
	on    object.Ref    // what another writer changes
	do    func()        // what is done, unless it is done to the request itself
	seen  int
	hit   int
	void  bool // wl had ended, or another writer has found nothing to write to
}

// happened reports whether it has gone wrong.
func (f *Fault) happened() bool { return f.hit > 0 && !f.void }

func (f *Fault) String() string {
	text := fmt.Sprintf("%s at %s %d", f.Kind, f.Of, f.Skip+1)
	switch {
	case f.Times == throughout:
		text += " and all after it"
	case f.Times > 1:
		text += fmt.Sprintf(" and the %d after it", f.Times-1)
	}
	if f.For > 0 {
		text += fmt.Sprintf(" for %v", f.For)
	}
	if f.on.Name != "" {
		text += fmt.Sprintf(" (%v)", f.on)
	}
	if !f.happened() {
		text += " [not reached]"
	}
	return text
}

// takes reports whether the fault hits a request of a class, which is counted.
func (f *Fault) takes(c Class) bool {
	if f.Of != Any && f.Of != c {
		return false
	}
	f.seen++
	if f.seen <= f.Skip || f.hit >= f.Times {
		return false
	}
	f.hit++
	return true
}

// classOf is what kind of request one is.
func classOf(r *http.Request) Class {
	query := r.URL.Query()
	switch {
	case query.Get("watch") == "true":
		return Watch
	case r.Method == http.MethodGet, strings.Contains(r.URL.Path, "/selfsubject"):
		return Read
	case query.Has("dryRun"):
		return DryRun
	case strings.Contains(r.URL.Path, "/leases"), strings.Contains(r.URL.Path, "/secrets") && r.Method != http.MethodPatch:
		return State
	}
	return Write
}
