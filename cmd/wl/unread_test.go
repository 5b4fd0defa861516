package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// An answer that cannot be read is told once, with the way out, whatever was asked for; run again, the command does what
// is left.
func TestAnswersThatCannotBeRead(t *testing.T) {
	dryRun := func(r *http.Request) bool { return r.Method == http.MethodPatch && r.URL.Query().Has("dryRun") }
	write := func(r *http.Request) bool { return r.Method == http.MethodPatch && !r.URL.Query().Has("dryRun") }
	list := func(r *http.Request) bool {
		return r.Method == http.MethodGet && strings.Contains(r.URL.RawQuery, "labelSelector")
	}
	for name, c := range map[string]struct {
		meant func(*http.Request) bool
		part  int // of how many parts of the answer the first arrives; 0: nothing, and the server was not asked
	}{
		"a dry-run, empty": {dryRun, 0},
		"a dry-run, cut":   {dryRun, 2},
		"a write, empty":   {write, 0},
		"a list, empty":    {list, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var server http.Handler
			var off atomic.Bool
			dir := failing(t, func(w http.ResponseWriter, r *http.Request) bool {
				if off.Load() || !c.meant(r) {
					return false
				}
				w.Header().Set("Content-Type", "application/json")
				if c.part > 0 {
					answer := httptest.NewRecorder()
					server.ServeHTTP(answer, r)
					_, _ = w.Write(answer.Body.Bytes()[:answer.Body.Len()/c.part])
				}
				return true
			}, func(h http.Handler) { server = h })
			exit, out, errs := runWL(t, "apply", "--auto-approve", dir)
			said := strings.Join(strings.Fields(out+errs), " ")
			if exit != int(exitFailed) || !strings.Contains(said, "the server's answer cannot be read (") || !strings.Contains(said, "run the same command again") {
				t.Errorf("exit code %d\n%s%s", exit, out, errs)
			}
			if strings.Contains(said, `\n`) || strings.Contains(said, "input unexpected end") {
				t.Errorf("it is told more than once:\n%s%s", out, errs)
			}
			off.Store(true)
			if exit, out, errs := runWL(t, "apply", "--auto-approve", dir); exit != 0 {
				t.Errorf("exit code %d\n%s%s", exit, out, errs)
			}
		})
	}
}
