package planner_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

// quotaOf is a quota with limits.
func quotaOf(hard string) string {
	return "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {" + hard + "}}}"
}

// A quota that a plan changes counts for the rest of the plan as it will be.
func TestQuotasCountAsThePlanLeavesThem(t *testing.T) {
	pods := func(n int) string { return edit(web, "replicas: 2", fmt.Sprintf("replicas: %d", n)) }
	requesting := func(n int) string {
		return edit(pods(n), "image: \"nginx:1.27\",", "image: \"nginx:1.27\", resources: {requests: {cpu: 100m}},")
	}
	both := edit(requesting(2), "\"sidecar:1\"", "\"sidecar:1\", resources: {requests: {cpu: 100m}}")
	const secret, other = "{apiVersion: v1, kind: Secret, metadata: {name: one}}", "{apiVersion: v1, kind: Secret, metadata: {name: two}}"
	for name, c := range map[string]struct {
		before, after string
		was, is       []string
		short         string // of what an object of the plan gets too little
		blocked       bool
	}{
		"lowered":                        {quotaOf("pods: 10"), quotaOf("pods: 2"), []string{pods(1)}, []string{pods(5)}, "pods", false},
		"lowered, and room enough":       {quotaOf("pods: 10"), quotaOf("pods: 6"), []string{pods(1)}, []string{pods(5)}, "", false},
		"raised":                         {quotaOf("pods: 2"), quotaOf("pods: 6"), []string{pods(1)}, []string{pods(5)}, "", false},
		"raised too little":              {quotaOf("pods: 2"), quotaOf("pods: 3"), []string{pods(1)}, []string{pods(5)}, "pods", false},
		"limiting something else too":    {quotaOf("pods: 10"), quotaOf("pods: 10, requests.cpu: 300m"), []string{requesting(2)}, []string{requesting(4)}, "requests.cpu", false},
		"no longer limiting it":          {quotaOf("pods: 2, secrets: 10"), quotaOf("secrets: 10"), []string{pods(1)}, []string{pods(5)}, "", false},
		"created":                        {"", quotaOf("pods: 4"), []string{pods(2)}, []string{pods(5)}, "pods", false},
		"created, and room enough":       {"", quotaOf("pods: 5"), []string{pods(2)}, []string{pods(5)}, "", false},
		"lowered for objects":            {quotaOf("count/secrets: 10"), quotaOf("count/secrets: 1"), nil, []string{secret, other}, "count/secrets", true},
		"raised for one of two":          {quotaOf("count/secrets: 0"), quotaOf("count/secrets: 1"), nil, []string{secret, other}, "count/secrets", true},
		"lowered beside a restart":       {quotaOf("pods: 10"), quotaOf("pods: 1"), []string{pods(2)}, []string{edit(pods(2), "nginx:1.27", "nginx:1.28")}, "pods", false},
		"leaving none for a surge":       {quotaOf("pods: 10"), quotaOf("pods: 2"), []string{pods(2)}, []string{edit(pods(2), "nginx:1.27", "nginx:1.28")}, "pods", false},
		"leaving one for it":             {quotaOf("pods: 10"), quotaOf("pods: 3"), []string{pods(2)}, []string{edit(pods(2), "nginx:1.27", "nginx:1.28")}, "", false},
		"leaving no CPU for it":          {quotaOf("requests.cpu: 900m"), quotaOf("requests.cpu: 550m"), []string{both}, []string{edit(both, "nginx:1.27", "nginx:1.28")}, "requests.cpu", false},
		"none, where one may be missing": {quotaOf("pods: 10"), quotaOf("pods: 2"), []string{pods(2)}, []string{edit(edit(pods(2), "nginx:1.27", "nginx:1.28"), "replicas: 2", "replicas: 2\n  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}")}, "", false},
		"replaced": {
			edit(quotaOf("pods: 10"), "spec: {", "spec: {scopes: [Terminating], "), quotaOf("pods: 2"), []string{pods(1)}, []string{pods(5)}, "pods", false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			all := func(quota string, texts []string) (manifests []object.Manifest) {
				if quota != "" {
					texts = append([]string{quota}, texts...)
				}
				for _, text := range texts {
					manifests = append(manifests, w.manifest(text))
				}
				return manifests
			}
			before := all(c.before, c.was)
			w.apply(before...)
			if c.before != "" {
				w.await(before[0].Ref, func(o map[string]any) bool { return object.At(o, "status", "used") != nil })
			}
			if restarts := len(c.is) == 1 && strings.Contains(c.is[0], "nginx:1.28"); restarts {
				w.await(before[1].Ref, func(o map[string]any) bool { return object.Number(o, 0, "status", "readyReplicas") == 2 })
				w.await(before[0].Ref, func(o map[string]any) bool {
					used, _ := object.At(o, "status", "used").(map[string]any)
					return len(used) > 0 && !slices.Contains(slices.Collect(maps.Values(used)), any("0"))
				})
			}
			p := w.plan(plan.Options{}, all(c.after, c.is)...)
			short, blocked := "", false
			for _, change := range p.Changes {
				if change.Blocked != nil && change.Blocked.Code == plan.ProblemQuotaUsedUp {
					short, blocked = fmt.Sprint(change.Blocked.Args["resource"]), true
				}
				for _, warning := range change.Warnings {
					if warning.Code == plan.WarnQuotaOfPods {
						short = fmt.Sprint(warning.Args["resource"])
					}
				}
			}
			if short != c.short || blocked != c.blocked {
				t.Errorf("short of %q, blocked: %t\n%s", short, blocked, describe(p))
			}
		})
	}
}

