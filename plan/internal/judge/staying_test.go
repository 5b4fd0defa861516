package judge

import (
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// manifestAt is an object of a block; Pods of a workload mount a claim.
func manifestAt(address string, ref object.Ref, claim string) object.Manifest {
	m := object.Manifest{Ref: ref, Address: address, Origin: object.Range{File: "shop.wl.hcl", StartLine: 3}, Content: map[string]any{}}
	if path := append(kind.About(ref.GroupKind()).PodSpec(), "volumes"); claim != "" {
		m.Content = object.WithNested(m.Content, []any{map[string]any{"name": "d", "persistentVolumeClaim": map[string]any{"claimName": claim}}}, path...)
	}
	return m
}

// templated is a StatefulSet named web with a claim template.
func templated(template string, spec map[string]any) object.Manifest {
	m := manifestAt("workload.web", object.NewRef(kind.StatefulSet, "shop", "web"), "")
	spec["volumeClaimTemplates"] = []any{map[string]any{"metadata": map[string]any{"name": "logs"}}, map[string]any{"metadata": map[string]any{"name": template}}}
	m.Content = map[string]any{"apiVersion": "apps/v1", "kind": "StatefulSet", "spec": spec}
	return m
}

// restarted is a Pod with a restart policy.
func restarted(pod object.Manifest, policy string) object.Manifest {
	pod.Content = object.WithNested(pod.Content, policy, "spec", "restartPolicy")
	return pod
}

// What the configuration still has keeps what it needs from being deleted, whatever is planned of it.
func TestWhatIsConfiguredKeepsWhatItNeeds(t *testing.T) {
	gadget, gizmo := kind.GroupKind{Group: "example.com", Kind: "Gadget"}, kind.GroupKind{Group: "example.com", Kind: "Gizmo"}
	space := object.NewRef(kind.Namespace, "", "shop")
	definition, claim := object.NewRef(kind.Definition, "", "gadgets.example.com"), object.NewRef(kind.Claim, "shop", "data")
	settings := manifestAt("config_map.settings", object.NewRef(kind.ConfigMap, "shop", "settings"), "")
	web := func(gk kind.GroupKind, namespace, claim string) object.Manifest {
		return manifestAt("workload.web", object.NewRef(gk, namespace, "web"), claim)
	}
	for name, c := range map[string]struct {
		deleted object.Ref
		defines kind.GroupKind
		wanted  object.Manifest
		code    string
	}{
		"in the namespace":             {space, kind.GroupKind{}, settings, "configured_within"},
		"in another namespace":         {object.NewRef(kind.Namespace, "", "other"), kind.GroupKind{}, settings, ""},
		"of the kind":                  {definition, gadget, manifestAt("object.one", object.NewRef(gadget, "shop", "one"), ""), "configured_within"},
		"of the kind, in no namespace": {definition, gadget, manifestAt("object.one", object.NewRef(gadget, "", "one"), ""), "configured_within"},
		"of another kind of the group": {definition, gadget, manifestAt("object.one", object.NewRef(gizmo, "shop", "one"), ""), ""},
		"of a kind that is not known":  {definition, kind.GroupKind{}, manifestAt("object.one", object.NewRef(gadget, "shop", "one"), ""), "configured_within"},
		"mounts the claim":             {claim, kind.GroupKind{}, web(kind.Deployment, "shop", "data"), "claim_mounted"},
		"mounts it from time to time":  {claim, kind.GroupKind{}, web(kind.CronJob, "shop", "data"), "claim_mounted"},
		"has mounted it":               {claim, kind.GroupKind{}, web(kind.Job, "shop", "data"), ""},
		"is a Pod that mounts it":      {claim, kind.GroupKind{}, web(kind.Pod, "shop", "data"), "claim_mounted"},
		"is a Pod that restarts":       {claim, kind.GroupKind{}, restarted(web(kind.Pod, "shop", "data"), "Always"), "claim_mounted"},
		"is a Pod that may have ended": {claim, kind.GroupKind{}, restarted(web(kind.Pod, "shop", "data"), "Never"), ""},
		"is a Pod that tries again":    {claim, kind.GroupKind{}, restarted(web(kind.Pod, "shop", "data"), "OnFailure"), ""},
		"is a Pod elsewhere":           {claim, kind.GroupKind{}, web(kind.Pod, "other", "data"), ""},
		"keeps Pods that mount it":     {claim, kind.GroupKind{}, web(kind.ReplicaSet, "shop", "data"), "claim_mounted"},
		"has long kept some":           {claim, kind.GroupKind{}, web(kind.GroupKind{Kind: "ReplicationController"}, "shop", "data"), "claim_mounted"},
		"is a Pod of others":           {claim, kind.GroupKind{}, web(kind.GroupKind{Group: "example.com", Kind: "Pod"}, "shop", "data"), ""},
		"mounts another claim":         {claim, kind.GroupKind{}, web(kind.Deployment, "shop", "other"), ""},
		"mounts one elsewhere":         {claim, kind.GroupKind{}, web(kind.Deployment, "other", "data"), ""},
		"makes it of a template":       {object.NewRef(kind.Claim, "shop", "data-web-1"), kind.GroupKind{}, templated("data", map[string]any{"replicas": int64(2)}), "claim_mounted"},
		"makes it of another template": {object.NewRef(kind.Claim, "shop", "logs-web-0"), kind.GroupKind{}, templated("data", map[string]any{"replicas": int64(2)}), "claim_mounted"},
		"has not as many Pods":         {object.NewRef(kind.Claim, "shop", "data-web-2"), kind.GroupKind{}, templated("data", map[string]any{"replicas": int64(2)}), ""},
		"has other Pods":               {object.NewRef(kind.Claim, "shop", "data-web-0"), kind.GroupKind{}, templated("data", map[string]any{"replicas": int64(2), "ordinals": map[string]any{"start": int64(1)}}), ""},
		"begins with another Pod":      {object.NewRef(kind.Claim, "shop", "data-web-2"), kind.GroupKind{}, templated("data", map[string]any{"replicas": int64(2), "ordinals": map[string]any{"start": int64(1)}}), "claim_mounted"},
		"is scaled by others":          {object.NewRef(kind.Claim, "shop", "data-web-5"), kind.GroupKind{}, templated("data", map[string]any{}), "claim_mounted"},
		"has no Pods":                  {object.NewRef(kind.Claim, "shop", "data-web-0"), kind.GroupKind{}, templated("data", map[string]any{"replicas": int64(0)}), ""},
		"has another claim":            {object.NewRef(kind.Claim, "shop", "data-web-01"), kind.GroupKind{}, templated("data", map[string]any{"replicas": int64(2)}), ""},
		"makes claims elsewhere":       {object.NewRef(kind.Claim, "other", "data-web-0"), kind.GroupKind{}, templated("data", map[string]any{"replicas": int64(2)}), ""},
		"is no scope":                  {settings.Ref, kind.GroupKind{}, web(kind.Deployment, "shop", "data"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			j := New(&wanted.Configuration{All: []object.Manifest{c.wanted}}, &Observation{})
			all := []decision.Decision{{Change: plan.Change{Object: c.deleted, Action: plan.Delete}, Defines: c.defines}}
			j.Protect(all, nil)
			code := ""
			if b := all[0].Blocked; b != nil {
				code = string(b.Code)
				if b.Origin != c.wanted.Origin || b.Args["destroy"] != nil {
					t.Errorf("%+v", b)
				}
			}
			if code != c.code {
				t.Errorf("the deletion is blocked by %q, not %q", code, c.code)
			}
		})
	}
}

// How many Pods a StatefulSet has that others scale is asked for where one of them may mount what is
// deleted, and for nothing else.
func TestScaledMounters(t *testing.T) {
	deletion := func(name string) decision.Decision {
		return decision.Decision{Change: plan.Change{Object: object.NewRef(kind.Claim, "shop", name), Action: plan.Delete}}
	}
	missing := deletion("data-web-0")
	missing.Missing = true
	for name, c := range map[string]struct {
		set     object.Manifest
		deleted decision.Decision
		asks    bool
	}{
		"scaled by others":     {templated("data", map[string]any{}), deletion("data-web-7"), true},
		"scaled here":          {templated("data", map[string]any{"replicas": int64(2)}), deletion("data-web-7"), false},
		"of another claim":     {templated("data", map[string]any{}), deletion("data-api-0"), false},
		"before its first Pod": {templated("data", map[string]any{"ordinals": map[string]any{"start": int64(3)}}), deletion("data-web-2"), false},
		"gone already":         {templated("data", map[string]any{}), missing, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := &wanted.Configuration{All: []object.Manifest{c.set}}
			if asks := len(ScaledMounters(w, []decision.Decision{c.deleted})) > 0; asks != c.asks {
				t.Errorf("asked for: %v", asks)
			}
		})
	}
}

