package apply_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// reads is a workload whose Pods read a ConfigMap, with the digest of that if it
// is given.
func (f *fixture) reads(kind, name string, conf *object.Manifest) object.Manifest {
	m := f.workload(kind, name, pods{replicas: 2})
	template := m.Content["spec"].(map[string]any)["template"].(map[string]any)
	delete(template["metadata"].(map[string]any), "annotations")
	template["spec"].(map[string]any)["containers"].([]any)[0].(map[string]any)["envFrom"] = []any{
		map[string]any{"configMapRef": map[string]any{"name": "settings"}},
	}
	if conf == nil {
		return m
	}
	c, _ := object.ConfigurationOf(&m, func(object.Ref) *object.Manifest { return conf })
	return *m.WithConfigHash(c.Public())
}

// Every Pod of those that read what changes is replaced, and no other.
func TestChangedConfigurationReplacesPods(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	want := func(level string) {
		conf := f.configMap("settings", level)
		f.want(conf, f.reads("Deployment", "front", &conf), f.reads("StatefulSet", "database", &conf), f.workload("Deployment", "other", pods{replicas: 1}))
	}
	uids := func(name string) []string { return slices.Collect(maps.Values(f.podUIDs(name))) }
	want("info")
	f.mustApply()
	before := map[string][]string{}
	for _, name := range []string{"front", "database", "other"} {
		before[name] = uids(name)
	}
	want("debug")
	if result := f.mustApply(); result.Updated != 3 || result.RolledOut != 2 {
		t.Errorf("%+v", result)
	}
	for name, was := range before {
		now := uids(name)
		kept := slices.DeleteFunc(slices.Clone(now), func(uid string) bool { return !slices.Contains(was, uid) })
		if wanted := map[string]int{"other": 1}[name]; len(kept) != wanted || len(now) != len(was) {
			t.Errorf("%s: %d of %d Pods are the old ones", name, len(kept), len(now))
		}
	}
	f.unchanged()
}

// What was created before there was a digest is left as it is, also where it is
// recreated around its Pods, and is proven to be as wanted.
func TestNoPodRestartsForItsFirstDigest(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	conf := f.configMap("settings", "info")
	f.want(conf, f.reads("StatefulSet", "database", nil))
	f.mustApply()
	before := f.podUIDs("database")

	f.want(conf, f.reads("StatefulSet", "database", &conf))
	if p := f.input().Plan; len(p.Changes)+len(p.Unrecorded) != 0 || p.Requests.DryRuns != 0 {
		t.Errorf("%+v", p)
	}
	parallel := f.reads("StatefulSet", "database", &conf)
	parallel.Content["spec"].(map[string]any)["podManagementPolicy"] = "Parallel"
	f.want(conf, parallel)
	if c := f.input().Plan.Changes; len(c) != 1 || c[0].Action != plan.Replace || c[0].Impact.Restarts != 0 {
		t.Fatalf("%+v", c)
	}
	f.mustApply()
	if !maps.Equal(before, f.podUIDs("database")) {
		t.Errorf("Pods were %v, and are %v", before, f.podUIDs("database"))
	}
	f.unchanged()
}
