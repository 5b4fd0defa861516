package connection

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/crash"
)

// pluginTimeout is how long a credential plugin may take. Some wait for a user
// to log in with a browser, and give up by themselves after three minutes.
const pluginTimeout = 4 * time.Minute

// PluginError means that a credential plugin has not ended in time.
type PluginError struct {
	Plugin string
	After  time.Duration
}

func (e *PluginError) Error() string {
	return fmt.Sprintf("the credential plugin %s has not responded within %s", e.Plugin, e.After)
}

// pluginOf is what a configuration has run for credentials, "" where nothing.
func pluginOf(config *rest.Config) string {
	switch {
	case config.ExecProvider != nil:
		return config.ExecProvider.Command
	case config.AuthProvider != nil:
		return config.AuthProvider.Name
	}
	return ""
}

// hintOf is how the plugin is installed, where the kubeconfig says so.
func hintOf(config *rest.Config) string {
	if config.ExecProvider == nil {
		return ""
	}
	return strings.TrimSpace(config.ExecProvider.InstallHint)
}

// credentials is the round tripper around the one of client-go that runs a
// credential plugin before it sends. That one waits for the plugin whatever the
// request's context says; this one does not, and lets one request at a time
// come so far: the others would run the plugin again once it has been ended.
type credentials struct {
	next    http.RoundTripper
	plugin  string
	timeout time.Duration
	free    chan struct{} // holds a token unless a request is waiting for credentials
	waits   *waits
}

func newCredentials(next http.RoundTripper, plugin string, timeout time.Duration, w *waits) http.RoundTripper {
	c := &credentials{next: next, plugin: plugin, timeout: timeout, free: make(chan struct{}, 1), waits: w}
	c.free <- struct{}{}
	return c
}

type response struct {
	resp     *http.Response
	err      error
	panicked *crash.Panic
}

type sentKey struct{}

// sent is closed when a request has its credentials.
type sent struct {
	once sync.Once
	c    chan struct{}
}

func (s *sent) now() { s.once.Do(func() { close(s.c) }) }

// RoundTrip sends a request as soon as there are credentials for it.
func (c *credentials) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx := r.Context()
	pauseTimeout(ctx) // that is the server's
	end := c.waits.begin(Wait{Plugin: c.plugin, Limit: c.timeout})
	defer end()
	expired := time.NewTimer(c.timeout)
	defer expired.Stop()
	select {
	case <-c.free:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-expired.C:
		return nil, &PluginError{c.plugin, c.timeout}
	}
	ready := &sent{c: make(chan struct{})}
	answered := make(chan response, 1)
	go c.send(r.WithContext(context.WithValue(ctx, sentKey{}, ready)), ready, answered)
	select {
	case <-ready.c:
		end()
		resumeTimeout(ctx)
		return c.await(ctx, answered)
	case a := <-answered:
		return a.result()
	case <-ctx.Done():
		go abandon(answered)
		return nil, ctx.Err()
	case <-expired.C:
		go abandon(answered)
		return nil, &PluginError{c.plugin, c.timeout}
	}
}

// send also lets the next request come as soon as this one has its credentials,
// or gets none.
func (c *credentials) send(r *http.Request, ready *sent, answered chan<- response) {
	go func() {
		<-ready.c
		c.free <- struct{}{}
	}()
	var a response
	a.panicked = crash.Catch(func() { a.resp, a.err = c.next.RoundTrip(r) })
	answered <- a
	ready.now()
}

func (c *credentials) await(ctx context.Context, answered <-chan response) (*http.Response, error) {
	select {
	case a := <-answered:
		return a.result()
	case <-ctx.Done():
		go abandon(answered)
		return nil, ctx.Err()
	}
}

func (a response) result() (*http.Response, error) {
	if a.panicked != nil {
		panic(a.panicked)
	}
	return a.resp, a.err
}

// abandon closes what nobody reads any more.
func abandon(answered <-chan response) {
	if a := <-answered; a.resp != nil {
		_ = a.resp.Body.Close()
	}
}

// sending is the round tripper below client-go's: a request that comes here has
// its credentials.
type sending struct {
	next  http.RoundTripper
	waits *waits
}

// limitOf is after how long an answer is given up: whoever asks may have less patience than wl has at most.
func limitOf(ctx context.Context, asked time.Time) time.Duration {
	if end, ok := ctx.Deadline(); ok {
		return min(requestTimeout, max(time.Second, end.Sub(asked).Round(time.Second)))
	}
	return requestTimeout
}

func (s sending) RoundTrip(r *http.Request) (*http.Response, error) {
	if ready, ok := r.Context().Value(sentKey{}).(*sent); ok {
		ready.now()
	}
	if isEndless(r.Context()) { // a container may say nothing for long
		return s.next.RoundTrip(r)
	}
	asked := time.Now()
	defer s.waits.begin(Wait{Limit: limitOf(r.Context(), asked)})()
	answer, err := s.next.RoundTrip(r)
	if err == nil {
		s.waits.answered(asked)
	}
	return answer, err
}
