package ui

import (
	"fmt"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
)

// Waiting returns what is waited for.
func Waiting(w engine.Wait) string {
	if w.Plugin != "" {
		return fmt.Sprintf("Waiting for the credential plugin %s of context %q. It may take %s.", w.Plugin, w.Context, duration(w.Limit))
	}
	return fmt.Sprintf("Waiting for the API server of context %q at %s: no answer for %s. It may take %s.",
		w.Context, w.Server, duration(w.For), duration(w.Limit))
}

// WaitEvent is what is waited for as a part of an apply's progress.
func WaitEvent(w engine.Wait) apply.Event { return apply.Notice{Text: Waiting(w)} }
