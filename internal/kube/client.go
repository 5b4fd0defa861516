package kube

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/rest"
)

// requestTimeout bounds every request but a watch: a server that accepts
// connections and never answers must not hang us.
const requestTimeout = 60 * time.Second

// Client speaks to one API server. It may be used by many goroutines at once;
// their requests share one HTTP/2 connection.
type Client struct {
	context string
	server  string
	rest    *rest.RESTClient
}

// newClient builds the client of a loaded configuration.
func newClient(contextName string, config *rest.Config, o Options) (*Client, error) {
	config = rest.CopyConfig(config)
	config.QPS = -1 // the server's own priority and fairness is the limit
	config.UserAgent = o.UserAgent
	config.GroupVersion = &schema.GroupVersion{}
	config.NegotiatedSerializer = serializer.NewCodecFactory(runtime.NewScheme()).WithoutConversion()
	config.WarningHandlerWithContext = contextWarnings{}
	if o.Trace != nil {
		config.Wrap(func(next http.RoundTripper) http.RoundTripper { return tracer{next: next, trace: o.Trace} })
	}
	httpClient, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, fmt.Errorf("context %s: %w", contextName, err)
	}
	restClient, err := rest.RESTClientForConfigAndClient(config, httpClient)
	if err != nil {
		return nil, fmt.Errorf("context %s: %w", contextName, err)
	}
	return &Client{context: contextName, server: config.Host, rest: restClient}, nil
}

// Context is the name of the kubeconfig context in use.
func (c *Client) Context() string { return c.context }

// Server is the URL of the API server.
func (c *Client) Server() string { return c.server }

// Version asks the server for its version, "v1.37.2".
func (c *Client) Version(ctx context.Context) (string, error) {
	raw, _, err := c.do(ctx, c.rest.Get().AbsPath("/version").SetHeader("Accept", mediaJSON), "the server's version")
	if err != nil {
		return "", err
	}
	var v struct {
		GitVersion string `json:"gitVersion"`
	}
	if err := utiljson.Unmarshal(raw, &v); err != nil || v.GitVersion == "" {
		return "", fmt.Errorf("%s answers /version with something that is not a Kubernetes version: is %s an API server?", c.context, c.server)
	}
	return v.GitVersion, nil
}
