package kube

import (
	"context"
	"errors"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/object"
)

// Masks knows what must not be shown of what a server says about an object. It
// is asked only where the server has said something, and may ask the server in
// turn.
type Masks func(ctx context.Context, ref object.Ref) object.Mask

type masksKey struct{}

// WithMasks is a context in which every answer of a server is masked as soon as
// it arrives, so that nobody who passes it on has to know of sensitive values.
func WithMasks(ctx context.Context, m Masks) context.Context {
	return context.WithValue(ctx, masksKey{}, m)
}

// MaskBy has every answer masked whose context has no masks of its own. It is called before
// anything is asked.
func (c *Client) MaskBy(m func(ctx context.Context, ref object.Ref) object.Mask) { c.reader.masks = m }

// Mask is what must not be shown of what the server says, about whatever it may be.
func (c *Client) Mask(ctx context.Context) object.Mask { return c.reader.maskFor(ctx, object.Ref{}) }

// maskFor is the mask of what is said about an object.
func (d *discovery) maskFor(ctx context.Context, ref object.Ref) object.Mask {
	masks, given := ctx.Value(masksKey{}).(Masks)
	if !given {
		masks = d.masks
	}
	if masks == nil {
		return object.Mask{}
	}
	return masks(WithMasks(ctx, nil), ref)
}

// Masked is a server's answer about an object, or an error made in its place,
// without what must not be shown by the context's masks.
func Masked(ctx context.Context, ref object.Ref, err error) error {
	return new(discovery).masked(ctx, ref, err)
}

// masked leaves the fields of an answer as they are: they are names of the schema, and places
// are found by them. What says nothing that must not be shown stays as it was wrapped.
func (d *discovery) masked(ctx context.Context, ref object.Ref, err error) error {
	said := new(apierrors.StatusError)
	if !errors.As(err, &said) || apierrors.IsNotFound(err) || apierrors.IsUnauthorized(err) {
		return err
	}
	mask, status := d.maskFor(ctx, ref), said.ErrStatus
	status.Message = mask.Text(status.Message)
	same := status.Message == said.ErrStatus.Message
	if status.Details != nil {
		details := *status.Details
		details.Causes = slices.Clone(details.Causes)
		for i, cause := range details.Causes {
			details.Causes[i].Message = mask.Text(cause.Message)
			same = same && details.Causes[i].Message == cause.Message
		}
		status.Details = &details
	}
	if same {
		return err
	}
	return &apierrors.StatusError{ErrStatus: status}
}
