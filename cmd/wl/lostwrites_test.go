package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const lostStack = `
variable "ns" { type = string }
variable "v" { default = "1" }
stack "lost" {
  namespace = var.ns
  limits    = "kubernetes"
}
workload "web" {
  kind = "Deployment"
  container "main" { image = "nginx:1.27" }
  advanced {
    metadata { pod_annotations = { v = var.v, "wl-devcluster/behaviour" = var.v == "bad" ? "image-pull-failure" : "healthy" } }
  }
}
config_map "fixed" {
  immutable = true
  data      = { a = var.v }
}
`

// headIn is the head of a state that a request writes; "" where it writes none.
func headIn(r *http.Request) string {
	if r.Method != http.MethodPut && r.Method != http.MethodPost || !strings.Contains(r.URL.Path, "/secrets") {
		return ""
	}
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	var secret struct{ Data map[string]string }
	_ = json.Unmarshal(body, &secret)
	head, _ := base64.StdEncoding.DecodeString(secret.Data["head"])
	return string(head)
}

// lossy makes a stack whose kubeconfig leads through a proxy that may answer for the server, after it has
// passed a request on where it says so.
func lossy(t *testing.T, answer func(r *http.Request) (code int, stored bool)) string {
	t.Helper()
	var server http.Handler
	failing(t, func(w http.ResponseWriter, r *http.Request) bool {
		code, stored := answer(r)
		switch {
		case code == 0:
			return false
		case stored:
			server.ServeHTTP(httptest.NewRecorder(), r)
		}
		return refuse(w, int32(code), metav1.StatusReasonTimeout, "etcdserver: request timed out")
	}, func(h http.Handler) { server = h })
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(lostStack), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A write of the state that is stored, and answered with a failure, ends no apply, also not
// between the deletion and the creation of an object.
func TestStoredWritesThatSeemToFail(t *testing.T) {
	for _, code := range []int{http.StatusInternalServerError, http.StatusServiceUnavailable, http.StatusGatewayTimeout} {
		var every atomic.Int32
		dir := lossy(t, func(r *http.Request) (int, bool) {
			if headIn(r) == "" || every.Add(1)%2 == 0 {
				return 0, false
			}
			return code, true
		})
		for _, v := range []string{"1", "2"} { // the second one replaces the ConfigMap
			exit, out, errs := runWL(t, "apply", "--auto-approve", "--var", "v="+v, dir)
			if exit != 0 || strings.Contains(errs, "another") {
				t.Errorf("HTTP %d: exit code %d\n%s%s", code, exit, out, errs)
			}
		}
		if exit, out, errs := runWL(t, "plan", "--detailed-exitcode", "--var", "v=2", dir); exit != 0 {
			t.Errorf("HTTP %d: something is left: %s%s", code, out, errs)
		}
	}
}

// A failed apply is rolled back although its outcome could not be recorded: at once, or at all.
func TestRollbackOfAnOutcomeThatIsNotRecorded(t *testing.T) {
	for name, times := range map[string]int32{"once": 1, "until it is given up": 5} {
		var refused atomic.Int32
		var failing atomic.Bool
		dir := lossy(t, func(r *http.Request) (int, bool) {
			if !failing.Load() || !strings.Contains(headIn(r), `"outcome":"failed"`) || refused.Add(1) > times {
				return 0, false
			}
			return http.StatusInternalServerError, false
		})
		if exit, out, errs := runWL(t, "apply", "--auto-approve", dir); exit != 0 {
			t.Fatalf("%s%s", out, errs)
		}
		failing.Store(true)
		exit, out, errs := runWL(t, "apply", "--auto-approve", "--on-failure", "rollback", "--var", "v=bad", dir)
		if exit != int(exitFailed) || !strings.Contains(errs, "Rolling back to the last good revision") || !strings.Contains(out, "The apply failed. Rolled back to revision 1") {
			t.Errorf("%s: exit code %d after %d refusals\n%s%s", name, exit, refused.Load(), out, errs)
		}
		if recorded := !strings.Contains(errs, "could not be recorded"); recorded != (times == 1) {
			t.Errorf("%s: %s", name, errs)
		}
	}
}
