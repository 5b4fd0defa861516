package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/ui"
)

// A release of the lock that gets no answer is told of after some seconds, and the first Ctrl-C ends it.
func TestReleaseOfALockWithoutAnAnswer(t *testing.T) {
	for name, args := range map[string][]string{
		"apply":    {"apply", "--auto-approve", "--var", "v=2"},
		"rollback": {"rollback", "--auto-approve", "1"},
		"destroy":  {"destroy", "--auto-approve"},
		"state rm": {"state", "rm", "--auto-approve", "config_map.fixed"},
		"state mv": {"state", "mv", "--auto-approve", "--to-stack", "found"},
	} {
		t.Run(name, func(t *testing.T) {
			var once sync.Once
			hangs, ended := make(chan struct{}), make(chan struct{})
			defer close(ended)
			disturbed := false
			failing(t, func(w http.ResponseWriter, r *http.Request) bool {
				if !disturbed || r.Method != http.MethodDelete || !strings.Contains(r.URL.Path, "/leases") {
					return false
				}
				once.Do(func() { close(hangs) })
				select {
				case <-r.Context().Done():
				case <-ended:
				}
				panic(http.ErrAbortHandler)
			})
			dir := t.TempDir()
			t.Chdir(dir)
			if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(lostStack), 0o600); err != nil {
				t.Fatal(err)
			}
			if exit, out, errs := runWL(t, "apply", "--auto-approve"); exit != 0 {
				t.Fatalf("%s%s", out, errs)
			}
			if args[0] == "rollback" {
				if exit, out, errs := runWL(t, "apply", "--auto-approve", "--var", "v=2"); exit != 0 {
					t.Fatalf("%s%s", out, errs)
				}
			}
			disturbed = true
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			var b shared
			done := make(chan struct{})
			go func() { defer close(done); run(ctx, args, ui.Streams{In: strings.NewReader(""), Out: &b, Err: &b}) }()
			select {
			case <-hangs:
			case <-done:
			}
			select {
			case <-time.After(8 * time.Second): // the wait is told after five
			case <-done:
			}
			asked := time.Now()
			interrupt()
			<-done
			// A second lock may be left to release, for which there is less time than before.
			most := time.Second
			if args[1] == "mv" {
				most += 3 * time.Second
			}
			if took := time.Since(asked); took > most || !strings.Contains(b.String(), "Waiting for the API server") {
				t.Errorf("it ends %v after it was asked to:\n%s", took, b.String())
			}
		})
	}
}

// shared is what is printed by many goroutines at once, on both streams.
type shared struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *shared) Write(text []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(text)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}
