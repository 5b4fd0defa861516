package check

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// Names checks the names in an object: its own and its namespace's, its labels and annotations
// and those of its Pods, and the keys of its data. The plan cannot ask the server about objects
// in what is created with them. defined says that the stack has a definition of its kind.
func Names(m *object.Manifest, defined bool) []kubeschema.Violation {
	n := names{content: m.Content}
	metadata := object.PathOf("metadata")
	n.value(metadata.Field("name"), table.NameOf(m.Ref.GroupKind(), defined))
	if length := len(m.Ref.Name); m.Ref.GroupKind() == kind.CronJob && length > maxCronJobName {
		n.found = append(n.found, kubeschema.Violation{Path: metadata.Field("name"), Message: message.New("the name of a CronJob has at most %d characters; this has %d", maxCronJobName, length)})
	}
	n.value(metadata.Field("namespace"), table.NamespaceName())
	n.marks(metadata)
	if template := kind.About(m.Ref.GroupKind()).InTemplate("metadata"); template != nil {
		n.marks(object.PathOf(template...))
	}
	switch m.Ref.GroupKind() {
	case kind.ConfigMap, kind.Secret:
		n.keys(object.PathOf("data"), table.DataKey())
		n.keys(object.PathOf("binaryData"), table.DataKey())
	}
	return n.found
}

type names struct {
	content map[string]any
	found   []kubeschema.Violation
}

// marks are labels and annotations.
func (n *names) marks(metadata object.Path) {
	labels, annotations := metadata.Field("labels"), metadata.Field("annotations")
	n.keys(annotations, table.AnnotationKey())
	for _, key := range n.keys(labels, table.LabelKey()) {
		n.value(labels.Field(key), table.LabelValue())
	}
}

// keys checks those of a map, and returns them.
func (n *names) keys(of object.Path, l schema.Limit) []string {
	v, _ := of.At(n.content)
	values, _ := v.(map[string]any)
	keys := slices.Sorted(maps.Keys(values))
	for _, key := range keys {
		if !l.Holds(key) {
			n.found = append(n.found, kubeschema.Violation{Path: of.Field(key), Message: message.New("its key must %s; this is %q", message.New(l.English), key)})
		}
	}
	return keys
}

// value checks a text; what is none is refused elsewhere.
func (n *names) value(at object.Path, l schema.Limit) {
	v, _ := at.At(n.content)
	if text, ok := v.(string); ok && !l.Holds(text) {
		n.found = append(n.found, kubeschema.Violation{Path: at, Message: message.New("it must %s; this is %q", message.New(l.English), text)})
	}
}
