package connection

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
)

func TestNoAnswerIsToldFromTheCallersEnd(t *testing.T) {
	c := &Connection{context: "prod", server: "https://prod:6443"}
	sent := &url.Error{Op: "Get", URL: "https://prod:6443/version", Err: context.DeadlineExceeded}
	past := time.Now().Add(-time.Second)

	inner, cancel := context.WithDeadlineCause(t.Context(), past, errNoAnswer)
	defer cancel()
	err := c.Explain("Pod shop/web", c.classify(t.Context(), inner, sent))
	if !errors.As(err, new(*UnreachableError)) || !errors.Is(err, context.DeadlineExceeded) ||
		!strings.Contains(err.Error(), `Pod shop/web: cannot reach the API server of context "prod" at https://prod:6443: no answer within 1m10s`) {
		t.Errorf("a server that hangs: %v", err)
	}

	lost := errors.New("the lock is lost")
	outer, end := context.WithCancelCause(t.Context())
	end(lost)
	err = c.Explain("Pod shop/web", c.classify(outer, outer, sent))
	if errors.As(err, new(*UnreachableError)) || !errors.Is(err, lost) || !errors.Is(err, context.Canceled) {
		t.Errorf("a caller that gives up: %v", err)
	}
}

// What cannot be reached is named: a proxy, or where a server redirects to.
func TestUnreachableErrorsNameWhatCannotBeReached(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1}, Err: syscall.ECONNREFUSED}
	unknown := &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Name: "proxy", Err: "no such host", IsNotFound: true}}
	const server = "https://prod:6443"
	for _, c := range []struct {
		name, proxy, url string
		err              error
		want             fact.Code
	}{
		{"a proxy that refuses", "http://proxy:1", server + "/version", &net.OpError{Op: "proxyconnect", Err: refused}, reason.ProxyUnreachable},
		{"a proxy of an unknown name", "socks5://proxy:1", server + "/version", &net.OpError{Op: "proxyconnect", Err: unknown}, reason.ProxyUnreachable},
		{"a server that refuses a proxy is none", "http://proxy:1", server + "/version", refused, reason.ConnectionRefused},
		{"a redirection that refuses", "", "https://login:1/", refused, reason.RedirectUnreachable},
		{"a redirection to an unknown name", "http://proxy:1", "https://login/", unknown, reason.RedirectUnreachable},
		{"a server that refuses", "", server + "/version", refused, reason.ConnectionRefused},
		{"another port", "", "https://prod:6444/version", refused, reason.RedirectUnreachable},
	} {
		err := &UnreachableError{Context: "prod", Server: server, Proxy: c.proxy, Err: &url.Error{Op: "Get", URL: c.url, Err: c.err}}
		because := fact.Of(err).Args["because"].(fact.Fact)
		if because.Code != c.want {
			t.Errorf("%s: %v", c.name, because)
		}
	}
}

func TestProxiesAreNamedWithoutCredentials(t *testing.T) {
	for given, want := range map[string]string{"": "", "http://user:secret@proxy:3128": "http://proxy:3128", "socks5://proxy": "socks5://proxy"} {
		config := &rest.Config{Host: "https://prod.example:6443"}
		if given != "" {
			u, err := url.Parse(given)
			if err != nil {
				t.Fatal(err)
			}
			config.Proxy = http.ProxyURL(u)
		}
		if got := proxyOf(config); got != want {
			t.Errorf("%q: %q", given, got)
		}
	}
}

// Why no answer came is a code, by which it is said what to look at.
func TestUnreachableErrorsSayWhy(t *testing.T) {
	for _, c := range []struct {
		err  error
		want fact.Fact
	}{
		{&net.DNSError{Name: "prod.example", Err: "no such host", IsNotFound: true}, fact.New(reason.NameUnresolved, fact.Args{"name": "prod.example"})},
		{&net.OpError{Op: "dial", Err: context.DeadlineExceeded}, fact.New(reason.TimedOut, nil)},
		{fmt.Errorf("%w: %w", errNoAnswer, context.DeadlineExceeded), fact.New(reason.NoAnswer, fact.Args{"time": "1m10s"})},
		{errNoAPI, fact.New(reason.NotKubernetes, nil)},
		{&PluginError{Plugin: "login", After: time.Minute}, fact.New(reason.PluginSilent, fact.Args{"plugin": "login", "time": "1m0s"})},
		{syscall.ECONNREFUSED, fact.New(reason.ConnectionRefused, nil)},
		{x509.UnknownAuthorityError{}, fact.New(reason.AuthorityUnknown, nil)},
		{errors.New("getting credentials: exec: executable aws not found\n\nTo learn more"),
			fact.New(reason.PluginFailed, fact.Args{"said": "getting credentials: exec: executable aws not found"})},
		{errors.New("odd"), fact.New(reason.OtherFailure, fact.Args{"said": "odd"})},
	} {
		err := &UnreachableError{Context: "prod", Server: "https://prod", Err: &url.Error{Op: "Get", URL: "https://prod/api", Err: c.err}}
		want := fact.New(reason.Unreachable, fact.Args{"context": "prod", "server": "https://prod", "because": c.want})
		if diff := cmp.Diff(want, fact.Of(fmt.Errorf("Pod shop/web: %w", err))); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.err, diff)
		}
	}
}

// A right that whoever asks lacks is told from what the server forbids to everybody, in whatever words.
func TestIsRightMissing(t *testing.T) {
	jobs := schema.GroupResource{Group: "batch", Resource: "jobs"}
	for _, c := range []struct {
		resource   schema.GroupResource
		name, said string
		want       bool
	}{
		{jobs, "", `User "ann" cannot create resource "jobs" in API group "batch" in the namespace "shop"`, true},
		{jobs, "smoke", `User "system:serviceaccount:ci:ann" cannot delete resource "jobs" in API group "batch" in the namespace "shop": requires one of ["jobs.delete"]`, true},
		{schema.GroupResource{Resource: "pods/log"}, "a", `User "a \"b\"" cannot get resource "pods/log" in API group "" in the namespace "shop"`, true},
		{schema.GroupResource{}, "", `User "ann" cannot get path "/version"`, true},
		{jobs, "smoke", "exceeded quota: full, requested: count/jobs.batch=1, used: count/jobs.batch=0, limited: count/jobs.batch=0", false},
		{jobs, "smoke", `ValidatingAdmissionPolicy 'p' with binding 'p' denied request: User "ann" cannot create resource "jobs"`, false},
		{jobs, "smoke", "unable to create new content in namespace shop because it is being terminated", false},
		{jobs, "smoke", `cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on`, false},
	} {
		err := apierrors.NewForbidden(c.resource, c.name, errors.New(c.said))
		code := fact.Of((&Connection{context: "prod"}).answer(err)).Code
		if IsRightMissing(fmt.Errorf("a Job: %w", err)) != c.want || (code == reason.RightsMissing) != c.want {
			t.Errorf("%v: %s", err, code)
		}
	}
	webhook := &apierrors.StatusError{ErrStatus: apierrors.NewForbidden(jobs, "", nil).ErrStatus}
	webhook.ErrStatus.Message = `admission webhook "a.b" denied the request: it cannot run here`
	if IsRightMissing(webhook) || IsRightMissing(errors.New(`forbidden: User "ann" cannot get path "/"`)) {
		t.Error("no authorizer has said this")
	}
}
