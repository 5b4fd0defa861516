package kube

import (
	"context"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
)

// What a connection is made of, what it tells, and how it fails.
type (
	// Target is which cluster is meant.
	Target = connection.Target
	// Options adjust a client.
	Options = connection.Options
	// Kubeconfigs are those that have been read.
	Kubeconfigs = connection.Kubeconfigs
	// Request describes one HTTP request that was sent.
	Request = connection.Request
	// Wait is something that a client has been waiting for, for longer than one would
	// think.
	Wait = connection.Wait

	// UnreachableError means that no answer came from the server: whether a write
	// took effect is then not known.
	UnreachableError = connection.UnreachableError
	// CredentialsError means that the server does not accept the credentials: no
	// request would be answered.
	CredentialsError = connection.CredentialsError
	// PluginError means that a credential plugin has not ended in time.
	PluginError = connection.PluginError
	// RequestError is why a request came to nothing, and what it was about.
	RequestError = connection.RequestError
)

// Client speaks to one API server. Its methods may be called from many
// goroutines at once; the requests share one connection. Every error names the
// object and the cluster, wraps client-go's, and says what to do where there is
// something to do.
type Client struct {
	reader
	writer
	watching
	connection *connection.Connection
}

// Connect reads the kubeconfig and prepares a client. Nothing is sent yet.
func Connect(t Target, o Options) (*Client, error) {
	c, err := connection.Open(t, o)
	if err != nil {
		return nil, err
	}
	d := &discovery{connection: c, known: make(map[wanted]kind.Resource)}
	return &Client{reader: reader{d}, writer: writer{d}, watching: watching{reader{d}}, connection: c}, nil
}

// Context is the name of the kubeconfig's context that the client uses.
func (c *Client) Context() string { return c.connection.Context() }

// Kubeconfig is the file that was named for the client; empty where it was found as by kubectl.
func (c *Client) Kubeconfig() string { return c.connection.Kubeconfig() }

// Server is the API server's URL.
func (c *Client) Server() string { return c.connection.Server() }

// Version is the server's version, "v1.37.2".
func (c *Client) Version(ctx context.Context) (string, error) { return c.connection.Version(ctx) }

// Contexts lists the names of a kubeconfig's contexts, that found as by kubectl where no
// file is given; none where it cannot be read.
func Contexts(kubeconfig string) []string { return connection.Contexts(kubeconfig) }

// IsOwn reports whether an error is that no answer comes for reasons of whoever asks: their credentials, their
// kubeconfig, or what answers on their way, as a page where to log in.
func IsOwn(err error) bool { return connection.IsOwn(err) }

// IsRightMissing reports whether an error is a server's answer that whoever asks lacks the right to what was asked, not that
// admission, a quota or a namespace forbids it to everybody.
func IsRightMissing(err error) bool { return connection.IsRightMissing(err) }

// IsServerFailure reports whether an error is a server's answer that it has
// failed (5xx, or a kind that it cannot list), not a judgement of what it was asked.
func IsServerFailure(err error) bool { return connection.IsServerFailure(err) }

// IsUnread reports whether an error is that an answer came and cannot be read: of a write that was
// not refused, the object is stored.
func IsUnread(err error) bool { return connection.IsUnread(err) }

// IsStorageUnready reports whether a server refuses to list a kind because it cannot read
// all that it has stored of it: of which objects that is so is known by asking for each.
func IsStorageUnready(err error) bool { return connection.IsStorageUnready(err) }

// Unconverted returns the version in which a server has an object that a conversion webhook
// fails to convert, without the group, in which it can be read all the same; empty where an
// error is none of that.
func Unconverted(err error) string {
	_, version := kind.SplitAPIVersion(connection.Unconverted(err))
	return version
}
