// Package notify posts events of a run to URLs. Whether they arrive does not matter to
// the run: it takes no longer than a bounded time, and a failure is only told. URLs may be
// secrets, and are in no error.
package notify

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/retry"
)

// Why an event was not taken.
const (
	Refused    fact.Code = "notification_refused"
	Unanswered fact.Code = "notification_unanswered"
	Unwritten  fact.Code = "notification_unwritten"
)

// Hook is a URL to which events are posted.
type Hook struct {
	Name string
	URL  string
}

const (
	// timeout bounds one request, and whole all of an event.
	timeout = 5 * time.Second
	whole   = 20 * time.Second
)

// Post posts an event to the hook, as JSON, and returns why it was not taken; nothing where it was.
func (h Hook) Post(ctx context.Context, event any) fact.Fact {
	body, err := json.Marshal(event)
	if err != nil {
		return fact.New(Unwritten, fact.Args{"name": h.Name, "said": err.Error()})
	}
	ctx, cancel := context.WithTimeout(ctx, whole)
	defer cancel()
	return h.post(ctx, body)
}

// post tries until the hook takes the event, or refuses it.
func (h Hook) post(ctx context.Context, body []byte) fact.Fact {
	client := &http.Client{Timeout: timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	for tries := retry.LostNotification().Begin(); ; {
		status, err := h.send(ctx, client, body)
		switch {
		case err == nil && status/100 == 2:
			return fact.Fact{}
		case err == nil && status/100 != 5 && status != http.StatusTooManyRequests:
			return fact.New(Refused, fact.Args{"name": h.Name, "status": status})
		case tries.Again(ctx):
		case err == nil:
			return fact.New(Refused, fact.Args{"name": h.Name, "status": status})
		default:
			return fact.New(Unanswered, fact.Args{"name": h.Name, "said": h.plain(err)})
		}
	}
}

func (h Hook) send(ctx context.Context, client *http.Client, body []byte) (status int, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "wl")
	answer, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10) // so that the connection can be used again
	return answer.StatusCode, nil
}

// plain is what an error says without the URL and its host, which what looks it up, connects to it
// and checks its certificate would name.
func (h Hook) plain(err error) string {
	where, refused := new(url.Error), new(net.OpError)
	switch {
	case !errors.As(err, &where):
		return err.Error()
	case where.Op == "parse":
		return "it is no URL"
	case errors.Is(err, context.Canceled):
		return "no answer before the end"
	case where.Timeout():
		return "no answer within " + timeout.String()
	case errors.As(err, new(*net.DNSError)):
		return "its host is not found"
	case errors.As(err, new(x509.HostnameError)):
		return "its certificate is of another host"
	case errors.As(err, &refused):
		return refused.Err.Error()
	}
	if at, err := url.Parse(h.URL); err != nil || strings.Contains(where.Err.Error(), at.Hostname()) {
		return "the request has failed"
	}
	return where.Err.Error()
}