// What fits only because the plan raises a quota waits until that counts: the server admits by what the quota's
// controller has noted. What fits anyway does not.
func TestWhatFitsByARaisedQuotaWaitsForIt(t *testing.T) {
	for name, c := range map[string]struct {
		before, after string
		wait          int // of three Secrets
	}{
		"raised":              {quotaOf("count/secrets: 2"), quotaOf("count/secrets: 3"), 1},
		"raised from nothing": {quotaOf("count/secrets: 0"), quotaOf("count/secrets: 3"), 3},
		"room enough before":  {quotaOf("count/secrets: 5"), quotaOf("count/secrets: 9"), 0},
		"lowered":             {quotaOf("count/secrets: 9"), quotaOf("count/secrets: 3"), 0},
		"not changed":         {quotaOf("count/secrets: 3"), quotaOf("count/secrets: 3"), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			quota := w.manifest(c.before)
			w.apply(quota)
			w.await(quota.Ref, func(o map[string]any) bool { return object.At(o, "status", "used") != nil })
			manifests := []object.Manifest{w.manifest(c.after)}
			for _, name := range []string{"one", "two", "three"} {
				manifests = append(manifests, w.manifest("{apiVersion: v1, kind: Secret, metadata: {name: "+name+"}}"))
			}
			p := w.plan(plan.Options{}, manifests...)
			waiting := 0
			for _, change := range p.Changes {
				if slices.Equal(change.First, []object.Ref{quota.Ref}) {
					waiting++
				}
			}
			if waiting != c.wait || slices.ContainsFunc(p.Changes, func(c plan.Change) bool { return c.Blocked != nil }) {
				t.Errorf("%d wait\n%s", waiting, describe(p))
			}
		})
	}
}

// In a namespace that the plan creates with its quota, nothing is used yet.
func TestQuotaOfANamespaceThatThePlanCreates(t *testing.T) {
	w := newWorld(t)
	for most, short := range map[string]bool{"1": true, "2": false} {
		namespace := w.ofCluster("{apiVersion: v1, kind: Namespace, metadata: {name: NAME-new}}")
		in := func(text string) object.Manifest {
			return w.manifest(edit(text, "metadata: {", "metadata: {namespace: "+w.namespace+"-new, "))
		}
		deployment := w.manifest(strings.Replace(web, "metadata: {name: web}", "metadata: {name: web, namespace: "+w.namespace+"-new}", 1))
		p := w.plan(plan.Options{}, namespace, in(quotaOf("pods: "+most)), deployment)
		i := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Object == deployment.Ref })
		if told := warnings(p.Changes[i]); strings.Contains(told, "leaves too little pods") != short {
			t.Errorf("%s Pods: told %q\n%s", most, told, describe(p))
		}
	}
}

