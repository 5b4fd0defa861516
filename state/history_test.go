package state

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/storage"
)

// good is a revision of whose objects everything is kept.
func good(serial int64, entries int) Revision {
	r := revision(serial, "alice@laptop", entries)
	r.Changes = []Change{{Action: "update", Object: r.Objects[0].Ref}}
	for _, e := range r.Objects {
		r.Applied = append(r.Applied, AppliedObject{
			Ref: e.Ref, Address: e.Address,
			Content: map[string]any{
				"apiVersion": "apps/v1", "kind": "Deployment", "metadata": map[string]any{"name": e.Ref.Name},
				"spec": map[string]any{"replicas": serial, "ratio": 0.5, "secret": nil},
			},
			Withheld:  []Withheld{{Path: object.PathOf("spec", "secret"), Digest: "hmac-sha256:x"}},
			DependsOn: []object.Ref{{Kind: "ConfigMap", Name: "c"}},
			Lifecycle: object.Lifecycle{PreventDestroy: true, IgnoreFields: []object.Path{object.PathOf("spec", "x")}},
		})
	}
	return r
}

func TestRevisionsKeepTheirObjects(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		s := p.openSplit()
		first := good(1, 120)
		running := first
		running.Outcome = Running
		snapshot := mustWrite(t, s, mustWrite(t, s, Snapshot{}, running), first)
		if !snapshot.IsGood() || snapshot.Revision.Applied != nil {
			t.Errorf("the objects are not kept beside the revision: good %v", snapshot.IsGood())
		}
		bare := revision(1, "alice@laptop", 120)
		snapshot = mustWrite(t, s, snapshot, bare) // what is written in passing leaves them
		second := good(2, 3)
		second.Commit, second.Operation, second.RollbackTo = "abc+dirty", "rollback", 1
		snapshot = mustWrite(t, s, snapshot, second)
		for _, want := range []Revision{first, second} {
			r, err := p.openSplit().Revision(t.Context(), want.Serial)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.Applied, r.Applied); diff != "" {
				t.Errorf("revision %d (-written +read):\n%s", want.Serial, diff)
			}
		}
		all, err := s.History(t.Context())
		if err != nil || len(all) != 2 || !all[0].Good || all[0].Commit != "abc+dirty" || all[0].RollbackTo != 1 || all[0].Changed["update"] != 1 || len(all[0].First) != 1 {
			t.Errorf("history: %+v, %v", all, err)
		}
		_, err = s.Revision(t.Context(), 7)
		if missing := fact.Of(err); missing.Code != NoRevision || !slices.Equal(missing.Args["kept"].([]string), []string{"1", "2"}) {
			t.Errorf("a revision that there is not: %v", err)
		}
		onlyNamed(t, s, snapshot)
	})
}

// However many fail after it, the last good revision can be gone back to.
func TestTheLastGoodRevisionIsNeverEvicted(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		for _, keep := range []int{1, 2, 3} {
			s := p.open()
			if err := s.Remove(t.Context()); err != nil {
				t.Fatal(err)
			}
			s.Keep = keep
			first := good(1, 2)
			first.Outcome = Failed
			snapshot := mustWrite(t, s, Snapshot{}, first)
			if got := max((Snapshot{}).LastGood(), snapshot.LastGood()); got != 0 {
				t.Errorf("keep %d: revision %d can be gone back to", keep, got)
			}
			snapshot = mustWrite(t, s, snapshot, good(1, 2))
			for serial := int64(2); serial < 7; serial++ {
				failed := good(serial, 2)
				failed.Outcome = Failed
				snapshot = mustWrite(t, s, snapshot, failed)
			}
			if got := snapshot.LastGood(); got != 1 {
				t.Errorf("keep %d: revision %d can be gone back to", keep, got)
			}
			all, err := s.History(t.Context())
			if err != nil || len(all) != keep+1 || all[keep].Serial != 1 || !all[keep].Good {
				t.Errorf("keep %d: %+v, %v", keep, all, err)
			}
			if r, err := s.Revision(t.Context(), 1); err != nil || !r.IsGood() || len(r.Applied) != 2 {
				t.Errorf("keep %d: the good one: %v", keep, err)
			}
			snapshot = mustWrite(t, s, snapshot, good(7, 2))
			snapshot = mustWrite(t, s, snapshot, good(8, 2))
			if got := snapshot.LastGood(); got != 8 {
				t.Errorf("keep %d: revision %d can be gone back to", keep, got)
			}
			if all := kept(snapshot); len(all) != max(keep, 2) || all[1].Serial != 7 {
				t.Errorf("keep %d: with newer good ones: %+v", keep, all)
			}
		}
	})
}

