package plan

import (
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// ServerFailed is what is said of a server that fails.
func ServerFailed(ref object.Ref, err error) Problem { return serverFailed(ref, err) }

// MergeLocally is what stands in for a dry-run.
func MergeLocally(live map[string]any, a kube.ApplyRequest) (kube.ApplyResult, error) {
	return mergeLocally(live, a)
}
