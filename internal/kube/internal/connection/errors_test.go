package connection

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"
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

func TestUnreachableErrorsSayWhatToLookAt(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&net.DNSError{Name: "prod.example", Err: "no such host", IsNotFound: true}, "the name prod.example cannot be resolved: check the address"},
		{&net.OpError{Op: "dial", Err: context.DeadlineExceeded}, "timed out: check the address"},
		{errors.New("getting credentials: exec: executable aws not found\n\nTo learn more"), "aws not found: check the credential plugin"},
		{errors.New("odd"), "odd: check the address in the kubeconfig and your network"},
	} {
		err := &UnreachableError{Context: "prod", Server: "https://prod", Err: &url.Error{Op: "Get", URL: "https://prod/api", Err: c.err}}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v does not say %q", err, c.want)
		}
	}
}
