package state

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/incluster"
	"github.com/workloadlang/wl/state/internal/infile"
	"github.com/workloadlang/wl/state/internal/storage"
)

// Whatever ends a move to another place, on whichever side and whichever way it goes: it says that it
// continues, and when it has, all is there and nothing is left where the state was.
func TestACrashAtEveryStepOfAMove(t *testing.T) {
	for _, inline := range []int{1 << 10, 100 << 10} { // the current revision has parts of its own, or none
		for _, toFile := range []bool{true, false} {
			for _, onDisk := range []bool{true, false} {
				t.Run(fmt.Sprintf("%d, to a file %t, on disk %t", inline, toFile, onDisk), func(t *testing.T) {
					t.Parallel()
					client, stack := connect(t, nil)
					steps := 0
					for ended := false; !ended; steps++ {
						for _, after := range []bool{false, true} {
							stack.Name = fmt.Sprintf("shop-%d-%t", steps, after)
							ended = crashingMove(t, client, stack, inline, toFile, onDisk, steps+1, after)
						}
					}
					if steps < 3 {
						t.Errorf("there were %d steps only", steps)
					}
				})
			}
		}
	}
}

// crashingMove moves a state until a step, and then again; ended is whether it never came to that step.
func crashingMove(t *testing.T, client *kube.Client, stack object.Stack, inline int, toFile, onDisk bool, step int, after bool) (ended bool) {
	t.Helper()
	settings := impatient()
	settings.Limits = storage.Sizes{Inline: inline, Part: 4 << 10}
	c, m := &stopping{Client: client, at: never}, &machine{at: never, how: "before"}
	if after {
		m.how = "after"
	}
	if onDisk {
		m.at = step
	} else {
		c.at, c.after = step, after
	}
	name := filepath.Join(t.TempDir(), "state")
	from, to := openIn(incluster.New(client, stack, settings), stack), openFileOn(infile.OS{}, stack, name)
	dyingFrom, dyingTo := openIn(incluster.New(c, stack, settings), stack), openFileOn(m, stack, name)
	if !toFile {
		from, to, dyingFrom, dyingTo = to, from, dyingTo, dyingFrom
	}
	mustWrite(t, from, mustWrite(t, from, Snapshot{}, good(1, 12)), good(2, 12))
	before := mustRead(t, from)
	_, _, err := dyingFrom.MoveTo(t.Context(), dyingTo, nil)
	m.crash()
	if err != nil && (!errors.Is(err, errCrashed) || fact.Of(err).Code != NotMoved) {
		t.Fatal(err)
	}
	if _, _, err := from.MoveTo(t.Context(), to, nil); err != nil {
		t.Fatalf("again, after step %d: %v", step, err)
	}
	if left, leftErr := from.Left(t.Context()); leftErr != nil || left || mustRead(t, from).Revision != nil {
		t.Errorf("left where it was after step %d: %t, %v", step, left, leftErr)
	}
	if diff := cmp.Diff(before.Revision, mustRead(t, to).Revision); diff != "" {
		t.Errorf("moved after step %d (-was +is):\n%s", step, diff)
	}
	readable(t, to)
	return err == nil
}

// A move begins where nothing is in the way of it, and only there: before anything of it is written.
func TestTheBeginningOfAMove(t *testing.T) {
	stateOf := func(t *testing.T, s *Store, serial int64) { mustWrite(t, s, Snapshot{}, good(serial, 2)) }
	for name, c := range map[string]struct {
		prepare func(t *testing.T, from, to *Store)
		refuses error // what the beginning answers
		begins  int
		code    fact.Code
	}{
		"a state": {func(t *testing.T, from, _ *Store) { stateOf(t, from, 1) }, nil, 1, ""},
		"one that is copied": {func(t *testing.T, from, to *Store) {
			stateOf(t, from, 1)
			if _, err := from.CopyTo(t.Context(), to, mustRead(t, from), *mustRead(t, from).Revision); err != nil {
				t.Fatal(err)
			}
		}, nil, 1, ""},
		"nothing":               {func(*testing.T, *Store, *Store) {}, nil, 0, NothingToMove},
		"one that is there":     {func(t *testing.T, _, to *Store) { stateOf(t, to, 1) }, nil, 0, ""},
		"another that is there": {func(t *testing.T, from, to *Store) { stateOf(t, from, 1); stateOf(t, to, 2) }, nil, 0, BothPlaces},
		"what must not begin":   {func(t *testing.T, from, _ *Store) { stateOf(t, from, 1) }, fact.NewError(nil, "no", nil), 1, "no"},
	} {
		t.Run(name, func(t *testing.T) {
			client, stack := connect(t, nil)
			from, to := open(client, stack), openFileOn(infile.OS{}, stack, filepath.Join(t.TempDir(), "state"))
			c.prepare(t, from, to)
			was, begun := mustRead(t, to), 0
			_, _, err := from.MoveTo(t.Context(), to, func() error {
				if begun++; !mustRead(t, to).Same(was) || mustRead(t, from).Revision == nil {
					t.Error("something is written")
				}
				return c.refuses
			})
			if begun != c.begins || fact.Of(err).Code != c.code {
				t.Errorf("begun %d times, %v", begun, err)
			}
			if c.code != "" && !mustRead(t, to).Same(was) {
				t.Error("it has moved")
			}
		})
	}
}

// A move that was interrupted says so, and that it continues.
func TestAMoveThatIsInterrupted(t *testing.T) {
	client, stack := connect(t, nil)
	s := open(client, stack)
	mustWrite(t, s, Snapshot{}, good(1, 2))
	ctx, stop := context.WithCancel(t.Context())
	c := &ending{Cluster: client, stop: stop}
	_, _, err := open(c, stack).MoveTo(ctx, openFileOn(infile.OS{}, stack, filepath.Join(t.TempDir(), "state")), nil)
	if why := fact.Of(err); why.Code != NotMoved || why.Args["error"] != nil || errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// ending ends a context as soon as something is to be updated.
type ending struct {
	Cluster
	stop func()
}

func (c *ending) Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error) {
	c.stop()
	return c.Cluster.Update(ctx, ref, content)
}
