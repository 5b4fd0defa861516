package kube

import (
	"context"
	"net/http"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"

	"github.com/workloadlang/wl/internal/kube/internal/connection"
)

// Identity is who a server takes a client for.
type Identity struct {
	User   string
	Groups []string
}

// Identity asks the server who it takes the client for. Everybody who is logged in may
// ask; a server before 1.28 cannot be asked: apierrors.IsNotFound tells.
func (c *Client) Identity(ctx context.Context) (Identity, error) {
	const subject = "the user's identity"
	body := []byte(`{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}`)
	request := c.connection.Request(http.MethodPost, "/apis/authentication.k8s.io/v1/selfsubjectreviews").Body(body).
		SetHeader("Content-Type", "application/json").SetHeader("Accept", "application/json")
	answer, err := c.connection.Ask(ctx, request)
	if err != nil {
		return Identity{}, c.connection.Explain(subject, err)
	}
	var review authenticationv1.SelfSubjectReview
	if err := connection.Unmarshal(answer, &review); err != nil {
		return Identity{}, c.connection.Explain(subject, err)
	}
	return Identity{review.Status.UserInfo.Username, review.Status.UserInfo.Groups}, nil
}

// ServerTime is the server's time, to the second, never this machine's: by an answer that
// has come within the last seconds, or else by one that is asked for.
func (c *Client) ServerTime(ctx context.Context) (time.Time, error) { return c.connection.Time(ctx) }
