package lang_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workloadlang/wl/lang"
)

// partly is a stack whose variables are each used by one thing.
const partly = `
variable "ns" { type = string }
variable "context" { type = string }
variable "image" { type = string }
variable "zone" { type = string }
variable "unused" { type = string }
variable "limit" {
  type = number
  validation {
    condition     = var.limit > 0
    error_message = "must be positive"
  }
}

stack "partly" { namespace = local.space }

cluster "east" { context = var.context }

locals {
  space = "team-${var.ns}"
  far   = "zone-${var.zone}"
}

workload "front" {
  kind = "Deployment"
  container "nginx" { image = var.image }
}

output "where" { value = local.far }
`

func compilePartly(t *testing.T, extent lang.Extent, variables ...string) *lang.Compilation {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), []byte(partly), 0o600); err != nil {
		t.Fatal(err)
	}
	o := lang.Options{Extent: extent}
	for _, v := range variables {
		name, value, _ := strings.Cut(v, "=")
		o.Variables = append(o.Variables, lang.VariableArgument{Name: name, Value: value})
	}
	return lang.Compile(t.Context(), dir, o)
}

// Whatever is not evaluated needs no variables, and what is needs its own.
func TestOnlyWhatIsUsedNeedsAValue(t *testing.T) {
	for _, c := range []struct {
		extent lang.Extent
		given  []string
		lacks  []string
	}{
		{lang.Identity, []string{"ns=a", "context=b"}, nil},
		{lang.Identity, []string{"context=b"}, []string{"ns"}},
		{lang.Identity, nil, []string{"ns", "context"}},
		{lang.Objects, []string{"ns=a", "context=b", "image=nginx:1.27"}, nil},
		{lang.Objects, []string{"ns=a", "context=b"}, []string{"image"}},
		{lang.Everything, []string{"ns=a", "context=b", "image=nginx:1.27"}, []string{"zone", "unused", "limit"}},
	} {
		got := compilePartly(t, c.extent, c.given...)
		if got.LacksValues() != (len(c.lacks) > 0) || got.Diagnostics.HasErrors() != (len(c.lacks) > 0) {
			t.Errorf("%v with %v: %v", c.extent, c.given, got.Diagnostics)
		}
		for _, name := range []string{"ns", "context", "image", "zone", "unused", "limit"} {
			asked := 0
			for _, d := range got.Diagnostics {
				if d.Summary == "No value for variable" && strings.Contains(d.Detail, `"`+name+`"`) {
					asked++
				}
			}
			want := 0
			for _, l := range c.lacks {
				if l == name {
					want = 1
				}
			}
			if asked != want {
				t.Errorf("%v with %v asks %d times for %s", c.extent, c.given, asked, name)
			}
		}
	}
}

