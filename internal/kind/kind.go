// Package kind is the one registry of kinds: everything that wl knows of a kind
// of object, beside its fields. Kinds are named by group and kind, never by the
// kind's name alone: apps.kruise.io has a StatefulSet and batch.volcano.sh a Job
// that are not Kubernetes' own.
//
//	kind.About(ref.GroupKind()).Template // where its Pod template is; nil where it has none
//
// What needs packages above this one is in a table of its own there, by kind:
// how readiness is judged in apply/rollout, how an object is described in
// internal/ui.
package kind

import (
	"slices"
	"strings"
)

// GroupKind is a kind of object, of whatever API version.
type GroupKind struct {
	Group string `json:"group,omitempty"`
	Kind  string `json:"kind"`
}

// Of is the kind of an object's content, whatever its version.
func Of(content map[string]any) GroupKind {
	apiVersion, _ := content["apiVersion"].(string)
	name, _ := content["kind"].(string)
	return In(apiVersion, name)
}

// In is the kind of a name in an API version.
func In(apiVersion, name string) GroupKind {
	group, _ := SplitAPIVersion(apiVersion)
	return GroupKind{Group: group, Kind: name}
}

// Resource is how a server is asked for the objects of a kind, and how these
// show that another manager has changed them.
type Resource struct {
	GroupKind
	Version    string // the one that wl writes
	Plural     string // in the URL
	Namespaced bool   // the others belong to the cluster
	// Generation reports whether the server counts changes of the object's spec in
	// metadata.generation. For the other kinds only the resource version moves.
	Generation bool
}

// APIVersion is the value of the object's apiVersion field.
func (r Resource) APIVersion() string { return JoinAPIVersion(r.Group, r.Version) }

// Kind is what is known of a kind. The zero value of a field is what holds of
// most kinds, and of those that nothing is known of.
type Kind struct {
	Resource
	// Embedded reports whether its schema is a part of wl (internal/kubeschema).
	Embedded bool
	// Young reports that not every server has it in this version yet, so that a server
	// is asked before it is asked for objects.
	Young bool
	// Custom reports that a cluster has it only where its CustomResourceDefinition is
	// installed: it is none of Kubernetes' own.
	Custom bool
	// Names is what its objects may be called.
	Names Names
	// Tier is its place in the order of an apply.
	Tier Tier
	// Unrolled reports that its objects keep so many Pods running, and leave those alone where
	// their template changes.
	Unrolled bool
	// Pods is what its objects do with Pods, and Template where those are
	// described. PerNode reports that there is one Pod on each node.
	Pods     PodUse
	Template []string
	PerNode  bool
	// Scaled reports that its objects have the subresource scale, which sets spec.replicas.
	Scaled bool
	// Selector leads to what an object chooses its Pods by; of a kind that has none
	// of its own, PodLabel is the label that bears the object's name.
	Selector []string
	PodLabel string
	// ClaimTemplates lead to the templates of the claims that it makes for its Pods.
	ClaimTemplates []string
	// Awaited reports whether an apply waits until an object is rolled out or ready, and
	// AwaitedType that it does so only of objects of this spec.type. All others are in
	// place as soon as the server has stored them.
	Awaited     bool
	AwaitedType string
	// Children are the kinds of what its controller makes for it and that is
	// watched with it.
	Children []GroupKind
	// Fixed are the fields that cannot be changed on a live object, of kinds that
	// may be replaced for that. Deleting a claim, a namespace or a definition loses what
	// it holds, and what is protected while it is used would not go: such kinds have none.
	Fixed []Fixed
	// Rule reports whether the server judges other objects by it, and Binds that it
	// binds such rules to what they are for.
	Rule  Rule
	Binds bool
	// Calls leads to the Services that the API server calls because of its objects, by
	// name and namespace; the items of lists are passed through.
	Calls []string
	// FollowsOthers reports whether its objects are only news of others, or are made
	// for them, so that it says nothing that they go.
	FollowsOthers bool
}

// InTemplate returns the path of a field of the Pod template; nil where there is
// no template.
func (k *Kind) InTemplate(steps ...string) []string {
	if k.Template == nil {
		return nil
	}
	return slices.Concat(k.Template, steps)
}

