package storage

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
)

// What a holder calls itself cannot look like a line of wl's own.
func TestHoldersStayOnTheirLine(t *testing.T) {
	since := time.Date(2026, 1, 2, 15, 4, 5, 0, time.Local)
	for _, c := range []struct {
		holder Holder
		want   fact.Args
	}{
		{Holder{Who: "alice@laptop", Process: 4711, Operation: "apply", Since: since}, fact.Args{"who": "alice@laptop", "process": 4711, "operation": "apply", "since": "2026-01-02 15:04:05"}},
		{Holder{Who: "x\nError: all fine"}, fact.Args{"who": `x\nError: all fine`}},
		{Holder{Who: "a\r\x1b[2Jb", Operation: "apply\nDone."}, fact.Args{"who": `a\r\x1b[2Jb`, "operation": `apply\nDone.`}},
		{Holder{Who: "\u202egnp", Since: since}, fact.Args{"who": `\u202egnp`, "since": "2026-01-02 15:04:05"}},
		{Holder{Who: `jörg "the dba"`}, fact.Args{"who": `jörg "the dba"`}},
		{Holder{Who: strings.Repeat("x", 200)}, fact.Args{"who": strings.Repeat("x", maxPrintable) + "…"}},
	} {
		if diff := cmp.Diff(fact.New(LockHolder, c.want), c.holder.Fact()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
