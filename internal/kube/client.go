package kube

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

	"github.com/workloadlang/wl/internal/kind"
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

// Options adjust a client.
type Options struct {
	// Trace, unless nil, is called once per HTTP request, from many goroutines
	// at once, when its answer begins or fails to come.
	Trace     func(Request)
	UserAgent string
	// Waiting, unless nil, is called when the server or a credential plugin takes
	// long, once in a while, from any goroutine.
	Waiting func(Wait)
}

// Client speaks to one API server. Its methods may be called from many
// goroutines at once; the requests share one connection. Every error names the
// object and the cluster, wraps client-go's, and says what to do where there is
// something to do.
type Client struct {
	context    string
	server     string
	rest       *rest.RESTClient
	discovered *discovered
	waits      *waits
}

// Connect reads the kubeconfig and prepares a client. Nothing is sent yet.
func Connect(t Target, o Options) (*Client, error) {
	name, config, err := loadConfig(t)
	if err != nil {
		return nil, err
	}
	server := config.Host
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
	if o.Trace != nil {
		config.Wrap(func(next http.RoundTripper) http.RoundTripper { return tracer{next, o.Trace} })
	}
	config.Wrap(func(next http.RoundTripper) http.RoundTripper { return sending{bounded{next}, w} })
	config.ContentConfig = rest.ContentConfig{ContentType: runtime.ContentTypeJSON, NegotiatedSerializer: metadataCodecs()}
	httpClient, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, fmt.Errorf("the context %q of the kubeconfig cannot be used: %w", name, err)
	}
	if plugin := pluginOf(config); plugin != "" {
		httpClient.Transport = newCredentials(httpClient.Transport, plugin, pluginTimeout, w)
	}
	restClient, err := rest.UnversionedRESTClientForConfigAndClient(config, httpClient)
	if err != nil {
		return nil, fmt.Errorf("the context %q of the kubeconfig cannot be used: %w", name, err)
	}
	return &Client{context: name, server: server, rest: restClient, discovered: &discovered{known: make(map[wanted]kind.Resource)}, waits: w}, nil
}

// metadataCodecs decodes what the client does not decode itself: error answers
// and metadata-only lists.
func metadataCodecs() runtime.NegotiatedSerializer {
	scheme := runtime.NewScheme()
	metav1.AddToGroupVersion(scheme, schema.GroupVersion{Version: "v1"})
	scheme.AddKnownTypes(metav1.SchemeGroupVersion, &metav1.PartialObjectMetadataList{})
	return serializer.NewCodecFactory(scheme).WithoutConversion()
}

// Context is the name of the kubeconfig's context that the client uses.
func (c *Client) Context() string { return c.context }

// Server is the API server's URL.
func (c *Client) Server() string { return c.server }

// Version is the server's version, "v1.37.2".
func (c *Client) Version(ctx context.Context) (string, error) {
	const subject = "the server's version"
	result, err := c.ask(ctx, c.rest.Verb(http.MethodGet).AbsPath("/version"))
	if err != nil {
		return "", c.explain(subject, err)
	}
	var info struct {
		GitVersion string `json:"gitVersion"`
	}
	if err := unmarshal(result, &info); err != nil || info.GitVersion == "" {
		return "", c.explain(subject, &UnreachableError{Context: c.context, Server: c.server, Err: errNoAPI})
	}
	return info.GitVersion, nil
}

// send sends a request that is answered at once: it does not wait for ever for
// a server that hangs. An error is the server's answer, the context's end or an
// UnreachableError.
func (c *Client) send(ctx context.Context, r *rest.Request) (rest.Result, error) {
	limited, cancel := withTimeout(quiet(ctx), requestTimeout, errNoAnswer)
	defer cancel()
	result := r.Do(limited)
	var kind string
	if result.ContentType(&kind); result.Error() == nil && strings.HasPrefix(kind, "text/html") {
		return result, &UnreachableError{Context: c.context, Server: c.server, Err: errNoAPI}
	}
	return result, c.classify(ctx, limited, result.Error())
}

// classify tells an answer of the server from its absence. The inner context
// is the request's own, the outer one the caller's.
func (c *Client) classify(outer, inner context.Context, err error) error {
	switch {
	case err == nil || errors.As(err, new(*AnswerError)):
		return err
	case errors.As(err, new(apierrors.APIStatus)):
		return shorten(err)
	case outer.Err() != nil:
		return ended(outer)
	case context.Cause(inner) == errNoAnswer:
		err = fmt.Errorf("%w: %w", errNoAnswer, err)
	}
	return &UnreachableError{Context: c.context, Server: c.server, Err: err}
}

// ended is why ctx ended: its error and, where there is one, its cause.
func ended(ctx context.Context) error {
	if cause := context.Cause(ctx); cause != ctx.Err() {
		return fmt.Errorf("%w: %w", cause, ctx.Err())
	}
	return ctx.Err()
}

// objectIn reads an answer as one object, integers as int64.
func objectIn(result rest.Result) (map[string]any, error) {
	var content map[string]any
	return content, unmarshal(result, &content)
}

// unmarshal reads an answer's JSON, integers as int64.
func unmarshal(result rest.Result, into any) error {
	raw, err := result.Raw()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("cannot read the answer: %w", err)
	}
	return nil
}

// quiet keeps client-go's log lines out of wl's output: what they say comes
// back as errors.
func quiet(ctx context.Context) context.Context {
	return klog.NewContext(ctx, klog.Logger{})
}
