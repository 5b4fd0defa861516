package heartbeat

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A server that falls silent is told of once, and once when it is back.
func TestPulse(t *testing.T) {
	start := time.Now()
	p := Start(start)
	var told []string
	for i, err := range []error{nil, errors.New("refused"), errors.New("refused"), nil, nil, ErrSilent, nil} {
		switch news, elapsed := p.Beat(err, start.Add(time.Duration(i+1)*time.Second)); {
		case news && err != nil:
			told = append(told, "silent for "+elapsed.String()+": "+err.Error())
		case news:
			told = append(told, "back after "+elapsed.String())
		}
	}
	want := []string{"silent for 1s: refused", "back after 3s", "silent for 1s: " + ErrSilent.Error(), "back after 2s"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// server answers the first request, and then none.
type server struct{ asked int }

func (s *server) Version(ctx context.Context) (string, error) {
	if s.asked++; s.asked == 1 {
		return "v1.37.2", nil
	}
	<-ctx.Done()
	return "", fmt.Errorf("the server's version: %w: %w", context.Cause(ctx), ctx.Err())
}

func TestListen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // during the third request
		defer cancel()
		start := time.Now()
		var heard []string
		Listen(ctx, &server{}, func(err error) { heard = append(heard, fmt.Sprintf("%v: %v", time.Since(start), err)) })
		if diff := cmp.Diff([]string{"5s: <nil>", "18s: " + ErrSilent.Error()}, heard); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
