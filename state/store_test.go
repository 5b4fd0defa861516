package state

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/incluster"
)

func TestStateFromFirstWriteToRemoval(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		s := p.open()
		none := mustRead(t, s)
		if none.Revision != nil {
			t.Fatalf("a state where there is none: %+v", none.Revision)
		}
		if !none.NewKey() || len(none.Key) != 32 || bytes.Equal(none.Key, mustRead(t, s).Key) {
			t.Errorf("the key of a state that is not there yet: %d bytes", len(none.Key))
		}
		first := mustWrite(t, s, none, revision(1, "alice@laptop", 3))
		read := mustRead(t, p.open())
		if diff := cmp.Diff(first.Revision, read.Revision); diff != "" || !read.Same(first) {
			t.Errorf("written and read differ (-written +read):\n%s", diff)
		}
		if r := read.Revision; r.FormatVersion != FormatVersion || r.Stack != p.stack || r.Lineage == "" {
			t.Errorf("what the store fills in: %+v", r)
		}

		journal := mustWrite(t, s, read, revision(1, "alice@laptop", 4))
		second := mustWrite(t, s, journal, revision(2, "bob@ci", 5))
		if again := mustRead(t, s); again.NewKey() || !bytes.Equal(again.Key, none.Key) {
			t.Error("the key is not the one with which the state was begun")
		}
		if second.Revision.Lineage != first.Revision.Lineage || second.Same(read) {
			t.Errorf("lineage %q, then %q", first.Revision.Lineage, second.Revision.Lineage)
		}
		if _, err := s.Write(t.Context(), second, revision(1, "bob@ci", 5)); err == nil {
			t.Error("the serial may go back")
		}
		var lines []string
		for _, h := range kept(mustRead(t, s)) {
			lines = append(lines, fmt.Sprintf("%d %s %s %d", h.Serial, h.Who, h.Outcome, h.Objects))
		}
		if got, want := strings.Join(lines, ", "), "2 bob@ci succeeded 5, 1 alice@laptop succeeded 4"; got != want {
			t.Errorf("history: %s; want %s", got, want)
		}

		if err := s.Remove(t.Context()); err != nil {
			t.Fatal(err)
		}
		if gone := mustRead(t, s); gone.Revision != nil {
			t.Error("removed, and still there")
		}
		if parts, err := s.in.Parts(t.Context()); err != nil || len(parts) != 0 {
			t.Errorf("left behind: %v, %v", parts, err)
		}
	})
}

// kept are the revisions that there are, the current one first.
func kept(s Snapshot) []pointer { return append([]pointer{s.head.Current}, s.head.History...) }

func TestHeadIsAnApplySetParent(t *testing.T) {
	c, stack := connect(t, nil)
	s := open(c, stack)
	r := revision(1, "alice@laptop", 2)
	r.Objects = append(r.Objects, Entry{Ref: object.Ref{Kind: "Service", Namespace: stack.Namespace, Name: "web"}})
	mustWrite(t, s, Snapshot{}, r)
	content, err := c.Get(t.Context(), headOf(stack))
	if err != nil {
		t.Fatal(err)
	}
	meta, err := object.MetaOf(content)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"applyset.kubernetes.io/tooling":               "wl/v0.1.0",
		"applyset.kubernetes.io/contains-group-kinds":  "Deployment.apps,Service",
		"applyset.kubernetes.io/additional-namespaces": "web",
	}
	if diff := cmp.Diff(want, meta.Annotations); diff != "" {
		t.Errorf("annotations (-want +got):\n%s", diff)
	}
	if meta.Labels[object.LabelApplySetID] != stack.ApplySetID() || content["type"] != "wl/state" {
		t.Errorf("labels %v, type %v", meta.Labels, content["type"])
	}
}

func TestTenRevisionsAreKept(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		s := p.open()
		var snapshot Snapshot
		for serial := range int64(13) {
			snapshot = mustWrite(t, s, snapshot, revision(serial+1, "alice@laptop", 1))
		}
		if all := kept(snapshot); len(all) != historyLength || all[0].Serial != 13 || all[9].Serial != 4 {
			t.Errorf("history: %+v", all)
		}
		parts, err := s.in.Parts(t.Context())
		if err != nil || len(parts) != historyLength-1 {
			t.Errorf("Secrets of earlier revisions: %v, %v", parts, err)
		}
		h := snapshot.head
		for _, p := range h.History {
			if r, err := s.revisions.read(t.Context(), h, p); err != nil || r.Serial != p.Serial {
				t.Errorf("revision %d: %v", p.Serial, err)
			}
		}
	})
}

