package rollout

import (
	"fmt"
	"maps"
	"sync"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"

	"github.com/workloadlang/wl/internal/kind"
)

// Reader reads a live object as something whose rollout can be judged.
type Reader func(content map[string]any) (Workload, error)

// readers are how the objects of each kind are read: a row for every kind that
// has a readiness of its own, and a file for how it is judged.
func readers() map[kind.GroupKind]Reader {
	return map[kind.GroupKind]Reader{
		kind.Deployment:  reads(func(o *appsv1.Deployment) Workload { return deployment{o} }),
		kind.StatefulSet: reads(func(o *appsv1.StatefulSet) Workload { return statefulSet{o} }),
		kind.DaemonSet:   reads(func(o *appsv1.DaemonSet) Workload { return daemonSet{o} }),
		kind.Job:         reads(func(o *batchv1.Job) Workload { return job{o} }),
		kind.CronJob:     reads(func(o *batchv1.CronJob) Workload { return cronJob{o} }),
		kind.Definition:  reads(func(o *definition) Workload { return o }),
	}
}

// reads makes a reader of what wraps client-go's type of a kind.
func reads[T any](wrap func(*T) Workload) Reader {
	return func(content map[string]any) (Workload, error) {
		o, err := Decode[T](content)
		if err != nil {
			return nil, err
		}
		return wrap(o), nil
	}
}

// Kinds is what is known of kinds, with how the readiness of each is judged. It is
// never changed, and safe for concurrent use.
type Kinds struct {
	*kind.Registry
	readers map[kind.GroupKind]Reader
}

// BuiltIn returns the kinds that every cluster has.
func BuiltIn() *Kinds { return builtIn() }

var builtIn = sync.OnceValue(func() *Kinds { return &Kinds{kind.BuiltIn(), readers()} })

// With returns the kinds together with a further one.
func (k *Kinds) With(row kind.Kind, r Reader) *Kinds {
	all := maps.Clone(k.readers)
	all[row.GroupKind] = r
	return &Kinds{k.Registry.With(row), all}
}

// Read reads a live object of a kind whose readiness is judged.
func (k *Kinds) Read(content map[string]any) (Workload, error) {
	read, known := k.readers[kind.Of(content)]
	if !known {
		return nil, fmt.Errorf("%v %v is no workload", content["apiVersion"], content["kind"])
	}
	return read(content)
}
