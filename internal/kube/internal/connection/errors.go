package connection

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	utilnet "k8s.io/apimachinery/pkg/util/net"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
)

// errNoAnswer is the cause of a request that was given up.
var errNoAnswer = fmt.Errorf("no answer within %s", requestTimeout)

// UnreachableError means that no answer came from the server: whether a write
// took effect is then not known.
type UnreachableError struct {
	Context string
	Server  string
	Proxy   string // on the way to it, without credentials; "" where there is none
	// InstallHint is how the credential plugin is installed, where the kubeconfig says so.
	InstallHint string
	Err         error
}

func (e *UnreachableError) Error() string {
	return fmt.Sprintf("cannot reach the API server of context %q at %s: %s", e.Context, e.Server, RootOf(e.Err))
}

// Fact is the error as a code, which names the cluster and why no answer came.
func (e *UnreachableError) Fact() fact.Fact {
	return fact.New(reason.Unreachable, fact.Args{"context": e.Context, "server": e.Server, "because": e.because()})
}

func (e *UnreachableError) Unwrap() error { return e.Err }

// CredentialsError means that the server does not accept the credentials: no
// request would be answered.
type CredentialsError struct {
	Context string
	Err     error // apierrors.IsUnauthorized
}

func (e *CredentialsError) Error() string {
	return fmt.Sprintf("context %q: the server does not accept the credentials: %v", e.Context, e.Err)
}

func (e *CredentialsError) Unwrap() error { return e.Err }

// Fact is the error as a code, which names the cluster.
func (e *CredentialsError) Fact() fact.Fact {
	return fact.New(reason.CredentialsRefused, fact.Args{"context": e.Context, "said": e.Err.Error()})
}

// because is why no answer came: of the server, or of what was asked in its place.
func (e *UnreachableError) because() fact.Fact {
	var dial *net.OpError
	var sent *url.Error
	proxied := errors.As(e.Err, &dial) && dial.Op == "proxyconnect"
	if proxied && e.Proxy != "" {
		return fact.New(reason.ProxyUnreachable, fact.Args{"proxy": e.Proxy, "said": RootOf(e.Err)})
	}
	if !proxied && errors.As(e.Err, &sent) {
		if to := hostOf(sent.URL); to != "" && to != hostOf(e.Server) && hostOf(e.Server) != "" {
			return fact.New(reason.RedirectUnreachable, fact.Args{"address": to, "said": RootOf(e.Err)})
		}
	}
	f := diagnose(e.Err)
	if f.Code == reason.PluginFailed && e.InstallHint != "" {
		f.Args["hint"] = e.InstallHint
	}
	return f
}

// hostOf is the host of a URL, with its port.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// diagnose returns why no answer came.
func diagnose(err error) fact.Fact {
	var (
		dns          *net.DNSError
		authority    x509.UnknownAuthorityError
		hostname     x509.HostnameError
		invalid      x509.CertificateInvalidError
		networkError net.Error
		plugin       *PluginError
	)
	if foreign := diagnoseForeign(err); !foreign.IsZero() {
		return foreign
	}
	switch {
	case errors.As(err, &plugin):
		return fact.New(reason.PluginSilent, fact.Args{"plugin": plugin.Plugin, "time": plugin.After})
	case errors.As(err, &dns):
		return fact.New(reason.NameUnresolved, fact.Args{"name": dns.Name})
	case errors.As(err, &authority):
		return fact.New(reason.AuthorityUnknown, nil)
	case errors.As(err, &hostname), errors.As(err, &invalid):
		return fact.New(reason.CertificateInvalid, fact.Args{"said": RootOf(err)})
	case utilnet.IsConnectionRefused(err):
		return fact.New(reason.ConnectionRefused, nil)
	case strings.Contains(err.Error(), `invalid header field value for "Authorization"`):
		return fact.New(reason.TokenUnusable, nil)
	case errors.Is(err, errNoAnswer):
		return fact.New(reason.NoAnswer, fact.Args{"time": requestTimeout})
	case strings.Contains(err.Error(), "getting credentials"):
		return fact.New(reason.PluginFailed, fact.Args{"said": RootOf(err)})
	case errors.As(err, &networkError) && networkError.Timeout():
		return fact.New(reason.TimedOut, nil)
	}
	return fact.New(reason.OtherFailure, fact.Args{"said": RootOf(err)})
}

