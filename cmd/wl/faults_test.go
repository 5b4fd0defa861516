package main

import (
	"cmp"
	"maps"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	"github.com/workloadlang/wl/internal/seeds"
)

// Whatever fails on the way to a real server, in the process, or by the hand of others, at any instant: the next plan
// is true, one apply converges, and nothing is lost, orphaned, made twice or restarted without reason. Rounds are
// drawn by seeds of their own, the first of which WL_FAULTS_SEED chooses: where it is not set, always the same, so that
// what fails is due to what was changed. WL_FAULTS_ROUNDS is how many there are, and WL_FAULTS_LANES how many at a time.
func TestFaults(t *testing.T) {
	cluster := controlplane.Shared(t)
	seed, rounds := seeds.Number(t, "WL_FAULTS_SEED", 1), seeds.Number(t, "WL_FAULTS_ROUNDS", 24)
	t.Logf("WL_FAULTS_SEED=%d WL_FAULTS_ROUNDS=%d", seed, rounds)
	f := &faultRun{T: t, cluster: cluster, next: seed, end: seed + rounds, faults: map[faults.Kind]int{}, verbs: map[string]int{}}
	var lanes sync.WaitGroup
	for range seeds.Number(t, "WL_FAULTS_LANES", 4) {
		lanes.Go(f.lane)
	}
	lanes.Wait()
	f.report()
}

// fewest is how many rounds may fail until no more are begun.
const fewest = 5

// faultRun runs rounds, on several lanes at a time.
type faultRun struct {
	*testing.T
	cluster *controlplane.Cluster

	mu        sync.Mutex
	next, end uint64 // seeds
	rounds    int
	failed    int
	took      time.Duration
	faults    map[faults.Kind]int
	verbs     map[string]int
}

// lane runs rounds until there are none left. After one that fails, another lane is used.
func (f *faultRun) lane() {
	for fine := true; ; {
		lane := f.newLane()
		if lane == nil {
			return
		}
		for fine = true; fine; {
			seed, ok := f.take()
			if !ok {
				lane.Close()
				return
			}
			fine = f.round(lane, seed)
		}
		lane.Close()
	}
}

func (f *faultRun) newLane() *faults.Lane {
	wl, err := exec.LookPath("wl")
	if err == nil {
		var lane *faults.Lane
		if lane, err = faults.NewLane(wl, f.cluster.Kubeconfig, f.cluster.Namespace(f), f.TempDir()); err == nil {
			return lane
		}
	}
	f.Error(err)
	return nil
}

// take is the seed of the next round; there is none after a few that have failed.
func (f *faultRun) take() (uint64, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.next == f.end || f.failed >= fewest {
		return 0, false
	}
	f.next++
	return f.next - 1, true
}

func (f *faultRun) round(lane *faults.Lane, seed uint64) bool {
	r, err := lane.Round(f.Context(), seed)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rounds++
	f.took += r.Took
	f.verbs[r.Verb]++
	for _, k := range r.Faults {
		f.faults[k]++
	}
	if f.rounds%100 == 0 {
		f.report()
	}
	if err != nil {
		f.failed++
		f.Errorf("WL_FAULTS_SEED=%d WL_FAULTS_ROUNDS=1 go test ./cmd/wl -run TestFaults\n%v", seed, err)
	}
	return err == nil
}

// report says how many rounds there were so far, of which verbs, and how often each fault has happened in them.
func (f *faultRun) report() {
	f.Logf("%d rounds, each of %v, %d failed: %v", f.rounds, (f.took / time.Duration(max(f.rounds, 1))).Round(time.Millisecond), f.failed, f.verbs)
	for _, k := range slices.SortedFunc(maps.Keys(f.faults), func(a, b faults.Kind) int { return cmp.Or(cmp.Compare(f.faults[b], f.faults[a]), cmp.Compare(a, b)) }) {
		f.Logf("%5d %s", f.faults[k], k)
	}
}
