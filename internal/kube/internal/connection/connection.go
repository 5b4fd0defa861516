// Package connection is the way to one API server: kubeconfig, credentials, HTTP,
// how long an answer may take and how large it may be, and what it means that there
// is none. It knows requests and answers, and nothing of what they are about.
package connection

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/json"
	_ "k8s.io/client-go/plugin/pkg/client/auth" // credentials as kubectl knows them
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/retry"
)

const (
	connectTimeout = 10 * time.Second
	// requestTimeout bounds every request but watches and includes what
	// Retry-After asks for. The server's own limit is 60 seconds.
	requestTimeout = 70 * time.Second
)

// Target is which cluster is meant.
type Target struct {
	Kubeconfig string // a file; "": $KUBECONFIG, ~/.kube/config, or the Pod's service account
	Context    string // "": the current context
}

// Options adjust a connection.
type Options struct {
	// Trace, unless nil, is called once per HTTP request, from many goroutines
	// at once, when its answer begins or fails to come.
	Trace     func(Request)
	UserAgent string
	// Kubeconfigs, unless nil, are those that need not be read again.
	Kubeconfigs *Kubeconfigs
	// Waiting, unless nil, is called when the server or a credential plugin takes
	// long, once in a while, from any goroutine.
	Waiting func(Wait)
}

// Connection is the way to one API server. It may be used by many goroutines at
// once; their requests share one HTTP/2 connection.
type Connection struct {
	context string
	// kubeconfig is the file that the target names; "" where it is found as by kubectl.
	kubeconfig string
	server     string
	proxy      string // on the way to it, without credentials; "" where there is none
	hint       string // how the credential plugin is installed, where the kubeconfig says so
	rest       *rest.RESTClient
	clock      *clock
}

// Open reads the kubeconfig and prepares a connection. Nothing is sent yet.
func Open(t Target, o Options) (*Connection, error) {
	name, config, err := loadConfig(t, o.Kubeconfigs)
	if err != nil {
		return nil, err
	}
	server := shown(config.Host)
	if config.UserAgent = o.UserAgent; config.UserAgent == "" {
		config.UserAgent = "wl"
	}
	config.QPS = -1 // the server's priority and fairness decides, not a guess made here
	config.Timeout = 0
	config.WarningHandler = rest.NoWarnings{} // warnings are part of the results
	if config.Dial == nil {
		config.Dial = (&net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}).DialContext
	}
	w := &waits{context: name, server: server, report: o.Waiting, said: map[string]time.Time{}}
	c := &Connection{context: name, kubeconfig: t.Kubeconfig, server: server, proxy: proxyOf(config), hint: hintOf(config), clock: &clock{}}
	config.Wrap(func(next http.RoundTripper) http.RoundTripper { return dated{newFirst(next), c.clock} })
	if o.Trace != nil {
		config.Wrap(func(next http.RoundTripper) http.RoundTripper { return tracer{next, o.Trace} })
	}
	config.Wrap(func(next http.RoundTripper) http.RoundTripper { return sending{postponed{bounded{next}, w}, w} })
	config.ContentConfig = rest.ContentConfig{ContentType: runtime.ContentTypeJSON, NegotiatedSerializer: metadataCodecs()}
	if c.rest, err = restClientFor(config, w); err != nil {
		return nil, fact.NewError(err, reason.ContextUnusable, fact.Args{"context": name})
	}
	return c, nil
}

func restClientFor(config *rest.Config, w *waits) (*rest.RESTClient, error) {
	httpClient, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	if plugin := pluginOf(config); plugin != "" {
		httpClient.Transport = newCredentials(httpClient.Transport, plugin, pluginTimeout, w)
	}
	return rest.UnversionedRESTClientForConfigAndClient(config, httpClient)
}

// metadataCodecs decodes what the client does not decode itself: error answers
// and metadata-only lists.
func metadataCodecs() runtime.NegotiatedSerializer {
	scheme := runtime.NewScheme()
	metav1.AddToGroupVersion(scheme, schema.GroupVersion{Version: "v1"})
	scheme.AddKnownTypes(metav1.SchemeGroupVersion, &metav1.PartialObjectMetadataList{})
	return serializer.NewCodecFactory(scheme).WithoutConversion()
}

// Context is the name of the kubeconfig's context.
func (c *Connection) Context() string { return c.context }

// Kubeconfig is the file that the target has named.
func (c *Connection) Kubeconfig() string { return c.kubeconfig }

// Server is the API server's URL.
func (c *Connection) Server() string { return c.server }

