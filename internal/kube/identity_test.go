package kube_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
)

func TestIdentity(t *testing.T) {
	admin, _ := connect(t)
	who, err := admin.Identity(t.Context())
	if err != nil || who.User == "" || !slices.Contains(who.Groups, "system:masters") {
		t.Errorf("%+v, %v", who, err)
	}
	cluster := controlplane.Shared(t)
	config, err := clientcmd.LoadFromFile(cluster.Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	user := config.AuthInfos[config.Contexts[cluster.Context].AuthInfo]
	user.Impersonate, user.ImpersonateGroups = "ann@example.com", []string{"sre", "oncall"}
	file := t.TempDir() + "/kubeconfig"
	if err := clientcmd.WriteToFile(*config, file); err != nil {
		t.Fatal(err)
	}
	ann, err := kube.Connect(kube.Target{Kubeconfig: file, Context: cluster.Context}, kube.Options{})
	if err != nil {
		t.Fatal(err)
	}
	who, err = ann.Identity(t.Context())
	if err != nil || who.User != "ann@example.com" || !slices.Contains(who.Groups, "sre") || !slices.Contains(who.Groups, "oncall") {
		t.Errorf("%+v, %v", who, err)
	}
}

// The server's time comes with any answer; it is asked for only where there was none.
func TestServerTime(t *testing.T) {
	cluster := controlplane.Shared(t)
	var requests atomic.Int32
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{Trace: func(kube.Request) { requests.Add(1) }})
	if err != nil {
		t.Fatal(err)
	}
	first, err := client.ServerTime(t.Context())
	if off := time.Since(first); err != nil || off < -time.Minute || off > time.Minute || requests.Load() != 1 { // the server is on this machine
		t.Fatalf("%s after %d requests: %v", first, requests.Load(), err)
	}
	time.Sleep(1100 * time.Millisecond)
	second, err := client.ServerTime(t.Context())
	if passed := second.Sub(first); err != nil || passed < time.Second || passed > 30*time.Second || requests.Load() != 1 {
		t.Errorf("%s later after %d requests: %v", passed, requests.Load(), err)
	}
}
