package table

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/lang/schema"
)

// NameOf is the limit of the names of a kind's objects. A kind that is neither Kubernetes' own
// nor defined may be another server's, which has rules of its own.
func NameOf(gk kind.GroupKind, defined bool) schema.Limit {
	switch k := kind.About(gk); {
	case k.Names == kind.LabelNames: // of a Service, those of Kubernetes before 1.34 are stricter
		return dnsLabel()
	case k.Names == kind.DomainNames && (k.Embedded || k.Custom || defined):
		return objectName()
	}
	return pathSegment()
}

// NamespaceName is the limit of a namespace's name.
func NamespaceName() schema.Limit { return dnsLabel() }

// LabelKey is the limit of a label's key.
func LabelKey() schema.Limit { return labelKey() }

// LabelValue is the limit of a label's value.
func LabelValue() schema.Limit { return labelValue() }

// AnnotationKey is the limit of an annotation's key.
func AnnotationKey() schema.Limit { return annotationKey() }

// DataKey is the limit of a key in a ConfigMap or a Secret.
func DataKey() schema.Limit { return configKey() }
