package words

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/run"
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
