package lang

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// In JSON, the text of a reference may be the reference itself or a template of it, wherever
// an argument holds references alone.
func TestReferencesInJSON(t *testing.T) {
	const stack = `{
  "stack": {"shop": {}},
  "cluster": {"a": {}, "b": {}, "made": {"for_each": {"x": 1}}},
  "config_map": {
    "first": {"data": {}, "clusters": [%[1]q, %[2]q]},
    "second": {"data": {}, "depends_on": [%[3]q]}
  },
  "workload": {"smoke": {
    "kind": "Job", "container": {"main": {"image": "a:1"}}
  }},
  "removed": {"from": %[4]q, "lifecycle": {"destroy": false}},
  "rollout": {
    "home": %[1]q,
    "wave": {"all": {"clusters": [%[1]q, "${cluster.b}", %[2]q], "check": {"smoke": {"workload": %[5]q}}}}
  }
}`
	names := []any{"cluster.a", "cluster.made", "config_map.first", `workload.old["a"]`, "workload.smoke"}
	compile := func(names ...any) *Compilation {
		source := fmt.Sprintf(stack, names...)
		return Compile(t.Context(), ".", Options{Files: fstest.MapFS{"main.wl.hcl.json": &fstest.MapFile{Data: []byte(source)}}})
	}
	var templates []any
	for _, name := range names {
		templates = append(templates, "${"+name.(string)+"}")
	}
	for _, written := range [][]any{names, templates} {
		c := compile(written...)
		if c.Diagnostics.HasErrors() || len(c.Stack.Clusters) != 3 {
			t.Fatalf("%s: %v", written, c.Diagnostics)
		}
		for _, cluster := range c.Stack.Clusters {
			var made []string
			for _, m := range cluster.Objects {
				made = append(made, m.Address)
				for _, first := range m.DependsOn {
					made = append(made, "after "+first.Name)
				}
			}
			want := "config_map.first config_map.second after first"
			if cluster.Name == "b" {
				want = "config_map.second"
			}
			if got := strings.Join(made, " "); got != want || len(cluster.Checks) != 1 {
				t.Errorf("%s: cluster %s has %s, want %s", written, cluster.Name, got, want)
			}
			if !slices.Equal(cluster.Released, []string{`workload.old["a"]`}) {
				t.Errorf("%s: %s are released", written, cluster.Released)
			}
		}
	}
	// What is none is told, but not to be written as JSON cannot have it.
	for i, wrong := range []string{"a", "clusters.a", "config_map", "workload.old service", "smoke"} {
		with := append([]any{}, names...)
		with[i] = wrong
		diags := compile(with...).Diagnostics
		if !diags.HasErrors() || strings.Contains(diags.Error(), "without quotes") {
			t.Errorf("%s: %v", wrong, diags)
		}
	}
}

// In JSON, a list may have several blocks of one label: no dynamic block has made them.
func TestDuplicatesInJSON(t *testing.T) {
	for source, want := range map[string]string{
		`"config_map": {"a": [{"data": {}}, {"data": {}}]}`:                                                  `There is more than one config_map "a" in this list.`,
		`"config_map": [{"a": {"data": {}}}, {"a": {"data": {}}}]`:                                           `config_map "a" is already declared at main.wl.hcl.json:1.`,
		`"removed": {"from": "workload.a", "lifecycle": [{"destroy": false}, {"destroy": false}]}`:           `lifecycle is allowed only once`,
		`"workload": {"main": {"kind": "Job", "container": {"main": [{"image": "a:1"}, {"image": "a:1"}]}}}`: `There is more than one container "main" in this list.`,
	} {
		files := fstest.MapFS{"main.wl.hcl.json": &fstest.MapFile{Data: []byte(`{"stack": {"shop": {}}, ` + source + `}`)}}
		diags := Compile(t.Context(), ".", Options{Files: files}).Diagnostics
		said := ""
		for _, d := range diags {
			said += d.Detail + "\n"
		}
		if !strings.Contains(said, want) || strings.Contains(said, "dynamic") {
			t.Errorf("%s: %s\nwant %s", source, said, want)
		}
	}
}
