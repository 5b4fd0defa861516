package faults

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/plan"
)

// Lane is where rounds happen, one after the other: a namespace with the stack, and the way to it. Several may
// be used side by side.
type Lane struct {
	program
	proxy      *proxy
	cluster    cluster
	kubeconfig string // past the proxy
	empty      bool   // there is nothing of the stack
}

// NewLane is a lane in a namespace that is there already and has no stack, of the cluster that a kubeconfig
// names. The configuration is written to a directory; program is the path of wl.
func NewLane(path, kubeconfig, namespace, dir string) (*Lane, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS = -1
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	states, err := kube.Connect(kube.Target{Kubeconfig: kubeconfig}, kube.Options{})
	if err != nil {
		return nil, err
	}
	p, err := newProxy(rest.CopyConfig(config))
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "kubeconfig")
	l := &Lane{program: program{path: path, dir: dir, env: []string{"KUBECONFIG=" + file, "NO_COLOR=1"}}, proxy: p, cluster: cluster{client: client, states: states, namespace: namespace}, kubeconfig: kubeconfig, empty: true}
	return l, p.writeKubeconfig(file)
}

// Close ends the lane. The namespace stays.
func (l *Lane) Close() { l.proxy.close() }

// configured writes a variant's configuration, and returns what it wants.
func (l *Lane) configured(ctx context.Context, v variant, stack string) (world, error) {
	if err := write(l.dir, v.source(stack, l.cluster.namespace, l.cluster.files != "")); err != nil {
		return nil, err
	}
	return wanted(ctx, l.dir)
}

// write writes the configuration of a stack to its directory.
func write(dir, source string) error {
	return os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(source), 0o600)
}

// plan plans the stack as it is configured, undisturbed and in this process.
func (l *Lane) plan(ctx context.Context, o engine.PlanOptions) (*engine.Planned, error) {
	s, err := engine.Open(ctx, engine.Options{Sources: engine.Sources{Dir: l.dir}, Kubeconfig: l.kubeconfig, Program: engine.Program{Who: "faults", Version: "test"}})
	if err != nil {
		return nil, err
	}
	p, err := s.Plan(ctx, o)
	if err == nil && !p.Complete() {
		err = fmt.Errorf("the plan is incomplete or blocked: %s", textOf(p))
	}
	return p, err
}

// textOf is a plan as JSON.
func textOf(p *engine.Planned) string {
	text, err := json.Marshal(p.Plan)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// apply plans and applies, undisturbed.
func (l *Lane) apply(ctx context.Context, o engine.PlanOptions) error {
	p, err := l.plan(ctx, o)
	if err != nil {
		return err
	}
	return p.Apply(ctx, engine.ApplyOptions{}, func(string, apply.Event) {}).Err
}

// keep has the state be in a file, or in the cluster. What there is of a stack with the other is destroyed.
func (l *Lane) keep(ctx context.Context, inFile bool) error {
	if (l.cluster.files != "") == inFile {
		return nil
	}
	if err := l.clear(ctx); err != nil {
		return err
	}
	l.cluster.files = ""
	if inFile {
		l.cluster.files = filepath.Join(l.dir, stateDir)
	}
	return nil
}

// prepare brings a variant about, or nothing, undisturbed, and returns what it wants.
func (l *Lane) prepare(ctx context.Context, v *variant) (world, error) {
	if v == nil {
		return world{}, l.clear(ctx)
	}
	wants, err := l.configured(ctx, *v, stackName)
	if err != nil {
		return nil, err
	}
	l.empty = false
	return wants, l.apply(ctx, engine.PlanOptions{Options: plan.Options{ForceConflicts: true}})
}

// clear destroys what there is, undisturbed.
func (l *Lane) clear(ctx context.Context) error {
	if l.empty {
		return nil
	}
	l.empty = true
	return l.apply(ctx, engine.PlanOptions{Destroy: true})
}
