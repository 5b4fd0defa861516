package connection

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
