package kube

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// explain wraps a failed request's error in words that name the object and the
// cluster and, where wl knows it, the way out.
func (c *Client) explain(ctx context.Context, err error, what string) error {
	way := ""
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("%s on %s: %w", what, c.context, context.Cause(ctx))
	case errors.Is(err, context.DeadlineExceeded):
		way = fmt.Sprintf("; %s did not answer within %s: is it overloaded, or a proxy in between?", c.server, requestTimeout)
	case apierrors.IsUnauthorized(err):
		way = "; the credentials of this context are missing, wrong or expired: log in again"
	case apierrors.IsForbidden(err):
		way = "" // the server's sentence names the user, the verb and the resource
	case apierrors.IsTooManyRequests(err):
		way = "; the server is overloaded and asked to try later"
	case unreachable(err):
		way = fmt.Sprintf("; %s cannot be reached: is the cluster running, and the network or VPN to it up?", c.server)
	}
	return fmt.Errorf("%s on %s: %w%s", what, c.context, err, way)
}

func unreachable(err error) bool {
	var asURL *url.Error
	var asNet net.Error
	return errors.As(err, &asURL) || errors.As(err, &asNet)
}
