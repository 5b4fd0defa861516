package connection

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	utilnet "k8s.io/apimachinery/pkg/util/net"
)

// errNoAnswer is the cause of a request that was given up.
var errNoAnswer = fmt.Errorf("no answer within %s", requestTimeout)

// errNoAPI is the cause where something else than an API server answers: a login
// page, say.
var errNoAPI = errors.New("the server is not a Kubernetes API server")

// UnreachableError means that no answer came from the server: whether a write
// took effect is then not known.
type UnreachableError struct {
	Context string
	Server  string
	Err     error
}

func (e *UnreachableError) Error() string {
	reason, advice := diagnose(e.Err)
	return fmt.Sprintf("cannot reach the API server of context %q at %s: %s: %s", e.Context, e.Server, reason, advice)
}

func (e *UnreachableError) Unwrap() error { return e.Err }

// CredentialsError means that the server does not accept the credentials: no
// request would be answered.
type CredentialsError struct {
	Context string
	Err     error // apierrors.IsUnauthorized
}

func (e *CredentialsError) Error() string {
	return fmt.Sprintf("context %q: the server does not accept the credentials, which may have expired: log in again, or check the user in the kubeconfig (%v)", e.Context, e.Err)
}

func (e *CredentialsError) Unwrap() error { return e.Err }

// diagnose returns in words why no answer came, and what to look at.
func diagnose(err error) (reason, advice string) {
	var (
		dns          *net.DNSError
		authority    x509.UnknownAuthorityError
		hostname     x509.HostnameError
		invalid      x509.CertificateInvalidError
		networkError net.Error
		plugin       *PluginError
	)
	switch {
	case errors.As(err, &plugin):
		return plugin.Error(), "check that it can log in, and run it by itself to see what it waits for"
	case errors.As(err, &dns):
		return fmt.Sprintf("the name %s cannot be resolved", dns.Name), "check the address in the kubeconfig, your network and your VPN"
	case errors.As(err, &authority):
		return "its certificate is signed by an unknown authority", "check certificate-authority-data in the kubeconfig: the cluster may have been recreated"
	case errors.As(err, &hostname), errors.As(err, &invalid):
		return "its certificate is not valid: " + rootOf(err), "check the address and the certificates in the kubeconfig, and the clock"
	case utilnet.IsConnectionRefused(err):
		return "connection refused", "check that the cluster is running, or choose another one with --context"
	case errors.Is(err, errNoAPI):
		return errNoAPI.Error(), "check the address in the kubeconfig, and that no proxy asks for a login"
	case errors.Is(err, errNoAnswer):
		return errNoAnswer.Error(), "the server hangs or is overloaded: try again later"
	case strings.Contains(err.Error(), "getting credentials"):
		return rootOf(err), "check the credential plugin that the kubeconfig names for this user"
	case errors.As(err, &networkError) && networkError.Timeout():
		return "timed out", "check the address in the kubeconfig, your network and your VPN"
	}
	return rootOf(err), "check the address in the kubeconfig and your network"
}

// rootOf is the innermost error's first line: the outer ones repeat method and
// URL, and client-go adds lines of general advice.
func rootOf(err error) string {
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
// failed (5xx), not a judgement of what it was asked.
func IsServerFailure(err error) bool {
	var status apierrors.APIStatus
	return errors.As(err, &status) && status.Status().Code >= 500
}

// RequestError is why a request came to nothing, and what it was about.
type RequestError struct {
	Subject string // "Deployment shop/web"
	Err     error
}

func (e *RequestError) Error() string { return e.Subject + ": " + e.Err.Error() }
func (e *RequestError) Unwrap() error { return e.Err }

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
	case apierrors.IsForbidden(err) && strings.Contains(err.Error(), " cannot "):
		return fmt.Errorf("context %q: %w: ask the cluster's administrators for a role that allows it", c.context, err)
	case apierrors.IsTooManyRequests(err):
		return fmt.Errorf("context %q: the server is overloaded and refused the request repeatedly: try again later, or with a lower --parallelism (%w)", c.context, err)
	case apierrors.IsTimeout(err):
		return fmt.Errorf("context %q: %w: the server or an admission webhook is overloaded or hangs: try again", c.context, err)
	}
	return fmt.Errorf("context %q: %w", c.context, err)
}
