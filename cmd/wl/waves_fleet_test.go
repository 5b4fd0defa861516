package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/faults"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	journal "github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// fleetStack is a stack on two clusters, whose configuration is told by a tag. Its rollout block is the test's.
const fleetStack = `
variable "tag" {}
variable "ns" {}
stack "fleet" {
  namespace = var.ns
  limits    = "kubernetes"
}
cluster "north" { kubeconfig = "north.yaml" }
cluster "south" { kubeconfig = "south.yaml" }
namespace "fleet" { name = var.ns }
workload "web" {
  kind     = "Deployment"
  replicas = 1
  container "nginx" { image = "nginx:${var.tag}" }
}
`

// twoWaves is a rollout of two waves; the run is kept in the first one's cluster.
const twoWaves = `
rollout {
  wave "first" {
    clusters = [cluster.north]
    soak     = "1s"
  }
  wave "second" { clusters = [cluster.south] }
}
`

// testRuns disturbs runs of many fleets over two clusters.
func testRuns(t *testing.T, second *controlplane.Cluster) {
	var runs sideBySide
	defer runs.Wait()
	for name, test := range map[string]func(*testing.T, *controlplane.Cluster){
		"killed": testKilled, "home away": testHomeAway, "cluster away": testClusterAway, "together": testTogether, "silent at a gate": testSilentAtGate, "restarts": testRestarts,
		"begun is finished": testBegunIsFinished, "record deleted": testRecordDeleted,
		"steered rollback": testSteeredRollback, "steered checks": testSteeredChecks, "hanging receiver": testHangingReceiver,
		"check once": testCheckOnce, "backlog": testBacklog, "applied since": testAppliedSince, "asked once": testAskedOnce, "steered gate": testSteeredGate, "own": testOwn, "kept from going back": testKeptFromGoingBack, "silent last": testSilentLast, "refused beside": testRefusedBeside, "in its place": testInItsPlace,
		"rights missing": testRightsMissing, "check forbidden": testCheckForbidden,
	} {
		runs.add(t, name, func(t *testing.T) { test(t, second) })
	}
}

// sideBySide are tests that all run at once, as far as there are places: they wait for locks to expire most of the
// time, and t.Parallel has as many at a time as there are processors.
type sideBySide struct{ sync.WaitGroup }

func (s *sideBySide) add(t *testing.T, name string, test func(*testing.T)) {
	s.Go(func() { t.Run(name, test) })
}

// fleet is a stack that wl rolls out over two clusters, on ways that can be disturbed.
type fleet struct {
	*testing.T
	wl, dir, namespace string
	north, south       *member
}

// member is a cluster of the fleet: wl's way to it, and the test's, past that.
type member struct {
	way    *faults.Way
	client dynamic.Interface
	states *kube.Client
}

// places are as many as there may be fleets at a time: with more, each wl is so slow that what a test disturbs is over
// before it looks.
var places = make(chan struct{}, 12)

// newFleet is a fleet with a namespace of its own, in which there is nothing.
func newFleet(t *testing.T, second *controlplane.Cluster, rollout string) *fleet {
	t.Helper()
	wl, err := exec.LookPath("wl")
	if err != nil {
		t.Fatal(err)
	}
	places <- struct{}{}
	t.Cleanup(func() { <-places })
	f := &fleet{T: t, wl: wl, dir: t.TempDir()}
	f.north, f.south = f.member(controlplane.Shared(t), "north"), f.member(second, "south")
	f.settle()
	f.configure(fleetStack + rollout)
	return f
}

