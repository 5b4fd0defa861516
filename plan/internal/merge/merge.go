// Package merge computes a server-side apply where a server is not, or cannot be, asked. It asks
// nothing.
package merge

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/merge"
	"sigs.k8s.io/structured-merge-diff/v4/typed"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// Apply computes what a server-side apply would make of the live object,
// nil where there is none, and answers as a server does: with the object and its
// managed fields, or with the conflicts. Defaults, admission and validation have
// no part in it.
func Apply(live map[string]any, a kube.ApplyRequest) (kube.ApplyResult, error) {
	m := merger{ApplyRequest: a}
	t, err := kubeschema.TypeOf(nil, a.Content)
	if live != nil {
		if m.meta, err = object.MetaOf(live); err != nil {
			return kube.ApplyResult{}, err
		}
		t, err = kubeschema.TypeOf(nil, a.Content, live)
	}
	if err != nil {
		return kube.ApplyResult{}, err
	}
	wanted, err := t.Parse(a.Content)
	if err != nil {
		return kube.ApplyResult{}, misfit(a, err)
	}
	if !m.meets("uid", m.meta.UID) || !m.meets("resourceVersion", m.meta.ResourceVersion) {
		return kube.ApplyResult{}, apierrors.NewConflict(schema.GroupResource{Group: a.Ref.Group, Resource: a.Ref.Kind}, a.Ref.Name, errors.New("it was changed, removed or replaced"))
	}
	if live == nil {
		created := kubeschema.Stored(a.Content)
		meta, err := object.MetaOf(created)
		return kube.ApplyResult{Created: true, Object: created, Meta: meta}, err
	}
	metadata, _ := live["metadata"].(map[string]any)
	has, err := t.Parse(object.With(live, "metadata", object.Without(metadata, "managedFields")))
	if err != nil {
		return kube.ApplyResult{}, err
	}
	return m.apply(t, has, wanted)
}

// misfit is how a server answers to an object that it cannot read.
func misfit(a kube.ApplyRequest, err error) error {
	return apierrors.NewInternalError(fmt.Errorf("failed to create typed patch object (%s): %w", a.Ref, err))
}

// merger merges one object. Managers go by their places among the entries of
// the live object's managed fields, ours by its name.
type merger struct {
	kube.ApplyRequest
	meta object.Meta // the live object's
}

// meets reports whether a precondition of the request holds.
func (m *merger) meets(field, is string) bool {
	wanted := object.At(m.Content, "metadata", field)
	return wanted == nil || wanted == is
}

func (m *merger) apply(t kubeschema.Type, live, wanted *typed.TypedValue) (kube.ApplyResult, error) {
	managers, err := m.managers(live)
	if err != nil {
		return kube.ApplyResult{}, err
	}
	updater := (&merge.UpdaterBuilder{Converter: oneVersion{}, ReturnInputOnNoop: true}).BuildUpdater()
	apiVersion, _ := m.Content["apiVersion"].(string)
	merged, managers, err := updater.Apply(live, wanted, fieldpath.APIVersion(apiVersion), managers, m.FieldManager, m.Force)
	if conflicts := (merge.Conflicts)(nil); errors.As(err, &conflicts) {
		return kube.ApplyResult{}, m.conflict(conflicts)
	}
	if err != nil {
		return kube.ApplyResult{}, fmt.Errorf("%s: %w", m.Ref, err)
	}
	content, _ := merged.AsValue().Unstructured().(map[string]any)
	result := kube.ApplyResult{Object: kubeschema.Stored(content)}
	if result.Meta, err = object.MetaOf(result.Object); err != nil {
		return kube.ApplyResult{}, err
	}
	result.Meta.Managers, err = m.entries(t, managers)
	return result, err
}

