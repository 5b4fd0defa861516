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

// quota is what a ResourceQuota leaves of its namespace's resources, once the plan has
// changed it.
type quota struct {
	object.Ref
	left    leaves
	changes bool
	was     leaves // what it leaves until then; nil where it does not change, or is not there
}

// leaves are how much is left, by resource.
type leaves map[string]resource.Quantity

// reader reads the quotas of namespaces.
type reader struct {
	cluster   observe.Cluster
	decisions []decision.Decision
	desired   map[object.Ref]*object.Manifest
}

// Judge blocks objects for which the quotas of their namespace leave no room
// beside the plan's others, and warns of workloads whose Pods would be refused.
// A quota that the plan changes counts as it will be: it is changed first. Quotas are
// read only where something comes.
func Judge(ctx context.Context, c observe.Cluster, decisions []decision.Decision, desired map[object.Ref]*object.Manifest) error {
	r := reader{c, decisions, desired}
	for _, namespace := range r.growing() {
		quotas, err := r.read(ctx, namespace)
		if err != nil {
			return err
		}
		for i := range decisions {
			if d := &decisions[i]; d.Object.Namespace == namespace {
				use(quotas, d, desired[d.Object])
			}
		}
	}
	return nil
}

// growing lists the namespaces in which something new comes, or more Pods: also what the
// server was not asked about, where the plan changes a quota.
func (r reader) growing() []string {
	changed, names := make(map[string]bool), make(map[string]bool)
	for i := range r.decisions {
		if d := &r.decisions[i]; r.changesQuota(d) {
			changed[d.Object.Namespace] = true
		}
	}
	for i := range r.decisions {
		d := &r.decisions[i]
		more := d.Impact != nil && d.Action != plan.Delete && (d.Impact.ReplicasAfter > d.Impact.ReplicasBefore || slices.ContainsFunc(d.Impact.Requests, plan.RequestChange.Changes))
		comes := d.Action == plan.Create && d.Object.GroupKind() != kind.Quota || more
		comes = comes || d.Refused != nil || changed[d.Object.Namespace] && restarts(d)
		if d.Object.Namespace != "" && (d.Approximate.IsZero() && (comes || d.Action == plan.Create) || comes && changed[d.Object.Namespace]) {
			names[d.Object.Namespace] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// changesQuota reports whether a quota will be another than it is.
func (r reader) changesQuota(d *decision.Decision) bool {
	return d.Action.Writes() && d.Object.GroupKind() == kind.Quota && r.desired[d.Object] != nil
}

// read reads the quotas that hold for everything in a namespace, and adds those that the
// plan creates. Whoever may not read them learns of them when they refuse.
func (r reader) read(ctx context.Context, namespace string) ([]quota, error) {
	found, err := r.cluster.List(ctx, kube.Selection{Kind: kind.Quota, Namespace: namespace})
	if apierrors.IsForbidden(err) || apierrors.IsNotFound(err) {
		return nil, nil
	}
	live := make(map[string]bool, len(found))
	var quotas []quota
	for _, o := range found {
		name, _ := object.At(o, "metadata", "name").(string)
		live[name] = true
		change := r.change(object.NewRef(kind.Quota, namespace, name))
		quotas = r.appended(quotas, object.NewRef(kind.Quota, namespace, name), o, change)
	}
	for i := range r.decisions {
		if d := &r.decisions[i]; r.changesQuota(d) && d.Object.Namespace == namespace && !live[d.Object.Name] {
			quotas = r.appended(quotas, d.Object, nil, d)
		}
	}
	return quotas, err
}

// change is what the plan makes of a quota; nil where it stays as it is.
func (r reader) change(ref object.Ref) *decision.Decision {
	for i := range r.decisions {
		if d := &r.decisions[i]; d.Object == ref && r.changesQuota(d) {
			return d
		}
	}
	return nil
}

// appended adds a quota, as it is live and as the plan changes it, unless it is for some Pods only.
func (r reader) appended(all []quota, ref object.Ref, live map[string]any, change *decision.Decision) []quota {
	spec := live
	if change != nil && (live == nil || change.Action.Renews()) {
		spec = r.desired[change.Object].Content
	}
	if object.At(spec, "spec", "scopes") != nil || object.At(spec, "spec", "scopeSelector") != nil {
		return all
	}
	hard, _ := object.At(live, "status", "hard").(map[string]any)
	if change == nil {
		return append(all, quota{Ref: ref, left: r.leaves(hard, live, ref.Namespace)})
	}
	return append(all, quota{
		Ref: ref, changes: true,
		left: r.leaves(r.hardAfter(spec, change), live, ref.Namespace), was: r.leaves(hard, live, ref.Namespace),
	})
}

// leaves are what limits leave beside what the live quota has counted.
func (r reader) leaves(hard, live map[string]any, namespace string) leaves {
	all := make(leaves, len(hard))
	for resource, most := range hard {
		left := object.Quantity(most)
		if used := object.At(live, "status", "used", resource); used != nil {
			left.Sub(object.Quantity(used))
		} else {
			left.Sub(r.before(resource, namespace))
		}
		all[resource] = left
	}
	return all
}

// hardAfter is what a quota limits once the plan has changed it.
func (r reader) hardAfter(spec map[string]any, change *decision.Decision) map[string]any {
	was, _ := object.At(spec, "spec", "hard").(map[string]any)
	hard := maps.Clone(was)
	if hard == nil {
		hard = make(map[string]any)
	}
	wanted, _ := object.At(r.desired[change.Object].Content, "spec", "hard").(map[string]any)
	for _, f := range change.Fields {
		if f.Op.KeepsValue() {
			continue
		}
		if f.Path == object.PathOf("spec", "hard") {
			hard, _ = f.After.(map[string]any)
			break
		}
		for _, names := range []map[string]any{was, wanted} {
			for name := range names {
				switch {
				case f.Path != object.PathOf("spec", "hard", name):
				case f.Op == plan.Remove:
					delete(hard, name)
				default:
					hard[name] = f.After
				}
			}
		}
	}
	return hard
}

// before is how much the workloads that the plan changes have of a resource that no quota has
// counted yet: at least so much is used.
func (r reader) before(name, namespace string) resource.Quantity {
	var used resource.Quantity
	for i := range r.decisions {
		if d := &r.decisions[i]; d.Object.Namespace == namespace && d.Impact != nil && d.Action != plan.Blocked {
			used.Add(object.Quantity(podsOf(d.Impact.ReplicasBefore, d.Impact.Requests, func(r plan.RequestChange) string { return r.Before })[name]))
		}
	}
	return used
}

// use takes what a change requests out of what is left.
func use(quotas []quota, d *decision.Decision, m *object.Manifest) {
	if d.Refused != nil && !slices.ContainsFunc(quotas, func(q quota) bool { return slices.Contains(d.First, q.Ref) }) {
		*d = decision.Blocked(m, *d.Refused) // what the quota will leave is not known, and the old object would be gone
		return
	}
	objects, ofPods := demand(d, m)
	for _, q := range quotas {
		if !d.Approximate.IsZero() && !q.changes && d.Refused == nil { // of a refusal the server names one quota alone
			continue
		}
		if name := q.left.take(objects); name != "" && m != nil {
			*d = decision.Blocked(m, plan.NewProblem(plan.ProblemQuotaUsedUp, fact.Args{"quota": q.Name, "resource": name, "object": m.Ref}))
			return
		}
		// The server admits by what the quota's controller has noted, which is a moment later.
		if name := q.was.take(objects); name != "" && len(d.First) == 0 {
			d.WaitFor([]object.Ref{q.Ref})
		}
		name := q.left.take(ofPods)
		if name == "" && q.changes && restarts(d) {
			name = q.left.lack(whileRestarting(d.Impact))
		}
		if name != "" {
			d.Warnings = append(d.Warnings, fact.New(plan.WarnQuotaOfPods, fact.Args{"quota": q.Name, "resource": name}))
		}
	}
}

// take subtracts a demand and returns the first resource of which there is not
// enough; of those quotas say nothing about there is.
func (l leaves) take(demand map[string]string) (short string) {
	for _, name := range slices.Sorted(maps.Keys(demand)) {
		left, counted := l[name]
		more := object.Quantity(demand[name])
		if !counted || more.Sign() == 0 {
			continue
		}
		left.Sub(more)
		l[name] = left
		if left.Sign() < 0 && more.Sign() > 0 && short == "" {
			short = name
		}
	}
	return short
}
