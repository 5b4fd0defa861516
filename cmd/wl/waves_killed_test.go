package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	journal "github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/seeds"
)

// instant is when wl is killed: at a request of a run that writes, counted over both clusters.
type instant struct {
	update   bool // the stack is there already
	at       int  // from 1
	answered bool // the server has done it, and wl does not know; else the server does not have it
	patient  bool // what is left of the locks is waited for, and not released
}

func (i instant) String() string {
	text := fmt.Sprintf("killed at the write %d", i.at)
	for _, said := range []struct {
		is   bool
		text string
	}{{i.update, " of an update"}, {i.answered, ", which is answered"}, {i.patient, ", and the locks expire"}} {
		if said.is {
			text += said.text
		}
	}
	return text
}

// A run of two waves is killed at a request that writes, on whichever cluster, before the server has it and after it
// was answered: the second wave is not touched before the first has passed, the next apply continues the same run, and
// at its end both clusters have what was wanted, by a revision that names the run, and no lock is left. WL_WAVES_ROUNDS
// is at how many of these instants; WL_WAVES_SEED chooses which, and WL_WAVES_LANES are tried at a time.
func testKilled(t *testing.T, second *controlplane.Cluster) {
	rounds, seed := int(seeds.Number(t, "WL_WAVES_ROUNDS", 6)), seeds.Number(t, "WL_WAVES_SEED", rand.Uint64())
	t.Logf("WL_WAVES_SEED=%d WL_WAVES_ROUNDS=%d", seed, rounds)
	k := &killing{luck: rand.New(rand.NewPCG(seed, 0))}
	lane := &killed{fleet: newFleet(t, second, twoWaves), killing: k}
	all := lane.instants()
	t.Logf("a first run has %d writes, an update %d; that are %d instants", lane.undisturbed[false], lane.undisturbed[true], len(all))
	k.left = all[:min(rounds, len(all))]
	var lanes sync.WaitGroup
	for range seeds.Number(t, "WL_WAVES_LANES", 4) {
		lane := &killed{fleet: newFleet(t, second, twoWaves), killing: k}
		lanes.Go(lane.rounds)
	}
	lanes.Wait()
	t.Logf("%d runs: %d kills at %d instants that were reached, %d of them when the run was done", len(all[:min(rounds, len(all))]), k.kills.Load(), k.reached.Load(), k.over.Load())
}

// killing is what is left to be tried, and what came of the rest.
type killing struct {
	kills, reached, over atomic.Int64

	mu   sync.Mutex
	luck *rand.Rand
	left []instant
}

// take is the next instant, and whether there is one.
func (k *killing) take() (next instant, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.left) == 0 {
		return next, false
	}
	next, k.left = k.left[0], k.left[1:]
	return next, true
}

// killed is a fleet whose runs are killed.
type killed struct {
	*fleet
	*killing
	tag         int          // the one that is there; 0 where there is nothing
	last        string       // the ID of the last run
	undisturbed map[bool]int // the writes of a run that nothing disturbs: of an update, or not
}

// instants are all there are, in the order of luck.
func (k *killed) instants() (all []instant) {
	k.undisturbed = map[bool]int{}
	for _, update := range []bool{false, true} {
		k.tag++
		var writes atomic.Int64
		p := k.met(fmt.Sprintf("1.%d", k.tag), &writes, nil)
		k.must(p, 0, "is done: 2 clusters are healthy")
		k.ended()
		k.undisturbed[update] = int(writes.Load())
		again := k.met(fmt.Sprintf("1.%d", k.tag), &writes, nil)
		if k.must(again, 0, "No changes"); int(writes.Load()) > k.undisturbed[update] {
			k.Errorf("an apply that changes nothing writes")
		}
		for at := range k.undisturbed[update] {
			all = append(all, instant{update: update, at: at + 1}, instant{update: update, at: at + 1, answered: true})
		}
	}
	k.luck.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i := 0; i < len(all); i += 8 {
		all[i].patient = true
	}
	return all
}

