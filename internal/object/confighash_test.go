package object

import (
	"strings"
	"testing"
)

// configured is a Deployment that reads configuration in every way, and the
// objects that it reads.
func configured() (*Manifest, map[Ref]*Manifest) {
	volumes := []any{
		map[string]any{"name": "files", "configMap": map[string]any{"name": "files"}},
		map[string]any{"name": "picked", "configMap": map[string]any{"name": "picked", "items": []any{
			map[string]any{"key": "one", "path": "conf/one.txt"}, map[string]any{"key": "two", "path": "other/two.txt"},
		}}},
		map[string]any{"name": "keys", "secret": map[string]any{"secretName": "keys"}},
		map[string]any{"name": "mixed", "projected": map[string]any{"sources": []any{
			map[string]any{"configMap": map[string]any{"name": "mixed"}}, map[string]any{"secret": map[string]any{"name": "mixed"}},
		}}},
		map[string]any{"name": "unread", "configMap": map[string]any{"name": "unread"}},
	}
	container := map[string]any{
		"envFrom": []any{
			map[string]any{"configMapRef": map[string]any{"name": "imported"}}, map[string]any{"secretRef": map[string]any{"name": "imported"}},
		},
		"env": []any{
			map[string]any{"name": "A", "valueFrom": map[string]any{"configMapKeyRef": map[string]any{"name": "single", "key": "a"}}},
			map[string]any{"name": "B", "valueFrom": map[string]any{"secretKeyRef": map[string]any{"name": "single", "key": "b"}}},
			map[string]any{"name": "C", "value": "plain"},
		},
		"volumeMounts": []any{
			map[string]any{"name": "files", "mountPath": "/f", "subPath": "nginx.conf"},
			map[string]any{"name": "picked", "mountPath": "/p", "subPath": "conf"},
		},
	}
	init := map[string]any{"volumeMounts": []any{
		map[string]any{"name": "keys", "mountPath": "/k"}, map[string]any{"name": "mixed", "mountPath": "/m"},
	}}
	workload := &Manifest{Ref: Ref{"apps", "Deployment", "shop", "web"}, Content: map[string]any{"spec": map[string]any{"template": map[string]any{
		"metadata": map[string]any{"labels": map[string]any{"app": "web"}},
		"spec":     map[string]any{"containers": []any{container}, "initContainers": []any{init}, "volumes": volumes},
	}}}}
	sources := map[Ref]*Manifest{}
	for _, kind := range []string{"ConfigMap", "Secret"} {
		for _, name := range []string{"files", "picked", "keys", "mixed", "unread", "imported", "single"} {
			data := map[string]any{}
			for _, key := range []string{"a", "b", "one", "two", "nginx.conf"} {
				data[key] = "value"
			}
			ref := Ref{"", kind, "shop", name}
			sources[ref] = &Manifest{Ref: ref, Content: map[string]any{"data": data}}
		}
	}
	return workload, sources
}

func finder(sources map[Ref]*Manifest) func(Ref) *Manifest {
	return func(r Ref) *Manifest { return sources[r] }
}

// Exactly a change of what is read changes the digest, and of a secret value only
// its keyed part.
func TestConfigHashChangesWithWhatIsRead(t *testing.T) {
	read := map[string]bool{ // by source and key: every other is not read
		"ConfigMap files nginx.conf": true, "ConfigMap picked one": true, "ConfigMap single a": true,
		"Secret single b": true,
	}
	for _, key := range []string{"a", "b", "one", "two", "nginx.conf"} {
		for _, whole := range []string{"ConfigMap imported", "Secret imported", "Secret keys", "ConfigMap mixed", "Secret mixed"} {
			read[whole+" "+key] = true
		}
	}
	key := []byte("key")
	workload, sources := configured()
	before, ours := ConfigurationOf(workload, finder(sources))
	if !ours || !before.IsSecret() {
		t.Fatalf("reads the stack's: %v, secret: %v", ours, before.IsSecret())
	}
	for ref, source := range sources {
		for name := range source.Content["data"].(map[string]any) {
			place := strings.Join([]string{ref.Kind, ref.Name, name}, " ")
			_, changed := configured()
			changed[ref].Content["data"].(map[string]any)[name] = "changed"
			after, _ := ConfigurationOf(workload, finder(changed))
			if (after.Digest(key) != before.Digest(key)) != read[place] {
				t.Errorf("%s: digest %s -> %s; read: %v", place, before.Digest(key), after.Digest(key), read[place])
			}
			if public := ref.Kind == "ConfigMap" && read[place]; (after.Public() != before.Public()) != public {
				t.Errorf("%s: public part %s -> %s", place, before.Public(), after.Public())
			}
		}
	}
	if before.Digest(key) == before.Digest([]byte("another")) {
		t.Error("the key does not count")
	}
}

