package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
)

const (
	realClusters = 3
	mostClusters = 200
	clustersFile = "clusters.wl.hcl"
	stateDelay   = 10 * time.Millisecond // of a write to etcd with its answer
)

// fleet measures one stack on many clusters: three real control planes, and servers that
// answer over HTTP/2 what the first of those answered to the same requests, after as long.
type fleet struct {
	bench
	real []*cluster
	// replayed are the clusters after the real ones.
	replayed []*replayed
	// reads and writes are what plans and an apply were answered.
	reads, writes *tape
	recorder      *recorder
	closing       []func()
}

// figure is one measurement of so many clusters.
type figure struct {
	program, what         string
	clusters              int
	m                     measurement
	slowest               measurement // of the same on one of them alone
	connections, requests int         // of one replayed cluster, at most
}

func runFleet(ctx context.Context, o options, dir string) error {
	f := &fleet{bench: bench{options: o, dir: dir}, reads: newTape(), writes: newTape()}
	defer f.close()
	if err := f.start(ctx); err != nil {
		return err
	}
	if err := f.record(ctx); err != nil {
		return err
	}
	figures, err := f.measure(ctx)
	if err != nil {
		return err
	}
	printFleet(os.Stdout, f, figures)
	return nil
}

func (f *fleet) close() {
	for _, stop := range f.closing {
		stop()
	}
}

// start starts all servers, and writes the kubeconfig of all of them.
func (f *fleet) start(ctx context.Context) error {
	say("starting %d control planes, and %d servers of recorded answers", realClusters, mostClusters-realClusters)
	contexts := api.NewConfig()
	for i := range realClusters {
		c, err := startCluster(ctx, f.devcluster, fmt.Sprintf("bench-%d-%d", os.Getpid(), i+1))
		if err != nil {
			return err
		}
		f.real, f.closing = append(f.real, c), append(f.closing, c.stop)
		if err := addContext(contexts, contextName(i), c.kubeconfig); err != nil {
			return err
		}
	}
	id, err := newIdentity()
	if err != nil {
		return err
	}
	if f.recorder, err = newRecorder(f.real[0].kubeconfig); err != nil {
		return err
	}
	add := func(name string, l *listening) {
		f.closing = append(f.closing, func() { _ = l.http.Close() })
		contexts.Clusters[name] = &api.Cluster{Server: l.address, CertificateAuthorityData: id.ca}
		contexts.AuthInfos[name], contexts.Contexts[name] = api.NewAuthInfo(), &api.Context{Cluster: name, AuthInfo: name}
	}
	recording, err := id.serve(f.recorder)
	if err != nil {
		return err
	}
	add("recorded", recording)
	for i := realClusters; i < mostClusters; i++ {
		s := &replayed{}
		if s.listening, err = id.serve(s); err != nil {
			return err
		}
		f.replayed = append(f.replayed, s)
		add(contextName(i), s.listening)
	}
	f.kubeconfig = filepath.Join(f.dir, "fleet.kubeconfig")
	return clientcmd.WriteToFile(*contexts, f.kubeconfig)
}

func newRecorder(kubeconfig string) (*recorder, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	c := &recorder{}
	if c.transport, err = rest.TransportFor(config); err != nil {
		return nil, err
	}
	c.server, err = url.Parse(config.Host)
	return c, err
}

// addContext takes a kubeconfig's current context over, under another name.
func addContext(into *api.Config, name, kubeconfig string) error {
	c, err := clientcmd.LoadFromFile(kubeconfig)
	if err != nil {
		return err
	}
	current := c.Contexts[c.CurrentContext]
	into.Clusters[name], into.AuthInfos[name] = c.Clusters[current.Cluster], c.AuthInfos[current.AuthInfo]
	into.Contexts[name] = &api.Context{Cluster: name, AuthInfo: name}
	return nil
}

func clusterName(i int) string { return fmt.Sprintf("c%03d", i+1) }
func contextName(i int) string { return "context-" + clusterName(i) }

// declare has the stack declare the first so many clusters.
func (f *fleet) declare(n int) error {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "cluster %q {\n  context = %q\n}\n", clusterName(i), contextName(i))
	}
	return os.WriteFile(filepath.Join(f.dir, clustersFile), []byte(b.String()), 0o600)
}

// record applies the stack to the first cluster and plans it there, on the way to be
// recorded, and applies it to the other real ones.
func (f *fleet) record(ctx context.Context) error {
	say("recording an apply and plans")
	recorded := fmt.Sprintf("cluster %q {\n  context = \"recorded\"\n}\n", clusterName(0))
	if err := os.WriteFile(filepath.Join(f.dir, clustersFile), []byte(recorded), 0o600); err != nil {
		return err
	}
	f.recorder.tape = f.writes
	if _, err := f.run(ctx, f.verb("apply", 1)...); err != nil {
		return err
	}
	if err := f.recordEvents(ctx); err != nil {
		return err
	}
	f.recorder.tape = f.reads
	for _, verb := range []string{"plan", "changed"} {
		if _, err := f.run(ctx, f.verb(verb, 1)...); err != nil {
			return err
		}
	}
	return f.ready(ctx)
}

// recordEvents asks what an apply asks only where it takes long.
func (f *fleet) recordEvents(ctx context.Context) error {
	client, err := kube.Connect(kube.Target{Kubeconfig: f.kubeconfig, Context: "recorded"}, kube.Options{})
	if err != nil {
		return err
	}
	for _, form := range []kube.Form{kube.Whole, kube.Known} {
		brief, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		selection := kube.Selection{Kind: kind.Event, Namespace: namespace, FieldSelector: "type=Warning", Form: form}
		err := client.Follow(brief, selection, new(kube.Again), func(kube.Event) error { return nil })
		if brief.Err() == nil || ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// ready has the stack applied on all real clusters, as nobody records.
func (f *fleet) ready(ctx context.Context) error {
	if err := f.declare(realClusters); err != nil {
		return err
	}
	_, err := f.run(ctx, f.verb("apply", realClusters)...)
	return err
}

// gone has nothing of it left there.
func (f *fleet) gone(ctx context.Context) error {
	if err := f.declare(realClusters); err != nil {
		return err
	}
	_, err := f.run(ctx, "destroy", "--auto-approve")
	return err
}

// verb is the command line of what is measured.
func (f *fleet) verb(what string, clusters int) []string {
	switch what {
	case "changed":
		return []string{"plan", "--var", "few=1.28", "--var", "rest=1.28"}
	case "apply":
		return []string{"apply", "--auto-approve", "--format", "json", "--max-concurrent", fmt.Sprint(clusters)}
	}
	return []string{"plan"}
}
