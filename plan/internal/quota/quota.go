// Package quota finds the objects and Pods for which the quotas of their namespaces leave no room
// beside all else that the plan changes.
package quota

import (
	"context"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/observe"
)

// quota is what a ResourceQuota still leaves of its namespace's resources.
type quota struct {
	name string
	left map[string]resource.Quantity
}

// quotaReader reads the quotas of namespaces, but for those that change first.
type quotaReader struct {
	cluster observe.Cluster
	changes func(quota object.Ref) bool
}

// Judge blocks objects for which the quotas of their namespace leave no room
// beside the plan's others, and warns of workloads whose Pods would be refused.
// Quotas are read only where something comes.
func Judge(ctx context.Context, c observe.Cluster, changes func(quota object.Ref) bool, decisions []decision.Decision, desired map[object.Ref]*object.Manifest) error {
	q := quotaReader{c, changes}
	for _, namespace := range growing(decisions) {
		quotas, err := q.read(ctx, namespace)
		if err != nil {
			return err
		}
		for i := range decisions {
			if d := &decisions[i]; d.Object.Namespace == namespace && d.Approximate.IsZero() {
				use(quotas, d, desired[d.Object])
			}
		}
	}
	return nil
}

// growing lists the namespaces in which something new comes, or more Pods.
func growing(decisions []decision.Decision) []string {
	names := make(map[string]bool)
	for i := range decisions {
		d := &decisions[i]
		more := d.Impact != nil && d.Action != plan.Delete && (d.Impact.ReplicasAfter > d.Impact.ReplicasBefore || slices.ContainsFunc(d.Impact.Requests, plan.RequestChange.Changes))
		if d.Object.Namespace != "" && d.Approximate.IsZero() && (d.Action == plan.Create || more) {
			names[d.Object.Namespace] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// read reads the quotas that hold for everything in a namespace. Whoever
// may not read them learns of them when they refuse.
func (q quotaReader) read(ctx context.Context, namespace string) ([]quota, error) {
	found, err := q.cluster.List(ctx, kube.Selection{Kind: kind.Quota, Namespace: namespace})
	if apierrors.IsForbidden(err) || apierrors.IsNotFound(err) {
		return nil, nil
	}
	var quotas []quota
	for _, o := range found {
		if object.At(o, "spec", "scopes") != nil || object.At(o, "spec", "scopeSelector") != nil {
			continue // for some Pods only
		}
		name, _ := object.At(o, "metadata", "name").(string)
		if q.changes(object.NewRef(kind.Quota, namespace, name)) {
			continue // what it will leave is not known yet
		}
		one := quota{name: name, left: make(map[string]resource.Quantity)}
		hard, _ := object.At(o, "status", "hard").(map[string]any)
		for resource, most := range hard {
			left := object.Quantity(most)
			left.Sub(object.Quantity(object.At(o, "status", "used", resource)))
			one.left[resource] = left
		}
		quotas = append(quotas, one)
	}
	return quotas, err
}

// use takes what a change requests out of what is left.
func use(quotas []quota, d *decision.Decision, m *object.Manifest) {
	objects, ofPods := demand(d, m)
	for _, q := range quotas {
		if name := q.take(objects); name != "" && m != nil {
			*d = decision.Blocked(m, plan.NewProblem(plan.ProblemQuotaUsedUp, fact.Args{"quota": q.name, "resource": name, "object": m.Ref}))
			return
		}
		if name := q.take(ofPods); name != "" {
			d.Warnings = append(d.Warnings, fact.New(plan.WarnQuotaOfPods, fact.Args{"quota": q.name, "resource": name}))
		}
	}
}

// take subtracts a demand and returns the first resource of which there is not
// enough; of those quotas say nothing about there is.
func (q quota) take(demand map[string]string) (short string) {
	for _, name := range slices.Sorted(maps.Keys(demand)) {
		left, counted := q.left[name]
		more := object.Quantity(demand[name])
		if !counted || more.Sign() == 0 {
			continue
		}
		left.Sub(more)
		q.left[name] = left
		if left.Sign() < 0 && more.Sign() > 0 && short == "" {
			short = name
		}
	}
	return short
}