// Of several writers that begin at the same state one wins, and the others
// learn who that was.
func TestOneWriterWins(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		for _, begun := range []bool{false, true} {
			var prev Snapshot
			if err := p.open().Remove(t.Context()); err != nil {
				t.Fatal(err)
			}
			if begun {
				prev = mustWrite(t, p.open(), Snapshot{}, revision(1, "first@host", 3))
			}
			var won atomic.Int32
			var g sync.WaitGroup
			for i := range 8 {
				g.Go(func() {
					_, err := p.open().Write(t.Context(), prev, revision(2, fmt.Sprintf("writer-%d@host", i), 3))
					switch {
					case err == nil:
						won.Add(1)
					case !errors.Is(err, ErrRaced) || !strings.Contains(err.Error(), "@host"):
						t.Errorf("a writer that lost: %v", err)
					}
				})
			}
			g.Wait()
			if won.Load() != 1 {
				t.Errorf("%d writers won", won.Load())
			}
			mustRead(t, p.open())
		}
	})
}

func TestReadingTakesOneRequest(t *testing.T) {
	var requests atomic.Int32
	c, stack := connect(t, func(kube.Request) { requests.Add(1) })
	mustWrite(t, open(c, stack), Snapshot{}, revision(1, "alice@laptop", 3))
	requests.Store(0)
	mustRead(t, open(c, stack))
	if n := requests.Load(); n != 1 {
		t.Errorf("reading took %d requests", n)
	}
}

func TestLargeStatesAreSplit(t *testing.T) {
	c, stack := connect(t, nil)
	s := open(c, stack)
	inline := mustWrite(t, s, Snapshot{}, revision(1, "alice@laptop", 5000))
	if !inline.head.Current.Inline {
		t.Error("5,000 objects do not fit into the head")
	}
	large := mustWrite(t, s, inline, revision(2, "alice@laptop", 15000))
	if parts := large.head.Current.Parts; len(parts) < 2 {
		t.Errorf("parts: %v", parts)
	}
	if read := mustRead(t, open(c, stack)); !cmp.Equal(read.Revision, large.Revision) {
		t.Error("written and read differ")
	}
}

func TestPartsThatNothingNamesAreRemoved(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		s := p.openSplit()
		first := mustWrite(t, s, Snapshot{}, revision(1, "alice@laptop", 100))
		same := mustWrite(t, s, first, *first.Revision)
		if read := mustRead(t, s); !read.Same(same) {
			t.Error("not what was written last")
		}
		second := mustWrite(t, s, same, revision(2, "alice@laptop", 100))
		if parts := len(first.head.Current.Parts); parts < 2 && !p.file {
			t.Fatal("too small to be split")
		}
		second = mustWrite(t, s, second, revision(2, "bob@laptop", 100))
		// What an interrupted write left is removed with the next revision.
		left := pointer{Summary: Summary{Serial: 2}, Digest: digest([]byte("left"))}
		if err := s.revisions.write(t.Context(), &left, []byte("left")); err != nil {
			t.Fatal(err)
		}
		third := mustWrite(t, s, second, revision(3, "alice@laptop", 1))
		onlyNamed(t, s, third)
		for _, p := range third.head.History {
			if _, err := s.revisions.read(t.Context(), third.head, p); err != nil {
				t.Errorf("revision %d: %v", p.Serial, err)
			}
		}
		if err := s.Remove(t.Context()); err != nil {
			t.Fatal(err)
		}
		if found, err := s.in.Parts(t.Context()); err != nil || len(found) != 0 {
			t.Errorf("left behind: %v, %v", found, err)
		}
	})
}

// Whoever continues with a state that was removed meanwhile leaves nothing of it behind.
func TestRemovedStateStaysRemoved(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		s := p.openSplit()
		first := mustWrite(t, s, Snapshot{}, revision(1, "alice@laptop", 100))
		if err := s.Remove(t.Context()); err != nil {
			t.Fatal(err)
		}
		late := revision(2, "alice@laptop", 100)
		late.Applied = []AppliedObject{}
		if _, err := s.Write(t.Context(), first, late); !errors.Is(err, ErrRaced) {
			t.Errorf("a write of a removed state: %v", err)
		}
		if found, err := s.in.Parts(t.Context()); err != nil || len(found) != 0 {
			t.Errorf("left behind: %v, %v", found, err)
		}
	})
}