// A replacement for which a quota has no room yet waits for the quota that the plan raises, as a creation does: the old
// object is not deleted before. Where the quota does not get enough room, nothing is replaced.
func TestReplacementsUnderARaisedQuota(t *testing.T) {
	const two = `ports: [{port: 80, name: a}, {port: 81, name: b}]`
	other := edit(headless, "name: web", "name: other", "clusterIP: None, ", "type: LoadBalancer, ")
	for name, c := range map[string]struct {
		object        string
		edits         []string
		before, after string
		beside        []string // created in the same plan
		blocked       string
		other         string // a quota that stays as it is; whether the server names it or the other one is chance
	}{
		"of another type":             {headless, []string{"clusterIP: None, ", "type: LoadBalancer, "}, `services.loadbalancers: "0"`, `services.loadbalancers: "1"`, nil, "", ""},
		"with ports of nodes":         {edit(headless, "ports: [{port: 80}]", two), []string{"clusterIP: None, ", "type: NodePort, "}, `services.nodeports: "1"`, `services.nodeports: "2"`, nil, "", ""},
		"no longer limited":           {headless, []string{"clusterIP: None, ", "type: LoadBalancer, "}, `services: "9", services.loadbalancers: "0"`, `services: "9"`, nil, "", ""},
		"raised too little":           {edit(headless, "ports: [{port: 80}]", two), []string{"clusterIP: None, ", "type: NodePort, "}, `services.nodeports: "0"`, `services.nodeports: "1"`, nil, "services.nodeports", ""},
		"raised for another":          {headless, []string{"clusterIP: None, ", "type: LoadBalancer, "}, `services.loadbalancers: "0"`, `services.loadbalancers: "1"`, []string{other}, "services.loadbalancers", ""},
		"raised for both":             {headless, []string{"clusterIP: None, ", "type: LoadBalancer, "}, `services.loadbalancers: "0"`, `services.loadbalancers: "2"`, []string{other}, "", ""},
		"too few ports for its own":   {headless, []string{"clusterIP: None, ", "type: LoadBalancer, "}, `services.loadbalancers: "0", services.nodeports: "0"`, `services.loadbalancers: "1", services.nodeports: "0"`, nil, "services.nodeports", ""},
		"another quota is in the way": {headless, []string{"clusterIP: None, ", "type: NodePort, "}, `services.nodeports: "0"`, `services.nodeports: "1"`, nil, "second-quota", `services.nodeports: "0"`},
		"another quota has room":      {headless, []string{"clusterIP: None, ", "type: NodePort, "}, `services.nodeports: "0"`, `services.nodeports: "1"`, nil, "", `services.nodeports: "1", services: "2"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			quota, service := w.manifest(quotaOf(c.before)), w.manifest(c.object)
			had := []object.Manifest{service, quota}
			if c.other != "" {
				had = append(had, w.manifest(edit(quotaOf(c.other), "name: few", "name: second-quota")))
			}
			w.apply(had...)
			w.await(quota.Ref, func(o map[string]any) bool { return object.At(o, "status", "used") != nil })
			desired := append(slices.Clone(had[2:]), w.manifest(quotaOf(c.after)), w.manifest(edit(c.object, c.edits...)))
			for _, text := range c.beside {
				desired = append(desired, w.manifest(text))
			}
			p := w.plan(plan.Options{}, desired...)
			if blocked := slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Blocked != nil }); blocked >= 0 || c.blocked != "" {
				if blocked < 0 || c.blocked == "" || !strings.Contains(inWords.Detail(p.Changes[blocked].Blocked.Fact), c.blocked) || len(p.Steps.Of(p.Changes[blocked].Object)) > 0 {
					t.Errorf("%s%+v", describe(p), p.Steps)
				}
				return
			}
			change := p.Changes[slices.IndexFunc(p.Changes, func(c plan.Change) bool { return c.Object == service.Ref })]
			if change.Action != plan.Replace || !slices.Equal(change.First, []object.Ref{quota.Ref}) || change.Approximate.Code != plan.UnaskedUntil {
				t.Fatalf("%s%+v", describe(p), change.Approximate)
			}
			if op, _ := writeOf(t, p, service.Ref).Applied(); !op.RetryRefusals || !op.Creates {
				t.Errorf("it is created by %+v", op)
			}
			at := func(ref object.Ref) int {
				return slices.IndexFunc(p.Steps, func(s step.Step) bool { return s.Object == ref })
			}
			if clear := p.Steps[at(service.Ref)]; clear.Do != step.Clear || !slices.Contains(clear.After, at(quota.Ref)) {
				t.Errorf("it is deleted after %v:\n%+v", clear.After, p.Steps)
			}
		})
	}
}