// managers reads who owns which fields. Of an object that tracks nobody, servers
// give everything to a manager of their own.
func (m *merger) managers(live *typed.TypedValue) (fieldpath.ManagedFields, error) {
	managers := fieldpath.ManagedFields{}
	for i, e := range m.meta.Managers {
		set, err := ownership.FieldSet(e)
		if err != nil {
			return nil, err
		}
		managers[m.key(i, e)] = fieldpath.NewVersionedSet(set, fieldpath.APIVersion(e.APIVersion), e.Operation == string(metav1.ManagedFieldsOperationApply))
	}
	if len(managers) > 0 {
		return managers, nil
	}
	all, err := live.ToFieldSet()
	if err != nil {
		return nil, err
	}
	apiVersion, _ := m.Content["apiVersion"].(string)
	set := all.Difference(ownership.Unowned()).RecursiveDifference(kubeschema.SetOf(object.PathOf("status")))
	m.meta.Managers = []object.ManagerEntry{{Manager: ownership.BeforeFirstApply, Operation: string(metav1.ManagedFieldsOperationUpdate), APIVersion: apiVersion}}
	managers["0"] = fieldpath.NewVersionedSet(set, fieldpath.APIVersion(apiVersion), false)
	return managers, nil
}

func (m *merger) key(i int, e object.ManagerEntry) string {
	if e.Manager == m.FieldManager && e.Operation == string(metav1.ManagedFieldsOperationApply) && e.Subresource == "" {
		return m.FieldManager
	}
	return strconv.Itoa(i)
}

// entries writes down who then owns which fields.
func (m *merger) entries(t kubeschema.Type, managers fieldpath.ManagedFields) ([]object.ManagerEntry, error) {
	all := slices.Clone(m.meta.Managers)
	if _, managed := m.meta.Manager(m.FieldManager); !managed {
		all = append(all, object.ManagerEntry{Manager: m.FieldManager, Operation: string(metav1.ManagedFieldsOperationApply)})
	}
	var entries []object.ManagerEntry
	for i, e := range all {
		set, owns := managers[m.key(i, e)]
		if !owns {
			continue
		}
		fields := set.Set().Difference(ownership.Unowned())
		if m.key(i, e) == m.FieldManager {
			fields = t.Named(fields)
		}
		raw, err := fields.ToJSON()
		if err != nil {
			return nil, fmt.Errorf("%s: the managed fields of %s cannot be written: %w", m.Ref, e.Manager, err)
		}
		e.FieldsV1 = bytes.TrimSpace(raw)
		e.APIVersion = string(set.APIVersion())
		entries = append(entries, e)
	}
	return entries, nil
}

// conflict returns whose fields stand in the way, in the server's words.
func (m *merger) conflict(conflicts merge.Conflicts) error {
	causes := make([]metav1.StatusCause, len(conflicts))
	said := make([]string, len(conflicts))
	for i, c := range conflicts {
		place, err := strconv.Atoi(c.Manager)
		if err != nil {
			return fmt.Errorf("%s: a conflict with ourselves: %w", m.Ref, err)
		}
		causes[i] = metav1.StatusCause{
			Type: metav1.CauseTypeFieldManagerConflict, Message: "conflict with " + inServerWords(m.meta.Managers[place]), Field: c.Path.String(),
		}
		said[i] = causes[i].Message + ": " + causes[i].Field
	}
	slices.SortFunc(causes, func(a, b metav1.StatusCause) int { return strings.Compare(a.Field+a.Message, b.Field+b.Message) })
	slices.Sort(said)
	return apierrors.NewApplyConflict(causes, "Apply would fail: "+strings.Join(said, "; "))
}

func inServerWords(e object.ManagerEntry) string {
	text := strconv.Quote(e.Manager)
	if e.Subresource != "" {
		text += fmt.Sprintf(" with subresource %q", e.Subresource)
	}
	if e.Operation == string(metav1.ManagedFieldsOperationUpdate) {
		text += " using " + e.APIVersion
	}
	return text
}

// oneVersion takes all versions of a kind for one: there is no server that would
// convert, and nearly all fields are of the same name in each.
type oneVersion struct{}

func (oneVersion) Convert(o *typed.TypedValue, _ fieldpath.APIVersion) (*typed.TypedValue, error) {
	return o, nil
}

func (oneVersion) IsMissingVersionError(error) bool { return false }
