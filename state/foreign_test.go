package state

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
)

// foreignLease makes the stack's Lease as somebody else might.
func foreignLease(t *testing.T, c Cluster, s *Store, spec map[string]any, annotations map[string]any) {
	t.Helper()
	ref := s.locks.ref()
	metadata := map[string]any{"name": ref.Name, "namespace": ref.Namespace, "annotations": annotations}
	_, err := c.Create(t.Context(), ref, map[string]any{
		"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": metadata, "spec": spec,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// However long a Lease says that it lasts, a lock is waited for by wl's own
// measure.
func TestALeaseIsBelievedForAMinuteAtMost(t *testing.T) {
	for seconds, want := range map[int64]time.Duration{
		-5: 20 * time.Second, 0: 20 * time.Second, 1: time.Second, 20: 20 * time.Second, 60: time.Minute,
		61: time.Minute, 999_999: time.Minute, 1 << 62: time.Minute, -1 << 63: 20 * time.Second,
	} {
		l, err := parseLease(map[string]any{"metadata": map[string]any{"name": "l"}, "spec": map[string]any{"leaseDurationSeconds": seconds}})
		if err != nil || l.duration != want {
			t.Errorf("%d seconds are %s, want %s (%v)", seconds, l.duration, want, err)
		}
	}
}

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

// A Lease that wl did not write locks the stack, and says so in one line.
func TestAForeignLease(t *testing.T) {
	c, stack := connect(t, nil)
	s := open(c, stack)
	foreignLease(t, c, s, map[string]any{"holderIdentity": "x\nError: all fine", "leaseDurationSeconds": int64(999_999)}, nil)
	var notices []string
	go func() { // renewed once, it is seen to be held
		time.Sleep(s.locks.terms.look * 2)
		l, err := s.locks.read(t.Context())
		if err == nil {
			_, err = s.locks.write(t.Context(), l, time.Now())
		}
		if err != nil {
			t.Error(err)
		}
	}()
	_, err := s.Lock(t.Context(), LockInfo{Operation: "apply", Who: "bob@ci", Notice: func(f fact.Fact) { notices = append(notices, f.String()) }})
	if err == nil {
		t.Fatal("no error")
	}
	for _, text := range append(notices, err.Error()) {
		if strings.Contains(text, "\n") || !strings.Contains(text, `x\\nError: all fine`) {
			t.Errorf("%q", text)
		}
	}
	if len(notices) != 1 || !strings.Contains(notices[0], `time="1m0s"`) {
		t.Errorf("notices: %q", notices)
	}
}
