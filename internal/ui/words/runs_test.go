package words

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/internal/waves"
	"github.com/workloadlang/wl/state"
)

// Who waits already is not told to come back, or to wait.
func TestWaitingAdvisesNoWait(t *testing.T) {
	for _, r := range runWaits() {
		f := fact.New(r.code, fact.Args{"wave": "canary", "until": "2026-11-29T10:00:00Z", "user": "bob", "quorum": 1, "analysis": "errors", "clusters": 2, "waiting": true})
		for _, l := range []Language{English, Chinese} {
			if text := In(l).Text(f); strings.Contains(text, "wl apply") || strings.Contains(text, "--") && !strings.Contains(text, "wl rollout") {
				t.Errorf("%s: %s", r.code, text)
			}
		}
	}
}

// A window that does not open is no time to come back at.
func TestWindowThatDoesNotOpen(t *testing.T) {
	f := fact.New(run.WaitsForWindow, fact.Args{"wave": "canary", "clusters": 2, "schedule": "0 0 30 2 *", "time_zone": "UTC"})
	for l, want := range map[Language]string{English: "finds no time at which it opens: correct the window and run wl apply --supersede, or run wl apply with --ignore-window", Chinese: "找不到它开放的时间：请更正窗口并运行 wl apply --supersede，或"} {
		if text := In(l).Text(f); !strings.Contains(text, want) || strings.Contains(text, "then") || strings.Contains(text, "届时") {
			t.Error(text)
		}
		if text := In(l).Text(f.WithArg("until", "2026-11-29T10:00:00Z")); strings.Contains(text, want) {
			t.Error(text)
		}
	}
}

// One object stays, and it is removed; several stay, and they are. How many there are need not be known.
func TestObjectsThatStay(t *testing.T) {
	for objects, want := range map[int][]string{
		1: {"1 object of the stack stays ", "Remove it: wl destroy", "To manage it again"},
		2: {"2 objects of the stack stay ", "Remove them: wl destroy", "To manage them again"},
	} {
		args := fact.Args{"stack": "shop", "namespace": "shop", "cluster": "south", "objects": objects}
		for _, said := range []string{In(English).Detail(fact.New(engine.WarnRemoved, args)), In(English).Text(fact.New(run.NotDeclared, args))} {
			for _, text := range want {
				if !strings.Contains(said, text) {
					t.Errorf("%q is missing in: %s", text, said)
				}
			}
		}
	}
	unread := fact.New(run.NotDeclared, fact.Args{"stack": "shop", "namespace": "shop", "cluster": "south", "error": "no answer"})
	if said := In(English).Text(unread); !strings.Contains(said, "remove its objects: wl destroy") || !strings.Contains(said, "To manage them again") {
		t.Error(said)
	}
}

// A home that cannot be read is told with the flag that the operation has; commands that only show or steer the run have none.
func TestHomeAway(t *testing.T) {
	for name, c := range map[string]struct {
		args        fact.Args
		says, isNot string
	}{
		"a command that steers":    {nil, "run wl rollout recover", "use --outside-run"},
		"a destroy":                {fact.Args{"operation": "destroy"}, "run destroy with --outside-run REASON", "recover"},
		"an apply of everything":   {fact.Args{"operation": "apply"}, "run apply with --outside-run REASON", "recover"},
		"another home":             {fact.Args{"cluster": "south"}, "wl rollout recover. To begin anew, use wl apply --supersede", "outside-run"},
		"a restart, another home":  {fact.Args{"cluster": "south", "operation": "restart"}, "to run restart all the same, --outside-run REASON", "wl apply, wl destroy"},
		"a silent home by a state": {fact.Args{"silent": true}, "does not answer", "--outside-run"},
	} {
		args, code := fact.Args{"run": "k3x9d2ab", "was": "north", "said": "no answer"}, waves.HomeMoved
		if c.args["silent"] != nil {
			args, code = fact.Args{"cluster": "default", "unsure": true, "only": true, "said": "no answer"}, waves.HomeSilent
			delete(c.args, "silent")
		}
		for key, value := range c.args {
			args[key] = value
		}
		if said := In(English).Text(fact.New(code, args)); !strings.Contains(said, c.says) || strings.Contains(said, c.isNot) {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// Who is kept from a cluster is told what the next apply does: continue the rollback, finish what was begun of a wave that
// has failed, or continue. A lost lock of a run is continued from, too.
func TestKeptFromACluster(t *testing.T) {
	for _, c := range []struct {
		args fact.Args
		want string
	}{
		{fact.Args{"back": int64(1), "begun": true}, "cannot be rolled back: no. It stays as it is, and the run r1 is not over: correct this, and run wl apply, which continues the rollback"},
		{fact.Args{"begun": true, "failed": true, "rolls_back": true}, "run wl apply, which finishes what was begun, and then rolls back"},
		{fact.Args{"begun": true, "failed": true}, "run wl apply, which finishes what was begun, and then ends the run r1"},
		{fact.Args{"failed": true}, "Nothing was begun there, and the wave has failed on other clusters: run wl apply, which ends the run r1"},
		{fact.Args{"failed": true, "rolls_back": true}, "run wl apply, which rolls back"},
		{fact.Args{"begun": true}, "nothing is rolled back, and the run r1 stands as it was: correct this, and run wl apply"},
	} {
		c.args["cluster"], c.args["run"], c.args["said"] = "south", "r1", "no"
		if said := In(English).Text(fact.New(waves.Hindered, c.args)); !strings.HasSuffix(said, c.want) {
			t.Errorf("%q is not the end of: %s", c.want, said)
		}
	}
	lost := fact.New(state.LockLost, fact.Args{"stack": "shop", "how": fact.New(state.LockDeleted, nil)})
	for run, want := range map[string]string{"": "lock of the stack was lost: it was deleted. No further changes are started; plan again", "r1": "lock of the run r1 was lost: it was deleted. No further changes are started; wl apply continues the run"} {
		if said := In(English).Text(lost.WithArg("run", run)); !strings.HasSuffix(said, want) {
			t.Errorf("%q is not the end of: %s", want, said)
		}
	}
}
