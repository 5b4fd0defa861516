package kube

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/workloadlang/wl/internal/object"
)

// GrowClaim changes how much storage a claim asks for, if it is the one with the
// UID and asks for as much as before: otherwise the answer is apierrors.IsInvalid
// without a cause. What else happens to the claim meanwhile does not matter. It
// is no apply: the claim's template says the size, and no later apply of the
// manager's gives up a field that it has so changed.
func (c *Client) GrowClaim(ctx context.Context, claim object.Ref, uid, before, after, manager string) error {
	const size = "/spec/resources/requests/storage"
	patch, err := json.Marshal([]patchOperation{
		{"test", "/metadata/uid", uid},
		{"test", size, before},
		{"replace", size, after},
	})
	if err != nil {
		return fmt.Errorf("%s: its size cannot be written as JSON: %w", claim, err)
	}
	_, err = c.patchJSON(ctx, claim, manager, patch)
	return err
}
