package object

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
)

// Meta is an object's metadata, as a metadata-only LIST returns it: enough to
// prove that nothing has changed.
type Meta struct {
	Ref             Ref
	UID             string
	ResourceVersion string
	Generation      int64
	Deleting        bool // a deletion timestamp is set
	Owned           bool // another object is named as its owner: it goes with that
	Finalizers      []string
	Labels          map[string]string
	Annotations     map[string]string
	Managers        []ManagerEntry
}

// ManagerEntry is one entry of metadata.managedFields.
type ManagerEntry struct {
	Manager     string
	Operation   string // "Apply" or "Update"
	Subresource string
	APIVersion  string
	Time        time.Time
	FieldsV1    []byte // the field set's JSON, in the server's own byte order
}

// ManagedFields is the entry in client-go's form.
func (e ManagerEntry) ManagedFields() metav1.ManagedFieldsEntry {
	f := metav1.ManagedFieldsEntry{
		Manager: e.Manager, Operation: metav1.ManagedFieldsOperationType(e.Operation), Subresource: e.Subresource,
		APIVersion: e.APIVersion, FieldsType: "FieldsV1", FieldsV1: new(metav1.FieldsV1),
	}
	f.FieldsV1.SetRawBytes(e.FieldsV1)
	if !e.Time.IsZero() {
		at := metav1.NewTime(e.Time)
		f.Time = &at
	}
	return f
}

// Manager returns the entry of the given server-side-apply manager.
func (m Meta) Manager(name string) (ManagerEntry, bool) {
	for _, e := range m.Managers {
		if e.Manager == name && e.Operation == string(metav1.ManagedFieldsOperationApply) && e.Subresource == "" {
			return e, true
		}
	}
	return ManagerEntry{}, false
}

// OthersFinalizers lists the finalizers that a cluster does not remove by itself: whatever has set
// them must run for the object to be gone once it is deleted.
func (m Meta) OthersFinalizers() []string {
	return slices.DeleteFunc(slices.Clone(m.Finalizers), isKubernetesOwn)
}

// isKubernetesOwn reports whether a finalizer is one of Kubernetes: without a domain, or in
// kubernetes.io or in a group that every cluster has, before a slash or after the first dot.
func isKubernetesOwn(finalizer string) bool {
	if finalizer == metav1.FinalizerDeleteDependents || finalizer == metav1.FinalizerOrphanDependents || finalizer == "kubernetes" {
		return true
	}
	domain, _, divided := strings.Cut(finalizer, "/")
	if !divided {
		_, domain, _ = strings.Cut(finalizer, ".")
	}
	return domain == "kubernetes.io" || strings.HasSuffix(domain, ".kubernetes.io") || strings.Contains(domain, ".") && kind.IsBuiltInGroup(domain)
}

// MetaOf reads the metadata of a full object.
func MetaOf(content map[string]any) (Meta, error) {
	gk := kind.Of(content)
	raw, err := json.Marshal(content["metadata"])
	if err != nil {
		return Meta{}, fmt.Errorf("%s: cannot read its metadata: %w", gk.Kind, err)
	}
	var om metav1.ObjectMeta
	if err := json.Unmarshal(raw, &om); err != nil {
		return Meta{}, fmt.Errorf("%s: cannot read its metadata: %w", gk.Kind, err)
	}
	return MetaFrom(gk, &om), nil
}

// MetaFrom takes the metadata of an object of the given kind from client-go's
// form.
func MetaFrom(gk kind.GroupKind, om *metav1.ObjectMeta) Meta {
	m := Meta{
		Ref:             NewRef(gk, om.Namespace, om.Name),
		UID:             string(om.UID),
		ResourceVersion: om.ResourceVersion,
		Generation:      om.Generation,
		Deleting:        om.DeletionTimestamp != nil,
		Owned:           len(om.OwnerReferences) > 0,
		Finalizers:      om.Finalizers,
		Labels:          om.Labels,
		Annotations:     om.Annotations,
		Managers:        make([]ManagerEntry, 0, len(om.ManagedFields)),
	}
	for _, f := range om.ManagedFields {
		e := ManagerEntry{Manager: f.Manager, Operation: string(f.Operation), Subresource: f.Subresource, APIVersion: f.APIVersion}
		if f.Time != nil {
			e.Time = f.Time.UTC()
		}
		if f.FieldsV1 != nil {
			e.FieldsV1 = f.FieldsV1.GetRawBytes()
		}
		m.Managers = append(m.Managers, e)
	}
	return m
}