// Sensitive values of a ConfigMap count as a Secret's do.
func TestMarkedValuesAreKeyed(t *testing.T) {
	workload, sources := configured()
	before, _ := ConfigurationOf(workload, finder(sources))
	imported := sources[Ref{"", "ConfigMap", "shop", "imported"}]
	imported.Sensitive = []Path{PathOf("data", "a")}
	marked, _ := ConfigurationOf(workload, finder(sources))
	imported.Content["data"].(map[string]any)["a"] = "changed"
	after, _ := ConfigurationOf(workload, finder(sources))
	if before.Public() == marked.Public() || marked.Public() != after.Public() || marked.Digest(nil) == after.Digest(nil) {
		t.Errorf("%s, marked %s, changed %s", before.Digest(nil), marked.Digest(nil), after.Digest(nil))
	}
}

// What is missing counts, too: it may come.
func TestMissingKeyCounts(t *testing.T) {
	workload, sources := configured()
	before, _ := ConfigurationOf(workload, finder(sources))
	data := sources[Ref{"", "ConfigMap", "shop", "single"}].Content["data"].(map[string]any)
	delete(data, "a")
	after, _ := ConfigurationOf(workload, finder(sources))
	if before.Public() == after.Public() {
		t.Error("a missing key has the digest of one that is there")
	}
}

func TestNothingOfTheStackIsNoDigest(t *testing.T) {
	workload, _ := configured()
	if _, ours := ConfigurationOf(workload, finder(nil)); ours {
		t.Error("reads objects that the stack does not make")
	}
	job, sources := configured()
	job.Ref = Ref{"batch", "Job", "shop", "web"}
	if _, ours := ConfigurationOf(job, finder(sources)); ours || len(job.Reads()) == 0 {
		t.Errorf("a Job has a digest: %v; it reads %v", ours, job.Reads())
	}
}

func TestWithConfigHash(t *testing.T) {
	workload, _ := configured()
	before, err := Digest(workload.Content)
	if err != nil {
		t.Fatal(err)
	}
	with := workload.WithConfigHash("1-abc")
	if with.ConfigHash() != "1-abc" || workload.ConfigHash() != "" {
		t.Errorf("%q, and the original %q", with.ConfigHash(), workload.ConfigHash())
	}
	for name, m := range map[string]*Manifest{"original": workload, "taken off again": with.WithConfigHash("")} {
		if after, err := Digest(m.Content); err != nil || after != before {
			t.Errorf("%s: %v, %v", name, m.Content, err)
		}
	}
}

// What a source leaves to others does not count: neither its value nor whether it is there.
func TestWhatIsLeftToOthersDoesNotCount(t *testing.T) {
	for name, c := range map[string]struct {
		source Ref
		leaves Path
		change string
		counts bool
	}{
		"a key of a Secret":           {Ref{"", "Secret", "shop", "imported"}, PathOf("data", "a"), "a", false},
		"all keys of a Secret":        {Ref{"", "Secret", "shop", "keys"}, PathOf("data"), "two", false},
		"a key of a ConfigMap":        {Ref{"", "ConfigMap", "shop", "imported"}, PathOf("data", "a"), "a", false},
		"a key that is read alone":    {Ref{"", "Secret", "shop", "single"}, PathOf("data", "b"), "b", false},
		"another key than that":       {Ref{"", "Secret", "shop", "imported"}, PathOf("data", "b"), "a", true},
		"a label, and a key changes":  {Ref{"", "ConfigMap", "shop", "files"}, PathOf("metadata", "labels"), "nginx.conf", true},
		"the key of a mounted volume": {Ref{"", "ConfigMap", "shop", "files"}, PathOf("data", "nginx.conf"), "nginx.conf", false},
	} {
		workload, sources := configured()
		sources[c.source].Lifecycle.IgnoreFields = []Path{c.leaves}
		before, _ := ConfigurationOf(workload, finder(sources))
		data := sources[c.source].Content["data"].(map[string]any)
		data[c.change] = "changed"
		changed, _ := ConfigurationOf(workload, finder(sources))
		delete(data, c.change)
		gone, _ := ConfigurationOf(workload, finder(sources))
		for _, after := range []Configuration{changed, gone} {
			if (after.Digest(nil) != before.Digest(nil)) != c.counts {
				t.Errorf("%s: %s -> %s", name, before.Digest(nil), after.Digest(nil))
			}
		}
	}
}
