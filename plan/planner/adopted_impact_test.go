package planner_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// An adoption that changes an object says what that means, as an update does.
func TestImpactOfAdoption(t *testing.T) {
	nightly := `
apiVersion: batch/v1
kind: CronJob
metadata: {name: web}
spec:
  schedule: "0 1 * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: nginx, image: "nginx:1.27"}]}}}}
`
	const privileged = `image: "sidecar:1", securityContext: {privileged: true}, resources: {requests: {cpu: 250m}}}`
	budget := "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}}"
	for name, c := range map[string]struct {
		live, wanted, more, want string
	}{
		"privileges and requests": {web, edit(web, `image: "sidecar:1"}`, privileged), "", "cpu 0 500m; container sidecar is privileged: it has full access to the node"},
		"what it has already":     {edit(web, `image: "sidecar:1"}`, privileged), edit(web, `image: "sidecar:1"}`, privileged), "", "cpu 500m 500m"},
		"a budget":                {web, web, budget, "the PodDisruptionBudget web allows no eviction of 2 Pods: their nodes cannot be drained"},
		"a strategy without a Pod left": {
			web, edit(web, "replicas: 2", "replicas: 2\n  strategy: {rollingUpdate: {maxUnavailable: 2, maxSurge: 0}}"), "",
			"an upgrade can take all 2 Pods down at once: max unavailable is 2",
		},
		"privileges and times of a CronJob": {
			nightly, edit(nightly, "0 1 * * *", "0 3 * * *", "restartPolicy: Never", "restartPolicy: Never, hostNetwork: true"), "",
			"runs at 03:00, every day, instead of at 01:00, every day; its Pods use the node's network (hostNetwork)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.createAs("kubectl-create", c.live)
			m := w.manifest(c.wanted)
			m.Lifecycle.Adopt = true
			desired := []object.Manifest{m}
			if c.more != "" {
				desired = append(desired, w.manifest(c.more))
			}
			p := w.plan(plan.Options{}, desired...)
			for _, change := range p.Changes {
				if change.Object == m.Ref {
					if diff := cmp.Diff(c.want, toldOf(change)); diff != "" {
						t.Error(diff)
					}
				}
			}
		})
	}
}

// toldOf is what is told of a change beside its Pods.
func toldOf(c plan.Change) string {
	if c.Action != plan.Adopt {
		return string(c.Action)
	}
	var all []string
	for _, r := range c.Impact.Requests {
		all = append(all, r.Resource+" "+r.Before+" "+r.After)
	}
	if c.Object.Kind == "CronJob" {
		all = append(all, said(c.Impact))
	}
	all = append(all, inWords.Texts(c.Impact.Privileges)...)
	all = append(all, inWords.Texts(c.Impact.Budgets)...)
	if w := warnings(c); w != "" {
		all = append(all, w)
	}
	return strings.Join(all, "; ")
}
