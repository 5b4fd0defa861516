package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/ui"
)

// One answer of the kind that a load balancer gives which has lost its server for a
// moment ends nothing, whatever was read.
func TestReadsAreAskedAgain(t *testing.T) {
	for name, which := range map[string]func(r *http.Request) bool{
		"the first read of the lock":  func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/leases/") },
		"the state":                   func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/secrets/wl-state") },
		"a list":                      func(r *http.Request) bool { return r.URL.Query().Has("labelSelector") },
		"the version":                 func(r *http.Request) bool { return r.URL.Path == "/version" },
		"the kinds that there are":    func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/apis/example.com") },
		"whatever is read first once": func(*http.Request) bool { return true },
	} {
		for _, code := range []int32{http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout} {
			t.Run(name+" "+http.StatusText(int(code)), func(t *testing.T) {
				var asked atomic.Int32
				dir := failing(t, func(w http.ResponseWriter, r *http.Request) bool {
					if r.Method != http.MethodGet || !which(r) || asked.Add(1) > 1 {
						return false
					}
					return refuse(w, code, metav1.StatusReasonInternalError, "try again")
				})
				if code, out, errs := runWL(t, "apply", "--auto-approve", dir); code != 0 || !strings.Contains(out, "Applied in") {
					t.Errorf("exit code %d\n%s%s", code, out, errs)
				}
				if code, out, errs := runWL(t, "destroy", "--auto-approve", dir); code != 0 {
					t.Errorf("exit code %d\n%s%s", code, out, errs)
				}
			})
		}
	}
}

// A read that never succeeds is given up, and says why.
func TestReadsAreGivenUp(t *testing.T) {
	var asked atomic.Int32
	dir := failing(t, func(w http.ResponseWriter, r *http.Request) bool {
		return strings.Contains(r.URL.Path, "/leases/") && r.Method == http.MethodGet && asked.Add(1) > 0 &&
			refuse(w, http.StatusBadGateway, metav1.StatusReasonInternalError, "no server behind this")
	})
	code, out, errs := runWL(t, "apply", "--auto-approve", dir)
	if code != 1 || !strings.Contains(errs, "no server behind this") || asked.Load() < 2 {
		t.Errorf("exit code %d after %d attempts\n%s%s", code, asked.Load(), out, errs)
	}
	if !strings.Contains(out, "nothing was changed") && !strings.Contains(out, "Nothing was changed") {
		t.Errorf("it does not say that nothing was done:\n%s", out)
	}
}

// What was not done is said at the end, by exit code, text and JSON, wherever the
// server is lost.
func TestDestroyThatCannotWriteItsEnd(t *testing.T) {
	for name, lost := range map[string]func(r *http.Request) bool{
		"the state cannot be removed": func(r *http.Request) bool {
			return r.Method == http.MethodDelete && strings.Contains(r.URL.Path, "/secrets/")
		},
		"nothing is answered after that": nil,
	} {
		for _, format := range []string{"text", "json"} {
			t.Run(name+" "+format, func(t *testing.T) {
				var gone atomic.Bool
				var broken atomic.Bool
				dir := failing(t, func(w http.ResponseWriter, r *http.Request) bool {
					if !broken.Load() {
						return false
					}
					if lost == nil && r.Method == http.MethodDelete && strings.Contains(r.URL.Path, "/configmaps/second") {
						defer gone.Store(true)
						return false
					}
					if gone.Load() || lost != nil && lost(r) {
						panic(http.ErrAbortHandler)
					}
					return false
				})
				if code, out, errs := runWL(t, "apply", "--auto-approve", dir); code != 0 {
					t.Fatalf("exit code %d\n%s%s", code, out, errs)
				}
				broken.Store(true)
				code, out, errs := runWL(t, "destroy", "--auto-approve", "--format", format, "--timeout", "20s", dir)
				if code != 1 || strings.Contains(out, "Destroyed in") || strings.Contains(out, `"applied"`) {
					t.Errorf("exit code %d\n%s%s", code, out, errs)
				}
				want := "Failed after"
				if format == "json" {
					want = `"outcome":"failed"`
				}
				if !strings.Contains(out, want) {
					t.Errorf("it does not say %q:\n%s%s", want, out, errs)
				}
			})
		}
	}
}

// Interrupted while it plans, as on a server that does not answer, an apply says
// that it did nothing, in either format.
func TestInterruptedWhileItPlans(t *testing.T) {
	hangs, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hangs.Close() })
	writeKubeconfig(t, "http://"+hangs.Addr().String(), "", "")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(failingStack), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("WL_VAR_ns", "anywhere")
	for _, verb := range []string{"apply", "destroy"} {
		for format, want := range map[string]string{"json": `"because":"interrupted"`, "text": "Not done: interrupted."} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			var out, errs bytes.Buffer
			code := run(ctx, []string{verb, "--auto-approve", "--format", format, dir}, ui.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
			cancel()
			if code != 1 || !strings.Contains(out.String(), want) {
				t.Errorf("%s as %s: exit code %d\n%s%s", verb, format, code, &out, &errs)
			}
			for line := range strings.Lines(out.String()) { // one event each
				if format == "json" && !json.Valid([]byte(line)) {
					t.Errorf("no JSON: %s", line)
				}
			}
		}
	}
}