// A reader sees one revision or the next, whole, while a writer replaces parts.
func TestReadersAreNotDisturbed(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		s := p.openSplit()
		snapshot := mustWrite(t, s, Snapshot{}, revision(1, "writer-0@host", 100))
		done := make(chan struct{})
		go func() {
			defer close(done)
			for i := range 20 {
				next, err := s.Write(t.Context(), snapshot, revision(1, fmt.Sprintf("writer-%d@host", i+1), 100))
				if err != nil {
					t.Error(err)
					return
				}
				snapshot = next
			}
		}()
		reader := p.openSplit()
		for reads := 0; ; reads++ {
			select {
			case <-done:
				if reads == 0 {
					t.Error("nothing was read meanwhile")
				}
				return
			default:
			}
			if r := mustRead(t, reader).Revision; len(r.Objects) != 100 {
				t.Fatalf("%d objects", len(r.Objects))
			}
		}
	})
}

// A write that took effect is none of another operation's, whatever was answered.
func TestLostAnswersAreNoRaces(t *testing.T) {
	for name, instead := range failures() {
		t.Run(name, func(t *testing.T) { noRace(t, instead) })
	}
}

func noRace(t *testing.T, instead error) {
	c, stack := connect(t, nil)
	network := &flaky{Client: c, instead: instead}
	s := open(network, stack)

	network.set(1, false)
	first := mustWrite(t, s, Snapshot{}, revision(1, "alice@laptop", 3))
	network.set(2, false)
	second := mustWrite(t, s, first, revision(2, "alice@laptop", 3))
	if !mustRead(t, s).Same(second) {
		t.Error("the snapshot is not of the state that was written")
	}

	// No answer at all comes, although the first try took effect.
	network.only = "Secret"
	network.set(1, true)
	if _, err := s.Write(t.Context(), second, revision(2, "alice@laptop", 4)); err == nil || errors.Is(err, ErrRaced) {
		t.Fatalf("without an answer: %v", err)
	}
	network.set(0, false)
	if len(mustRead(t, s).Revision.Objects) != 4 {
		t.Fatal("the write did not take effect")
	}
	if _, err := open(c, stack).Write(t.Context(), second, revision(2, "bob@laptop", 5)); !errors.Is(err, ErrRaced) {
		t.Errorf("another writer on the same basis: %v", err)
	}
	mustWrite(t, s, second, revision(2, "alice@laptop", 6))
	if len(mustRead(t, s).Revision.Objects) != 6 {
		t.Error("the writer does not continue from its own write")
	}
	if _, err := s.Write(t.Context(), second, revision(2, "alice@laptop", 7)); !errors.Is(err, ErrRaced) {
		t.Errorf("a write on an old basis: %v", err)
	}
}

// What was deleted although the server says that it has failed is gone: the state, the run, the lock.
func TestDeletionsThatSeemToFail(t *testing.T) {
	for name, instead := range failures() {
		t.Run(name, func(t *testing.T) {
			c, stack := connect(t, nil)
			network := &flaky{Client: c, instead: instead}
			s, runs := openSplit(network, stack), &Runs{place{incluster.NewRun(network, stack, impatient()), stack}}
			mustWrite(t, s, mustWrite(t, s, Snapshot{}, revision(1, "alice@laptop", 100)), revision(2, "alice@laptop", 100))
			if _, err := runs.Write(t.Context(), RunVersion{}, []byte("{}")); err != nil {
				t.Fatal(err)
			}
			released, forced := mustLock(t, s, "alice@laptop"), func() (*Holder, error) { return runs.ForceUnlock(t.Context()) }
			held, err := runs.Lock(t.Context(), LockInfo{Who: "bob@ci"})
			if err != nil {
				t.Fatal(err)
			}
			held.stop()
			<-held.ended
			released.stop()
			<-released.ended
			for what, remove := range map[string]func(context.Context) error{"the state": s.Remove, "the run": runs.Remove, "the lock": released.Unlock} {
				network.set(1, false)
				if err := remove(t.Context()); err != nil {
					t.Errorf("%s: %v", what, err)
				}
			}
			network.set(1, false)
			if h, err := forced(); err != nil || h == nil || h.Who != "bob@ci" {
				t.Errorf("a lock that is released by force: %v, %v", h, err)
			}
			left, err := s.Left(t.Context())
			if raw, _, readErr := runs.Read(t.Context()); left || err != nil || raw != nil || readErr != nil || mustRead(t, s).Revision != nil {
				t.Errorf("left: %v, %v, %q, %v", left, err, raw, readErr)
			}
		})
	}
}

func BenchmarkRead5000(b *testing.B) {
	c, stack := connect(b, nil)
	s := open(c, stack)
	if _, err := s.Write(b.Context(), Snapshot{}, revision(1, "alice@laptop", 5000)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Read(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
