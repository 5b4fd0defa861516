package faults

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// verb is what is disturbed in a round.
type verb string

const (
	applies    verb = "apply"
	saved      verb = "apply of a saved plan"
	goesBack   verb = "apply --on-failure=rollback"
	rollsBack  verb = "rollback"
	undoes     verb = "apply, undone by a rollback"
	destroys   verb = "destroy"
	restarts   verb = "restart"
	moves      verb = "state mv"
	releases   verb = "state rm"
	throughout      = 1 << 30 // as often as there are requests
)

// round is what happens once. All of it follows from its seed.
type round struct {
	seed    uint64
	verb    verb
	from    *variant // what is there before; nil: nothing
	to      variant  // what is disturbed on the way to it
	then    variant  // what is wanted in the end
	faults  []*Fault
	patient bool // a lock that is left behind is waited for, and not released
	inFile  bool // the state is in a file
}

// drawRound draws by a seed.
func drawRound(seed uint64) *round {
	r := rand.New(rand.NewPCG(seed, 0))
	d := &round{seed: seed, verb: drawVerb(r), patient: r.IntN(12) == 0, inFile: r.IntN(6) == 0}
	first := draw(r, d.verb == goesBack || d.verb == restarts || r.IntN(2) == 0)
	d.from, d.to = &first, first
	switch d.verb {
	case applies, saved:
		if d.to = first.next(r); r.IntN(5) == 0 {
			d.from = nil
		}
	case goesBack:
		d.to = first.next(r).broken(r)
		d.to.token, d.to.once = first.token, first.once // a rollback leaves Secrets' data and Jobs alone
	case rollsBack, undoes:
		if d.to = first.next(r); first.token > 0 { // a value that is nowhere any more cannot be gone back to
			d.to.token = first.token
		}
	}
	switch d.then = d.to; {
	case d.verb == goesBack:
		d.then = first
	case d.verb == applies && r.IntN(3) == 0:
		d.then = d.to.next(r)
	}
	for range 1 + r.IntN(4) {
		d.faults = append(d.faults, drawFault(r, d.verb))
	}
	return d
}

func drawVerb(r *rand.Rand) verb {
	switch n := r.IntN(100); {
	case n < 45:
		return applies
	case n < 55:
		return saved
	case n < 63:
		return goesBack
	case n < 72:
		return rollsBack
	case n < 78:
		return undoes
	case n < 86:
		return destroys
	case n < 90:
		return restarts
	case n < 95:
		return releases
	}
	return moves
}

func (d *round) String() string {
	var faults []string
	for _, f := range d.faults {
		faults = append(faults, f.String())
	}
	store := "the cluster"
	if d.inFile {
		store = "a file"
	}
	return fmt.Sprintf("%s, its state in %s\n  from %v\n  to   %v\n  then %v\n  under %s", d.verb, store, d.from, &d.to, &d.then, strings.Join(faults, "; "))
}

// onTheWire, ofTheProcess and byOthers are the kinds of faults to draw from; what takes long is rare.
func onTheWire() []Kind {
	return []Kind{
		Refused, Hung, Slow, Cut, Lost, Lost, LostWithAll, Truncated, Short, Throttled, Failed500, Failed502, Failed503, Failed504,
		Late504, Late504Said, Late504Empty, WatchEnded, WatchBroken, WatchExpired, WatchGone,
	}
}

func ofTheProcess() []Kind {
	return []Kind{
		Killed, Killed, Killed, KilledAfter, KilledAfter, KilledAfter, Interrupted, Interrupted, InterruptedTwice, Terminated,
		Suspended, Overtaken, Overtaken, Second, Second, SecondUnlocks, Rival,
	}
}

func byOthers() []Kind {
	return []Kind{Deleted, Deleted, Edited, Edited, Scaled, Labelled, Unlabelled, PodsDeleted}
}