// Request is a request to be sent.
func (c *Connection) Request(method, path string) *rest.Request {
	return c.rest.Verb(method).AbsPath(path)
}

// Send sends a request that is answered at once: it does not wait for ever for
// a server that hangs. An error is the server's answer, the context's end or an
// UnreachableError.
func (c *Connection) Send(ctx context.Context, r *rest.Request) (rest.Result, error) {
	limited, cancel := withTimeout(quiet(ctx), requestTimeout, errNoAnswer)
	defer cancel()
	result := r.Do(limited)
	var kind string
	if result.ContentType(&kind); result.Error() == nil && strings.HasPrefix(kind, "text/html") {
		return result, c.unreachable(errNoAPI)
	}
	return result, c.classify(ctx, limited, result.Error())
}

// Ask sends a read. A server that fails is asked again: its storage may be
// choosing a leader, or an API server behind it be starting. Writes and dry-runs
// are sent once: a webhook that is down would be waited for again and again, and
// the server says an object that it cannot read with a 500.
func (c *Connection) Ask(ctx context.Context, r *rest.Request) (rest.Result, error) {
	for tries := retry.FailedRead().Begin(); ; {
		result, err := c.Send(ctx, r)
		failed := IsServerFailure(err) && !IsStorageUnready(err) || errors.As(err, new(*pageError))
		if !failed || !tries.Again(ctx) {
			return result, err
		}
	}
}

// Version is the server's version, "v1.37.2".
func (c *Connection) Version(ctx context.Context) (string, error) {
	const subject = "the server's version"
	result, err := c.Ask(ctx, c.Request(http.MethodGet, "/version"))
	if err != nil {
		return "", c.Explain(subject, err)
	}
	var info struct {
		GitVersion string `json:"gitVersion"`
	}
	if err := Unmarshal(result, &info); err != nil || info.GitVersion == "" {
		return "", c.Explain(subject, c.unreachable(errNoAPI))
	}
	return info.GitVersion, nil
}

// classify tells an answer of the server from its absence. The inner context
// is the request's own, the outer one the caller's.
func (c *Connection) classify(outer, inner context.Context, err error) error {
	switch {
	case err == nil || errors.As(err, new(*AnswerError)):
		return err
	case errors.As(err, new(apierrors.APIStatus)):
		if foreign := foreignAnswer(err); foreign != nil {
			return c.unreachable(foreign)
		}
		return shorten(err)
	case outer.Err() != nil:
		return Ended(outer)
	case context.Cause(inner) == errNoAnswer:
		err = fmt.Errorf("%w: %w", errNoAnswer, err)
	}
	return c.unreachable(err)
}

func (c *Connection) unreachable(err error) error {
	return &UnreachableError{Context: c.context, Server: c.server, Proxy: c.proxy, InstallHint: c.hint, Err: err}
}

// proxyOf is the proxy of a server, without what logs in to it.
func proxyOf(config *rest.Config) string {
	find := config.Proxy
	if find == nil {
		find = http.ProxyFromEnvironment
	}
	server, _, err := rest.DefaultServerUrlFor(config)
	if err != nil {
		return ""
	}
	proxy, err := find(&http.Request{URL: server})
	if err != nil || proxy == nil {
		return ""
	}
	return proxy.Scheme + "://" + proxy.Host
}

// Ended is why ctx ended: its error and, where there is one, its cause.
func Ended(ctx context.Context) error {
	if cause := context.Cause(ctx); cause != ctx.Err() {
		return fmt.Errorf("%w: %w", cause, ctx.Err())
	}
	return ctx.Err()
}

// Unmarshal reads an answer's JSON, integers as int64.
func Unmarshal(result rest.Result, into any) error {
	raw, err := result.Raw()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return Unread(err)
	}
	return nil
}

// Unread is the error that an answer has come which cannot be read, and why.
func Unread(err error) error { return &unreadError{err} }

// unreadError is that the server has answered, and not all of it, or something else, has arrived.
type unreadError struct{ err error }

func (e *unreadError) Error() string { return "cannot read the answer: " + e.err.Error() }
func (e *unreadError) Unwrap() error { return e.err }

// IsUnread reports whether an error is that an answer came and cannot be read.
func IsUnread(err error) bool { return errors.As(err, new(*unreadError)) }

// quiet keeps client-go's log lines out of wl's output: what they say comes
// back as errors.
func quiet(ctx context.Context) context.Context {
	return klog.NewContext(ctx, klog.Logger{})
}
