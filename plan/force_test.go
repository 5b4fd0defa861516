package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func TestForces(t *testing.T) {
	for text, want := range map[string]plan.Force{
		"workload.web":                        {Address: "workload.web"},
		"workload.web:spec.replicas":          {Address: "workload.web", Path: "spec.replicas"},
		`workload.web["a:b"]`:                 {Address: `workload.web["a:b"]`},
		`workload.web["a\":b"]:data["x:y"]`:   {Address: `workload.web["a\":b"]`, Path: `data["x:y"]`},
		`secret.s:data["a"]`:                  {Address: "secret.s", Path: `data["a"]`},
		`workload.web.service["web"]:spec.a:`: {Address: `workload.web.service["web"]`, Path: "spec.a:"},
	} {
		if diff := cmp.Diff(want, plan.ParseForce(text)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// Whatever is given, it is written as it was read.
func FuzzForces(f *testing.F) {
	f.Add(`workload.web["a\":b"]:data["x:y"]`)
	f.Add(":")
	f.Fuzz(func(t *testing.T, text string) {
		if read := plan.ParseForce(text); plan.ParseForce(read.String()) != read {
			t.Errorf("%q is %+v and then %+v", text, read, plan.ParseForce(read.String()))
		}
	})
}

func TestNames(t *testing.T) {
	web := object.Ref{Group: "apps", Kind: "Deployment", Namespace: "shop", Name: "web"}
	theirs := object.Ref{Group: "apps.kruise.io", Kind: "StatefulSet", Namespace: "shop", Name: "web"}
	for _, c := range []struct {
		name  string
		ref   object.Ref
		means bool
	}{
		{"workload.web", web, true}, {"workload.we", web, false}, {"Deployment/shop/web", web, true}, {"Deployment.apps/shop/web", web, true},
		{"Deployment/web", web, false}, {"deployment/shop/web", web, false}, {"StatefulSet/shop/web", theirs, false}, {"StatefulSet.apps.kruise.io/shop/web", theirs, true},
		{"Namespace/shop", object.Ref{Kind: "Namespace", Name: "shop"}, true}, {"Namespace/shop/shop", object.Ref{Kind: "Namespace", Name: "shop"}, false},
	} {
		if plan.Names([]string{c.name}, c.ref, "workload.web") != c.means {
			t.Errorf("%s means %s: %v", c.name, c.ref, !c.means)
		}
	}
}
