package planner_test

import (
	"context"
	"flag"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/observe"
	"github.com/workloadlang/wl/plan/internal/recorded"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

var record = flag.Bool("record", false, "write the answers and decisions of testdata/recorded anew, as the control plane of the test gives them")

// plays is how often a case is played at most. A cluster that is busy moves on
// between two questions, which is another case.
const plays = 3

// A real cluster still answers as it is recorded: each case is played again, in a
// namespace of its own, and gives the very same archive.
func TestRecordingsAreTrue(t *testing.T) {
	if _, recorded := kubeschema.Known(); newWorld(t).release().Minor != recorded {
		t.Skipf("what is recorded is of Kubernetes 1.%d", recorded)
	}
	eachRecorded(t, 8, func(t *testing.T, c *recorded.Case) {
		if *record {
			again, problem := newRecording(t, c).made()
			if problem != "" {
				t.Fatal(problem)
			}
			if err := again.Save(); err != nil {
				t.Fatal(err)
			}
			return
		}
		var problem string
		for range plays {
			var again *recorded.Case
			play := newRecording(t, c)
			if again, problem = play.made(); problem == "" {
				problem = cmp.Diff(c.String(), again.String())
			}
			if problem == "" {
				return
			}
			play.clear()
		}
		t.Errorf("the cluster answers otherwise (-recorded +now); make record records it anew:\n%s", problem)
	})
}

// recording is a case that is played on a real cluster.
type recording struct {
	*world
	of     *recorded.Case
	script recorded.Script
	seen   observe.Cluster     // as who plans sees it
	ahead  []interruption      // what is still to happen between two questions
	known  map[object.Ref]bool // what the script has made
	// last are the objects of the last revision, once the plan has asked for them.
	last []state.AppliedObject
}

func newRecording(t *testing.T, c *recorded.Case) *recording {
	t.Helper()
	script, err := c.Script()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.key = recorded.Key()
	w.stack.Name = "shop-" + w.namespace[len(w.namespace)-8:] // nobody else's
	return &recording{world: w, of: c, script: script, seen: w.client, known: map[object.Ref]bool{}}
}

// Read makes the state what the script has left of it.
func (r *recording) Read(context.Context) (state.Snapshot, error) {
	s := state.Snapshot{Revision: r.revision, Key: r.key}
	if s.Revision != nil {
		s.Revision.Key = r.key
		slices.SortFunc(s.Revision.Objects, func(a, b state.Entry) int { return object.Compare(a.Ref, b.Ref) })
	}
	return s, nil
}

// Applied are the objects as the script has last applied them.
func (r *recording) Applied(ctx context.Context, of state.Snapshot) (_ []state.AppliedObject, err error) {
	r.last, err = r.world.Applied(ctx, of)
	return r.last, err
}

// made plays the case and returns it with what was answered and decided. The
// problem is why that is no case: the answers alone do not lead to the decision.
func (r *recording) made() (again *recorded.Case, problem string) {
	r.t.Helper()
	for _, command := range r.script.Commands {
		r.do(command.Words)
	}
	r.awaitQuiet()
	in, err := r.of.Input(r.script, r.stack)
	if err != nil {
		r.t.Fatal(err)
	}
	in.Parallelism = 1 // so that what happens between two questions happens between these
	recorder := recorded.NewRecorder(r.seen, r.namespace, r.interrupt)
	result, err := planner.Compute(r.t.Context(), recorder, r, in)
	if len(r.ahead) > 0 {
		r.t.Fatalf("this question was never asked: %s", r.ahead[0].ask)
	}
	names, again := r.named(recorder.Exchanges())
	live, err := recorded.Rename(names, whatCameOf(result, err))
	if err != nil {
		r.t.Fatal(err)
	}
	text, err := recorded.Text(live)
	if err != nil {
		r.t.Fatal(err)
	}
	decision := decideRecorded(r.t, again)
	if diff := cmp.Diff(text, decision); diff != "" {
		return nil, "the cluster has another decision (-) than its recorded answers (+):\n" + diff
	}
	again.Decide(decision)
	return again, ""
}

// named is the case with what was recorded, under the names of archives.
func (r *recording) named(exchanges []recorded.Exchange) (*recorded.Names, *recorded.Case) {
	r.t.Helper()
	var entries []state.Entry
	if r.revision != nil {
		entries = append([]state.Entry{}, r.revision.Objects...)
	}
	names, err := recorded.NewNames(r.stack, r.client.Context(), r.client.Server(), entries, exchanges)
	if err != nil {
		r.t.Fatal(err)
	}
	var recording recorded.Recording
	if recording.Exchanges, err = names.Exchanges(exchanges); err != nil {
		r.t.Fatal(err)
	}
	if recording.State, err = recorded.Rename(names, entries); err != nil {
		r.t.Fatal(err)
	}
	if recording.Applied, err = recorded.Rename(names, r.last); err != nil {
		r.t.Fatal(err)
	}
	for i, e := range entries {
		if p, proven := r.proofs[e.Ref]; proven && e.Record != nil {
			if recording.State[i], err = names.Entry(e, p.manifest, p.live); err != nil {
				r.t.Fatal(err)
			}
		}
	}
	again, err := r.of.With(recording)
	if err != nil {
		r.t.Fatal(err)
	}
	return names, again
}

// awaitQuiet waits until nobody writes to what the script has made.
func (r *recording) awaitQuiet() {
	r.t.Helper()
	versions := func() map[object.Ref]string {
		seen := map[object.Ref]string{}
		for ref := range r.known {
			if live, err := r.client.Get(r.t.Context(), ref); err == nil {
				meta, _ := object.MetaOf(live)
				seen[ref] = meta.ResourceVersion
			}
		}
		return seen
	}
	if !r.restless() {
		return
	}
	before := versions()
	r.until("everything is quiet", func() bool {
		time.Sleep(time.Second)
		now := versions()
		quiet := cmp.Equal(before, now)
		before = now
		return quiet
	})
}

// restless reports whether a controller may write to what the script has made.
func (r *recording) restless() bool {
	for ref := range r.known {
		switch gk := ref.GroupKind(); {
		case gk == kind.ConfigMap, gk == kind.Secret, gk == kind.Service, gk.Group == "rbac.authorization.k8s.io":
		default:
			return true
		}
	}
	return false
}
