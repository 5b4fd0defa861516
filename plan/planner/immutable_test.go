package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// What a server refuses to change of an object that no table has replaced is said by the
// fields that the configuration changes, and not by what the server prints of its own types.
func TestRefusedChangesOfImmutableFields(t *testing.T) {
	const (
		claim = `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: none, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}`
		pod   = `{apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {containers: [{name: main, image: "a:1", env: [{name: LEVEL, value: info}]}]}}`
		bare  = `{apiVersion: v1, kind: Pod, metadata: {name: bare}, spec: {activeDeadlineSeconds: 100, schedulingGates: [{name: x.io/a}], nodeSelector: {a: b}, tolerations: [{key: a, operator: Exists, effect: NoExecute}], containers: [{name: main, image: "a:1"}]}}`
		slice = `{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: back}, addressType: IPv4, endpoints: [], ports: []}`
	)
	w := newWorld(t)
	for name, c := range map[string]struct {
		before     string
		edits      []string
		path       string
		want, lack string
	}{
		"access modes":  {claim, []string{"ReadWriteOnce", "ReadWriteMany"}, "spec.accessModes", "spec is immutable after creation", "@@"},
		"a class":       {claim, []string{"storageClassName: none", "storageClassName: other"}, "spec.storageClassName", "without the data", "@@"},
		"a Pod's env":   {pod, []string{"value: info", "value: debug"}, `spec.containers[name="main"].env[name="LEVEL"].value`, "pod updates may not change fields", "PodSpec"},
		"a Pod's name":  {pod, []string{"[{name: main", "[{name: other"}, "spec.containers", "another name, or delete", "PodSpec"},
		"a toleration":  {bare, []string{"key: a,", "key: b,"}, "spec.tolerations", "another name, or delete", "Correct"},
		"a container":   {bare, []string{`"a:1"}`, `"a:1"}, {name: more, image: "b:1"}`}, "spec.containers", "another name, or delete", "Correct"},
		"a new gate":    {bare, []string{"x.io/a}", "x.io/a}, {name: x.io/b}"}, "spec.schedulingGates", "another name, or delete", "Correct"},
		"a node":        {bare, []string{"a: b", "a: c"}, "spec.nodeSelector", "another name, or delete", "Correct"},
		"a later end":   {bare, []string{"100", "200"}, "spec.activeDeadlineSeconds", "another name, or delete", "Correct"},
		"no end":        {bare, []string{"activeDeadlineSeconds: 100, ", ""}, "spec.activeDeadlineSeconds", "another name, or delete", "Correct"},
		"address types": {slice, []string{"IPv4", "IPv6"}, "addressType", "field is immutable", "data"},
	} {
		t.Run(name, func(t *testing.T) {
			w.apply(w.manifest(c.before))
			m := w.manifest(edit(c.before, c.edits...))
			at := object.Range{File: "shop.wl.hcl", StartLine: 23}
			m.Fields = map[object.Path]object.Range{object.MustParsePath(c.path): at}
			p := w.plan(plan.Options{}, m)
			if len(p.Changes) != 1 || p.Changes[0].Blocked == nil {
				t.Fatal(describe(p))
			}
			b := p.Changes[0].Blocked
			said := inWords.Detail(b.Fact)
			if b.Code != plan.ProblemImmutable || !strings.HasPrefix(b.Path.String(), c.path) || !strings.Contains(said, c.want) || strings.Contains(said, c.lack) {
				t.Errorf("%s at %s, %v: %s", b.Code, b.Path, b.Origin, said)
			}
			if !strings.Contains(c.path, "[") && b.Origin != at && b.Path == object.MustParsePath(c.path) && name != "no end" {
				t.Errorf("it is placed at %v", b.Origin)
			}
		})
	}
}
