package schema

import (
	"strings"

	"github.com/workloadlang/wl/internal/kind"
)

// Kinds is a set of workload kinds.
type Kinds uint8

// The five documented kinds of workload.
const (
	Deployment Kinds = 1 << iota
	StatefulSet
	DaemonSet
	Job
	CronJob

	AllKinds = Deployment | StatefulSet | DaemonSet | Job | CronJob
)

// workloads are the kinds in the documented order.
func workloads() [5]kind.GroupKind {
	return [...]kind.GroupKind{kind.Deployment, kind.StatefulSet, kind.DaemonSet, kind.Job, kind.CronJob}
}

// KindNames lists the names of the workload kinds in the documented order.
func KindNames() []string { return AllKinds.Names() }

// KindOf finds a kind by its Kubernetes name; zero when there is none.
func KindOf(name string) Kinds {
	for i, gk := range workloads() {
		if gk.Kind == name {
			return 1 << i
		}
	}
	return 0
}

// Has reports whether every kind of k is in the set.
func (s Kinds) Has(k Kinds) bool { return s&k == k }

// Names lists the set in the documented order.
func (s Kinds) Names() []string {
	var names []string
	for i, gk := range workloads() {
		if s&(1<<i) != 0 {
			names = append(names, gk.Kind)
		}
	}
	return names
}

// String writes the set as a sentence does: "Deployment, Job and CronJob".
func (s Kinds) String() string {
	names := s.Names()
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
