// Package reports renders what is small: the objects of a stack, its outputs, the
// requests that were sent, that a stack is valid, that its lock was released. Each file
// has one door, a function from a value to bytes.
//
//	err := reports.Outputs(streams.Out, stack.Outputs(), streams.Options(ui.Text))
package reports

import (
	"bytes"
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/value"
	"io"
	"slices"

	"go.yaml.in/yaml/v2"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

// ObjectOptions are how objects are written.
type ObjectOptions struct {
	JSON          bool // else YAML
	ShowSensitive bool // else "(sensitive)" stands in the place of sensitive values
}

// Objects writes objects exactly as apply would send them: as YAML, one document
// for each, preceded by where it comes from, in the given order; or as JSON,
// {"clusters": [{"cluster": …, "objects": […]}]}. Keys are sorted, so that the
// same objects give the same bytes.
func Objects(w io.Writer, clusters []lang.Cluster, o ObjectOptions) error {
	if o.JSON {
		return renderJSON(w, clusters, o)
	}
	var b bytes.Buffer
	for _, c := range clusters {
		if len(clusters) > 1 {
			fmt.Fprintf(&b, "# Cluster %s\n", typeset.Clean(c.Name))
		}
		for i := range c.Objects {
			if err := renderYAML(&b, &c.Objects[i], o); err != nil {
				return err
			}
		}
	}
	return ui.Write(w, b.Bytes())
}

func renderYAML(b *bytes.Buffer, m *object.Manifest, o ObjectOptions) error {
	// sigs.k8s.io/yaml would go by way of JSON, which does not escape all the
	// characters that YAML has to.
	text, err := yaml.Marshal(o.content(m))
	if err != nil {
		return fmt.Errorf("%s: cannot write it as YAML: %w", m.Ref, err)
	}
	b.WriteString("---\n")
	if m.Address != "" {
		fmt.Fprintf(b, "# %s  %s\n", typeset.Clean(m.Address), typeset.Clean(m.Origin.String()))
	}
	b.Write(text)
	return nil
}

func renderJSON(w io.Writer, clusters []lang.Cluster, o ObjectOptions) error {
	type clusterRecord struct {
		Cluster string           `json:"cluster"`
		Objects []map[string]any `json:"objects"`
	}
	records := make([]clusterRecord, len(clusters))
	for i, c := range clusters {
		records[i] = clusterRecord{c.Name, make([]map[string]any, len(c.Objects))}
		for j := range c.Objects {
			records[i].Objects[j] = o.content(&c.Objects[j])
		}
	}
	return ui.WriteJSON(w, map[string]any{"clusters": records}, "  ")
}

// content is the object's content, redacted unless asked for otherwise.
func (o ObjectOptions) content(m *object.Manifest) map[string]any {
	if o.ShowSensitive {
		return m.Content
	}
	redacted, ok := redact(m, object.Path{}, m.Content).(map[string]any)
	if !ok { // the object as a whole is sensitive
		return map[string]any{"apiVersion": m.APIVersion, "kind": m.Ref.Kind, "metadata": map[string]any{"name": m.Ref.Name}}
	}
	return redacted
}

// redact replaces the sensitive values at and below a place of the object. The
// keys of a Secret are shown: they are names.
func redact(m *object.Manifest, at object.Path, v any) any {
	if slices.ContainsFunc(m.Sensitive, at.HasPrefix) {
		keys, ok := v.(map[string]any)
		if !ok || !holdsKeys(m, at) {
			return value.Sensitive
		}
		shown := make(map[string]any, len(keys))
		for k := range keys {
			shown[k] = value.Sensitive
		}
		return shown
	}
	switch v := v.(type) {
	case map[string]any:
		copied := make(map[string]any, len(v))
		for k, inner := range v {
			copied[k] = redact(m, at.Field(k), inner)
		}
		return copied
	case []any:
		copied := make([]any, len(v))
		for i, inner := range v {
			copied[i] = redact(m, at.Index(i), inner)
		}
		return copied
	}
	if m.IsSensitive(at) {
		return value.Sensitive
	}
	return v
}

// holdsKeys reports whether a place is the data of a Secret.
func holdsKeys(m *object.Manifest, at object.Path) bool {
	return m.Ref.GroupKind() == kind.Secret && (at == object.Path{}.Field("data") || at == object.Path{}.Field("stringData"))
}
