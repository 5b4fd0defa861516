package lang

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// What the archives of testdata/compile compile to must be accepted by a real
// API server, which must store every value as it was asked for: one that the
// server drops or rewrites would be a difference for ever.
func TestServerStoresWhatWeCompile(t *testing.T) {
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{UserAgent: "wl-test"})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	defineRoutes(t, client)
	for _, dir := range compiledDirectories(t) {
		t.Run(dir.name, func(t *testing.T) {
			t.Chdir(dir.path)
			c := Compile(t.Context(), ".", dir.options)
			if c.Diagnostics.HasErrors() {
				t.Fatal(c.Diagnostics)
			}
			for _, target := range c.Stack.Clusters {
				for _, m := range target.Objects {
					dryRun(t, client, c.Stack.ID, m, namespace)
				}
			}
		})
	}
}

type compiledDirectory struct {
	name, path string
	options    Options
}

// compiledDirectories are the archives that compile, and the examples.
func compiledDirectories(t *testing.T) []compiledDirectory {
	t.Helper()
	var all []compiledDirectory
	archives, err := filepath.Glob("testdata/compile/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name == goldenObjects {
				all = append(all, compiledDirectory{strings.TrimSuffix(filepath.Base(file), ".txtar"), extract(t, archive), optionsOf(string(archive.Comment))})
			}
		}
	}
	return append(all, exampleDirectories(t)...)
}

// exampleDirectories are the examples, each once for every variable file that
// is to be chosen among.
func exampleDirectories(t *testing.T) []compiledDirectory {
	t.Helper()
	files, err := filepath.Glob("../examples/*/*.wl.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var all []compiledDirectory
	seen := map[string]bool{}
	for _, f := range files {
		dir, err := filepath.Abs(filepath.Dir(f))
		if err != nil {
			t.Fatal(err)
		}
		if !seen[dir] {
			seen[dir] = true
			all = append(all, variants(t, compiledDirectory{name: "example " + filepath.Base(dir), path: dir})...)
		}
	}
	return all
}

func variants(t *testing.T, d compiledDirectory) []compiledDirectory {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(d.path, "*.wlvars"))
	if err != nil {
		t.Fatal(err)
	}
	var all []compiledDirectory
	for _, f := range files {
		if name := filepath.Base(f); !strings.HasSuffix(name, ".auto.wlvars") {
			all = append(all, compiledDirectory{d.name + " " + name, d.path, Options{Variables: []VariableArgument{{File: f}}}})
		}
	}
	if len(all) == 0 {
		return []compiledDirectory{d}
	}
	return all
}

// dryRun sends an object to a namespace that exists, whatever its own is, and a
// namespace under a name that nobody has.
//
// What its version lacks by our own account it must refuse or drop, and nothing else.
func dryRun(t *testing.T, client *kube.Client, stack object.Stack, m object.Manifest, namespace string) {
	t.Helper()
	lacks, version := lackedBy(t, client, m.Content)
	ref := m.Ref
	metadata := m.Content["metadata"].(map[string]any)
	k, builtIn := kind.Lookup(ref.GroupKind())
	switch {
	case ref.GroupKind() == kind.HTTPRoute: // the definition of the tests
		ref.Group, ref.Namespace = routeGroup, namespace
		m.Content["apiVersion"] = kind.JoinAPIVersion(routeGroup, m.Version())
		metadata["namespace"] = namespace
	case !builtIn:
		return // the server cannot be asked about a kind that it does not have
	case ref.Kind == "Namespace":
		ref.Name = namespace + "-new"
		metadata["name"] = ref.Name
	case k.Namespaced:
		ref.Namespace = namespace
		metadata["namespace"] = namespace
	}
	result, err := client.DryRunApply(t.Context(), kube.ApplyRequest{Ref: ref, Content: m.Content, FieldManager: stack.FieldManager()})
	if err != nil {
		if !namesALack(err, lacks) {
			t.Errorf("%s: %v", m.Address, err)
		}
		return
	}
	missing := lost(m.Content, result.Object, object.Path{})
	for _, p := range missing {
		if !slices.ContainsFunc(lacks, func(l kubeschema.Lack) bool { return l.Path.Overlaps(p) }) {
			t.Errorf("%s: the server does not store %s as asked", m.Address, p)
		}
	}
	for _, l := range lacks {
		if !slices.ContainsFunc(missing, l.Path.Overlaps) {
			t.Errorf("%s: Kubernetes %s is said to lack %s, and stores it", m.Address, version, l.Path)
		}
	}
	if len(lacks) > 0 || !builtIn { // what a definition adds to an object is known to the server alone
		return
	}
	// A plan that is computed without the server must expect no other values.
	differences, err := kubeschema.Diff(kubeschema.Stored(m.Content), result.Object)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		if !d.BeforeAt.IsRoot() {
			t.Errorf("%s: %s is stored as %v, and was expected to be %v", m.Address, d.Path, d.After, d.Before)
		}
	}
}

// lackedBy is what a server's version lacks of an object, and the version.
func lackedBy(t *testing.T, client *kube.Client, content map[string]any) (lacks []kubeschema.Lack, version string) {
	t.Helper()
	version, err := client.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	release, err := kubeschema.ParseRelease(version)
	if err != nil {
		t.Fatal(err)
	}
	return kubeschema.Lacks(content, release), version
}

// namesALack reports whether a refusal is of a field that the server lacks, or of the one
// around it, which is empty without it.
func namesALack(refusal error, lacks []kubeschema.Lack) bool {
	return slices.ContainsFunc(lacks, func(l kubeschema.Lack) bool {
		return strings.Contains(refusal.Error(), l.Path.Last().String()) || strings.Contains(refusal.Error(), l.Path.Parent().String())
	})
}

// lost lists the values that were asked for and are not in the answer.
func lost(asked, got any, at object.Path) []object.Path {
	var all []object.Path
	switch asked := asked.(type) {
	case map[string]any:
		g, _ := got.(map[string]any)
		for k, v := range asked {
			all = append(all, lost(v, g[k], at.Field(k))...)
		}
	case []any:
		g, _ := got.([]any)
		if len(g) != len(asked) {
			return []object.Path{at}
		}
		for i, v := range asked {
			all = append(all, lost(v, g[i], at.Index(i))...)
		}
	default:
		zero := got == nil && asked == int64(0) // as which the server reads back what it leaves out
		if !zero && !reflect.DeepEqual(asked, got) {
			all = append(all, at)
		}
	}
	return all
}
