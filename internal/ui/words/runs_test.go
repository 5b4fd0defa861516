package words

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
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
