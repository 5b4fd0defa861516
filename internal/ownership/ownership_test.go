package ownership_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

const ours = "wl/a/b"

func setOf(t *testing.T, text string) *fieldpath.Set {
	t.Helper()
	set := &fieldpath.Set{}
	if err := set.FromJSON(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	return set
}

func entry(manager, operation, subresource, version, fields string) object.ManagerEntry {
	return object.ManagerEntry{Manager: manager, Operation: operation, Subresource: subresource, APIVersion: version, FieldsV1: []byte(fields)}
}

// The managers of an object before and after an edit, with what else each keeps.
func TestEdits(t *testing.T) {
	status := entry("kubectl-edit", "Update", "status", "v1", `{"f:data":{"f:a":{}}}`)
	otherVersion := entry("kubectl-edit", "Update", "", "v2", `{"f:data":{"f:a":{}}}`)
	other := entry("other", "Update", "", "v1", `{"f:data":{"f:a":{}}}`)
	own := entry(ours, "Apply", "", "v1", `{"f:data":{"f:x":{},"f:y":{}}}`)
	madeUp := entry(ownership.BeforeFirstApply, "Update", "", "v1", `{"f:data":{"f:x":{},"f:z":{}}}`)
	edited := entry("kubectl-edit", "Update", "", "v1", `{"f:data":{"f:a":{},"f:b":{}}}`)
	for name, c := range map[string]struct {
		live, want []object.ManagerEntry // want is nil where nothing changes
		take       []ownership.Take
		restore    *fieldpath.Set
		release    []object.Path
	}{
		"a part of what a manager owns": {
			live: []object.ManagerEntry{edited, status, otherVersion, other, own},
			take: []ownership.Take{{Manager: "kubectl-edit", Operation: "Update", Fields: setOf(t, `{"f:data":{"f:a":{},"f:gone":{}}}`)}},
			want: []object.ManagerEntry{
				entry("kubectl-edit", "Update", "", "v1", `{"f:data":{"f:b":{}}}`), status, other,
				entry(ours, "Apply", "", "v1", `{"f:data":{"f:a":{},"f:x":{},"f:y":{}}}`),
			},
		},
		"a part of what was named in another version": {
			live: []object.ManagerEntry{entry("kubectl-edit", "Update", "", "v2", `{"f:data":{"f:a":{},"f:b":{}}}`), own},
			take: []ownership.Take{{Manager: "kubectl-edit", Operation: "Update", Fields: setOf(t, `{"f:data":{"f:a":{}}}`)}},
			want: []object.ManagerEntry{
				entry("kubectl-edit", "Update", "", "v2", `{"f:data":{"f:b":{}}}`), entry(ours, "Apply", "", "v1", `{"f:data":{"f:a":{},"f:x":{},"f:y":{}}}`),
			},
		},
		"parts that make up all": {
			live: []object.ManagerEntry{edited, own},
			take: []ownership.Take{
				{Manager: "kubectl-edit", Operation: "Update", Fields: setOf(t, `{"f:data":{"f:a":{}}}`)},
				{Manager: "kubectl-edit", Operation: "Update", Fields: setOf(t, `{"f:data":{"f:b":{}}}`)},
			},
			want: []object.ManagerEntry{entry(ours, "Apply", "", "v1", `{"f:data":{"f:a":{},"f:b":{},"f:x":{},"f:y":{}}}`)},
		},
		"what is gone is not taken": {
			live: []object.ManagerEntry{edited, own},
			take: []ownership.Take{{Manager: "kubectl-edit", Operation: "Update", Fields: setOf(t, `{"f:data":{"f:c":{}}}`)}},
		},
		"all of a manager's, of which another version becomes nobody's": {
			live: []object.ManagerEntry{edited, status, otherVersion, other},
			take: []ownership.Take{{Manager: "kubectl-edit", Operation: "Update"}},
			want: []object.ManagerEntry{status, other, entry(ours, "Apply", "", "v1", `{"f:data":{"f:a":{},"f:b":{}}}`)},
		},
		"all of a manager's but what is released": {
			live: []object.ManagerEntry{edited}, take: []ownership.Take{{Manager: "kubectl-edit", Operation: "Update"}},
			release: []object.Path{object.PathOf("data", "b")},
			want:    []object.ManagerEntry{entry(ours, "Apply", "", "v1", `{"f:data":{"f:a":{}}}`)},
		},
		"another operation of the same manager": {live: []object.ManagerEntry{edited}, take: []ownership.Take{{Manager: "kubectl-edit", Operation: "Apply"}}},
		"a field is released": {
			live: []object.ManagerEntry{own, other}, release: []object.Path{object.PathOf("data", "x")},
			want: []object.ManagerEntry{other, entry(ours, "Apply", "", "v1", `{"f:data":{"f:y":{}}}`)},
		},
		"with all that is in it": {
			live: []object.ManagerEntry{own, other}, release: []object.Path{object.PathOf("data")}, want: []object.ManagerEntry{other},
		},
		"what the server has lost sight of": {
			live: []object.ManagerEntry{other}, restore: setOf(t, `{"f:data":{"f:x":{}}}`),
			want: []object.ManagerEntry{other, entry(ours, "Apply", "", "v1", `{"f:data":{"f:x":{}}}`)},
		},
		"with what the server has made up since": {
			live: []object.ManagerEntry{madeUp, other, own}, restore: setOf(t, `{"f:data":{"f:x":{},"f:z":{}}}`),
			want: []object.ManagerEntry{other, entry(ours, "Apply", "", "v1", `{"f:data":{"f:x":{},"f:y":{},"f:z":{}}}`)},
		},
		"with another version of the API": {
			live: []object.ManagerEntry{other, entry(ours, "Apply", "", "v0", `{"f:data":{"f:old":{},"f:y":{}}}`)}, restore: setOf(t, `{"f:data":{"f:x":{},"f:y":{}}}`),
			want: []object.ManagerEntry{other, entry(ours, "Apply", "", "v1", `{"f:data":{"f:x":{},"f:y":{}}}`)},
		},
		"but for what it has made up of a status": {
			live: []object.ManagerEntry{entry(ownership.BeforeFirstApply, "Update", "status", "v1", `{"f:data":{"f:a":{}}}`), own}, restore: setOf(t, `{"f:data":{"f:x":{}}}`),
		},
		"what is made up stays where nothing is restored": {live: []object.ManagerEntry{madeUp, own}},
		"what is restored and released": {
			live: []object.ManagerEntry{madeUp}, restore: setOf(t, `{"f:data":{"f:x":{},"f:z":{}}}`), release: []object.Path{object.PathOf("data", "x")},
			want: []object.ManagerEntry{entry(ours, "Apply", "", "v1", `{"f:data":{"f:z":{}}}`)},
		},
		"what is not owned is not released": {live: []object.ManagerEntry{own, other}, release: []object.Path{object.PathOf("data", "a")}},
	} {
		t.Run(name, func(t *testing.T) {
			edit := ownership.Edit{Manager: ours, APIVersion: "v1", Take: c.take, Restore: c.restore, Release: c.release}
			got, err := edit.Of(object.Meta{Managers: c.live})
			if err != nil {
				t.Fatal(err)
			}
			if got.Changed != (c.want != nil) {
				t.Errorf("changed: %v", got.Changed)
			}
			if diff := cmp.Diff(c.want, trimmed(got.Managers)); got.Changed && diff != "" {
				t.Error(diff)
			}
			again, err := edit.Of(object.Meta{Managers: got.Managers})
			if err != nil || again.Changed {
				t.Errorf("the same edit again changes something: %+v, %v", again, err)
			}
		})
	}
}

// Who has applied stringData owns that, and the server keeps it as data: so it is taken.
func TestStringData(t *testing.T) {
	applied := func(fields string) object.ManagerEntry { return entry("kubectl", "Apply", "", "v1", fields) }
	for name, c := range map[string]struct {
		kind kind.GroupKind
		live object.ManagerEntry
		want string
	}{
		"keys":            {kind.Secret, applied(`{"f:stringData":{"f:a":{},"f:b":{}},"f:type":{}}`), `{"f:data":{"f:a":{},"f:b":{}},"f:type":{}}`},
		"an empty map":    {kind.Secret, applied(`{"f:stringData":{},"f:type":{}}`), `{"f:data":{},"f:type":{}}`},
		"beside data":     {kind.Secret, applied(`{"f:data":{"f:c":{}},"f:stringData":{"f:a":{}}}`), `{"f:data":{"f:a":{},"f:c":{}}}`},
		"of another kind": {kind.ConfigMap, applied(`{"f:stringData":{"f:a":{}}}`), `{"f:stringData":{"f:a":{}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			edit := ownership.Edit{Manager: ours, APIVersion: "v1", Take: []ownership.Take{{Manager: "kubectl", Operation: "Apply"}}}
			got, err := edit.Of(object.Meta{Ref: object.NewRef(c.kind, "a", "b"), Managers: []object.ManagerEntry{c.live}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]object.ManagerEntry{entry(ours, "Apply", "", "v1", c.want)}, trimmed(got.Managers)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func trimmed(managers []object.ManagerEntry) []object.ManagerEntry {
	for i := range managers {
		managers[i].FieldsV1 = []byte(strings.TrimSpace(string(managers[i].FieldsV1)))
	}
	return managers
}

func TestUnreadableFieldsAreAnError(t *testing.T) {
	for _, managers := range [][]object.ManagerEntry{
		{entry(ours, "Apply", "", "v1", "{")},
		{entry("kubectl-edit", "Update", "", "v1", "{")},
	} {
		edit := ownership.Edit{Manager: ours, APIVersion: "v1", Take: []ownership.Take{{Manager: "kubectl-edit", Operation: "Update"}}}
		if _, err := edit.Of(object.Meta{Managers: managers}); err == nil || !strings.Contains(err.Error(), managers[0].Manager) {
			t.Errorf("%v", err)
		}
	}
}

// The latest time of what is merged is kept: it tells when that was last applied.
func TestTheLatestTimeIsKept(t *testing.T) {
	early, late := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	a, b := entry("helm", "Update", "", "v1", `{"f:data":{"f:a":{}}}`), entry("kubectl", "Apply", "", "v1", `{"f:data":{"f:b":{}}}`)
	a.Time, b.Time = late, early
	edit := ownership.Edit{Manager: ours, APIVersion: "v1", Take: []ownership.Take{{Manager: "helm", Operation: "Update"}, {Manager: "kubectl", Operation: "Apply"}}}
	got, err := edit.Of(object.Meta{Managers: []object.ManagerEntry{a, b}})
	if err != nil || len(got.Managers) != 1 || !got.Managers[0].Time.Equal(late) {
		t.Errorf("%+v, %v", got.Managers, err)
	}
}

// What others hold is the same as long as the same managers own the same desired
// fields with the same values, whatever else happens to the object.
func TestHeld(t *testing.T) {
	desired := map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "c"}, "data": map[string]any{"a": "1", "b": "2"}}
	live := func(version, uid, a, manager, fields string) map[string]any {
		return map[string]any{
			"apiVersion": "v1", "kind": "ConfigMap", "data": map[string]any{"a": a, "z": version},
			"metadata": map[string]any{"name": "c", "uid": uid, "resourceVersion": version, "managedFields": []any{
				map[string]any{"manager": manager, "operation": "Update", "apiVersion": "v1", "fieldsType": "FieldsV1", "fieldsV1": map[string]any{"f:data": map[string]any{"f:" + fields: map[string]any{}}}},
			}},
		}
	}
	held := func(content map[string]any) string {
		t.Helper()
		digest, err := ownership.Held(desired, content, ours)
		if err != nil {
			t.Fatal(err)
		}
		return digest
	}
	before := held(live("1", "u", "theirs", "kubectl-edit", "a"))
	if held(live("2", "u", "theirs", "kubectl-edit", "a")) != before {
		t.Error("another version is another digest")
	}
	for name, other := range map[string]map[string]any{
		"another object":  live("1", "v", "theirs", "kubectl-edit", "a"),
		"another value":   live("1", "u", "again", "kubectl-edit", "a"),
		"another manager": live("1", "u", "theirs", "kubectl-set", "a"),
		"fewer fields":    live("1", "u", "theirs", "kubectl-edit", "z"),
	} {
		if held(other) == before {
			t.Errorf("%s: the same digest", name)
		}
	}
}
