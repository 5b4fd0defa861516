package kube

import (
	"context"
	"errors"
	"net/http"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/rest"
)

const (
	// readAttempts bounds how often a read is sent whose answer is that the
	// server, or what stands before it, could not answer just now.
	readAttempts = 4
	readPause    = 200 * time.Millisecond // before the second attempt; doubles
	// patientFor is how long a read may have taken to be sent again: a server
	// that needed longer to give up is not helped by more of the same.
	patientFor = 10 * time.Second
)

// ask sends a request that only reads, and sends it again when the answer is a
// 5xx: a load balancer that loses its server, or a server that loses its etcd, for
// a moment. client-go does that for 429 and where Retry-After says so. Everything
// that reads goes through here; what writes is repeated by its callers, who know
// whether it may be.
func (c *Client) ask(ctx context.Context, r *rest.Request) (rest.Result, error) {
	pause := readPause
	for attempt := 1; ; attempt++ {
		start := time.Now()
		result, err := c.send(ctx, r)
		if attempt == readAttempts || !isMomentary(err) || time.Since(start) > patientFor {
			return result, err
		}
		select {
		case <-time.After(pause):
			pause *= 2
		case <-ctx.Done():
			return result, err
		}
	}
}

// isMomentary reports whether an error is an answer of the kind that the next
// attempt may not get.
func isMomentary(err error) bool {
	var status apierrors.APIStatus
	return errors.As(err, &status) && status.Status().Code >= http.StatusInternalServerError
}
