package state

import (
	"testing"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// converged is an object that was applied to the real server, and its record.
type converged struct {
	client   *kube.Client
	manager  string
	version  string
	manifest *object.Manifest
	entry    Entry
}

func deployment(namespace, name string) *object.Manifest {
	container := func(name string) any {
		// A name that JSON may escape, or not.
		return map[string]any{"name": name, "image": "nginx:1.27", "env": []any{map[string]any{"name": "A<B", "value": "1"}}}
	}
	labels := map[string]any{"app": name}
	return manifest(object.Ref{Group: "apps", Kind: "Deployment", Namespace: namespace, Name: name}, "apps/v1", map[string]any{
		"spec": map[string]any{
			"replicas": int64(1),
			"selector": map[string]any{"matchLabels": labels},
			"template": map[string]any{
				"metadata": map[string]any{"labels": labels},
				"spec":     map[string]any{"containers": []any{container("a"), container("b")}},
			},
		},
	})
}

func configMap(namespace, name string) *object.Manifest {
	return manifest(object.Ref{Kind: "ConfigMap", Namespace: namespace, Name: name}, "v1", map[string]any{
		"data": map[string]any{"key": "value"},
	})
}

func service(namespace, name string) *object.Manifest {
	return manifest(object.Ref{Kind: "Service", Namespace: namespace, Name: name}, "v1", map[string]any{
		"spec": map[string]any{"ports": []any{map[string]any{"port": int64(80)}}},
	})
}

func manifest(ref object.Ref, apiVersion string, content map[string]any) *object.Manifest {
	content["apiVersion"], content["kind"] = apiVersion, ref.Kind
	content["metadata"] = map[string]any{
		"name": ref.Name, "namespace": ref.Namespace,
		"labels":      map[string]any{"set": "a"},
		"annotations": map[string]any{"note": "x"},
	}
	return &object.Manifest{Ref: ref, APIVersion: apiVersion, Content: content}
}

func converge(t *testing.T, c *kube.Client, stack object.Stack, m *object.Manifest) *converged {
	t.Helper()
	version, err := c.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o := &converged{client: c, manager: stack.FieldManager(), version: version, manifest: m}
	meta := o.apply(t, o.manager, m.Content)
	record, err := NewRecord(m, meta, o.manager, version, testKey())
	if err != nil {
		t.Fatal(err)
	}
	o.entry = Entry{Ref: m.Ref, UID: meta.UID, Phase: Ready, Record: record}
	return o
}

func (o *converged) apply(t *testing.T, manager string, content map[string]any) object.Meta {
	t.Helper()
	result, err := o.client.Apply(t.Context(), kube.ApplyRequest{Ref: o.manifest.Ref, Content: content, FieldManager: manager, Force: true})
	if err != nil {
		t.Fatal(err)
	}
	return result.Meta
}

// proven judges the object by a metadata LIST, as a plan does.
func (o *converged) proven(t *testing.T) bool {
	t.Helper()
	ref := o.manifest.Ref
	metas, err := o.client.ListMeta(t.Context(), kube.Selection{Kind: ref.GroupKind(), Namespace: ref.Namespace, FieldSelector: "metadata.name=" + ref.Name})
	if err != nil || len(metas) != 1 {
		t.Fatalf("%d objects, %v", len(metas), err)
	}
	return o.entry.Proves(o.manifest, metas[0], o.manager, o.version, testKey())
}

// edit changes the live object as kubectl edit does, under another manager.
func (o *converged) edit(t *testing.T, change func(live map[string]any)) {
	t.Helper()
	live, err := o.client.Get(t.Context(), o.manifest.Ref)
	if err != nil {
		t.Fatal(err)
	}
	uid := live["metadata"].(map[string]any)["uid"]
	change(live)
	live["metadata"].(map[string]any)["uid"] = uid
	delete(live["metadata"].(map[string]any), "resourceVersion") // its controller may write as well
	if _, err := o.client.Update(t.Context(), o.manifest.Ref, live); err != nil {
		t.Fatal(err)
	}
}

func at(content map[string]any, path ...string) map[string]any {
	for _, key := range path {
		content = content[key].(map[string]any)
	}
	return content
}

func containers(live map[string]any) []any {
	return at(live, "spec", "template", "spec")["containers"].([]any)
}

func TestAnApplyProvesItself(t *testing.T) {
	c, stack := connect(t, nil)
	for _, m := range []*object.Manifest{deployment(stack.Namespace, "web"), configMap(stack.Namespace, "web"), service(stack.Namespace, "web")} {
		o := converge(t, c, stack, m)
		if !o.proven(t) {
			t.Errorf("%s is not proven", m.Ref)
		}
		meta := o.apply(t, o.manager, m.Content)
		if !o.entry.Proves(m, meta, o.manager, o.version, testKey()) {
			t.Errorf("%s is not proven, applied again", m.Ref)
		}
	}
}

func TestNoInterferenceGoesUnseen(t *testing.T) {
	c, stack := connect(t, nil)
	edit := func(change func(live map[string]any)) func(*testing.T, *converged) {
		return func(t *testing.T, o *converged) { o.edit(t, change) }
	}
	for _, i := range []struct {
		name   string
		object func(namespace, name string) *object.Manifest
		do     func(*testing.T, *converged)
	}{
		{"image", deployment, edit(func(live map[string]any) { containers(live)[0].(map[string]any)["image"] = "nginx:1.28" })},
		{"containers-swapped", deployment, edit(func(live map[string]any) { l := containers(live); l[0], l[1] = l[1], l[0] })},
		{"replicas", deployment, edit(func(live map[string]any) { at(live, "spec")["replicas"] = int64(2) })},
		{"foreign-field", deployment, edit(func(live map[string]any) { at(live, "spec")["paused"] = true })},
		{"label", deployment, edit(func(live map[string]any) { at(live, "metadata", "labels")["set"] = "b" })},
		{"label-removed", deployment, edit(func(live map[string]any) { delete(at(live, "metadata", "labels"), "set") })},
		{"annotation", deployment, edit(func(live map[string]any) { at(live, "metadata", "annotations")["note"] = "y" })},
		{"annotation-removed", configMap, edit(func(live map[string]any) { delete(at(live, "metadata", "annotations"), "note") })},
		{"data", configMap, edit(func(live map[string]any) { at(live, "data")["key"] = "other" })},
		{"foreign-data", configMap, edit(func(live map[string]any) { at(live, "data")["more"] = "x" })},
		{"port", service, edit(func(live map[string]any) {
			at(live, "spec")["ports"].([]any)[0].(map[string]any)["port"] = int64(81)
		})},
		{"replaced", configMap, func(t *testing.T, o *converged) {
			if err := o.client.Delete(t.Context(), o.manifest.Ref, "", kube.Background); err != nil {
				t.Fatal(err)
			}
			o.apply(t, o.manager, o.manifest.Content)
		}},
		{"taken-over", deployment, func(t *testing.T, o *converged) {
			content := deployment(o.manifest.Ref.Namespace, o.manifest.Ref.Name).Content
			at(content, "spec")["replicas"] = int64(3)
			o.apply(t, "another-applier", content)
		}},
		{"applied-with-less", deployment, func(t *testing.T, o *converged) {
			content := deployment(o.manifest.Ref.Namespace, o.manifest.Ref.Name).Content
			delete(at(content, "metadata"), "annotations")
			o.apply(t, o.manager, content)
		}},
		{"configuration", configMap, func(t *testing.T, o *converged) { at(o.manifest.Content, "data")["key"] = "new" }},
	} {
		t.Run(i.name, func(t *testing.T) {
			o := converge(t, c, stack, i.object(stack.Namespace, i.name))
			if !o.proven(t) {
				t.Fatal("not proven before anything happened")
			}
			i.do(t, o)
			if o.proven(t) {
				t.Error("went unseen")
			}
		})
	}
}