// Where blocks are removed and others stay, these count; where everything is removed, nothing does.
func TestWhatIsNotRemovedKeepsWhatItNeeds(t *testing.T) {
	settings := manifestAt("workload.web.config_map.settings", object.NewRef(kind.ConfigMap, "shop", "settings"), "")
	web, other := manifestAt("workload.web", object.NewRef(kind.Deployment, "shop", "web"), ""), manifestAt("config_map.other", object.NewRef(kind.ConfigMap, "shop", "other"), "")
	for name, c := range map[string]struct {
		targets []string
		staying int
	}{
		"everything":            {nil, 0},
		"the namespace":         {[]string{"namespace.shop"}, 2},
		"and one block":         {[]string{"namespace.shop", "workload.web"}, 1},
		"and all that is in it": {[]string{"namespace.shop", "workload.web", "config_map.other"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := &wanted.Configuration{}
			w.Configured, w.Targets = []object.Manifest{settings, web, other}, c.targets
			all := []decision.Decision{{Change: plan.Change{Object: object.NewRef(kind.Namespace, "", "shop"), Action: plan.Delete}}}
			New(w, &Observation{}).Protect(all, nil)
			staying := 0
			if b := all[0].Blocked; b != nil {
				named, _ := b.Args["staying"].([]fact.Fact)
				staying = len(named)
			}
			if staying != c.staying {
				t.Errorf("%d blocks are named, not %d: %+v", staying, c.staying, all[0].Blocked)
			}
		})
	}
}
