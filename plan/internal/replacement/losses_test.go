package replacement

import (
	"testing"

	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/fact"
)

func TestCanary(t *testing.T) {
	const (
		old   = "template: {spec: {containers: [{name: a, image: 'a:1'}]}}"
		newer = "template: {spec: {containers: [{name: a, image: 'a:2'}]}}"
		two   = ", updateStrategy: {rollingUpdate: {partition: 2}}"
	)
	for _, c := range []struct {
		name          string
		before, after string // of the spec
		status        string
		keepsPods     bool
		warns         bool
		ordinal       int64
		atOnce        bool
	}{
		{"under way, and continued", newer + two, newer + two, "replicas: 3, currentRevision: a, updateRevision: b", true, true, 2, false},
		{"begun by the same change", old, newer + two, "replicas: 3, currentRevision: a, updateRevision: a", true, true, 2, false},
		{"Pods are counted from 5", newer + two, newer + two + ", ordinals: {start: 5}", "replicas: 3, currentRevision: a, updateRevision: b", true, true, 7, false},
		{"its Pods go with it", newer + two, newer + two, "replicas: 3, currentRevision: a, updateRevision: b", false, true, 2, true},
		{"its Pods use new claims", newer + two, newer + two + ", volumeClaimTemplates: [{metadata: {name: data}}]", "replicas: 3, currentRevision: a, updateRevision: b", true, true, 2, true},
		{"ended by the same change", newer + two, newer, "replicas: 3, currentRevision: a, updateRevision: b", true, false, 0, false},
		{"there is none", newer + two, newer + two, "replicas: 3, currentRevision: b, updateRevision: b", true, false, 0, false},
		{"no Pod is running", newer + two, newer + two, "replicas: 0, currentRevision: a, updateRevision: b", true, false, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			head := "{apiVersion: apps/v1, kind: StatefulSet, status: {" + c.status + "}, spec: {"
			got := canary(content(t, head+c.before+"}}"), content(t, head+c.after+"}}"), c.keepsPods)
			if len(got) > 0 != c.warns || c.warns && !got[0].Equal(fact.New("canary_ends", fact.Args{"ordinal": c.ordinal, "at_once": c.atOnce})) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func content(t *testing.T, text string) map[string]any {
	t.Helper()
	raw, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	c := map[string]any{}
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// An address that the configuration does not set changes whatever forces the replacement.
func TestLosesAddress(t *testing.T) {
	for name, c := range map[string]struct {
		live, desired string
		loses         bool
	}{
		"found by the server":     {"{spec: {clusterIP: 10.0.0.1}}", "{spec: {}}", true},
		"found, and now another":  {"{spec: {clusterIP: 10.0.0.1}}", "{spec: {clusterIP: 10.0.0.2}}", true},
		"set":                     {"{spec: {clusterIP: 10.0.0.1}}", "{spec: {clusterIP: 10.0.0.1}}", false},
		"set, of a load balancer": {"{spec: {clusterIP: 10.0.0.1}, status: {loadBalancer: {ingress: [{ip: 1.2.3.4}]}}}", "{spec: {clusterIP: 10.0.0.1}}", true},
		"not balanced yet":        {"{spec: {clusterIP: 10.0.0.1}, status: {loadBalancer: {}}}", "{spec: {clusterIP: 10.0.0.1}}", false},
		"headless":                {"{spec: {clusterIP: None}}", "{spec: {clusterIP: None}}", false},
		"only a name":             {"{spec: {externalName: example.com}}", "{spec: {}}", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := losesAddress(content(t, c.live), content(t, c.desired)); got != c.loses {
				t.Error(got)
			}
		})
	}
}