// RootOf is the innermost error's first line: the outer ones repeat method and
// URL, and client-go adds lines of general advice.
func RootOf(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			line, _, _ := strings.Cut(err.Error(), "\n")
			return line
		}
		err = inner
	}
}

// IsServerFailure reports whether an error is a server's answer that it has
// failed (5xx, or a kind that it cannot list), not a judgement of what it was asked.
func IsServerFailure(err error) bool {
	var status apierrors.APIStatus
	return errors.As(err, &status) && status.Status().Code >= 500 || IsStorageUnready(err)
}

// IsOwn reports whether an error is that no answer comes for reasons of whoever asks, as reason.IsOwn says.
func IsOwn(err error) bool {
	var unreachable *UnreachableError
	return errors.As(err, &unreachable) && reason.IsOwn(unreachable.Fact()) || unreachable == nil && errors.As(err, new(*CredentialsError))
}

// denied finds what the API server says where no authorizer allows a request. What admission forbids is said in other words,
// which may be anybody's.
var denied = regexp.MustCompile(`^(\S+ ("[^"]*" )?is )?forbidden: User "([^"\\]|\\.)*" cannot \S+ (resource|path) "`)

// IsRightMissing reports whether an error is a server's answer that whoever asks lacks the right to what was asked, not that
// admission, a quota or a namespace forbids it to everybody.
func IsRightMissing(err error) bool {
	var status apierrors.APIStatus
	return apierrors.IsForbidden(err) && errors.As(err, &status) && denied.MatchString(status.Status().Message)
}

// RequestError is why a request came to nothing, and what it was about.
type RequestError struct {
	Subject string // "Deployment shop/web"
	Err     error
}

func (e *RequestError) Error() string { return e.Subject + ": " + e.Err.Error() }
func (e *RequestError) Unwrap() error { return e.Err }

// Fact is the error as a code. What has nothing to do with the request, as that no
// request at all would be answered, is the fact alone.
func (e *RequestError) Fact() fact.Fact {
	because := fact.Of(e.Err)
	switch because.Code {
	case reason.RightsMissing, reason.StorageUnready, reason.Overloaded, reason.AnswerTooLate, reason.Answered, reason.AnswerUnread, fact.Said:
		return fact.New(reason.RequestFailed, fact.Args{"subject": e.Subject, "because": because})
	}
	return because
}

// refusal is a server's answer that it does not do what it was asked for.
type refusal struct {
	context string
	code    fact.Code
	err     error
}

func (e *refusal) Error() string { return fmt.Sprintf("context %q: %v", e.context, e.err) }
func (e *refusal) Unwrap() error { return e.err }

// Fact is the answer as a code, which names the cluster.
func (e *refusal) Fact() fact.Fact {
	said := e.err.Error()
	if unread := new(unreadError); errors.As(e.err, &unread) {
		said = unread.err.Error()
	}
	return fact.New(e.code, fact.Args{"context": e.context, "said": said})
}

// Explain gives an error the name of what it is about and the cluster's and, where
// there is one, the way out.
func (c *Connection) Explain(subject string, err error) error {
	return &RequestError{subject, c.answer(err)}
}

func (c *Connection) answer(err error) error {
	switch {
	case errors.As(err, new(*UnreachableError)):
		return err // it names the cluster
	case apierrors.IsUnauthorized(err):
		return &CredentialsError{c.context, err}
	case IsRightMissing(err):
		return &refusal{c.context, reason.RightsMissing, err}
	case IsStorageUnready(err):
		return &refusal{c.context, reason.StorageUnready, err}
	case apierrors.IsTooManyRequests(err):
		return &refusal{c.context, reason.Overloaded, err}
	case apierrors.IsTimeout(err):
		return &refusal{c.context, reason.AnswerTooLate, err}
	case errors.As(err, new(apierrors.APIStatus)):
		return &refusal{c.context, reason.Answered, err}
	case IsUnread(err):
		return &refusal{c.context, reason.AnswerUnread, err}
	}
	return fmt.Errorf("context %q: %w", c.context, err)
}
