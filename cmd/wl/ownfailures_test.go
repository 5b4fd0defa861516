package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// What keeps only whoever applies from the cluster is no failure of what runs there: nothing is rolled back, that is said,
// and the next apply continues.
func TestOwnFailuresAreNotRolledBack(t *testing.T) {
	expired := func(w http.ResponseWriter) bool {
		return refuse(w, http.StatusUnauthorized, metav1.StatusReasonUnauthorized, "Unauthorized")
	}
	login := func(w http.ResponseWriter) bool {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<html><title>Sign in</title></html>"))
		return true
	}
	elsewhere := func(w http.ResponseWriter) bool {
		w.Header().Set("Location", "https://127.0.0.1:1/login")
		w.WriteHeader(http.StatusFound)
		return true
	}
	forbidden := func(said string) func(http.ResponseWriter) bool {
		return func(w http.ResponseWriter) bool {
			return refuse(w, http.StatusForbidden, metav1.StatusReasonForbidden, said)
		}
	}
	const stays = "Nothing is rolled back, because only the access to the cluster has failed."
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter) bool
		always bool
		says   string
	}{
		"401 once":           {expired, false, stays},
		"401 that stays":     {expired, true, stays},
		"a login once":       {login, false, stays},
		"a login that stays": {login, true, stays},
		"redirected once":    {elsewhere, false, stays},
		"a right is missing": {forbidden(`deployments.apps "web" is forbidden: User "ann" cannot patch resource "deployments" in API group "apps" in the namespace "shop"`), false, stays},
		"a webhook forbids":  {forbidden(`admission webhook "a.b" denied the request: it cannot run here`), false, "Rolling back to the last good revision"},
		"a failure of the server": {func(w http.ResponseWriter) bool {
			return refuse(w, http.StatusInternalServerError, metav1.StatusReasonInternalError, "etcd is full")
		}, false, "Rolling back to the last good revision"},
	} {
		t.Run(name, func(t *testing.T) {
			var disturbed, met atomic.Bool
			failing(t, func(w http.ResponseWriter, r *http.Request) bool {
				write := r.Method == http.MethodPatch && strings.HasSuffix(r.URL.Path, "/deployments/web") && !r.URL.Query().Has("dryRun")
				if !disturbed.Load() || !(c.always && met.Load() || write && met.CompareAndSwap(false, true)) {
					return false
				}
				return c.answer(w)
			})
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(lostStack), 0o600); err != nil {
				t.Fatal(err)
			}
			wl := func(want exitCode, args ...string) string {
				exit, out, errs := runWL(t, append(args, dir)...)
				if exit != int(want) {
					t.Fatalf("wl %s: exit code %d\n%s%s", args, exit, out, errs)
				}
				return strings.Join(strings.Fields(out+errs), " ")
			}
			wl(0, "apply", "--auto-approve")
			disturbed.Store(true)
			said := wl(exitFailed, "apply", "--auto-approve", "--on-failure", "rollback", "--var", "v=2")
			if !strings.Contains(said, c.says) || strings.Contains(said, stays) != (c.says == stays) {
				t.Errorf("%s", said)
			}
			disturbed.Store(false)
			if c.always {
				wl(0, "state", "unlock", "--auto-approve")
			}
			wl(0, "apply", "--auto-approve", "--var", "v=2")
		})
	}
}
