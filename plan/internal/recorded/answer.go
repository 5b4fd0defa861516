package recorded

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Answer is what one call of a method of planner.Cluster returned.
type Answer struct {
	Version  string    `json:"version,omitempty"`
	Kinds    []string  `json:"kinds,omitempty"` // of objects in namespaces
	Metas    []meta    `json:"metas,omitempty"`
	More     int64     `json:"more,omitempty"`
	Created  bool      `json:"created,omitempty"`
	Warnings []string  `json:"warnings,omitempty"`
	Object   content   `json:"object,omitempty"`
	Objects  []content `json:"objects,omitempty"`
	Refused  *Refusal  `json:"refused,omitempty"`
}

// content is an object. Its managed fields are written in one line each.
type content map[string]any

func (c content) MarshalJSON() ([]byte, error) {
	metadata, _ := c["metadata"].(map[string]any)
	entries, managed := metadata["managedFields"].([]any)
	if !managed {
		return json.Marshal(map[string]any(c))
	}
	meta, err := object.MetaOf(c)
	if err != nil {
		return nil, err
	}
	lines := make([]any, len(entries))
	for i, e := range meta.Managers {
		lines[i] = lineOf(e)
	}
	return json.Marshal(with(c, "metadata", with(metadata, "managedFields", lines)))
}

func (c *content) UnmarshalJSON(raw []byte) error {
	var o map[string]any
	if err := utiljson.Unmarshal(raw, &o); err != nil {
		return err
	}
	*c = o
	metadata, _ := o["metadata"].(map[string]any)
	lines, _ := metadata["managedFields"].([]any)
	for i, line := range lines {
		e, err := managerIn(fmt.Sprint(line))
		if err != nil {
			return err
		}
		entry := map[string]any{"manager": e.Manager, "operation": e.Operation, "apiVersion": e.APIVersion, "fieldsType": "FieldsV1"}
		if e.Subresource != "" {
			entry["subresource"] = e.Subresource
		}
		if !e.Time.IsZero() {
			entry["time"] = e.Time.Format(time.RFC3339)
		}
		fields := map[string]any{}
		if err := utiljson.Unmarshal(e.FieldsV1, &fields); err != nil {
			return err
		}
		entry["fieldsV1"] = fields
		lines[i] = entry
	}
	return nil
}

// meta is an object's metadata.
type meta struct {
	Object          string            `json:"object"`
	UID             string            `json:"uid,omitempty"`
	ResourceVersion string            `json:"resourceVersion,omitempty"`
	Generation      int64             `json:"generation,omitempty"`
	Deleting        bool              `json:"deleting,omitempty"`
	Owned           bool              `json:"owned,omitempty"`
	Finalizers      []string          `json:"finalizers,omitempty"`
	Labels          map[string]string `json:"labels,omitempty"`
	Annotations     map[string]string `json:"annotations,omitempty"`
	Managers        []string          `json:"managedFields,omitempty"`
}

func metaFrom(m object.Meta) meta {
	w := meta{
		Object: RefText(m.Ref), UID: m.UID, ResourceVersion: m.ResourceVersion, Generation: m.Generation, Deleting: m.Deleting, Owned: m.Owned,
		Finalizers: m.Finalizers, Labels: m.Labels, Annotations: m.Annotations,
	}
	for _, e := range m.Managers {
		w.Managers = append(w.Managers, lineOf(e))
	}
	return w
}

func (w meta) meta() (object.Meta, error) {
	m := object.Meta{
		Ref: refIn(w.Object), UID: w.UID, ResourceVersion: w.ResourceVersion, Generation: w.Generation, Deleting: w.Deleting, Owned: w.Owned,
		Finalizers: w.Finalizers, Labels: w.Labels, Annotations: w.Annotations,
	}
	for _, line := range w.Managers {
		e, err := managerIn(line)
		if err != nil {
			return m, err
		}
		m.Managers = append(m.Managers, e)
	}
	return m, nil
}

// lineOf writes an entry of managed fields: "Update/status apps/v1
// 2026-01-01T00:00:00Z kube-controller-manager {…}".
func lineOf(e object.ManagerEntry) string {
	operation, at := e.Operation, "-"
	if e.Subresource != "" {
		operation += "/" + e.Subresource
	}
	if !e.Time.IsZero() {
		at = e.Time.UTC().Format(time.RFC3339)
	}
	return strings.Join([]string{operation, e.APIVersion, at, e.Manager, string(e.FieldsV1)}, " ")
}

func managerIn(line string) (object.ManagerEntry, error) {
	head, fields, found := strings.Cut(line, " {")
	parts := strings.SplitN(head, " ", 4)
	if !found || len(parts) < 4 {
		return object.ManagerEntry{}, fmt.Errorf("these are no managed fields: %s", line)
	}
	e := object.ManagerEntry{APIVersion: parts[1], Manager: parts[3], FieldsV1: []byte("{" + fields)}
	e.Operation, e.Subresource, _ = strings.Cut(parts[0], "/")
	if parts[2] == "-" {
		return e, nil
	}
	var err error
	e.Time, err = time.Parse(time.RFC3339, parts[2])
	return e, err
}

// RefText names an object without doubt, as questions do: "Deployment.apps prod/web".
func RefText(r object.Ref) string {
	name := r.Name
	if r.Namespace != "" {
		name = r.Namespace + "/" + name
	}
	return kindText(r.GroupKind()) + " " + name
}

func kindText(gk kind.GroupKind) string {
	if gk.Group == "" {
		return gk.Kind
	}
	return gk.Kind + "." + gk.Group
}

func refIn(text string) object.Ref {
	var r object.Ref
	named, name, _ := strings.Cut(text, " ")
	r.Kind, r.Group, _ = strings.Cut(named, ".")
	if namespace, rest, ok := strings.Cut(name, "/"); ok {
		r.Namespace, name = namespace, rest
	}
	r.Name = name
	return r
}

// kindLine writes how a kind of objects in namespaces is addressed: "Deployment.apps
// v1 deployments".
func kindLine(k kind.Resource) string {
	return strings.Join([]string{kindText(k.GroupKind), k.Version, k.Plural}, " ")
}

func kindIn(line string) kind.Resource {
	k := kind.Resource{Namespaced: true}
	named, rest, _ := strings.Cut(line, " ")
	k.Kind, k.Group, _ = strings.Cut(named, ".")
	k.Version, k.Plural, _ = strings.Cut(rest, " ")
	return k
}

// with is a map with another value.
func with(m map[string]any, key string, value any) map[string]any {
	changed := make(map[string]any, len(m)+1)
	for k, v := range m {
		changed[k] = v
	}
	changed[key] = value
	return changed
}