// PodSpec leads to the spec of the Pods that an object is or makes. Kinds of which nothing is
// known may have it where most of Kubernetes' own do.
func (k *Kind) PodSpec() []string {
	switch {
	case k.Template != nil:
		return k.InTemplate("spec")
	case k.GroupKind == Pod:
		return []string{"spec"}
	}
	return []string{"spec", "template", "spec"}
}

// Awaits reports whether an apply waits until an object is rolled out or ready.
func (k *Kind) Awaits(content map[string]any) bool {
	if !k.Awaited || k.AwaitedType == "" {
		return k.Awaited
	}
	spec, _ := content["spec"].(map[string]any)
	return spec["type"] == k.AwaitedType
}

// IsWorkload reports whether the objects of a kind are workloads.
func (k *Kind) IsWorkload() bool { return k.Pods != NoPods }

// IsReplicated reports whether the objects of a kind keep Pods running.
func (k *Kind) IsReplicated() bool { return k.Pods == KeepsPods }

// KeepsPods reports whether Pods are terminated with an object of a kind, or by scaling it.
func (k *Kind) KeepsPods() bool { return k.IsReplicated() || k.Unrolled }

// HasPods reports whether the objects of a kind have Pods themselves.
func (k *Kind) HasPods() bool { return k.Pods == KeepsPods || k.Pods == RunsPods }

// IsScope reports whether other objects live in objects of a kind, or by them.
func (k *Kind) IsScope() bool { return k.Tier == TierScope }

// AsksOthers reports whether the API server asks others, because of objects of a kind,
// whether it may write or delete: where they are gone, nothing can be.
func (k *Kind) AsksOthers() bool { return k.Rule == RuleAdmission && k.Calls != nil }

// Names are what the objects of a kind may be called.
type Names int

// The rules of names, as Kubernetes has them.
const (
	DomainNames  Names = iota // as a DNS name
	LabelNames                // as one part of a DNS name
	SegmentNames              // as anything that can be in a URL, or by a rule that only the server knows
)

// PodUse is what the objects of a kind do with Pods.
type PodUse int

// The uses of Pods.
const (
	NoPods        PodUse = iota
	KeepsPods            // keeps some running
	RunsPods             // runs them to their end
	SchedulesPods        // makes others that run them, from time to time
)

// Tier is the place of a kind in the order of an apply. Within a namespace one
// tier is written before the next is begun, and deleted after it.
type Tier int

// The tiers, in their order. Kinds of which nothing is said are configuration.
const (
	TierScope         Tier = iota - 1 // namespaces, definitions: what other objects live in
	TierConfiguration                 // what Pods read and mount
	TierService                       // the names by which workloads find each other
	TierWorkload
	TierPolicy // what acts on workloads
)

// Tiers is how many there are.
const Tiers = int(TierPolicy-TierScope) + 1

// Index is the tier's position among all of them.
func (t Tier) Index() int { return int(t - TierScope) }

// Fixed is a part of an object that cannot be changed once it exists.
type Fixed struct {
	Field  []string // the names that lead to it; what lies within it is fixed as well
	Except []string // fields in it that can be changed
	// KeepsPods reports that the object can be recreated around its Pods. Otherwise
	// what it has made goes with it.
	KeepsPods bool
	// Sealed reports that it can be changed until the object is immutable.
	Sealed bool
	// First reports that of a list only the first item is fixed.
	First bool
	// SetOnce reports that it can be set on an object that does not have it yet.
	SetOnce bool
}

// Rule is what the server judges other objects by.
type Rule int

// The rules.
const (
	NoRule        Rule = iota
	RuleQuota          // how much there may be
	RuleLimits         // how large each may be
	RuleRights         // who may do what
	RuleAdmission      // what is admitted
	RuleNamed          // what must be there before the server takes an object that names it
)

// JoinAPIVersion is the value of an apiVersion field: "apps/v1"; "v1" of the
// empty group.
func JoinAPIVersion(group, version string) string {
	if group == "" {
		return version
	}
	return group + "/" + version
}

// SplitAPIVersion takes an apiVersion field apart: "apps/v1" is group "apps",
// version "v1"; "v1" has the empty group.
func SplitAPIVersion(apiVersion string) (group, version string) {
	if g, v, ok := strings.Cut(apiVersion, "/"); ok {
		return g, v
	}
	return "", apiVersion
}
