package kind

import (
	"reflect"
	"strings"
	"testing"
)

// A kind that bears the name of one of Kubernetes' own in another group is as
// unknown as any other, of which it is known only that its readiness is waited for.
func TestForeignKinds(t *testing.T) {
	for _, foreign := range []GroupKind{In("apps.kruise.io/v1beta1", "StatefulSet"), In("batch.volcano.sh/v1alpha1", "Job")} {
		if _, known := Lookup(foreign); known {
			t.Errorf("%v is known", foreign)
		}
		if got, want := About(foreign), (&Kind{Resource: Resource{GroupKind: foreign}, Awaited: true}); !reflect.DeepEqual(got, want) {
			t.Errorf("something is known of %v: %+v", foreign, got)
		}
		if IsBuiltInGroup(foreign.Group) {
			t.Errorf("%s counts as one of Kubernetes' own groups", foreign.Group)
		}
	}
}

func TestAddedKind(t *testing.T) {
	gadget := Kind{Resource: Resource{GroupKind: GroupKind{"example.com", "Gadget"}, Version: "v1", Plural: "gadgets"}, Tier: TierPolicy}
	deployment := *About(Deployment)
	deployment.PerNode = true
	more := BuiltIn().With(gadget, deployment)
	if k := more.About(gadget.GroupKind); k.Tier != TierPolicy || k.Plural != "gadgets" {
		t.Errorf("got %+v", k)
	}
	if !more.About(Deployment).PerNode || len(more.rows) != len(BuiltIn().rows)+1 {
		t.Error("the new row does not stand in the place of the old one")
	}
	if _, known := Lookup(gadget.GroupKind); known || About(Deployment).PerNode {
		t.Error("the kinds that every cluster has have changed")
	}
}

// What depends on one another in a row goes together.
func TestRows(t *testing.T) {
	seen := map[GroupKind]bool{}
	for k := range BuiltIn().All() {
		if seen[k.GroupKind] {
			t.Errorf("%v has two rows", k.GroupKind)
		}
		seen[k.GroupKind] = true
		if k.Version == "" || !strings.EqualFold(k.Plural[:1], k.Kind[:1]) {
			t.Errorf("%v cannot be addressed: %+v", k.GroupKind, k.Resource)
		}
		if k.IsWorkload() != (k.Template != nil) || k.IsWorkload() && k.Tier != TierWorkload {
			t.Errorf("%v is a workload in part", k.GroupKind)
		}
		if k.HasPods() != (k.Selector != nil || k.PodLabel != "") || k.HasPods() != (len(k.Children) > 0) {
			t.Errorf("the Pods of %v cannot be found", k.GroupKind)
		}
		if k.Custom && (k.Embedded || k.Young || IsBuiltInGroup(k.Group)) {
			t.Errorf("%v is both Kubernetes' own and not", k.GroupKind)
		}
		if k.Binds && k.Rule == NoRule {
			t.Errorf("%v binds no rules", k.GroupKind)
		}
		for _, child := range k.Children {
			if _, known := Lookup(child); !known {
				t.Errorf("%v, a child of %v, cannot be asked for", child, k.GroupKind)
			}
		}
	}
}

// A kind that needs a definition is known, and is none of those that every cluster
// has.
func TestCustomKinds(t *testing.T) {
	if k := About(HTTPRoute); k.Plural != "httproutes" || k.Tier != TierPolicy {
		t.Errorf("got %+v", k)
	}
	if k, known := Named(HTTPRoute.Kind); !known || !k.Namespaced {
		t.Errorf("the language does not find it: %+v", k)
	}
	if _, known := Lookup(HTTPRoute); known {
		t.Error("every cluster is said to have it")
	}
	for k := range All() {
		if k.Custom {
			t.Errorf("%v is listed among those that every cluster has", k.GroupKind)
		}
	}
}

// Of what has no row in a group of rules, the group tells.
func TestRulesOfAGroup(t *testing.T) {
	policy, binding := About(GroupKind{admission, "ImageAdmissionPolicy"}), About(GroupKind{admission, "ImageAdmissionPolicyBinding"})
	if policy.Rule != RuleAdmission || policy.Binds || binding.Rule != RuleAdmission || !binding.Binds {
		t.Errorf("got %+v and %+v", policy, binding)
	}
}

// A path that is made longer leaves the template's own alone.
func TestInTemplate(t *testing.T) {
	k := About(CronJob)
	_ = append(k.InTemplate(), "changed")
	if got := strings.Join(k.InTemplate("spec", "containers"), "."); got != "spec.jobTemplate.spec.template.spec.containers" {
		t.Errorf("got %s", got)
	}
	if About(Service).InTemplate("spec") != nil {
		t.Error("a Service has a Pod template")
	}
}