// Of the blocks of the stack and of its clusters, too, only what is used needs
// values.
func TestOnlyWhatIsUsedOfTheStackNeedsAValue(t *testing.T) {
	const stack = `
variable "x" { type = string }
stack "partly" {
  ARGUMENT
}
cluster "east" {
  CLUSTER
}
module "m" {
  source = "./m"
  x      = INPUT
}
variable "y" {
  default = "a"
  validation {
    condition     = var.y != RULE
    error_message = "must differ"
  }
}
workload "front" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
    MORE
  }
}
`
	for name, c := range map[string]struct {
		replaced map[string]string
		asked    map[lang.Extent]bool
	}{
		"nothing":                     {nil, map[lang.Extent]bool{lang.Everything: true}},
		"the namespace":               {map[string]string{"ARGUMENT": "namespace = var.x"}, map[lang.Extent]bool{lang.Everything: true, lang.Objects: true, lang.Identity: true}},
		"the state's":                 {map[string]string{"ARGUMENT": "state { namespace = var.x }"}, map[lang.Extent]bool{lang.Everything: true, lang.Objects: true, lang.Identity: true}},
		"the limits":                  {map[string]string{"ARGUMENT": "limits = var.x"}, map[lang.Extent]bool{lang.Everything: true, lang.Objects: true}},
		"what drift is":               {map[string]string{"ARGUMENT": "drift { managers = [var.x] }"}, map[lang.Extent]bool{lang.Everything: true, lang.Objects: true}},
		"an image without collectors": {map[string]string{"ARGUMENT": "log_collector_image = var.x"}, map[lang.Extent]bool{lang.Everything: true}},
		"an image of collectors": {map[string]string{"ARGUMENT": "log_collector_image = var.x", "MORE": `log {
      file "/var/log/a.log" {}
    }`}, map[lang.Extent]bool{lang.Everything: true, lang.Objects: true}},
		"a cluster's context":     {map[string]string{"CLUSTER": "context = var.x"}, map[lang.Extent]bool{lang.Everything: true, lang.Objects: true, lang.Identity: true}},
		"a cluster's version":     {map[string]string{"CLUSTER": "kubernetes_version = var.x"}, map[lang.Extent]bool{lang.Everything: true, lang.Objects: true}},
		"labels that nobody uses": {map[string]string{"CLUSTER": "labels = { a = var.x }", "MORE": `args = [target.name]`}, map[lang.Extent]bool{lang.Everything: true}},
		"labels":                  {map[string]string{"CLUSTER": "labels = { a = var.x }", "MORE": `args = [target.labels.a]`}, map[lang.Extent]bool{lang.Everything: true, lang.Objects: true}},
		"an unused input":         {map[string]string{"INPUT": "var.x"}, map[lang.Extent]bool{lang.Everything: true}},
		"a rule of another":       {map[string]string{"RULE": "var.x"}, map[lang.Extent]bool{lang.Everything: true}},
	} {
		source := stack
		for placeholder, otherwise := range map[string]string{"ARGUMENT": "", "CLUSTER": "", "INPUT": `"a"`, "RULE": `"b"`, "MORE": ""} {
			if text, ok := c.replaced[placeholder]; ok {
				otherwise = text
			}
			source = strings.ReplaceAll(source, placeholder, otherwise)
		}
		dir := t.TempDir()
		for file, text := range map[string]string{"stack.wl.hcl": source, "m/m.wl.hcl": "variable \"x\" {}\noutput \"x\" { value = var.x }\n"} {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, extent := range []lang.Extent{lang.Everything, lang.Objects, lang.Identity} {
			got := lang.Compile(t.Context(), dir, lang.Options{Extent: extent})
			if got.LacksValues() != c.asked[extent] || got.Diagnostics.HasErrors() != c.asked[extent] {
				t.Errorf("%s, %v: %v", name, extent, got.Diagnostics)
			}
		}
	}
}

// An identity is the whole one, without objects.
func TestIdentity(t *testing.T) {
	s := compilePartly(t, lang.Identity, "ns=a", "context=b").Stack
	if s.ID.Namespace != "team-a" || len(s.Clusters) != 1 || s.Clusters[0].Context != "b" || len(s.Clusters[0].Objects) > 0 {
		t.Errorf("%+v", s)
	}
	if got := compilePartly(t, lang.Identity, "ns=a", "context=b", "limit=-1"); !got.Diagnostics.HasErrors() {
		t.Error("a value that breaks its variable's rule is accepted")
	}
}

// What is wrong in blocks that an identity does not use is nothing to it: only to whoever asks for objects.
func TestIdentityDespiteErrorsElsewhere(t *testing.T) {
	const stack = "stack \"s\" { namespace = local.ns }\ncluster \"east\" { context = \"e\" }\nlocals { ns = \"a\" }\n"
	for name, c := range map[string]struct {
		files map[string]string
		fine  bool
	}{
		"an unknown argument":     {map[string]string{"a.wl.hcl": stack + "workload \"web\" {\n  kind = \"Deployment\"\n  container \"a\" { imagee = \"nginx\" }\n}\n"}, true},
		"an unknown block":        {map[string]string{"a.wl.hcl": stack + "config_map \"c\" {\n  datta {}\n}\n"}, true},
		"missing, twice the same": {map[string]string{"a.wl.hcl": stack + "volume_claim \"c\" {}\nvolume_claim \"c\" {}\n"}, true},
		"without a label":         {map[string]string{"a.wl.hcl": stack + "config_map {}\n"}, true},
		"an output":               {map[string]string{"a.wl.hcl": stack + "output \"o\" {}\n"}, true},
		"in another file":         {map[string]string{"a.wl.hcl": stack, "b.wl.hcl": "workload \"web\" { kynd = 1 }\n"}, true},
		"in JSON":                 {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"config_map": {"c": {"datta": {}}}}`}, true},
		"in a module":             {map[string]string{"a.wl.hcl": stack + "module \"m\" { source = \"./m\" }\n", "m/a.wl.hcl": "workload \"web\" { kynd = 1 }\n"}, true},
		"a module that is absent": {map[string]string{"a.wl.hcl": stack + "module \"m\" { source = \"./n\" }\n"}, true},
		"of a module, used": {map[string]string{"a.wl.hcl": strings.ReplaceAll(stack, `"a"`, "module.m.ns") + "module \"m\" { source = \"./m\" }\n",
			"m/a.wl.hcl": "output \"ns\" { value = \"a\" }\nworkload \"web\" { kynd = 1 }\n"}, false},
		"of the stack":         {map[string]string{"a.wl.hcl": strings.ReplaceAll(stack, "local.ns }", "local.ns\n  namespaces = 1\n}")}, false},
		"of a cluster":         {map[string]string{"a.wl.hcl": stack + "cluster \"west\" { contxt = \"w\" }\n"}, false},
		"an unknown one":       {map[string]string{"a.wl.hcl": stack + "cluser \"west\" { context = \"w\" }\n"}, false},
		"an unknown one, JSON": {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"config_map": {"c": {}}, "cluser": {"west": {}}}`}, false},
		"a misplaced cluster":  {map[string]string{"a.wl.hcl": stack + "config_map \"c\" {\n  cluster \"west\" { context = \"w\" }\n}\n"}, false},
		"the syntax":           {map[string]string{"a.wl.hcl": stack + "config_map \"c\" {\n"}, false},
	} {
		dir := written(t, c.files)
		got := lang.Compile(t.Context(), dir, lang.Options{Extent: lang.Identity})
		if got.Diagnostics.HasErrors() == c.fine || c.fine && (got.Stack.ID.Namespace != "a" || len(got.Stack.Clusters) != 1 || got.Stack.Clusters[0].Context != "e") {
			t.Errorf("%s: %+v: %v", name, got.Stack, got.Diagnostics)
		}
		if all := lang.Compile(t.Context(), dir, lang.Options{Extent: lang.Objects}); !all.Diagnostics.HasErrors() {
			t.Errorf("%s: nothing is wrong", name)
		}
	}
}

