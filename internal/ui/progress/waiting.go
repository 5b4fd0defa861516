package progress

import (
	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// Waiting returns what is waited for.
func Waiting(w engine.Wait, o ui.Options) string {
	return words.In(o.Language).Text(engine.WaitFact(w))
}

// WaitEvent is what is waited for as a part of an apply's progress.
func WaitEvent(w engine.Wait) apply.Event { return apply.Notice{Fact: engine.WaitFact(w)} }
