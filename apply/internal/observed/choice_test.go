package observed

import (
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

func yamlOf(t *testing.T, text string) map[string]any {
	t.Helper()
	var content map[string]any
	if err := yaml.Unmarshal([]byte(text), &content); err != nil {
		t.Fatal(err)
	}
	return content
}

const (
	byBlock      = `{spec: {selector: {matchLabels: {wl/name: a, wl/kind: deployment}}, template: {metadata: {labels: {wl/name: a, wl/kind: deployment}}}}}`
	byLabel      = `{spec: {selector: {matchLabels: {app: b}}, template: {metadata: {labels: {app: b, wl/kind: x}}}}}`
	byExpression = `{spec: {selector: {matchExpressions: [{key: app, operator: In, values: [c, d]}, {key: canary, operator: DoesNotExist}]}}}`
	byNothing    = `{spec: {}}`
	jobOfBlock   = `{spec: {template: {metadata: {labels: {wl/name: a, wl/kind: job}}}}}`
	jobAlone     = `{spec: {selector: {matchLabels: {batch.kubernetes.io/controller-uid: u}}, template: {metadata: {labels: {app: b}}}}}`
)

func TestChoice(t *testing.T) {
	deployment := object.Ref{Group: "apps", Kind: "Deployment", Namespace: "shop", Name: "a"}
	job := object.Ref{Group: "batch", Kind: "Job", Namespace: "shop", Name: "j"}
	for _, c := range []struct {
		name      string
		workloads map[string]object.Ref
		pods      string // the label selector of the one selection
		replicas  string // likewise, of ReplicaSets
		admitted  []string
		refused   []string
	}{
		{"workload blocks", map[string]object.Ref{byBlock: deployment, jobOfBlock: job}, "wl/kind", "wl/kind", []string{`{app: whatever}`}, nil},
		{"one by labels", map[string]object.Ref{byLabel: deployment}, "app=b", "app=b", nil, nil},
		{"one by expressions", map[string]object.Ref{byExpression: deployment}, "app in (c,d),!canary", "app in (c,d),!canary", nil, nil},
		{"a Job by its name", map[string]object.Ref{jobAlone: job}, "batch.kubernetes.io/job-name=j", "", nil, nil},
		{"no selector", map[string]object.Ref{byNothing: deployment}, "", "", []string{`{app: whatever}`}, nil},
		{"several", map[string]object.Ref{byBlock: deployment, byExpression: deployment, jobAlone: job}, "", "",
			[]string{`{wl/kind: deployment}`, `{app: d}`, `{batch.kubernetes.io/job-name: j}`},
			[]string{`{app: d, canary: yes}`, `{app: e}`, `{}`, `{batch.kubernetes.io/job-name: k}`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			chosen := Choice{}
			for content, ref := range c.workloads {
				chosen.Add(kind.About(ref.GroupKind()), ref, yamlOf(t, content), nil)
			}
			pods := chosen.Selection(kind.Pod, "shop")
			if want := (kube.Selection{Kind: kind.Pod, Namespace: "shop", LabelSelector: c.pods}); pods != want {
				t.Errorf("Pods: %+v, want %+v", pods, want)
			}
			if got := chosen.Selection(kind.ReplicaSet, "shop").LabelSelector; got != c.replicas {
				t.Errorf("ReplicaSets: %q, want %q", got, c.replicas)
			}
			for labels, want := range admissions(c.admitted, c.refused) {
				if got := chosen.Admits(pods, yamlOf(t, `{metadata: {labels: `+labels+`}}`)); got != want {
					t.Errorf("admits %s: %v", labels, got)
				}
			}
		})
	}
}

func admissions(admitted, refused []string) map[string]bool {
	all := map[string]bool{}
	for _, labels := range admitted {
		all[labels] = true
	}
	for _, labels := range refused {
		all[labels] = false
	}
	return all
}

// What was adopted keeps its own selector, whatever the configuration says.
func TestChoiceOfAdopted(t *testing.T) {
	chosen := Choice{}
	fit := &object.Fit{Selector: map[string]any{"matchLabels": map[string]any{"app": "old"}}}
	chosen.Add(kind.About(kind.StatefulSet), object.NewRef(kind.StatefulSet, "shop", "a"), yamlOf(t, byBlock), fit)
	chosen.Add(kind.About(kind.Job), object.NewRef(kind.Job, "lab", "j"), yamlOf(t, jobOfBlock), &object.Fit{})
	if got := chosen.Selection(kind.Pod, "shop").LabelSelector; got != "app=old" {
		t.Errorf("got %q", got)
	}
	if got := chosen.Selection(kind.Pod, "lab").LabelSelector; got != "batch.kubernetes.io/job-name=j" {
		t.Errorf("got %q", got)
	}
}
