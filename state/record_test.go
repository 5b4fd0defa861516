package state

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/object"
)

const (
	testManager = "wl/shop/shop"
	testServer  = "v1.37.2"
	testFields  = `{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:replicas":{},"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"a\u003cb\"}":{".":{},"f:image":{},"f:name":{}}}}}}}`
)

func testKey() []byte { return []byte("0123456789abcdef0123456789abcdef") }

func testObject() (*object.Manifest, object.Meta) {
	m := &object.Manifest{
		Ref:        object.Ref{Group: "apps", Kind: "Deployment", Namespace: "web", Name: "front"},
		APIVersion: "apps/v1",
		Content: map[string]any{
			"apiVersion": "apps/v1", "kind": "Deployment",
			"metadata": map[string]any{
				"name": "front", "namespace": "web",
				"labels":      map[string]any{"app": "front"},
				"annotations": map[string]any{"note": "x"},
			},
			"spec": map[string]any{"replicas": int64(3)},
		},
	}
	return m, object.Meta{
		Ref: m.Ref, UID: "uid-1", ResourceVersion: "100", Generation: 1,
		Labels:      map[string]string{"app": "front", "foreign": "label"},
		Annotations: map[string]string{"note": "x", "deployment.kubernetes.io/revision": "1"},
		Managers: []object.ManagerEntry{
			{Manager: testManager, Operation: "Apply", Time: time.Unix(1700000000, 0), FieldsV1: []byte(testFields)},
			{Manager: "kube-controller-manager", Operation: "Update", Subresource: "status", Time: time.Unix(1700000001, 0), FieldsV1: []byte(`{"f:status":{}}`)},
		},
	}
}

func TestARecordProvesWhatHasNotChanged(t *testing.T) {
	for name, c := range map[string]struct {
		change func(m *object.Manifest, live *object.Meta, server *string)
		proven bool
	}{
		"nothing":                {func(m *object.Manifest, live *object.Meta, server *string) {}, true},
		"a status update":        {func(m *object.Manifest, live *object.Meta, server *string) { live.ResourceVersion = "101" }, true},
		"a foreign label":        {func(m *object.Manifest, live *object.Meta, server *string) { live.Labels["other"] = "x" }, true},
		"another manager's part": {func(m *object.Manifest, live *object.Meta, server *string) { live.Managers = live.Managers[:1] }, true},
		"the order of our fields": {func(m *object.Manifest, live *object.Meta, server *string) {
			var fields any
			_ = json.Unmarshal([]byte(testFields), &fields)
			live.Managers[0].FieldsV1, _ = json.MarshalIndent(fields, "", "  ")
		}, true},

		"replaced":               {func(m *object.Manifest, live *object.Meta, server *string) { live.UID = "uid-2" }, false},
		"being deleted":          {func(m *object.Manifest, live *object.Meta, server *string) { live.Deleting = true }, false},
		"its spec":               {func(m *object.Manifest, live *object.Meta, server *string) { live.Generation = 2 }, false},
		"our label's value":      {func(m *object.Manifest, live *object.Meta, server *string) { live.Labels["app"] = "back" }, false},
		"our label removed":      {func(m *object.Manifest, live *object.Meta, server *string) { delete(live.Labels, "app") }, false},
		"our annotation":         {func(m *object.Manifest, live *object.Meta, server *string) { live.Annotations["note"] = "" }, false},
		"our annotation removed": {func(m *object.Manifest, live *object.Meta, server *string) { live.Annotations = nil }, false},
		"our entry gone":         {func(m *object.Manifest, live *object.Meta, server *string) { live.Managers = live.Managers[1:] }, false},
		"a later apply": {func(m *object.Manifest, live *object.Meta, server *string) {
			live.Managers[0].Time = time.Unix(1700000002, 0)
		}, false},
		"a field taken from us": {func(m *object.Manifest, live *object.Meta, server *string) {
			live.Managers[0].FieldsV1 = []byte(strings.Replace(testFields, `"f:image":{},`, "", 1))
		}, false},
		"broken managed fields": {func(m *object.Manifest, live *object.Meta, server *string) {
			live.Managers[0].FieldsV1 = []byte(testFields[1:])
		}, false},
		"the configuration": {func(m *object.Manifest, live *object.Meta, server *string) {
			m.Content["spec"] = map[string]any{"replicas": int64(4)}
		}, false},
		"the server": {func(m *object.Manifest, live *object.Meta, server *string) { *server = "v1.38.0" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			m, live := testObject()
			record, err := NewRecord(m, live, testManager, testServer, testKey())
			if err != nil {
				t.Fatal(err)
			}
			e := Entry{Ref: m.Ref, UID: live.UID, Phase: Ready, Record: record}
			server := testServer
			c.change(m, &live, &server)
			if proven := e.Proves(m, live, testManager, server, testKey()); proven != c.proven {
				t.Errorf("proven %v", proven)
			}
		})
	}
}

func TestKindsWithoutGenerationGoByResourceVersion(t *testing.T) {
	m, live := testObject()
	m.Ref.Group, m.Ref.Kind, live.Ref.Group, live.Ref.Kind, live.Generation = "", "ConfigMap", "", "ConfigMap", 0
	record, err := NewRecord(m, live, testManager, testServer, testKey())
	if err != nil {
		t.Fatal(err)
	}
	e := Entry{Ref: m.Ref, UID: live.UID, Record: record}
	if !e.Proves(m, live, testManager, testServer, testKey()) {
		t.Error("an unchanged ConfigMap is not proven")
	}
	live.ResourceVersion = "101"
	if e.Proves(m, live, testManager, testServer, testKey()) {
		t.Error("a changed ConfigMap counts as unchanged")
	}
}

