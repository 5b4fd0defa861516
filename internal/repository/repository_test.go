package repository

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

// files are those of a repository with stacks of all shapes.
var files = map[string]string{
	"README.md":                       "stacks",
	"plain/main.wl.hcl":               `stack "plain" {}`,
	"plain/README.md":                 "x",
	"module/main.wl.hcl":              "stack \"module\" {}\nmodule \"web\" { source = \"./web\" }",
	"module/web/web.wl.hcl":           `config_map "c" { data = { a = file("${path.module}/note.txt") } }`,
	"module/web/note.txt":             "x",
	"values/main.wl.hcl":              "variable \"v\" { type = string }\nstack \"values\" { namespace = var.v }",
	"values/more.wl.hcl":              "",
	"values/all.auto.wlvars":          `v = "x"`,
	"set/main.wl.hcl":                 "stack \"set\" {}\nlocals { all = fileset(\"conf\", \"**\") }\nconfig_map \"c\" { data = { a = join(\",\", local.all) } }",
	"set/conf/deep/a.conf":            "x",
	"json/main.wl.hcl.json":           `{"stack": {"json": {}}, "cluster": {"us": {"context": "${lower(\"US\")}"}, "eu": {"context": "prod-eu"}}}`,
	"given/main.wl.hcl":               "variable \"v\" { type = string }\nstack \"given\" { namespace = var.v }",
	"shared.wlvars":                   `v = "x"`,
	"broken/main.wl.hcl":              "stack \"broken\" {\n",
	"unparsed/main.wl.hcl":            "config_map {{{\n",
	".hidden/main.wl.hcl":             `stack "hidden" {}`,
	"nothing/web.wl.hcl":              `config_map "c" { data = {} }`,
	"plain/below/further/main.wl.hcl": `stack "further" {}`,
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@b"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// newRepository makes one, reached by a symbolic link.
func newRepository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	real, dir := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	for name, text := range files {
		write(t, filepath.Join(real, name), text)
	}
	if err := errors.Join(os.Symlink("real", dir), os.Symlink("../plain", filepath.Join(real, "json", "linked"))); err != nil {
		t.Fatal(err)
	}
	git(t, real, "init", "-q", "-b", "main")
	git(t, real, "add", "-A")
	git(t, real, "commit", "-q", "-m", "x")
	return dir
}

func TestStacks(t *testing.T) {
	dir := newRepository(t)
	found, err := Stacks([]string{filepath.Join(dir, "plain"), dir})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"plain", "plain/below/further", "broken", "given", "json", "module", "set", "values"}
	for i, name := range want {
		want[i] = filepath.Join(dir, name)
	}
	if !slices.Equal(found, want) {
		t.Errorf("found %q", found)
	}
	if _, err := Stacks([]string{filepath.Join(dir, "nothing")}); fact.Of(err).Code != NoStacks {
		t.Errorf("without a stack: %v", err)
	}
	if _, err := Stacks([]string{filepath.Join(dir, "away")}); fact.Of(err).Code != StacksUnread {
		t.Errorf("without a directory: %v", err)
	}
}

