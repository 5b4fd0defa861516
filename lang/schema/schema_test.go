package schema

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
)

func TestPaths(t *testing.T) {
	for in, want := range map[string]Path{
		"":                                {},
		"spec.replicas":                   {Here, object.PathOf("spec", "replicas")},
		"{pod}.dnsPolicy":                 {Pod, object.PathOf("dnsPolicy")},
		"{template}.metadata.labels":      {Template, object.PathOf("metadata", "labels")},
		"metadata.annotations[a.b/c-d.e]": {Here, object.PathOf("metadata", "annotations", "a.b/c-d.e")},
		"{object}.a[b.c].d":               {Whole, object.PathOf("a", "b.c", "d")},
	} {
		if got := ParsePath(in); got != want {
			t.Errorf("ParsePath(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestKinds(t *testing.T) {
	if got := (Deployment | Job | CronJob).String(); got != "Deployment, Job and CronJob" {
		t.Error(got)
	}
	for _, name := range KindNames() {
		if KindOf(name).String() != name {
			t.Errorf("KindOf(%q) = %v", name, KindOf(name))
		}
	}
	if KindOf("Pod") != 0 {
		t.Error("a Pod is no kind of workload")
	}
}
