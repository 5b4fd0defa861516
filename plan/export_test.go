package plan

import "github.com/workloadlang/wl/internal/kube"

// MergeLocally is what stands in for a dry-run.
func MergeLocally(live map[string]any, a kube.ApplyRequest) (kube.ApplyResult, error) {
	return mergeLocally(live, a)
}
