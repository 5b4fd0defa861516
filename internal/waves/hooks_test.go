package waves

import (
	"fmt"
	"testing"

	"github.com/workloadlang/wl/lang"
)

// An event goes to those who want it, in the order of their declaration, and is queued for nobody else.
func TestHooksFor(t *testing.T) {
	all := []lang.Notification{
		{Name: "chat", URL: "https://chat", On: []string{"begun", "done"}},
		{Name: "pager", URL: "https://pager", On: []string{"halted"}},
		{Name: "log", URL: "https://log", On: []string{"begun", "halted", "done"}},
		{Name: "none", URL: "https://none"},
	}
	for event, want := range map[string]string{
		"begun": "[{chat https://chat} {log https://log}]", "halted": "[{pager https://pager} {log https://log}]",
		"done": "[{chat https://chat} {log https://log}]", "waiting": "[]", "": "[]",
	} {
		if got := fmt.Sprint(hooksFor(event, all)); got != want {
			t.Errorf("%s: %s, want %s", event, got, want)
		}
	}
}
