package faults

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/util/cert"

	"github.com/workloadlang/wl/internal/retry"
)

// proxy stands between wl and a real API server, and does to requests what the armed faults say. What they do
// not hit reaches the server, and its answer wl. A write that has come this far is done, whoever waits for its
// answer.
type proxy struct {
	server  *http.Server
	address string
	ca      []byte
	forward http.Handler

	mu       sync.Mutex
	listener net.Listener
	conns    map[net.Conn]bool
	faults   []*Fault
	meet     Meeting // asked before the faults; nil: nobody
	done     []written
	busy     int // what has begun and not ended: requests to the server, refusals
}

// written is a write that the server has done.
type written struct {
	method, url string
	created     bool
}

// newProxy listens for requests, which it sends to a server with its credentials.
func newProxy(config *rest.Config) (*proxy, error) {
	transport, err := rest.TransportFor(config)
	if err != nil {
		return nil, err
	}
	target, err := url.Parse(config.Host)
	if err != nil {
		return nil, err
	}
	silent := log.New(io.Discard, "", 0)
	p := &proxy{address: "127.0.0.1:0", conns: map[net.Conn]bool{}, forward: &httputil.ReverseProxy{
		Transport: transport, Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }, ErrorLog: silent, FlushInterval: -1,
	}}
	ca, key, err := cert.GenerateSelfSignedCertKey("127.0.0.1", []net.IP{net.IPv4(127, 0, 0, 1)}, nil)
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(ca, key)
	if err != nil {
		return nil, err
	}
	p.ca = ca
	p.server = &http.Server{
		Handler: p, ErrorLog: silent, ConnState: p.track, ReadHeaderTimeout: time.Minute,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12},
	}
	if err := p.listen(); err != nil {
		return nil, err
	}
	p.address = p.listener.Addr().String() // for good: requests read it while it is listened at again
	return p, nil
}

// writeKubeconfig writes a file with which wl reaches the server through the proxy.
func (p *proxy) writeKubeconfig(file string) error {
	config := api.NewConfig()
	config.Clusters["it"] = &api.Cluster{Server: "https://" + p.address, CertificateAuthorityData: p.ca}
	config.AuthInfos["it"] = &api.AuthInfo{}
	config.Contexts["it"] = &api.Context{Cluster: "it", AuthInfo: "it"}
	config.CurrentContext = "it"
	return clientcmd.WriteToFile(*config, file)
}

// listen accepts connections, always at the same address.
func (p *proxy) listen() error {
	listener, err := net.Listen("tcp", p.address)
	if err != nil {
		return fmt.Errorf("listen for wl: %w", err)
	}
	p.mu.Lock()
	p.listener = listener
	p.mu.Unlock()
	go func() { _ = p.server.ServeTLS(listener, "", "") }()
	return nil
}

func (p *proxy) close() { _ = p.server.Close() }

func (p *proxy) track(conn net.Conn, state http.ConnState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch state {
	case http.StateNew:
		p.conns[conn] = true
	case http.StateClosed, http.StateHijacked:
		delete(p.conns, conn)
	}
}

// cut breaks all connections.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for conn := range p.conns {
		if secure, ok := conn.(*tls.Conn); ok {
			conn = secure.NetConn() // at once, without a farewell
		}
		_ = conn.Close()
	}
}

// refuse refuses connections from now on, for a while.
func (p *proxy) refuse(for_ time.Duration) {
	p.begin(1)
	p.down()
	go func() {
		defer p.begin(-1)
		time.Sleep(for_)
		p.up()
	}()
}

// down refuses connections from now on.
func (p *proxy) down() {
	p.mu.Lock()
	_ = p.listener.Close()
	p.mu.Unlock()
	p.cut()
}

// up accepts connections again.
func (p *proxy) up() {
	for p.listen() != nil { // the address is in use for a moment
		time.Sleep(10 * time.Millisecond)
	}
}

// arm has faults happen from now on, and forgets what was written before.
func (p *proxy) arm(faults ...*Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults, p.done = faults, nil
}

// disarm lets everything pass.
func (p *proxy) disarm() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = nil
}

// begin counts what begins, or ends, and returns how much has not ended.
func (p *proxy) begin(n int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy += n
	return p.busy
}

// settle waits until the server has answered what a wl that was killed has sent, and can be reached.
func (p *proxy) settle() {
	for tries := (retry.Policy{Pause: 10 * time.Millisecond, Within: time.Minute}).Begin(); p.begin(0) > 0 && tries.Again(context.Background()); {
	}
}

// writes are those that were done since the faults were armed.
func (p *proxy) writes() []written {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done
}

// fault is the one that hits a request; nil where none does.
func (p *proxy) fault(r *http.Request) *Fault {
	p.mu.Lock()
	meet := p.meet
	p.mu.Unlock()
	if meet != nil {
		return meet(r, classOf(r))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var hit *Fault
	for _, f := range p.faults {
		if f.takes(classOf(r)) && hit == nil {
			hit = f
		}
	}
	return hit
}

// ask has the server answer a request; of a watch this is not for.
func (p *proxy) ask(r *http.Request) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	if r.Method != http.MethodGet {
		r = r.WithContext(context.WithoutCancel(r.Context()))
	}
	p.begin(1)
	defer p.begin(-1)
	p.forward.ServeHTTP(answer, r)
	p.mu.Lock()
	defer p.mu.Unlock()
	if class := classOf(r); answer.Code < http.StatusMultipleChoices && (class == Write || class == State) {
		p.done = append(p.done, written{r.Method, r.URL.Path, answer.Code == http.StatusCreated})
	}
	return answer
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := p.fault(r)
	switch {
	case f != nil:
		p.fail(w, r, f)
	case classOf(r) == Watch:
		p.forward.ServeHTTP(w, r)
	default:
		give(w, p.ask(r))
	}
}

// give writes an answer.
func give(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	head(w, answer)
	_, _ = w.Write(answer.Body.Bytes()) // the client may be gone
}

func head(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
}

// caught runs a handler, and reports whether it has broken its stream.
func caught(do func()) (broken bool) {
	defer func() {
		if value := recover(); value != nil {
			err, ok := value.(error)
			if !ok || !errors.Is(err, http.ErrAbortHandler) {
				panic(value)
			}
			broken = true
		}
	}()
	do()
	return false
}