// touchedBy names the stacks that the changes since main touch.
func touchedBy(t *testing.T, dir string) string {
	t.Helper()
	c, err := commit.Since(t.Context(), dir, "main")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range []string{"given", "json", "module", "plain", "set", "values"} {
		o := lang.Options{}
		if name == "given" {
			o.Variables = []lang.VariableArgument{{File: filepath.Join(dir, "shared.wlvars")}}
		}
		compiled := lang.Compile(t.Context(), filepath.Join(dir, name), o)
		if compiled.Diagnostics.HasErrors() {
			t.Fatalf("%s: %s", name, compiled.Diagnostics)
		}
		if (Differences{c}).touch(compiled.Reads) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// A change touches the stacks that read what it changes, and no other.
func TestTouched(t *testing.T) {
	at := func(dir string, names ...string) []string {
		for i, name := range names {
			names[i] = filepath.Join(dir, name)
		}
		return names
	}
	remove := func(t *testing.T, dir string, names ...string) {
		for _, name := range at(dir, names...) {
			if err := os.RemoveAll(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		change func(t *testing.T, dir string)
		want   string
	}{
		"nothing":           {func(*testing.T, string) {}, ""},
		"a file of none":    {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "README.md"), "y") }, ""},
		"a file beside":     {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "plain", "README.md"), "y") }, ""},
		"a new file beside": {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "plain", "notes.md"), "y") }, ""},
		"a file less":       {func(t *testing.T, dir string) { remove(t, dir, "values/more.wl.hcl") }, "values"},
		"a file of a stack": {func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "plain", "main.wl.hcl"), "stack \"plain\" {}\n")
		}, "plain"},
		"another file of a stack":    {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "plain", "more.wl.hcl"), "") }, "plain"},
		"a stack below":              {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "plain/below/further/main.wl.hcl"), "") }, ""},
		"a file of a module":         {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "module/web/more.wl.hcl"), "") }, "module"},
		"a file that is read":        {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "module/web/note.txt"), "y") }, "module"},
		"values beside":              {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "values/all.auto.wlvars"), `v = "y"`) }, "values"},
		"values that are given":      {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "shared.wlvars"), `v = "y"`) }, "given"},
		"a name in a set":            {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "set/conf/other/b.conf"), "") }, "set"},
		"a name less in a set":       {func(t *testing.T, dir string) { remove(t, dir, "set/conf/deep/a.conf") }, "set"},
		"content of a name in a set": {func(t *testing.T, dir string) { write(t, filepath.Join(dir, "set/conf/deep/a.conf"), "y") }, ""},
		"a stack that becomes a link": {func(t *testing.T, dir string) {
			remove(t, dir, "plain")
			if err := os.Symlink("json", filepath.Join(dir, "plain")); err != nil {
				t.Fatal(err)
			}
		}, "plain"},
		"committed": {func(t *testing.T, dir string) {
			git(t, dir, "checkout", "-q", "-b", "mine")
			git(t, dir, "rm", "-q", "values/all.auto.wlvars")
			write(t, filepath.Join(dir, "values", "other.auto.wlvars"), `v = "x"`)
			git(t, dir, "add", "-A")
			git(t, dir, "commit", "-q", "-m", "y")
		}, "values"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := newRepository(t)
			c.change(t, dir)
			if got := touchedBy(t, dir); got != c.want {
				t.Errorf("it touches %q, want %q", got, c.want)
			}
		})
	}
}

// A stack is removed when it was there where the changes begin, and is not any more: not
// when its files are called otherwise, nor when it never was one.
func TestRemoved(t *testing.T) {
	dir := newRepository(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, gone := range []string{"plain/main.wl.hcl", "module", "nothing", "json/main.wl.hcl.json", "values/more.wl.hcl"} {
		if err := os.RemoveAll(at(gone)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, at("json/other.wl.hcl"), `stack "json" {}`)
	c, err := commit.Since(t.Context(), dir, "main")
	if err != nil {
		t.Fatal(err)
	}
	names := func(all []Gone) (names []string) {
		for _, g := range all {
			names = append(names, g.Dir+" "+g.Stack.Namespace+"/"+g.Stack.Name)
		}
		return names
	}
	if got := names(former(t.Context(), Differences{c}, []string{dir}, nil)); !slices.Equal(got, []string{at("module") + " default/module", at("plain") + " default/plain"}) {
		t.Errorf("removed are %q", got)
	}
	if got := names(former(t.Context(), Differences{c}, []string{at("plain")}, nil)); !slices.Equal(got, []string{at("plain") + " default/plain"}) {
		t.Errorf("removed below plain are %q", got)
	}
	if got := former(t.Context(), Differences{c}, nil, nil); len(got) > 0 {
		t.Errorf("removed below nothing are %v", got)
	}
}

// A stack is removed, too, where its block alone goes, and the file and others beside it stay.
func TestRemovedFromFilesThatStay(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"module":  {"main.wl.hcl": `module "web" { source = "./web" }`},
		"plain":   {"main.wl.hcl": "# stack \"plain\" {}\n"},
		"values":  {"main.wl.hcl": `variable "v" { type = string }`, "more.wl.hcl": `config_map "c" { data = {} }`},
		"json":    {"main.wl.hcl.json": `{"cluster": {"us": {"context": "us"}}}`},
		"further": {"main.wl.hcl": ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := newRepository(t)
			stack := filepath.Join(dir, name)
			if name == "further" {
				stack = filepath.Join(dir, "plain/below/further")
			}
			for file, text := range files {
				write(t, filepath.Join(stack, file), text)
			}
			for _, root := range []string{dir, stack} {
				_, _, gone, err := Since(t.Context(), []string{root}, "main")
				if err != nil || len(gone) != 1 || gone[0].Dir != stack || gone[0].Stack.Name != name {
					t.Errorf("below %s: %v, %v", root, gone, err)
				}
			}
		})
	}
}