// rounds tries instants until there are none left.
func (k *killed) rounds() {
	for !k.Failed() {
		next, ok := k.take()
		if !ok {
			return
		}
		k.round(next)
	}
}

// round kills a run at an instant, and has it continued until it is done.
func (k *killed) round(i instant) {
	switch {
	case !i.update && k.tag > 0:
		k.settle()
		k.tag, k.last = 0, ""
	case i.update && k.tag == 0:
		k.tag++
		code, out := k.apply(fmt.Sprintf("1.%d", k.tag)).wait()
		if code != 0 {
			k.Errorf("preparing: %s", out)
			return
		}
		k.ended()
	}
	k.tag++
	tag := fmt.Sprintf("1.%d", k.tag)
	id, over, out := k.disturbed(tag, i)
	if over {
		k.over.Add(1)
	}
	if !i.patient {
		if code, out := k.start("state", "unlock", "--auto-approve").wait(); code != 0 {
			k.Errorf("%v: %s", i, out)
		}
	}
	var writes atomic.Int64
	code, then := k.met(tag, &writes, nil).wait()
	k.ended()
	if id == "" {
		id = k.last // it was killed before the run had begun
	}
	fine := k.done(id, tag)
	if !over && strings.Contains(then, "Applied in") { // else there was nothing to do: a lock that nobody holds was not needed
		fine = k.unlocked() && fine
	}
	if code != 0 || !fine {
		k.Errorf("%v:\n%s\nand then, with exit code %d:\n%s", i, out, code, then)
	}
}

// disturbed applies a tag and is killed at an instant. It returns the run, "" where none has begun, and whether that
// has ended, and what wl has said.
func (k *killed) disturbed(tag string, i instant) (id string, over bool, out string) {
	var writes atomic.Int64
	started := make(chan *process, 1)
	p := k.met(tag, &writes, func() *faults.Fault {
		if writes.Load() != int64(i.at) {
			return nil
		}
		return faults.At(i.answered, func() {
			p := <-started
			started <- p
			p.kill()
		})
	})
	started <- p
	code, out := p.wait()
	if code == -1 {
		k.kills.Add(1)
		k.reached.Add(1)
	}
	k.north.way.Settle()
	k.south.way.Settle()
	if r := k.run(k.north); r != nil && r.ID != k.last {
		id, over = r.ID, r.HasEnded()
	}
	return id, over, out
}

// met applies a tag, while the writes on both clusters are counted, and something may happen to each. The second
// cluster is to have none before the first wave has passed.
func (k *killed) met(tag string, count *atomic.Int64, happens func() *faults.Fault) *process {
	var mu sync.Mutex // one after the other, so that no two are the same instant
	meet := func(second bool) faults.Meeting {
		return func(r *http.Request, of faults.Class) *faults.Fault {
			if !writes(of) {
				return nil
			}
			mu.Lock()
			defer mu.Unlock()
			count.Add(1)
			if second {
				k.mayBegin(tag, r)
			}
			if happens == nil {
				return nil
			}
			return happens()
		}
	}
	k.north.way.Meet(meet(false))
	k.south.way.Meet(meet(true))
	return k.apply(tag)
}

// mayBegin holds that the second wave may be written to.
func (k *killed) mayBegin(tag string, r *http.Request) {
	now := k.run(k.north)
	if now == nil || now.HasEnded() || now.Waves[0].Passed.IsZero() {
		k.Errorf("%s: %s %s on the second cluster, and the run is %+v", tag, r.Method, r.URL.Path, now)
	}
}

// ended remembers the run that has ended.
func (k *killed) ended() {
	k.north.way.Meet(nil)
	k.south.way.Meet(nil)
	if r := k.run(k.north); r == nil || r.State != journal.Done {
		k.Errorf("the run is %+v", r)
	} else {
		k.last = r.ID
	}
}
