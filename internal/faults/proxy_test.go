package faults

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"k8s.io/client-go/rest"
)

const whole = `{"kind":"List","items":["one","two"]}`

// Each fault does on the wire what its name says, once, and the requests after it pass.
func TestWire(t *testing.T) {
	const broken = "broken" // no answer, or not all of it
	for kind, want := range map[Kind]struct {
		method, query string
		reaches       bool // the server
		gets          string
	}{
		Refused:      {"GET", "", false, broken},
		Hung:         {"GET", "", false, broken},
		Slow:         {"GET", "", true, "200 " + whole},
		Dropped:      {"PATCH", "", false, broken},
		Cut:          {"PATCH", "", false, broken},
		Lost:         {"PATCH", "", true, broken},
		LostWithAll:  {"PATCH", "", true, broken},
		Truncated:    {"GET", "", true, broken},
		Short:        {"GET", "", true, "200 " + whole[:len(whole)/2]},
		Throttled:    {"GET", "", false, "429 1 "},
		Failed500:    {"PUT", "", false, "500 "},
		Failed502:    {"PUT", "", false, "502 "},
		Failed503:    {"PUT", "", false, "503 "},
		Failed504:    {"PUT", "", false, "504 "},
		Forbidden:    {"GET", "", false, "403 "},
		Late504:      {"PUT", "", true, "504 <html>"},
		Late504Said:  {"PUT", "", true, `504 {"kind":"Status",`},
		Late504Empty: {"PUT", "", true, "504 "},
		WatchEnded:   {"GET", "watch=true", true, "200 " + whole},
		WatchBroken:  {"GET", "watch=true", true, broken},
		WatchExpired: {"GET", "watch=true", false, `200 {"object":`},
		WatchGone:    {"GET", "watch=true", false, "410 "},
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			if got := w.ask(http.MethodGet, ""); got != "200 "+whole {
				t.Fatalf("undisturbed: %q", got)
			}
			before := w.reached.Load()
			f := &Fault{Kind: kind, Of: Any, Times: 1, For: time.Second}
			w.proxy.arm(f)
			got := w.ask(want.method, want.query)
			if got != want.gets && (want.gets == broken || !strings.HasPrefix(got, want.gets)) {
				t.Errorf("it gets %q, not %q", got, want.gets)
			}
			if reaches, hit := w.reached.Load() > before, w.hit(f); reaches != want.reaches || hit != 1 {
				t.Errorf("it has reached the server: %t; hit %d times", reaches, hit)
			}
			for kind == Refused && w.ask(http.MethodGet, "") == broken {
				time.Sleep(10 * time.Millisecond)
			}
			if got := w.ask(http.MethodGet, ""); got != "200 "+whole {
				t.Errorf("afterwards: %q", got)
			}
		})
	}
}

// What is done, and answered too late, is drawn with each of its answers.
func TestLateAnswersAreDrawn(t *testing.T) {
	drawn := map[Kind]bool{}
	for seed := range uint64(600) {
		for _, f := range drawRound(seed).faults {
			drawn[f.Kind] = true
		}
	}
	for _, k := range []Kind{Late504, Late504Said, Late504Empty} {
		if !drawn[k] {
			t.Errorf("no seed draws %s", k)
		}
	}
}

// wire is a client, a proxy and a server.
type wire struct {
	proxy   *proxy
	client  *http.Client
	reached atomic.Int32 // the server, by requests
}

func newWire(t *testing.T) *wire {
	t.Helper()
	w := new(wire)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.reached.Add(1)
		_, _ = io.WriteString(rw, whole)
		if r.URL.Query().Has("watch") {
			_ = http.NewResponseController(rw).Flush()
			<-r.Context().Done()
		}
	}))
	t.Cleanup(server.Close)
	p, err := newProxy(&rest.Config{Host: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.close)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(p.ca)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}
	w.proxy, w.client = p, &http.Client{Transport: transport, Timeout: 3 * time.Second}
	return w
}

// hit is how many requests a fault has hit so far.
func (w *wire) hit(f *Fault) int {
	w.proxy.mu.Lock()
	defer w.proxy.mu.Unlock()
	return f.hit
}

// ask returns the answer.
func (w *wire) ask(method, query string) string {
	r, err := http.NewRequest(method, "https://"+w.proxy.address+"/api?"+query, nil)
	if err != nil {
		return err.Error()
	}
	answer, err := w.client.Do(r)
	if err != nil {
		return "broken"
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return "broken"
	}
	return fmt.Sprintf("%d %s", answer.StatusCode, strings.TrimLeft(answer.Header.Get("Retry-After")+" "+string(body), " "))
}
