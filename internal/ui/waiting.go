package ui

import (
	"fmt"
	"time"
)

// Wait is something that takes long.
type Wait struct {
	Context string
	Server  string
	Plugin  string        // the credential plugin; "": the server's answer
	For     time.Duration // so far
	Limit   time.Duration // after which it is given up
}

// Waiting says what is waited for.
func Waiting(w Wait) string {
	if w.Plugin != "" {
		return fmt.Sprintf("Waiting for the credential plugin %s of context %q. It may take %s.", w.Plugin, w.Context, duration(w.Limit))
	}
	return fmt.Sprintf("Waiting for the API server of context %q at %s: no answer for %s. It may take %s.",
		w.Context, w.Server, duration(w.For), duration(w.Limit))
}
