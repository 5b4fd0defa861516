package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// traffic is how much was asked, and how much was answered: the bodies as they
// are sent, without headers.
type traffic struct {
	requests   int
	sent, read int64 // bytes
}

func (t *traffic) add(more traffic) {
	t.requests += more.requests
	t.sent += more.sent
	t.read += more.read
}

// wire is a way to the API server that counts what goes over it, whoever uses it.
// It costs time: what goes over it is not timed.
type wire struct {
	kubeconfig string
	close      func()

	mu     sync.Mutex
	byKind map[string]traffic
}

// newWire listens on this machine and passes everything on. Its kubeconfig is in dir.
func newWire(config *rest.Config, dir string) (*wire, error) {
	transport, err := rest.TransportFor(config)
	if err != nil {
		return nil, err
	}
	server, err := url.Parse(config.Host)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &wire{kubeconfig: filepath.Join(dir, "wire.kubeconfig"), close: func() { _ = listener.Close() }, byKind: map[string]traffic{}}
	proxy := &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(server) },
		Transport:     counting{transport, w},
		FlushInterval: -1, // watches are streams
	}
	go func() { _ = http.Serve(listener, proxy) }()
	return w, w.writeKubeconfig("http://" + listener.Addr().String())
}

func (w *wire) writeKubeconfig(address string) error {
	c := api.NewConfig()
	c.Clusters["bench"] = &api.Cluster{Server: address}
	c.AuthInfos["bench"] = api.NewAuthInfo()
	c.Contexts["bench"] = &api.Context{Cluster: "bench", AuthInfo: "bench"}
	c.CurrentContext = "bench"
	return clientcmd.WriteToFile(*c, w.kubeconfig)
}

// note counts something of a kind of request.
func (w *wire) note(kind string, more traffic) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.byKind[kind]
	t.add(more)
	w.byKind[kind] = t
}

// soFar is what has gone over the wire, by kind of request.
func (w *wire) soFar() counts {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := counts{}
	for kind, t := range w.byKind {
		all[kind] = t
	}
	return all
}

// counts are traffic, by kind of request.
type counts map[string]traffic

// since is what has come to it since an earlier count.
func (c counts) since(earlier counts) counts {
	all := counts{}
	for kind, t := range c {
		before := earlier[kind]
		if t = (traffic{t.requests - before.requests, t.sent - before.sent, t.read - before.read}); t != (traffic{}) {
			all[kind] = t
		}
	}
	return all
}

// all is the traffic of all kinds.
func (c counts) all() (t traffic) {
	for _, more := range c {
		t.add(more)
	}
	return t
}

// byRead are the kinds of which most was read first.
func (c counts) byRead() []string {
	return slices.SortedFunc(maps.Keys(c), func(a, b string) int {
		return cmp.Or(cmp.Compare(c[b].read, c[a].read), cmp.Compare(a, b))
	})
}

// counting counts requests, and the bytes of both bodies as they pass.
type counting struct {
	next http.RoundTripper
	wire *wire
}

func (c counting) RoundTrip(r *http.Request) (*http.Response, error) {
	kind := kindOf(r)
	c.wire.note(kind, traffic{requests: 1})
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = counted{r.Body, func(n int) { c.wire.note(kind, traffic{sent: int64(n)}) }}
	}
	response, err := c.next.RoundTrip(r)
	if err == nil {
		response.Body = counted{response.Body, func(n int) { c.wire.note(kind, traffic{read: int64(n)}) }}
	}
	return response, err
}

// counted is a body whose bytes are counted.
type counted struct {
	io.ReadCloser
	note func(n int)
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.note(n)
	return n, err
}

// kindOf names a kind of request as people think of it: "WATCH pods".
func kindOf(r *http.Request) string {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	at := 2 // after api/v1
	if parts[0] == "apis" {
		at = 3
	}
	if len(parts) <= at {
		return r.Method + " " + r.URL.Path
	}
	if parts[at] == "namespaces" && len(parts) > at+2 {
		at += 2
	}
	verb := r.Method
	switch {
	case r.URL.Query().Get("watch") == "true":
		verb = "WATCH"
	case verb == http.MethodGet && len(parts) == at+1:
		verb = "LIST"
	case r.URL.Query().Has("dryRun"):
		verb = "DRY-RUN"
	}
	return fmt.Sprintf("%s %s", verb, parts[at])
}
