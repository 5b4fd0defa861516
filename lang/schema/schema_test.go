package schema

import (
	"slices"
	"testing"
)

func TestPaths(t *testing.T) {
	for in, want := range map[string]Path{
		"":                                {},
		"spec.replicas":                   {Here, []string{"spec", "replicas"}},
		"{pod}.dnsPolicy":                 {Pod, []string{"dnsPolicy"}},
		"{template}.metadata.labels":      {Template, []string{"metadata", "labels"}},
		"metadata.annotations[a.b/c-d.e]": {Here, []string{"metadata", "annotations", "a.b/c-d.e"}},
		"{object}.a[b.c].d":               {Whole, []string{"a", "b.c", "d"}},
	} {
		got := ParsePath(in)
		if got.Base != want.Base || !slices.Equal(got.Steps, want.Steps) {
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
