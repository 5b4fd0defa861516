package rollout

import (
	"maps"
	"sync"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
)

// Readiness is how the readiness of a kind's objects is judged.
type Readiness struct {
	// Read reads a live object as something whose rollout can be judged. Where it is
	// nil, kstatus alone judges.
	Read func(content map[string]any) (Workload, error)
}

// readiness is the table of readiness: a row for every kind that has one of its
// own, and a file for how it is judged.
func readiness() map[kind.GroupKind]Readiness {
	return map[kind.GroupKind]Readiness{
		kind.Deployment:  {reads(func(o *appsv1.Deployment, c computed) Workload { return deployment{c, o} })},
		kind.StatefulSet: {reads(func(o *appsv1.StatefulSet, c computed) Workload { return statefulSet{c, o} })},
		kind.DaemonSet:   {reads(func(o *appsv1.DaemonSet, c computed) Workload { return daemonSet{c, o} })},
		kind.Job:         {reads(func(o *batchv1.Job, c computed) Workload { return job{c, o} })},
		kind.CronJob:     {reads(func(o *batchv1.CronJob, c computed) Workload { return cronJob{c, o} })},
		kind.Claim:       {readsObject(func(o *corev1.PersistentVolumeClaim, a assessed) Workload { return claim{a, o} })},
		kind.Pod:         {readsObject(func(o *corev1.Pod, a assessed) Workload { return pod{a, o} })},
		kind.Service:     {readsObject(func(o *corev1.Service, a assessed) Workload { return service{a, o} })},
		kind.Ingress:     {readsObject(func(o *networkingv1.Ingress, a assessed) Workload { return ingress{a, o} })},
		kind.APIService:  {readAPIService},
		kind.HTTPRoute:   {readHTTPRoute},
		// No object of its kind can be sent before the server serves that.
		kind.Definition: {reads(func(o *metav1.PartialObjectMetadata, c computed) Workload { return definition{c, o} })},
	}
}

// reads reads what wraps client-go's type of a kind.
func reads[T any](wrap func(*T, computed) Workload) func(map[string]any) (Workload, error) {
	return func(content map[string]any) (Workload, error) {
		o, err := Decode[T](content)
		if err != nil {
			return nil, err
		}
		c, err := compute(content)
		return wrap(o, c), err
	}
}

// readsObject reads what wraps client-go's type of a kind that kstatus has no say in.
func readsObject[T any](wrap func(*T, assessed) Workload) func(map[string]any) (Workload, error) {
	return func(content map[string]any) (Workload, error) {
		o, err := Decode[T](content)
		if err != nil {
			return nil, err
		}
		return wrap(o, readAssessed(content)), nil
	}
}

// Kinds is what is known of kinds, with how the readiness of each is judged. It is
// never changed, and safe for concurrent use.
type Kinds struct {
	*kind.Registry
	readiness map[kind.GroupKind]Readiness
}

// BuiltIn returns the kinds that every cluster has.
func BuiltIn() *Kinds { return builtIn() }

var builtIn = sync.OnceValue(func() *Kinds { return &Kinds{kind.BuiltIn(), readiness()} })

// With returns the kinds together with a further one.
func (k *Kinds) With(row kind.Kind, r Readiness) *Kinds {
	all := maps.Clone(k.readiness)
	if all[row.GroupKind] = r; r.Read == nil {
		delete(all, row.GroupKind)
	}
	return &Kinds{k.Registry.With(row), all}
}

// Read reads a live object of a kind that is awaited or a workload's; it is nil of all
// others.
func (k *Kinds) Read(content map[string]any) (Workload, error) {
	if about := k.About(kind.Of(content)); !about.Awaited && !about.IsWorkload() {
		return nil, nil
	}
	return k.ReadAny(content)
}

// ReadAny reads a live object of whatever kind, as its readiness is judged.
func (k *Kinds) ReadAny(content map[string]any) (Workload, error) {
	if r, judged := k.readiness[kind.Of(content)]; judged {
		return r.Read(content)
	}
	return readGeneric(content)
}
