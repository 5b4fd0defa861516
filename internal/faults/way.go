package faults

import (
	"net/http"
	"sync/atomic"
	"time"

	"k8s.io/client-go/tools/clientcmd"
)

// Way is the way of wl to one cluster, for tests that disturb it at instants of their own: each
// request is met, and the cluster can be away.
type Way struct {
	proxy *proxy
	away  atomic.Bool // it refuses connections
}

// Meeting is asked what goes wrong with a request, before anything is done with it: nothing
// where it returns nil. It is called from many goroutines at once.
type Meeting func(r *http.Request, of Class) *Fault

// NewWay is a way to the cluster that a kubeconfig names; wl takes it with the kubeconfig that
// is written to a file.
func NewWay(kubeconfig, file string) (*Way, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	p, err := newProxy(config)
	if err != nil {
		return nil, err
	}
	return &Way{proxy: p}, p.writeKubeconfig(file)
}

// Close ends the way.
func (w *Way) Close() { w.proxy.close() }

// Meet has all requests met from now on; nil has none.
func (w *Way) Meet(m Meeting) {
	w.proxy.mu.Lock()
	defer w.proxy.mu.Unlock()
	w.proxy.meet = m
}

// Down has the cluster refuse connections.
func (w *Way) Down() {
	if w.away.CompareAndSwap(false, true) {
		w.proxy.down()
	}
}

// Up has the cluster answer again, after Down or Hang.
func (w *Way) Up() {
	w.Meet(nil)
	w.proxy.cut() // what hangs
	if w.away.CompareAndSwap(true, false) {
		w.proxy.up()
	}
}

// Hang has the cluster give no answer.
func (w *Way) Hang() {
	w.Meet(func(*http.Request, Class) *Fault { return &Fault{Kind: Hung, For: time.Hour} })
	w.proxy.cut() // what is watched
}

// Settle waits until the server has answered what has come this far.
func (w *Way) Settle() { w.proxy.settle() }

// At is a fault of one request: before it is sent on, or after it was answered and before
// anybody has the answer. Meanwhile, something is done.
func At(answered bool, do func()) *Fault {
	if answered {
		return &Fault{Kind: KilledAfter, do: do}
	}
	return &Fault{Kind: Dropped, do: do}
}
