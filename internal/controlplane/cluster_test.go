package controlplane

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func TestSharedGivesEachTestItsNamespace(t *testing.T) {
	cluster := Shared(t)
	if again := Shared(t); again != cluster {
		t.Error("Shared returned a second control plane")
	}
	if _, err := os.Stat(cluster.Kubeconfig); err != nil {
		t.Errorf("the kubeconfig is missing: %v", err)
	}
	first, second := cluster.Namespace(t), cluster.Namespace(t)
	if first == second {
		t.Fatalf("two namespaces are named %s", first)
	}
	for _, namespace := range []string{first, second} {
		if !strings.HasPrefix(namespace, "testsharedgiveseachtestitsnamespace-") {
			t.Errorf("namespace %s does not tell its test", namespace)
		}
		if err := cluster.api.do(t.Context(), http.MethodGet, "/api/v1/namespaces/"+namespace, ""); err != nil {
			t.Errorf("namespace %s: %v", namespace, err)
		}
	}
}

func TestStartedClusterCanBeBrokenAndEndsWithItsTest(t *testing.T) {
	var kubeconfig string
	t.Run("broken", func(t *testing.T) {
		cluster := Start(t, "broken")
		kubeconfig = cluster.Kubeconfig
		ping := func() error { return cluster.api.do(t.Context(), http.MethodGet, "/livez", "") }
		if err := ping(); err != nil {
			t.Fatalf("a started cluster: %v", err)
		}
		cluster.StopAPIServer(t)
		if err := ping(); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("a stopped API server: got %v, want a refused connection", err)
		}
		cluster.StartAPIServer(t)
		if err := ping(); err != nil {
			t.Errorf("an API server started again: %v", err)
		}
	})
	if _, err := os.Stat(kubeconfig); !os.IsNotExist(err) {
		t.Errorf("the cluster outlived its test: %s is still there (%v)", kubeconfig, err)
	}
}

// Without a control plane a test is skipped, with how to run it; where there must be one it fails.
func TestWithoutAControlPlane(t *testing.T) {
	for required, want := range map[string]string{"": "skipped: ", "1": "failed: "} {
		t.Setenv(KubeconfigEnv, "")
		t.Setenv(RequiredEnv, required)
		for name, use := range map[string]func(testing.TB){"Shared": func(tb testing.TB) { Shared(tb) }, "Start": func(tb testing.TB) { Start(tb, "none") }} {
			seen := &outcome{TB: t}
			done := make(chan struct{})
			go func() {
				defer close(done)
				use(seen)
			}()
			<-done
			if !strings.HasPrefix(seen.said, want) || !strings.Contains(seen.said, "make test") || !strings.Contains(seen.said, KubeconfigEnv) {
				t.Errorf("%s with %s=%q: %q", name, RequiredEnv, required, seen.said)
			}
		}
	}
}

// outcome is a test that remembers how it ended.
type outcome struct {
	testing.TB
	said string
}

func (o *outcome) Skip(args ...any) {
	o.said = "skipped: " + fmt.Sprint(args...)
	runtime.Goexit()
}

func (o *outcome) Fatal(args ...any) {
	o.said = "failed: " + fmt.Sprint(args...)
	runtime.Goexit()
}

func TestNamespaceName(t *testing.T) {
	for test, want := range map[string]string{
		"TestApply":                     "testapply-",
		"TestScripts/drift_shown":       "testscripts-drift-shown-",
		strings.Repeat("x", 38) + "/yz": strings.Repeat("x", 38) + "-y-",
		strings.Repeat("x", 39) + "/yz": strings.Repeat("x", 39) + "-",
	} {
		got := namespaceName(test)
		if prefix := got[:len(got)-8]; prefix != want {
			t.Errorf("namespaceName(%q) = %q, want %q and eight characters", test, got, want)
		}
		if len(got) > 63 {
			t.Errorf("namespaceName(%q) = %q is too long for a namespace", test, got)
		}
	}
}