// The last stack that is removed, also with the directory that had it, is told; what has
// never been is an error.
func TestSinceAllWereRemoved(t *testing.T) {
	dir := newRepository(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, gone := range []string{"json/main.wl.hcl.json", "values"} {
		if err := os.RemoveAll(at(gone)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]Gone{
		"json":   {Dir: at("json"), Stack: object.Stack{Name: "json", Namespace: "default"}, Clusters: []lang.ClusterWritten{{}, {Context: "prod-eu"}}},
		"values": {Dir: at("values"), Stack: object.Stack{Name: "values"}},
	} {
		dirs, changes, gone, err := Since(t.Context(), []string{at(name)}, "main")
		for i := range gone {
			if gone[i].Base == "" {
				t.Error("it is not known where it was")
			}
			gone[i].Base, gone[i].Path = "", ""
		}
		if err != nil || changes == nil || len(dirs) > 0 || len(gone) != 1 || !reflect.DeepEqual(gone[0], want) {
			t.Errorf("%s: %q, %v, %v", name, dirs, gone, err)
		}
	}
	dirs, _, gone, err := Since(t.Context(), []string{at("values"), at("plain")}, "main")
	if err != nil || !slices.Equal(dirs, []string{at("plain"), at("plain/below/further")}) || len(gone) != 1 {
		t.Errorf("with others: %q, %v, %v", dirs, gone, err)
	}
	for name, code := range map[string]fact.Code{"nothing": NoStacks, "away": StacksUnread} {
		if _, _, _, err := Since(t.Context(), []string{at(name)}, "main"); fact.Of(err).Code != code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A directory that is named, and whose stack the changes remove, is no stack that could not be read: whether it is
// gone with everything, or its stack block alone. Where another one has its stack now, it has moved.
func TestNamedDirectoriesAreRemoved(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(t *testing.T, dir string)
		removed bool
	}{
		"the directory": {func(t *testing.T, dir string) {
			if err := os.RemoveAll(filepath.Join(dir, "json")); err != nil {
				t.Fatal(err)
			}
		}, true},
		"the file": {func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, "json/main.wl.hcl.json")); err != nil {
				t.Fatal(err)
			}
		}, true},
		"the block": {func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "json/main.wl.hcl.json"), `{"locals": {"a": 1}}`)
		}, true},
		"moved": {func(t *testing.T, dir string) {
			if err := os.Rename(filepath.Join(dir, "json"), filepath.Join(dir, "moved")); err != nil {
				t.Fatal(err)
			}
		}, false},
	} {
		dir := newRepository(t)
		c.change(t, dir)
		gone, plain, never := filepath.Join(dir, "json"), filepath.Join(dir, "plain"), filepath.Join(dir, "never")
		left, _, was, err := SinceIn(t.Context(), []string{gone, never, plain}, "main")
		if removed := len(was) == 1 && was[0].Dir == gone; err != nil || removed != c.removed || !slices.Equal(left, []string{never, plain}) {
			t.Errorf("%s: left %q, removed %v, %v", name, left, was, err)
		}
	}
}