// The revision to which a rollback goes is kept until that is finished, however few are, and is what
// is gone back to, also after what failed or was released meanwhile. A rollback of some targets that
// has succeeded is finished.
func TestAnUnfinishedRollbackKeepsItsGoal(t *testing.T) {
	ended := func(serial int64, operation string, to int64, outcome Outcome) Revision {
		r := good(serial, 1)
		r.Operation, r.RollbackTo, r.Outcome, r.Objects[0].Phase = operation, to, outcome, Applied
		return r
	}
	for name, c := range map[string]struct {
		then []Revision
		want int64
		kept []int64
	}{
		"running":             {[]Revision{ended(4, "rollback", 1, Running)}, 1, []int64{4, 3, 1}},
		"failed twice":        {[]Revision{ended(4, "rollback", 1, Failed), ended(5, "rollback", 1, Failed)}, 1, []int64{5, 4, 3, 1}},
		"an apply has failed": {[]Revision{ended(4, "rollback", 1, Interrupted), ended(5, "apply", 0, Failed)}, 1, []int64{5, 4, 3, 1}},
		"released":            {[]Revision{ended(4, "rollback", 1, Interrupted), ended(5, "release", 0, Succeeded), ended(6, "move", 0, Succeeded)}, 1, []int64{6, 4, 3, 1}},
		"of some targets":     {[]Revision{ended(4, "rollback", 1, Succeeded)}, 3, []int64{4, 3, 1}},
		"finished":            {[]Revision{ended(4, "rollback", 1, Interrupted), good(5, 1), ended(6, "apply", 0, Failed)}, 5, []int64{6, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, p spot) {
				s := p.open()
				s.Keep = 3
				snapshot := mustWrite(t, s, mustWrite(t, s, mustWrite(t, s, Snapshot{}, good(1, 1)), good(2, 1)), good(3, 1))
				s.Keep = 1
				for _, r := range c.then {
					snapshot = mustWrite(t, s, snapshot, r)
				}
				if got := snapshot.LastGood(); got != c.want {
					t.Errorf("gone back to is %d, want %d", got, c.want)
				}
				var serials []int64
				for _, p := range kept(snapshot) {
					serials = append(serials, p.Serial)
				}
				if !slices.Equal(serials, c.kept) {
					t.Errorf("kept are %v, want %v", serials, c.kept)
				}
				if r, err := s.Revision(t.Context(), c.want); err != nil || !r.IsGood() {
					t.Errorf("the one that is gone back to: %v", err)
				}
				onlyNamed(t, s, snapshot)
			})
		})
	}
}

// Who does not know how many are to be kept removes none.
func TestAsManyAreKeptAsBefore(t *testing.T) {
	everywhere(t, func(t *testing.T, p spot) {
		s := p.open()
		s.Keep = 12
		var snapshot Snapshot
		for serial := int64(1); serial <= 13; serial++ {
			snapshot = mustWrite(t, s, snapshot, good(serial, 1))
		}
		other := p.open()
		if other.Keep = KeepAsBefore; len(kept(mustWrite(t, other, snapshot, good(14, 1)))) != 12 {
			t.Error("revisions were removed")
		}
	})
}

// What an earlier wl has stored, in the very bytes that it wrote, is read, and stays
// readable beside what is written now.
func TestAStateOfTheFormerFormatIsUpgraded(t *testing.T) {
	raw, err := os.ReadFile("testdata/format-1-revision.json")
	if err != nil {
		t.Fatal(err)
	}
	head, err := os.ReadFile("testdata/format-1-head.json")
	if err != nil {
		t.Fatal(err)
	}
	everywhere(t, func(t *testing.T, p spot) {
		raw := []byte(strings.ReplaceAll(string(raw), "NAMESPACE", p.stack.Namespace))
		payload, err := packed(raw)
		if err != nil {
			t.Fatal(err)
		}
		s := p.open()
		_, err = s.in.Swap(t.Context(), storage.Head{Index: []byte(strings.ReplaceAll(string(head), "DIGEST", digest(payload))), Revision: payload})
		if err != nil {
			t.Fatal(err)
		}
		former := mustRead(t, s)
		if former.Revision.Serial != 7 || former.Revision.Who != "alice@laptop" || len(former.Revision.Objects) != 1 || former.IsGood() {
			t.Fatalf("read: %+v", former.Revision)
		}
		next := mustWrite(t, s, former, good(8, 1))
		if next.head.FormatVersion != FormatVersion || !next.IsGood() {
			t.Errorf("written: %+v", next.head)
		}
		r, err := s.Revision(t.Context(), 7)
		if err != nil || r.Applied != nil || r.IsGood() || r.Objects[0].UID != "uid-1" {
			t.Errorf("the former one: %+v, %v", r, err)
		}
	})
}

// What a run does itself, also to go back, is told from what is done outside of it.
func TestASummaryNamesTheRun(t *testing.T) {
	for name, c := range map[string]struct {
		revision     Revision
		run, outside string
	}{
		"no run":               {Revision{}, "", ""},
		"a part of one":        {Revision{Run: &RunRef{ID: "a"}}, "a", ""},
		"outside of one":       {Revision{Operation: "apply", OutsideRun: &RunRef{ID: "a"}}, "", "a"},
		"a person's rollback":  {Revision{Operation: "rollback", RollbackTo: 1, OutsideRun: &RunRef{ID: "a"}}, "", "a"},
		"the run's rollback":   {Revision{Operation: "rollback", RollbackTo: 1, OutsideRun: &RunRef{ID: "a", Back: true}}, "a", ""},
		"the same, as written": {*encoded(t, Revision{Operation: "rollback", OutsideRun: &RunRef{ID: "a", Back: true}}), "a", ""},
	} {
		if s := c.revision.Summary(); s.Run != c.run || s.OutsideRun != c.outside {
			t.Errorf("%s: %q, outside %q", name, s.Run, s.OutsideRun)
		}
	}
}

// encoded is a revision as it is read again.
func encoded(t *testing.T, r Revision) *Revision {
	t.Helper()
	payload, err := json.Marshal(r)
	read := new(Revision)
	if err == nil {
		err = json.Unmarshal(payload, read)
	}
	if err != nil {
		t.Fatal(err)
	}
	return read
}
