package planner_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		target, address string
		means           bool
	}{
		{"workload.web", "workload.web", true},
		{"workload.web", `workload.web["a"]`, true},
		{"workload.web", `workload.web.service["web"]`, true},
		{"workload.web.service", `workload.web.service["web"]`, true},
		{"workload", "workload.web", true},
		{"workload.web", "workload.web-2", false},
		{"workload.web", "workload.we", false},
		{"web", "workload.web", false},
		{"", "workload.web", false},
		{"module.shop", "module.shop.workload.web", true},
		{"module.shop", `module.shop["a"].module.db[0].secret.key`, true},
		{`module.shop["a"]`, `module.shop["a"].workload.web`, true},
		{`module.shop["a"]`, `module.shop["ab"].workload.web`, false},
		{"workload.web", "module.shop.workload.web", false},
		{"module.shop", "module.shop-2.workload.web", false},
	} {
		if object.Addresses(c.target, c.address) != c.means {
			t.Errorf("%q means %q: not %v", c.target, c.address, c.means)
		}
	}
}

func TestScope(t *testing.T) {
	ref := func(kind, name string) object.Ref { return object.Ref{Kind: kind, Name: name} }
	web, settings, stateNamespace, other := ref("Deployment", "web"), ref("ConfigMap", "settings"), ref("Namespace", "shop"), ref("Deployment", "other")
	desired := []object.Manifest{
		{Ref: stateNamespace, Address: "namespace.shop"},
		{Ref: other, Address: "workload.other", DependsOn: []object.Ref{web}},
		{Ref: web, Address: "workload.web", DependsOn: []object.Ref{settings, ref("Secret", "elsewhere")}},
		{Ref: settings, Address: "config_map.settings", DependsOn: []object.Ref{web}}, // a circle ends
	}
	for targets, want := range map[string]string{
		"":               "shop other web settings",
		"workload.web":   "shop web settings",
		"workload.other": "shop other web settings",
		"namespace.shop": "shop",
		"workload.none":  "",
	} {
		var names []string
		for _, m := range plan.Scope(desired, object.Stack{Namespace: "shop"}, strings.Fields(targets)) {
			names = append(names, m.Ref.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q: %q, want %q", targets, got, want)
		}
	}
}
