package await

import (
	"fmt"
	"strings"
	"time"

	"github.com/workloadlang/wl/apply/internal/observed"
)

// StayError is why an object counts as failed that was deleted and has not gone.
type StayError struct {
	After time.Duration   // since its deletion
	Waits []observed.Wait // none where nothing is known of them
	// Unknown is why it cannot be said whether the object is still there; nil
	// where it is.
	Unknown error
}

func (e *StayError) Error() string {
	after := e.After.Round(time.Second)
	if e.Unknown != nil {
		return fmt.Sprintf("it was deleted %v ago; whether it is gone is not known, because the API server does not respond: %v", after, e.Unknown)
	}
	return fmt.Sprintf("it still exists %v after it was deleted. It waits for %s. Fix that and run the same command again: it continues to wait", after, joinWaits(e.Waits))
}

func (e *StayError) Unwrap() error { return e.Unknown }

func joinWaits(waits []observed.Wait) string {
	if len(waits) == 0 {
		return "a reason that it does not report yet"
	}
	texts := make([]string, len(waits))
	for i, w := range waits {
		texts[i] = w.String()
	}
	return strings.Join(texts, "; ")
}
