package object

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
)

// PodLabels are the labels by which a new workload chooses its Pods. The kind is
// among them, so that a Deployment and a StatefulSet of one name do not share
// Pods; the stack is not, so that renaming it restarts nothing.
func PodLabels(workload Ref) map[string]any {
	return map[string]any{LabelName: labelValue(workload.Name), LabelKind: strings.ToLower(workload.Kind)}
}

// NamedPodLabels are those labels where the configuration labels the Pods with
// another name: several workloads may share that.
func NamedPodLabels(workload Ref) map[string]any {
	return map[string]any{LabelWorkload: labelValue(workload.Name), LabelKind: strings.ToLower(workload.Kind)}
}

// labelValue is a name as the value of a label. One that is too long for that ends
// in its digest, by which it differs from all others.
func labelValue(name string) string {
	if len(name) <= validation.LabelValueMaxLength {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	suffix := "-" + hex.EncodeToString(sum[:5])
	return strings.TrimRight(name[:validation.LabelValueMaxLength-len(suffix)], "-.") + suffix
}
