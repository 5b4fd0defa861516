package object

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
)

// Labels and annotations that wl writes. The applyset ones follow the ApplySet
// specification (KEP-3659), so that kubectl's tools recognise the set.
const (
	LabelName       = "app.kubernetes.io/name"
	LabelPartOf     = "app.kubernetes.io/part-of"
	LabelManagedBy  = "app.kubernetes.io/managed-by"
	LabelKind       = "wl/kind" // tells the Pods of two kinds with one name apart
	LabelWorkload   = "wl/name" // stands in for LabelName where the configuration gives that another value
	LabelApplySet   = "applyset.kubernetes.io/part-of"
	LabelApplySetID = "applyset.kubernetes.io/id" // on the parent, the state's head

	LabelState    = "wl/state"     // of the state's Secrets; its value is the stack's name
	LabelMovingTo = "wl/moving-to" // of the state's head while the stack is being moved; its value is the ApplySetID of what it becomes

	AnnotationDescription = "kubernetes.io/description"
	// AnnotationProgressDeadline carries, on kinds for which Kubernetes has no
	// field, how long a rollout may stand still: whole seconds.
	AnnotationProgressDeadline = "wl/progress-deadline-seconds"
	// AnnotationUpgradeStrategy is StrategyRecreate on StatefulSets and
	// DaemonSets whose former Pods wl removes all at once: Kubernetes itself
	// has no such strategy for them, and leaves those Pods alone.
	AnnotationUpgradeStrategy = "wl/upgrade-strategy"
	StrategyRecreate          = "Recreate"

	// Of Pods, for what collects logs: a container's name follows the first.
	AnnotationLogExclude     = "fluentbit.io/exclude-"
	AnnotationTailingSidecar = "tailing-sidecar"

	ManagedBy = "wl"
)

// IsOwn reports whether a label or annotation is wl's own, which no configuration
// sets. The labels app.kubernetes.io/… are not among them: they are defaults, and
// nothing that belongs to a stack is found by them.
func IsOwn(key string) bool {
	return key == AnnotationDescription || strings.HasPrefix(key, "wl/") || strings.HasPrefix(key, "applyset.kubernetes.io/")
}

// Stack is the identity of a stack in a cluster: its name, and the namespace
// that holds its state. Two stacks of one name with states in different
// namespaces are different stacks.
type Stack struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"` // of the state, not of the workloads
}

// StateNamespace names the namespace that holds the state.
func (s Stack) StateNamespace() Ref { return NewRef(kind.Namespace, "", s.Namespace) }

// FieldManager is the server-side-apply manager that owns the stack's fields.
// No two stacks share one.
func (s Stack) FieldManager() string { return "wl/" + s.Namespace + "/" + s.Name }

// StateName is the name of the Secret at the head of the stack's state, and of
// the Lease that locks it.
func (s Stack) StateName() string { return "wl-state-" + s.Name }

// RunName is the name of the Secret of the stack's run over its clusters, and of the
// Lease that locks it.
func (s Stack) RunName() string { return "wl-run-" + s.Name }

// ApplySetID is the value of the label that every object of the stack bears,
// computed from the state's head Secret as the ApplySet specification says.
func (s Stack) ApplySetID() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s.%s.Secret.", s.StateName(), s.Namespace))
	return "applyset-" + base64.RawURLEncoding.EncodeToString(sum[:]) + "-v1"
}

// Marks are those of an object's labels and annotations that say that it is the
// stack's, or how wl treats it: what goes when the stack stops managing it.
func (s Stack) Marks(m Meta) (labels, annotations map[string]string) {
	labels, annotations = map[string]string{}, map[string]string{}
	for key, value := range map[string]string{LabelApplySet: s.ApplySetID(), LabelManagedBy: ManagedBy} {
		if m.Labels[key] == value {
			labels[key] = value
		}
	}
	for key, value := range m.Annotations {
		if strings.HasPrefix(key, "wl/") {
			annotations[key] = value
		}
	}
	return labels, annotations
}

// MemberSelector is the label selector that finds the stack's objects, and
// nothing else, in a cluster.
func (s Stack) MemberSelector() string { return LabelApplySet + "=" + s.ApplySetID() }

// MemberLabels are the labels that every object of the stack bears beside its
// own name's. But for the ApplySet's, they are defaults.
func (s Stack) MemberLabels() map[string]string {
	return map[string]string{
		LabelPartOf:    s.Name,
		LabelManagedBy: ManagedBy,
		LabelApplySet:  s.ApplySetID(),
	}
}
