package plan

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// Impact is what a change does to a workload's Pods, or to a CronJob's times.
type Impact struct {
	ReplicasBefore int64 `json:"replicas_before"`
	ReplicasAfter  int64 `json:"replicas_after"`
	// Restarts is the number of running Pods that are replaced because the Pod
	// template changes.
	Restarts int64 `json:"restarts"`
	// Effects are what becomes of its Pods: 4 of them restart, one at a time; of a
	// CronJob, when it runs.
	Effects []fact.Fact `json:"effects,omitempty"`
	Outage  bool        `json:"outage,omitempty"`
	// Requests is what all of its Pods request together, of every resource.
	// Those of a CronJob's runs and of a new DaemonSet are not counted.
	Requests []RequestChange `json:"requests,omitempty"`
	// Privileges are rights beyond their own containers that its Pods have now
	// and had not before.
	Privileges []fact.Fact `json:"privileges,omitempty"`
	// Grants are the rights that a role or a binding gives and did not before.
	Grants []Grant `json:"grants,omitempty"`
	// DataAtRisk is which stored data the change can lose.
	DataAtRisk []fact.Fact `json:"data_at_risk,omitempty"`
	// Budgets are disruption budgets of the stack that keep its Pods from ever
	// being evicted.
	Budgets []fact.Fact `json:"budgets,omitempty"`
}

// GoesDown reports whether a workload is down for a while. Of nil, it does not.
func (i *Impact) GoesDown() bool { return i != nil && i.Outage }

// RisksData reports whether stored data can be lost. Of nil, none can.
func (i *Impact) RisksData() bool { return i != nil && len(i.DataAtRisk) > 0 }

// RequestChange is how much of a resource all Pods of a workload request
// together, as Kubernetes writes quantities.
type RequestChange struct {
	Resource string `json:"resource"`
	Before   string `json:"before"`
	After    string `json:"after"`
}

// Changes reports whether all Pods together request another amount than before.
func (r RequestChange) Changes() bool { return r.Before != r.After }

// Grant is a right that a change gives by RBAC: to a subject by a binding, or to
// whoever is bound to a role by the rules of the role.
type Grant struct {
	// Subject gets the permissions of the role, of a binding:
	// "ServiceAccount shop/web", "Group developers".
	Subject string `json:"subject,omitempty"`
	Role    string `json:"role,omitempty"` // of a binding: "ClusterRole view"
	// Verbs may be used on Resources, of a role's rules; "*" is all of them.
	// Resources of other groups than the core one bear the group's name.
	Verbs     []string `json:"verbs,omitempty"`
	Resources []string `json:"resources,omitempty"`
	// Aggregated names the ClusterRole that takes the rules of this one over.
	Aggregated string `json:"aggregated,omitempty"`
	// Namespace is where it holds; empty for the whole cluster.
	Namespace string `json:"namespace,omitempty"`
	// Grave means that whoever has the right can give himself every other one
	// there, or act as another user.
	Grave bool `json:"grave,omitempty"`
}

// Reader is a workload whose Pods read a ConfigMap or a Secret that changes, and
// what becomes of them.
type Reader struct {
	Object   object.Ref  `json:"object"`
	Restarts int64       `json:"restarts"`
	Effects  []fact.Fact `json:"effects"` // as in Impact
}