// An identity that uses a module without an error is the same as ever.
func TestIdentityOfAModule(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "m"), 0o700); err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{"a.wl.hcl": "stack \"s\" { namespace = module.m.ns }\nmodule \"m\" { source = \"./m\" }\n", "m/a.wl.hcl": "output \"ns\" { value = \"a\" }\n"} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := lang.Compile(t.Context(), dir, lang.Options{Extent: lang.Identity}); got.Diagnostics.HasErrors() || got.Stack.ID.Namespace != "a" {
		t.Errorf("%+v: %v", got.Stack, got.Diagnostics)
	}
}

// What may be meant to say on which clusters the stack is, but stands where it does not, is not passed over: without it,
// the stack would be on another cluster. A stack without it is on the current one, whatever else is wrong.
func TestIdentityPassesOverNoMisplacedCluster(t *testing.T) {
	const stack, call = "stack \"s\" { namespace = \"a\" }\n", "module \"m\" { source = \"./m\" }\n"
	const cluster, typo = "cluster \"west\" { kubeconfig = \"w\" }\n", "workload \"web\" {\n  kind = \"Deployment\"\n  container \"a\" { imagee = \"nginx\" }\n}\n"
	for name, c := range map[string]struct {
		files map[string]string
		fine  bool
	}{
		"of a module":                {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl": cluster}, false},
		"of a module's module":       {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl": "module \"n\" { source = \"./n\" }\n", "m/n/n.wl.hcl": cluster}, false},
		"of a module, in JSON":       {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl.json": `{"cluster": {"x": {"kubeconfig": "w"}}}`}, false},
		"of a module, called so":     {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"module": {"m": {"source": "./m"}}}`, "m/m.wl.hcl": cluster}, false},
		"within a block of a module": {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl": "config_map \"c\" {\n  cluster \"x\" {}\n}\n"}, false},
		"misspelled in a module":     {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl": strings.Replace(cluster, "cluster", "cluser", 1)}, false},
		"so in a module of JSON":     {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl.json": `{"cluser": {"x": {"kubeconfig": "w"}}}`}, false},
		"in a broken module":         {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl": "config_map \"c\" {\n" + cluster}, false},
		"in a broken one of JSON":    {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl.json": `{"cluster": {"x": {}}`}, false},
		"a call without a label":     {map[string]string{"a.wl.hcl": stack + "module { source = \"./m\" }\n", "m/m.wl.hcl": cluster}, false},
		"in JSON":                    {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"config_map": {"c": {"data": {}, "cluster": {"x": {"kubeconfig": "w"}}}}}`}, false},
		"in lists of JSON":           {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"config_map": [{"c": [{"cluster": [{"x": {"kubeconfig": "w"}}]}]}]}`}, false},
		"deep in JSON":               {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"workload": {"c": {"kind": "Job", "container": {"a": {"image": "a:1", "more": {"cluster": {"x": {}}}}}}}}`}, false},
		"in JSON with a loop":        {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"config_map": {"for": {"cluster": {"x": {"kubeconfig": "w"}}}}}`}, false},
		"as a label in JSON":         {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"config_map": {"c": {"data": {}}, "cluster": {"x": {"kubeconfig": "w"}}}}`}, false},
		"in a list of labels":        {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"workload": [{"c": {"kind": "Job"}}, {"cluster": [{"x": {"context": "w"}}]}]}`}, false},
		"as a label within a block":  {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"workload": {"c": {"kind": "Job", "container": {"a": {"image": "a:1"}, "cluster": {"x": {}}}}}}`}, false},
		"a state as a label":         {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"output": {"c": {"value": 1}, "state": {"backend": "file"}}}`}, false},
		"as an argument":             {map[string]string{"a.wl.hcl": stack + "config_map \"c\" {\n  cluster = { x = { kubeconfig = \"w\" } }\n}\n"}, false},
		"generated":                  {map[string]string{"a.wl.hcl": stack + "config_map \"c\" {\n  dynamic \"cluster\" {\n    for_each = [1]\n    content {}\n  }\n}\n"}, false},
		"a state":                    {map[string]string{"a.wl.hcl": stack + "config_map \"c\" {\n  state { backend = \"file\" }\n}\n"}, false},
		"none":                       {map[string]string{"a.wl.hcl": stack + typo}, true},
		"none, with a module":        {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl": "locals { cluster = {} }\nvariable \"state\" {}\n" + typo}, true},
		"none, with one in JSON":     {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl.json": `{"//": "m", "locals": {"cluster": {}}, "config_map": {"cluster": {"data": {}, "labls": "x"}, "c": {"datta": {}}}}`}, true},
		"none, in JSON":              {map[string]string{"a.wl.hcl": stack, "b.wl.hcl.json": `{"//": "b", "workload": {"state": {"kind": "Job", "container": {"stack": {"imagee": "a"}}}}, "config_map": {"c": {"data": {"cluster": "x"}, "labels": {"stack": "s"}}}}`}, true},
		"modules in a circle":        {map[string]string{"a.wl.hcl": stack + call, "m/m.wl.hcl": "module \"n\" { source = \"../n\" }\n", "n/n.wl.hcl": "module \"m\" { source = \"../m\" }\n"}, true},
		"names":                      {map[string]string{"a.wl.hcl": stack + typo + "config_map \"cluster\" {\n  data = { cluster = \"x\" }\n}\nmodule \"state\" {\n  source  = \"./m\"\n  cluster = { a = 1 }\n}\n", "m/m.wl.hcl": "variable \"cluster\" {}\n"}, true},
	} {
		dir := written(t, c.files)
		got := lang.Compile(t.Context(), dir, lang.Options{Extent: lang.Identity})
		if got.Diagnostics.HasErrors() == c.fine || c.fine && (got.Stack.ID.Namespace != "a" || len(got.Stack.Clusters) != 1 || got.Stack.Clusters[0].Declared) {
			t.Errorf("%s: %+v: %v", name, got.Stack, got.Diagnostics)
		}
		if all := lang.Compile(t.Context(), dir, lang.Options{Extent: lang.Objects}); !all.Diagnostics.HasErrors() {
			t.Errorf("%s: nothing is wrong", name)
		}
	}
}

// written is a directory with files.
func written(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for file, text := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
