package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/seeds"
)

// killedStack is a stack of two waves, whose configuration is told by a tag.
const killedStack = `
variable "tag" {}
variable "ns" {}
stack "killed" {
  namespace = var.ns
  limits    = "kubernetes"
}
cluster "north" { kubeconfig = %q }
cluster "south" { kubeconfig = %q }
namespace "killed" { name = var.ns }
workload "web" {
  kind     = "Deployment"
  replicas = 1
  container "nginx" { image = "nginx:${var.tag}" }
}
rollout {
  wave "first" {
    clusters = [cluster.north]
    soak     = "1s"
  }
  wave "second" { clusters = [cluster.south] }
}
`

// killed is a stack that is rolled out over two clusters by a wl that is killed again and again.
type killed struct {
	*testing.T
	wl, dir  string
	env      []string
	clusters [2]*controlplane.Cluster
}

// However often wl is killed, at whatever instant: the second wave is not touched before the first has passed, the
// next apply goes on with the same run, and at its end both clusters have what was wanted. WL_WAVES_ROUNDS is how many
// runs there are, and WL_WAVES_SEED chooses the instants.
func testKilled(t *testing.T, second *controlplane.Cluster) {
	t.Parallel()
	first := controlplane.Shared(t)
	wl, err := exec.LookPath("wl")
	if err != nil {
		t.Fatal(err)
	}
	namespace := fmt.Sprintf("killed-%d", os.Getpid())
	t.Cleanup(func() { deleteNamespace(first.Kubeconfig, namespace); deleteNamespace(second.Kubeconfig, namespace) })
	k := killed{T: t, wl: wl, dir: t.TempDir(), clusters: [2]*controlplane.Cluster{first, second}, env: append(os.Environ(), "WL_VAR_ns="+namespace)}
	stack := fmt.Sprintf(killedStack, first.Kubeconfig, second.Kubeconfig)
	if err := os.WriteFile(filepath.Join(k.dir, "killed.wl.hcl"), []byte(stack), 0o600); err != nil {
		t.Fatal(err)
	}
	rounds, seed := seeds.Number(t, "WL_WAVES_ROUNDS", 1), seeds.Number(t, "WL_WAVES_SEED", rand.Uint64())
	t.Logf("WL_WAVES_SEED=%d WL_WAVES_ROUNDS=%d", seed, rounds)
	luck, kills := rand.New(rand.NewPCG(seed, 0)), 0
	for round := range rounds {
		kills += k.round(luck, fmt.Sprintf("1.%d", round), namespace)
	}
	t.Logf("%d runs, %d kills", rounds, kills)
}

// round rolls a tag out, and returns how often wl was killed meanwhile.
func (k killed) round(luck *rand.Rand, tag, namespace string) (kills int) {
	runs := map[string]bool{}
	for attempt := range 4 {
		cmd := k.command("apply", "--auto-approve", "--wait", "--var", "tag="+tag)
		var out strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			k.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		patience := 2 * time.Minute // it is to come to its end
		switch {
		case attempt == 0:
			patience = time.Duration(luck.IntN(2500)) * time.Millisecond
		case attempt == 1 && luck.IntN(2) == 0: // after the locks of the first have gone stale
			patience = 20*time.Second + time.Duration(luck.IntN(5000))*time.Millisecond
		}
		select {
		case err := <-ended:
			k.check(tag, namespace, runs)
			if err == nil {
				k.done(tag, namespace, runs)
				return kills
			}
			k.Fatalf("%s: %v\n%s", tag, err, out.String())
		case <-time.After(patience):
			_ = cmd.Process.Kill()
			<-ended
			kills++
			k.check(tag, namespace, runs)
		}
	}
	k.Fatalf("%s: the run does not come to its end", tag)
	return kills
}

func (k killed) command(args ...string) *exec.Cmd {
	cmd := exec.Command(k.wl, args...)
	cmd.Dir, cmd.Env = k.dir, k.env
	return cmd
}

// check makes sure that the second cluster does not have what the first wave has not passed with.
func (k killed) check(tag, namespace string, runs map[string]bool) {
	k.Helper()
	if r := k.status(); r.Run != nil && k.image(1, namespace) == "nginx:"+tag {
		runs[r.Run.ID] = true
		if r.Waves[0].State != "passed" {
			k.Errorf("%s: the second cluster has it, and the first wave is %s", tag, r.Waves[0].State)
		}
	}
}

// done makes sure that a run which has ended has done everything, and was one.
func (k killed) done(tag, namespace string, runs map[string]bool) {
	k.Helper()
	r := k.status()
	if r.Run == nil || r.Run.State != "done" || len(runs) != 1 || k.image(0, namespace) != "nginx:"+tag || k.image(1, namespace) != "nginx:"+tag {
		k.Errorf("%s: %+v, runs %v, images %s and %s", tag, r, runs, k.image(0, namespace), k.image(1, namespace))
	}
}

// runStatus is what wl rollout status says.
type runStatus struct {
	Run   *struct{ ID, State string }
	Waves []struct{ Name, State string }
}

func (k killed) status() (r runStatus) {
	k.Helper()
	raw, err := k.command("rollout", "status", "--format", "json").Output()
	if err != nil {
		return r // before the first apply has begun anything
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		k.Fatal(err)
	}
	return r
}

// image is what the workload of a cluster runs; "" where there is none.
func (k killed) image(cluster int, namespace string) string {
	client, err := dynamicClient(k.clusters[cluster].Kubeconfig)
	if err != nil {
		k.Fatal(err)
	}
	deployments := client.Resource(schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "deployments"})
	web, err := deployments.Namespace(namespace).Get(k.Context(), "web", metav1.GetOptions{})
	if err != nil {
		return ""
	}
	containers, _, _ := unstructured.NestedSlice(web.Object, "spec", "template", "spec", "containers")
	container, _ := containers[0].(map[string]any)
	image, _ := container["image"].(string)
	return image
}
