package progress

import (
	"bytes"
	"errors"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Whatever events say, every form of progress can tell it.
func FuzzProgress(f *testing.F) {
	uitest.Seed(f)
	f.Fuzz(func(t *testing.T, text string, number int64, columns int) {
		p := uitest.HostilePlan(text, number)
		name := p.Clusters[0].Changes[0].Object
		status := rollout.Status{Word: rollout.Word(text), Counts: rollout.Counts{Ready: number, Wanted: number, Previous: number, Succeeded: number}, Message: fact.New(fact.Code(text), fact.Args{text: text}),
			Held: &rollout.Held{By: rollout.Hold(text), Partition: number}, Done: number%2 == 0, Failed: true, Causes: []rollout.Cause{
				{Reason: text, Pod: text, Container: text, Detail: fact.New(rollout.KnownEnd, fact.Args{"exit_code": number, "said": text}), Count: int(number % 9), Logs: text,
					Claim: &rollout.Claim{Name: text, Class: text, Phase: text}, MissingSecrets: []string{text}},
			}}
		events := []apply.Event{
			apply.Notice{Fact: fact.Of(errors.New(text))}, apply.ObjectStarted{Object: name, Action: plan.Action(text)}, apply.ObjectStarted{Object: name, Action: plan.Delete},
			apply.ObjectDone{Object: name, Action: plan.Create, Elapsed: time.Duration(number)}, apply.RolloutStarted{Object: name},
			apply.RolloutProgress{Object: name, Status: status}, apply.RolloutEnded{Object: name, Status: status, Err: errors.New(text)},
			apply.ObjectFailed{Object: object.Ref{Kind: text}, Action: plan.Delete, Err: errors.New(text)},
		}
		e := &emulator{columns: max(1, columns%200)}
		table, errs := newTestTable(t, e, 10, Scope{Plan: p}, newClock(), words.Chinese)
		var out bytes.Buffer
		log := newEventLog(ui.Streams{Out: &out, Err: errs}, ui.Options{Width: columns % 200}, Scope{Plan: p}, newClock().now)
		stream := newEventStream(&out, ui.Options{}, Scope{Plan: p}, newClock().now)
		for _, progress := range []Progress{table, log, stream} {
			for _, event := range events {
				progress.Event(text, event)
			}
			if err := progress.Close(); err != nil {
				t.Fatal(err)
			}
		}
		uitest.NoControls(t, out.String()+errs.String()+e.screen(), false)
	})
}