func TestNothingIsProvenWithoutARecord(t *testing.T) {
	m, live := testObject()
	if (&Entry{Ref: m.Ref, UID: live.UID}).Proves(m, live, testManager, testServer, testKey()) {
		t.Error("proven without a record")
	}
	if _, err := NewRecord(m, live, "wl/other/shop", testServer, testKey()); err == nil {
		t.Error("a record without our entry")
	}
}

// drawFieldSet draws a field set as a tree.
func drawFieldSet(t *rapid.T, depth int) map[string]any {
	set := map[string]any{}
	if depth == 0 {
		return set
	}
	for _, key := range rapid.SliceOfN(rapid.SampledFrom([]string{"f:a", "f:b", ".", `k:{"name":"x<y"}`, `v:"é\"`, "i:0", "f:\t"}), 0, 4).Draw(t, "keys") {
		set[key] = drawFieldSet(t, depth-1)
	}
	return set
}

// write writes a field set in some order, with some escapes and spaces.
func write(t *rapid.T, set map[string]any) string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	space := rapid.SampledFrom([]string{"", " ", "\n\t"})
	var members []string
	if len(keys) > 0 {
		for _, k := range rapid.Permutation(keys).Draw(t, "order") {
			raw, _ := json.Marshal(k) // escapes <
			text := string(raw)
			if rapid.Bool().Draw(t, "escape") {
				text = strings.ReplaceAll(text, `\u003c`, "<")
				text = strings.ReplaceAll(text, "f:", `\u0066:`)
			}
			members = append(members, text+space.Draw(t, "space")+":"+write(t, set[k].(map[string]any)))
		}
	}
	return "{" + space.Draw(t, "space") + strings.Join(members, ",") + "}"
}

func TestFieldSetsAreComparedByContent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawFieldSet(t, 4), drawFieldSet(t, 4)
		sumA, err := fieldSetDigest([]byte(write(t, a)))
		if err != nil {
			t.Fatal(err)
		}
		again, err := fieldSetDigest([]byte(write(t, a)))
		if err != nil || again != sumA {
			t.Fatalf("two ways to write %v differ: %v", a, err)
		}
		sumB, err := fieldSetDigest([]byte(write(t, b)))
		if err != nil || (sumB == sumA) != (fmt.Sprint(a) == fmt.Sprint(b)) {
			t.Fatalf("%v and %v: equal %v, %v", a, b, sumA == sumB, err)
		}
	})
}

// What is taken for a field set is one in JSON's eyes too.
func FuzzFieldSetDigest(f *testing.F) {
	f.Add([]byte(testFields))
	f.Add([]byte(`{"a":{}} `))
	f.Add([]byte(`{"a":{},}`))
	f.Add([]byte(`{"a\`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if _, err := fieldSetDigest(raw); err != nil {
			return
		}
		var set map[string]any
		if err := json.Unmarshal(raw, &set); err != nil && json.Valid(raw) {
			t.Errorf("%q: %v", raw, err)
		}
	})
}

func BenchmarkProves(b *testing.B) {
	m, live := testObject()
	var containers []any
	for i := range 2 {
		containers = append(containers, map[string]any{
			"name": fmt.Sprint("c", i), "image": "nginx:1.27", "imagePullPolicy": "IfNotPresent",
			"ports":     []any{map[string]any{"containerPort": int64(80), "name": "http", "protocol": "TCP"}},
			"env":       []any{map[string]any{"name": "A", "value": "1"}, map[string]any{"name": "B", "value": "2"}},
			"resources": map[string]any{"requests": map[string]any{"cpu": "100m", "memory": "64Mi"}, "limits": map[string]any{"cpu": "1", "memory": "1Gi"}},
		})
	}
	m.Content["spec"] = map[string]any{
		"replicas": int64(3), "selector": map[string]any{"matchLabels": map[string]any{"app": "front", "wl/kind": "deployment"}},
		"strategy": map[string]any{"type": "RollingUpdate", "rollingUpdate": map[string]any{"maxSurge": "25%", "maxUnavailable": "25%"}},
		"template": map[string]any{"metadata": map[string]any{"labels": map[string]any{"app": "front"}}, "spec": map[string]any{"containers": containers}},
	}
	container := `{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:env":{"k:{\"name\":\"A\"}":{".":{},"f:name":{},"f:value":{}},"k:{\"name\":\"B\"}":{".":{},"f:name":{},"f:value":{}}},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:name":{},"f:protocol":{}}},"f:resources":{"f:limits":{"f:cpu":{},"f:memory":{}},"f:requests":{"f:cpu":{},"f:memory":{}}}}`
	live.Managers[0].FieldsV1 = fmt.Appendf(nil, `{"f:metadata":{"f:annotations":{"f:note":{}},"f:labels":{"f:app":{}}},"f:spec":{"f:replicas":{},"f:selector":{},"f:strategy":{"f:rollingUpdate":{"f:maxSurge":{},"f:maxUnavailable":{}},"f:type":{}},"f:template":{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"c0\"}":%s,"k:{\"name\":\"c1\"}":%s}}}}}`, container, container)
	record, err := NewRecord(m, live, testManager, testServer, testKey())
	if err != nil {
		b.Fatal(err)
	}
	e := Entry{Ref: m.Ref, UID: live.UID, Record: record}
	for b.Loop() {
		if !e.Proves(m, live, testManager, testServer, testKey()) {
			b.Fatal("not proven")
		}
	}
}
