package kube

import (
	"context"
	"errors"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/rest"
)

// readAgain is how often, and after which pauses, a read is sent again that a
// server has failed to answer: some two seconds in all.
func readAgain() wait.Backoff {
	return wait.Backoff{Duration: 150 * time.Millisecond, Factor: 2, Jitter: 0.2, Steps: 4}
}

// ask sends a read. A server that fails is asked again: its storage may be
// choosing a leader, or an API server behind it be starting. Writes and dry-runs
// are sent once: a webhook that is down would be waited for again and again, and
// the server says an object that it cannot read with a 500.
func (c *Client) ask(ctx context.Context, r *rest.Request) (rest.Result, error) {
	for pauses := readAgain(); ; {
		result, err := c.send(ctx, r)
		if !IsServerFailure(err) || pauses.Steps == 0 {
			return result, err
		}
		select {
		case <-time.After(pauses.Step()):
		case <-ctx.Done():
			return result, err
		}
	}
}

// IsServerFailure reports whether an error is a server's answer that it has
// failed (5xx), not a judgement of what it was asked.
func IsServerFailure(err error) bool {
	var status apierrors.APIStatus
	return errors.As(err, &status) && status.Status().Code >= 500
}