func (f *fleet) member(of *controlplane.Cluster, name string) *member {
	f.Helper()
	way, err := faults.NewWay(of.Kubeconfig, filepath.Join(f.dir, name+".yaml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(way.Close)
	client, err := dynamicClient(of.Kubeconfig)
	if err != nil {
		f.Fatal(err)
	}
	states, err := kube.Connect(kube.Target{Kubeconfig: of.Kubeconfig}, kube.Options{})
	if err != nil {
		f.Fatal(err)
	}
	return &member{way, client, states}
}

// settle has the stack in a namespace where there is nothing of it.
func (f *fleet) settle() {
	namespace := fmt.Sprintf("fleet-%d-%d", os.Getpid(), time.Now().UnixNano()%1e9)
	f.namespace = namespace
	f.Cleanup(func() {
		for _, m := range []*member{f.north, f.south} {
			namespaces := m.client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"})
			_ = namespaces.Delete(context.Background(), namespace, metav1.DeleteOptions{}) // it may never have been created
		}
	})
}

func (f *fleet) configure(text string) {
	f.Helper()
	if err := os.WriteFile(filepath.Join(f.dir, "fleet.wl.hcl"), []byte(text), 0o600); err != nil {
		f.Fatal(err)
	}
}

func (f *fleet) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(f.Context(), f.wl, args...)
	cmd.Dir = f.dir
	cmd.Env = append(os.Environ(), "WL_VAR_ns="+f.namespace, "NO_COLOR=1", "COLUMNS=1000")
	return cmd
}

// process is a wl that runs.
type process struct {
	cmd   *exec.Cmd
	out   strings.Builder // complete when it has ended
	ended chan struct{}
}

func (f *fleet) start(args ...string) *process {
	f.Helper()
	p := &process{cmd: f.command(args...), ended: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	if err := p.cmd.Start(); err != nil {
		f.Error(err)
		close(p.ended)
		return p
	}
	go func() {
		defer close(p.ended)
		_ = p.cmd.Wait()
	}()
	return p
}

// kill ends it as nothing can prevent, and waits until it has ended.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// meanwhile waits until something is so, or it has ended.
func (p *process) meanwhile(is func() bool) {
	for !is() {
		select {
		case <-p.ended:
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// wait waits for its end; the code is -1 where it was killed.
func (p *process) wait() (code int, out string) {
	<-p.ended
	return p.cmd.ProcessState.ExitCode(), p.out.String()
}

// apply applies a tag.
func (f *fleet) apply(tag string, args ...string) *process {
	f.Helper()
	return f.start(append([]string{"apply", "--auto-approve", "--wait", "--var", "tag=" + tag}, args...)...)
}

// must has wl end with a code, and say some things: one after the other, whatever is between them.
func (f *fleet) must(p *process, code int, says ...string) {
	f.Helper()
	got, out := p.wait()
	rest := strings.Join(strings.Fields(out), " ") // wherever lines are wrapped
	for _, said := range says {
		_, after, found := strings.Cut(rest, said)
		if !found {
			f.Errorf("it does not say %q", said)
		}
		rest = after
	}
	if got != code || f.Failed() {
		f.Fatalf("wl %s ends with %d, not %d:\n%s", strings.Join(p.cmd.Args[1:], " "), got, code, out)
	}
}

// run is the run as the member keeps it; nil where it does not.
func (f *fleet) run(m *member) *journal.Run {
	f.Helper()
	raw, _, err := state.OpenRuns(m.states, f.stack()).Read(f.Context())
	if err != nil {
		f.Error(err)
		return nil
	}
	r, err := journal.Decode(raw)
	if err != nil {
		f.Error(err)
	}
	return r
}

func (f *fleet) stack() object.Stack { return object.Stack{Name: "fleet", Namespace: f.namespace} }

// revisions are those of the stack on a member, the newest first.
func (f *fleet) revisions(m *member) (all []*state.Revision) {
	f.Helper()
	store := state.Open(m.states, f.stack())
	history, err := store.History(f.Context())
	if err != nil {
		f.Error(err)
	}
	for _, s := range history {
		r, err := store.Revision(f.Context(), s.Serial)
		if err != nil {
			f.Error(err)
			return nil
		}
		all = append(all, r)
	}
	return all
}

// newest is the newest revision on a member; none where there is none.
func (f *fleet) newest(m *member) state.Revision {
	f.Helper()
	if all := f.revisions(m); len(all) > 0 {
		return *all[0]
	}
	return state.Revision{}
}

// image is what the workload of a member runs; "" where there is none.
func (f *fleet) image(m *member) string {
	web, err := m.client.Resource(schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "deployments"}).Namespace(f.namespace).
		Get(f.Context(), "web", metav1.GetOptions{})
	if err != nil {
		return ""
	}
	containers, _, _ := unstructured.NestedSlice(web.Object, "spec", "template", "spec", "containers")
	container, _ := containers[0].(map[string]any)
	image, _ := container["image"].(string)
	return image
}

// done holds that a run of two waves has done everything, and knows its revisions.
func (f *fleet) done(id, tag string) (fine bool) {
	f.Helper()
	r, fine := f.run(f.north), true
	wrong := func(format string, args ...any) {
		f.Errorf("%s: %s", tag, fmt.Sprintf(format, args...))
		fine = false
	}
	if r == nil || r.ID != id || r.State != journal.Done {
		wrong("the run is %v, not %s", r, id)
		return false
	}
	for i, m := range []*member{f.north, f.south} {
		newest, noted := f.newest(m), r.Waves[i].Clusters[0]
		if newest.Run == nil || newest.Run.ID != id || newest.Outcome != state.Succeeded || noted.Revision != newest.Serial {
			wrong("the newest revision on %s is %d (%s), of the run %+v, not %s, which has noted %d", noted.Name, newest.Serial, newest.Outcome, newest.Run, id, noted.Revision)
		}
		if image := f.image(m); image != "nginx:"+tag {
			wrong("%s has %q", noted.Name, image)
		}
	}
	return fine
}

// unlocked holds that no lock is left.
func (f *fleet) unlocked() bool {
	f.Helper()
	for _, m := range []*member{f.north, f.south} {
		leases, err := m.client.Resource(schema.GroupVersionResource{Group: "coordination.k8s.io", Version: "v1", Resource: "leases"}).Namespace(f.namespace).
			List(f.Context(), metav1.ListOptions{})
		if err != nil || len(leases.Items) > 0 {
			f.Errorf("there are locks: %v %v", leases, err)
			return false
		}
	}
	return true
}

// writes reports whether a request may leave something behind.
func writes(of faults.Class) bool { return of == faults.Write || of == faults.State }

// first has something happen to the first request that is one of those meant, and to no other.
func first(meant func(*http.Request, faults.Class) bool, happens func() *faults.Fault) faults.Meeting {
	var met atomic.Bool
	return func(r *http.Request, of faults.Class) *faults.Fault {
		if meant(r, of) && met.CompareAndSwap(false, true) {
			return happens()
		}
		return nil
	}
}
