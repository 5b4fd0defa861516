// Package prometheus asks a Prometheus, or what speaks its API, for one number.
package prometheus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/prometheus/client_golang/api"
	v1 "github.com/prometheus/client_golang/api/prometheus/v1"
	"github.com/prometheus/common/model"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
)

const (
	// timeout bounds a query, and maxAnswer what its answer may hold: a number has some
	// hundred bytes.
	timeout   = 20 * time.Second
	maxAnswer = 1 << 20
	// maxSaid is what is kept of the server's own words.
	maxSaid = 500
)

// Client asks one Prometheus. It may be used by many goroutines at once.
type Client struct {
	api   v1.API
	token string // that no error may repeat
}

// Open prepares a client for an address, "https://prometheus.example.com", which may have
// credentials in it, and for a bearer token, unless that is empty: no error names either of
// them. Nothing is sent yet.
func Open(address, token string) (*Client, error) {
	where, err := url.Parse(address)
	var client api.Client
	if err == nil {
		transport := authorized{bounded{http.DefaultTransport.(*http.Transport).Clone()}, where, token}
		client, err = api.NewClient(api.Config{Address: address, Client: &http.Client{Transport: transport}})
	}
	if err != nil {
		return nil, fact.NewError(errors.New("the address is no URL"), analysis.NoAnswer, nil)
	}
	return &Client{v1.NewAPI(client), token}, nil
}

// authorized sends a token to one server, and to no other to which that may redirect.
type authorized struct {
	next  http.RoundTripper
	to    *url.URL
	token string
}

func (a authorized) RoundTrip(r *http.Request) (*http.Response, error) {
	if a.token != "" && r.URL.Scheme == a.to.Scheme && r.URL.Host == a.to.Host {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	return a.next.RoundTrip(r)
}

// Value is the number that a query has at an instant. The error, unless ctx has ended, is
// a fact of package analysis: why there is none.
func (c *Client) Value(ctx context.Context, query string, at time.Time) (float64, error) {
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	answer, _, err := c.api.Query(limited, query, at, v1.WithTimeout(timeout))
	switch {
	case ctx.Err() != nil:
		return 0, context.Cause(ctx)
	case err != nil:
		return 0, fact.NewError(c.plain(err), analysis.NoAnswer, nil)
	}
	return number(answer)
}

// number is what an answer has, where that is one number.
func number(answer model.Value) (float64, error) {
	switch v := answer.(type) {
	case *model.Scalar:
		return float64(v.Value), nil
	case model.Vector:
		switch {
		case len(v) == 0:
			return 0, fact.NewError(nil, analysis.NoValue, nil)
		case len(v) > 1:
			return 0, fact.NewError(nil, analysis.SeveralSeries, fact.Args{"count": len(v)})
		case v[0].Histogram != nil:
			return 0, fact.NewError(nil, analysis.NoScalar, fact.Args{"type": "histogram"})
		}
		return float64(v[0].Value), nil
	}
	return 0, fact.NewError(nil, analysis.NoScalar, fact.Args{"type": answer.Type().String()})
}

// plain is an error without the address, which may have credentials in it, without the
// token, which the server may repeat, and with no more of its words than can be read.
func (c *Client) plain(err error) error {
	if where := new(url.Error); errors.As(err, &where) {
		err = where.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("no answer within %s", timeout)
	}
	text := err.Error()
	if c.token != "" {
		text = strings.ReplaceAll(text, c.token, "(sensitive)")
	}
	if len(text) > maxSaid {
		text = strings.ToValidUTF8(text[:maxSaid], "") + "…"
	}
	return errors.New(text)
}

// bounded bounds what answers hold.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.next.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{&limited{answer.Body, maxAnswer}, answer.Body}
	}
	return answer, err
}

// limited fails where there is more to read than may be.
type limited struct {
	from io.Reader
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.from.Read(p[:min(len(p), l.left+1)])
	if l.left -= n; l.left < 0 {
		return 0, fmt.Errorf("the answer is larger than %d MiB", maxAnswer>>20)
	}
	return n, err
}