// A stack that another directory has by its name and namespace has moved, and is not removed: wherever that is in the
// repository, below what is searched or not, and whatever its file is called. Another namespace makes it another one.
func TestMovedIsNotRemoved(t *testing.T) {
	dir := newRepository(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, gone := range []string{"plain/main.wl.hcl", "json/main.wl.hcl.json"} {
		if err := os.RemoveAll(at(gone)); err != nil {
			t.Fatal(err)
		}
	}
	gone := func(root string) (dirs []string) {
		_, _, all, err := Since(t.Context(), []string{root}, "main")
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range all {
			dirs = append(dirs, g.Dir)
		}
		return dirs
	}
	write(t, at("elsewhere/stack.wl.hcl"), "stack \"json\" {\n  namespace = \"other\"\n}\n")
	if got := gone(dir); !slices.Equal(got, []string{at("json"), at("plain")}) {
		t.Errorf("none has moved, removed are %q", got)
	}
	write(t, at("elsewhere/stack.wl.hcl"), `stack "json" {}`)
	write(t, at("new/deep/other.wl.hcl"), `stack "plain" {}`)
	for _, root := range []string{dir, at("json"), at("plain")} {
		if got := gone(root); len(got) > 0 {
			t.Errorf("%s: removed are %q", root, got)
		}
	}
}

// A stack whose directory has another one now, by its name or by the namespace of its state, is known as it
// was, on the clusters of both. What is not written out is no difference, and neither is a name that another
// directory has now.
func TestRenamed(t *testing.T) {
	type now struct{ source, name, namespace, context string }
	for name, c := range map[string]struct {
		now  map[string]now // by directory
		want map[string]Gone
	}{
		"nothing": {map[string]now{"plain": {"stack \"plain\" {}\n", "plain", "default", ""}}, nil},
		"a name": {map[string]now{"plain": {`stack "front" {}`, "front", "default", ""}},
			map[string]Gone{"plain": {Stack: object.Stack{Name: "plain", Namespace: "default"}, Clusters: []lang.ClusterWritten{{}}}}},
		"a namespace": {map[string]now{"json": {`{"stack": {"json": {"namespace": "front"}}}`, "json", "front", "us"}},
			map[string]Gone{"json": {Stack: object.Stack{Name: "json", Namespace: "default"}, Clusters: []lang.ClusterWritten{{}, {Context: "prod-eu"}, {Context: "us"}}}}},
		"the state's namespace, by a variable": {map[string]now{"plain": {"stack \"plain\" {\n  state { namespace = var.where }\n}", "plain", "states", ""}},
			map[string]Gone{"plain": {Stack: object.Stack{Name: "plain", Namespace: "default"}, Clusters: []lang.ClusterWritten{{}}}}},
		"the same by a variable":          {map[string]now{"plain": {`stack "plain" { namespace = var.where }`, "plain", "default", ""}}, nil},
		"not written out before":          {map[string]now{"values": {`stack "values" { namespace = "x" }`, "values", "x", ""}}, nil},
		"a name, the rest not written":    {map[string]now{"given": {`stack "taken" { namespace = var.v }`, "taken", "x", ""}}, map[string]Gone{"given": {Stack: object.Stack{Name: "given"}, Clusters: []lang.ClusterWritten{{}}}}},
		"two that change places":          {map[string]now{"plain": {`stack "module" {}`, "module", "default", ""}, "module": {`stack "plain" {}`, "plain", "default", ""}}, nil},
		"a hidden one that is not looked": {map[string]now{".hidden": {`stack "shown" {}`, "shown", "default", ""}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := newRepository(t)
			at := func(name string) string { return filepath.Join(dir, name) }
			for name, now := range c.now {
				file := "main.wl.hcl"
				if name == "json" {
					file += ".json"
				}
				write(t, at(filepath.Join(name, file)), now.source)
			}
			dirs, _, gone, err := Since(t.Context(), []string{dir}, "main")
			if err != nil {
				t.Fatal(err)
			}
			_, _, was, err := SinceIn(t.Context(), dirs, "main")
			if err != nil {
				t.Fatal(err)
			}
			for i, some := range [][]Gone{gone, was} {
				var got map[string]Gone
				for _, g := range some {
					name := filepath.Base(g.Dir)
					now := c.now[name]
					was := g.replacedBy(&lang.Stack{ID: object.Stack{Name: now.name, Namespace: now.namespace}, Clusters: []lang.Cluster{{Context: now.context}}})
					if was != nil {
						if got == nil {
							got = map[string]Gone{}
						}
						was.Dir, was.Base, was.Path = "", "", ""
						got[name] = *was
					}
				}
				if !reflect.DeepEqual(got, c.want) {
					t.Errorf("%d: %v, want %v", i, got, c.want)
				}
			}
		})
	}
}

// Of a file that is not evaluated, what is written out is known, and nothing else.
func TestStackWritten(t *testing.T) {
	for source, want := range map[string]object.Stack{
		`stack "shop" {}`:                        {Name: "shop", Namespace: "default"},
		`stack "shop" { namespace = "front" }`:   {Name: "shop", Namespace: "front"},
		`stack "shop" { namespace = var.where }`: {Name: "shop"},
		"stack \"shop\" {\n  namespace = \"front\"\n  state { namespace = \"states\" }\n}": {Name: "shop", Namespace: "states"},
		"stack \"shop\" {\n  namespace = \"front\"\n  state { keep = 3 }\n}":               {Name: "shop", Namespace: "front"},
		"stack \"shop\" {\n  state { namespace = var.where }\n}":                           {Name: "shop"},
		`stack "$(touch x)" { namespace = "a b" }`:                                         {},
		`config_map "a" {}`: {},
		`stack`:             {},
	} {
		if got := lang.StackWritten([]byte(source), "main.wl.hcl"); got != want {
			t.Errorf("%s: %v", source, got)
		}
	}
	if got := lang.StackWritten([]byte(`{"stack": {"json": {"namespace": "front"}}}`), "main.wl.hcl.json"); got != (object.Stack{Name: "json", Namespace: "front"}) {
		t.Errorf("JSON: %v", got)
	}
}

func TestStateInFileWritten(t *testing.T) {
	for source, want := range map[string]bool{
		`config_map "a" {}`: false, `stack "s" {`: false, `stack "s" {}`: false,
		"stack \"s\" {\n  state {\n    backend = \"file\"\n  }\n}":                              true,
		"stack \"s\" {\n  state {\n    path    = \"states\"\n    backend = \"file\"\n  }\n}\n":  true,
		"stack \"s\" {\n  state {\n    backend = \"cluster\"\n  }\n}":                           false,
		"stack \"s\" {\n  state {\n    backend = var.b\n  }\n}":                                 false,
		"stack \"s\" {}\nlocals {\n  backend = \"file\"\n}\nstate {\n  backend = \"file\"\n}\n": false,
	} {
		dir, got := lang.StateInFileWritten([]byte(source), "main.wl.hcl")
		if wantDir := map[bool]string{true: "states"}[strings.Contains(source, "states")]; got != want || dir != wantDir {
			t.Errorf("%s: %t, %q", source, got, dir)
		}
	}
	if dir, is := lang.StateInFileWritten([]byte(`{"stack": {"json": {"state": {"backend": "file", "path": "../x"}}}}`), "main.wl.hcl.json"); !is || dir != "../x" {
		t.Errorf("JSON: %q", dir)
	}
}

func TestClustersWritten(t *testing.T) {
	for source, want := range map[string][]lang.ClusterWritten{
		`config_map "a" {}`: nil,
		`cluster {`:         nil,
		"cluster \"eu\" {\n  context = \"arn:aws:eks:eu-1:12:cluster/eu\"\n}\ncluster \"us\" {\n  context = \"admin@us\"\n}\n": {{Context: "arn:aws:eks:eu-1:12:cluster/eu"}, {Context: "admin@us"}},
		"cluster \"eu\" {}\ncluster \"us\" {\n  context = var.us\n}\n":                                                         {{}, {}},
		"cluster \"all\" {\n  for_each = toset([\"eu\"])\n  context = \"prod-${each.key}\"\n}\n":                               {{}},
		"cluster \"eu\" {\n  context = \"eu\"\n  kubeconfig = \"clusters/eu one\"\n}\n":                                        {{Context: "eu", Kubeconfig: "clusters/eu one", Own: true}},
		"cluster \"eu\" {\n  kubeconfig = var.file\n}\ncluster \"us\" {\n  kubeconfig = \"--stack\"\n}\n":                      {{Own: true}, {Own: true}},
		"cluster \"a\" {\n  context = \"$(touch x)\"\n}\ncluster \"b\" {\n  context = \"--auto-approve\"\n}\n":                 {{}, {}},
	} {
		if got := lang.ClustersWritten([]byte(source), "main.wl.hcl"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", source, got, want)
		}
	}
	if got := lang.ClustersWritten([]byte(`cluster "eu" { context = "eu" }`), "README.md"); len(got) > 0 {
		t.Errorf("what is no configuration has %v", got)
	}
}

// A stack of the same name and namespace on other clusters is another one, as far as the clusters are written out,
// in whichever file of its directory: what was removed is told.
func TestMovedToAnotherClusterIsRemoved(t *testing.T) {
	on := func(argument, value string) string { return "cluster \"a\" {\n  " + argument + " = " + value + "\n}\n" }
	both := func(context, kubeconfig string) string {
		return "cluster \"a\" {\n  context = \"" + context + "\"\n  kubeconfig = \"" + kubeconfig + "\"\n}\n"
	}
	for name, c := range map[string]struct {
		was, now string
		removed  bool
	}{
		"other contexts":              {on("context", `"prod"`), on("context", `"staging"`), true},
		"the same context":            {on("context", `"prod"`), on("context", `"prod"`), false},
		"other kubeconfigs":           {on("kubeconfig", `"k/prod"`), on("kubeconfig", `"k/staging"`), true},
		"other kubeconfigs, one name": {both("default", "k/prod"), both("default", "k/staging"), true},
		"one kubeconfig, other names": {both("prod", "k/all"), both("staging", "k/all"), true},
		"the same in all":             {both("prod", "k/all"), both("prod", "k/all"), false},
		"one of two clusters":         {on("context", `"prod"`) + on("context", `"eu"`), on("context", `"eu"`), false},
		"none of two":                 {on("context", `"prod"`) + on("context", `"eu"`), on("context", `"us"`), true},
		"the current one before":      {"", on("context", `"eu"`), false},
		"the current one now":         {on("context", `"eu"`), "", false},
		"a context that is not known": {on("context", `"eu"`), on("context", "var.c"), false},
		"a kubeconfig is not known":   {both("default", "k/prod"), on("kubeconfig", "var.k"), false},
		"a kubeconfig respelled":      {on("kubeconfig", `"kc"`), on("kubeconfig", `"./kc"`), false},
		"by way of a directory":       {both("default", "k/../kc"), both("default", "kc"), false},
		"the same from their own":     {on("kubeconfig", `"../k/all"`), on("kubeconfig", `"../staging/../k/all"`), false},
		"in their directories":        {on("kubeconfig", `"kc"`), on("kubeconfig", `"../prod/kc"`), false},
		"another above":               {on("kubeconfig", `"kc"`), on("kubeconfig", `"../kc"`), true},
	} {
		for _, file := range []string{"main.wl.hcl", "clusters.wl.hcl"} {
			dir := newRepository(t)
			at := func(name string) string { return filepath.Join(dir, name) }
			for stack, clusters := range map[string]string{"prod": c.was, "staging": c.now} {
				write(t, at(stack+"/main.wl.hcl"), "stack \"shop\" {\n  namespace = \"shop\"\n}\n")
				if file == "main.wl.hcl" {
					clusters += "stack \"shop\" {\n  namespace = \"shop\"\n}\n"
				}
				write(t, at(stack+"/"+file), clusters)
			}
			git(t, dir, "add", "-A")
			git(t, dir, "commit", "-m", "both")
			if err := os.RemoveAll(at("prod")); err != nil {
				t.Fatal(err)
			}
			_, _, gone, err := Since(t.Context(), []string{dir}, "HEAD")
			if removed := len(gone) == 1 && gone[0].Dir == at("prod") && slices.Equal(gone[0].Alike, []string{at("staging")}); err != nil || removed != c.removed {
				t.Errorf("%s, in %s: %v, %v", name, file, gone, err)
			}
			// What is renamed in its directory is told likewise.
			write(t, at("prod/main.wl.hcl"), `stack "store" { namespace = "shop" }`)
			_, _, was, err := SinceIn(t.Context(), []string{at("prod"), at("staging")}, "HEAD")
			renamed := slices.ContainsFunc(was, func(g Gone) bool { return g.Dir == at("prod") && slices.Equal(g.Alike, []string{at("staging")}) })
			if err != nil || renamed != c.removed {
				t.Errorf("%s, renamed, in %s: %v, %v", name, file, was, err)
			}
		}
	}
}

// What may have taken a stack's name is named with it: also where only one of them writes its namespace out, but neither
// where that is another, nor the directory itself.
func TestStacksThatMayHaveTakenTheName(t *testing.T) {
	stack := func(namespace, context string) string {
		return "stack \"shop\" {\n  namespace = " + namespace + "\n}\ncluster \"a\" {\n  context = \"" + context + "\"\n}\n"
	}
	for name, c := range map[string]struct {
		now   string
		alike bool
	}{
		"the namespace":              {stack(`"front"`, "renamed"), true},
		"one that is not known":      {stack("var.ns", "prod"), true},
		"another":                    {stack(`"back"`, "prod"), false},
		"another name":               {strings.Replace(stack(`"front"`, "renamed"), "shop", "store", 1), false},
		"in a file that is no stack": {"cluster \"a\" {}\n", false},
	} {
		dir := newRepository(t)
		at := func(name string) string { return filepath.Join(dir, name) }
		write(t, at("was/main.wl.hcl"), stack(`"front"`, "prod"))
		git(t, dir, "add", "-A")
		git(t, dir, "commit", "-m", "was")
		if err := os.RemoveAll(at("was")); err != nil {
			t.Fatal(err)
		}
		write(t, at("now/main.wl.hcl"), c.now)
		_, _, gone, err := Since(t.Context(), []string{dir}, "HEAD")
		if len(gone) != 1 || slices.Equal(gone[0].Alike, []string{at("now")}) != c.alike || !c.alike && len(gone[0].Alike) > 0 {
			t.Errorf("%s: %v, %v", name, gone, err)
		}
	}
}