func drawFault(r *rand.Rand, v verb) *Fault {
	var f *Fault
	switch n := r.IntN(100); {
	case n < 50:
		f = drawWire(r)
	case n < 82 || v == destroys || v == moves || v == releases:
		f = &Fault{Kind: pick(r, ofTheProcess()), Of: pick(r, []Class{Any, Write, Write, Write, State, State, Watch}), Times: 1, For: time.Duration(50+r.IntN(1500)) * time.Millisecond}
		if r.IntN(60) == 0 {
			f.Kind = Outlived
		}
	default:
		f = &Fault{Kind: pick(r, byOthers()), Of: pick(r, []Class{Any, Read, DryRun, Write, State, Watch}), Times: 1}
		if f.on = drawObject(r, f.Kind); (v == rollsBack || v == undoes) && f.on.GroupKind() == kind.Secret {
			f.on = object.NewRef(kind.ConfigMap, "", "settings")
		}
	}
	f.Skip = r.IntN(map[Class]int{Any: 40, Read: 8, DryRun: 4, Write: 6, State: 5, Watch: 4}[f.Of])
	return f
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func drawWire(r *rand.Rand) *Fault {
	f := &Fault{Kind: pick(r, onTheWire()), Of: pick(r, []Class{Any, Read, Read, DryRun, Write, Write, Write, State, State, State, Watch}), Times: 1}
	switch n := r.IntN(100); {
	case n < 25:
		f.Times = 2 + r.IntN(3)
	case n < 38:
		f.Times = 6 + r.IntN(4)
	case n < 40:
		f.Times = throughout
	}
	switch f.Kind {
	case Refused:
		f.Times, f.For = 1, time.Duration(50+r.IntN(3000))*time.Millisecond
	case Hung, Slow:
		f.Times, f.For = min(f.Times, 2), time.Duration(200+r.IntN(1500))*time.Millisecond
		if r.IntN(15) == 0 {
			f.For = 7 * time.Second // longer than the lock's renewal waits
		}
	case Throttled:
		f.Times, f.For = min(f.Times, 4), time.Duration(r.IntN(2))*time.Second
	case WatchEnded, WatchBroken, WatchExpired, WatchGone:
		f.Of, f.For = Watch, time.Duration(r.IntN(300))*time.Millisecond
	}
	return f
}

// drawObject chooses what another writer changes.
func drawObject(r *rand.Rand, k Kind) object.Ref {
	web, db := object.NewRef(kind.Deployment, "", "web"), object.NewRef(kind.StatefulSet, "", "db")
	switch k {
	case Scaled, PodsDeleted:
		return pick(r, []object.Ref{web, web, db})
	}
	return pick(r, []object.Ref{
		web, db, object.NewRef(kind.Job, "", "once"), object.NewRef(kind.ConfigMap, "", "settings"), object.NewRef(kind.ConfigMap, "", "extra"),
		object.NewRef(kind.Secret, "", "token"), object.NewRef(kind.Service, "", "web"),
	})
}

// reached are the kinds of faults that have happened.
func (d *round) reached() []Kind {
	var kinds []Kind
	for _, f := range d.faults {
		if f.happened() {
			kinds = append(kinds, f.Kind)
		}
	}
	return kinds
}

// has reports whether a fault of one of some kinds has happened.
func (d *round) has(kinds ...Kind) bool {
	return slices.ContainsFunc(d.reached(), func(k Kind) bool { return slices.Contains(kinds, k) })
}

// signalled reports whether wl may have been ended by a signal.
func (d *round) signalled() bool {
	return d.has(Killed, KilledAfter, InterruptedTwice, Interrupted, Terminated)
}

// alone reports whether wl was the only one to write.
func (d *round) alone() bool {
	return !d.has(byOthers()...) && !d.has(Overtaken, Outlived, Second, SecondUnlocks, Rival)
}

// touched reports whether another writer may have changed an object, and how.
func (d *round) touched(ref object.Ref, kinds ...Kind) bool {
	for _, f := range d.faults {
		if f.happened() && f.on.GroupKind() == ref.GroupKind() && f.on.Name == ref.Name && (len(kinds) == 0 || kinds[0] == f.Kind) {
			return true
		}
	}
	return false
}

// options are what plans need beside: other writers own fields then that the configuration sets.
func (d *round) options() plan.Options {
	others := d.has(byOthers()...)
	return plan.Options{ForceConflicts: others, Adopt: others}
}

// flags are the same for the program.
func (d *round) flags() []string {
	if d.has(byOthers()...) {
		return []string{"--force-conflicts", "--adopt"}
	}
	return nil
}
