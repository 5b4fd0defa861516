package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/plan"
)

// Beside an item of another manager's, one with the same name cannot be: whose the other is, is said.
func TestItemBesideAnothers(t *testing.T) {
	const front = "{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {app: front}, ports: [{name: http, port: 80}]}}"
	for name, c := range map[string]struct {
		manager, old, new string
		ours              bool // it is the stack's already
		says              string
	}{
		"adopted":             {"argocd-controller", "port: 80", "port: 81", false, `spec.ports[port=80,protocol="TCP"] as well, owned by argocd-controller`},
		"of another protocol": {"argocd-controller", "port: 80", "port: 80, protocol: UDP", false, `spec.ports[port=80,protocol="TCP"] as well, owned by argocd-controller`},
		"the stack's already": {"flux", "port: 80", "port: 81", true, `spec.ports[port=80,protocol="TCP"] as well, owned by flux`},
		"applied by kubectl":  {"kubectl", "port: 80", "port: 81", true, `spec.ports[port=80,protocol="TCP"] as well, owned by kubectl`},
		"of the stack alone":  {"flux", "name: http, port: 80}", "name: http, port: 81}, {name: http, port: 82}", true, "Correct it in the configuration"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if c.ours {
				w.apply(w.manifest(front))
			}
			if !strings.Contains(name, "alone") {
				w.foreign(c.manager, w.bare(front).Content, true)
			}
			p := w.plan(plan.Options{Adopt: true, ForceConflicts: true}, w.manifest(edit(front, c.old, c.new)))
			if b := p.Changes[0].Blocked; b == nil || b.Code != plan.ProblemRefused || !strings.Contains(inWords.Detail(b.Fact), c.says) {
				t.Errorf("%s%+v", describe(p), b)
			}
		})
	}
}

// Whatever of another manager's the server refuses beside what the configuration sets is said: by which value
// they exclude each other is the server's to know.
func TestFieldsBesideAnothers(t *testing.T) {
	const (
		node = "{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {app: front}, ports: [{name: a, port: 80}]}}"
		one  = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 0, selector: {matchLabels: {app: one}}, template: {metadata: {labels: {app: one}}, spec: {containers: [{name: a, image: 'a:1'}]}}}}"
	)
	theirs := func(pod string) string {
		return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {" + pod + "}}}}"
	}
	for name, c := range map[string]struct {
		was, theirs, wanted string
		says                []string
	}{
		"a port of a container": {
			one, theirs("containers: [{name: a, ports: [{name: http, containerPort: 8080}]}]"),
			edit(one, "name: a, image:", "name: a, ports: [{name: http, containerPort: 8081}], image:"), []string{`ports[containerPort=8080,protocol="TCP"]`},
		},
		"a container before the Pod's": {
			one, theirs("containers: [{name: more, image: 'busybox:1'}]"),
			edit(one, "containers:", "initContainers: [{name: more, image: 'busybox:1'}], containers:"), []string{`containers[name="more"]`},
		},
		"the other member of a union": {
			one, theirs("containers: [{name: a, env: [{name: LEVEL, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]"),
			edit(one, "name: a, image:", "name: a, env: [{name: LEVEL, value: a}], image:"), []string{`env[name="LEVEL"].valueFrom`},
		},
		"two of them": {
			node, "{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {ports: [{name: b, port: 81}, {name: c, port: 82}, {name: d, port: 83}]}}",
			edit(node, "port: 80}", "port: 80}, {name: b, port: 85}, {name: d, port: 84}"), []string{`spec.ports[port=81,protocol="TCP"]`, `spec.ports[port=83,protocol="TCP"]`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.apply(w.manifest(c.was))
			w.foreign("flux", w.bare(c.theirs).Content, true)
			p := w.plan(plan.Options{ForceConflicts: true}, w.manifest(c.wanted))
			b := p.Changes[0].Blocked
			if b == nil || b.Code != plan.ProblemRefused {
				t.Fatalf("%s%+v", describe(p), b)
			}
			detail := inWords.Detail(b.Fact)
			for _, says := range append(c.says, "owned by flux") {
				if !strings.Contains(detail, says) {
					t.Errorf("%s", detail)
				}
			}
			if strings.Contains(detail, "port=82") {
				t.Errorf("%s", detail)
			}
		})
	}
}
