package syntax

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/schema"
)

// inPlace is what an unknown name means in the very block in which it stands: the one row
// whose Kubernetes field ends with it, the block's label, or what the block's object says.
func inPlace(name string, row *schema.Block, kinds schema.Kinds) message.Text {
	var meant []*schema.Attribute
	for _, a := range row.Attributes {
		if a.Kinds.Has(kinds) && isField(name, a.Places) {
			meant = append(meant, a)
		}
	}
	label := row.Label
	switch {
	case row.Emits == kind.Secret.Kind && (name == "stringData" || name == "string_data"):
		return message.New(" Write it in data, whose values are plain text: wl encodes them.")
	case len(meant) == 1:
		return message.New(" It is called %s here: write %s.", meant[0].Name, meant[0].Sample())
	case label != nil && (label.Name == name && len(label.Places) > 0 || isField(name, label.Places)):
		return message.New(" It is the label of the block: write %s.", row.Sample())
	case row.Emits == "object" && slices.Contains(fieldsOfObjects(), name):
		return message.New(" It is a field of the manifest: write manifest = { %s = … }.", name)
	case row.Emits != "" && slices.Contains([]string{"kind", "apiVersion", "api_version"}, name):
		return message.New(" The type of the block is the kind of its object. Remove %s.", name)
	}
	return message.Text{}
}

// isField reports whether a field of a row has a name, in Kubernetes' style or in that of
// the language.
func isField(name string, places []schema.Place) bool {
	for _, p := range places {
		if field, ok := p.Path.Field.Last().Field(); ok && (field == name || field != strings.ToLower(field) && strings.EqualFold(field, strings.ReplaceAll(name, "_", ""))) {
			return true
		}
	}
	return false
}

// fieldsOfObjects are those at the top of the objects of most kinds.
func fieldsOfObjects() []string {
	return []string{"apiVersion", "api_version", "kind", "metadata", "spec", "data", "stringData", "rules", "roleRef", "subjects", "webhooks", "labels", "annotations", "name", "namespace"}
}
