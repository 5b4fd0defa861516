package eval

import (
	"strings"
	"testing"
)

// What a template and a for expression name as blocks are named is no iterator of a dynamic
// block, and no block that repeats.
func TestNamesOfBlocksWithinExpressions(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "region.tpl", `${cluster.region}`)
	write(t, dir, "loop.tpl", `%{ for n in [1] }${workload.region}%{ endfor }`)
	write(t, dir, "list.tpl", `${workload.ports.name}`)
	write(t, dir, "splat.tpl", `${join(",", workload.ports[*].name)}`)
	for expression, want := range map[string]string{
		`templatefile("region.tpl", { cluster = { name = "eu" } })`:                                   `cluster has no "region"; it has name. Name one of them.`,
		`templatefile("region.tpl", { cluster = { key = "eu", value = 1 } })`:                         `cluster has no "region"; it has key, value. Name one of them.`,
		`templatefile("region.tpl", { cluster = { regions = "eu" } })`:                                `cluster has no "region". Did you mean "regions"?`,
		`templatefile("region.tpl", { cluster = {} })`:                                                `cluster has no "region"; it is empty.`,
		`templatefile("loop.tpl", { workload = { key = "eu", value = 1 } })`:                          `workload has no "region"; it has key, value.`,
		`templatestring("$${secret.keys}", { secret = { key = "a", value = "b" } })`:                  `secret has no "keys". Did you mean "key"?`,
		`templatestring("$${try(cluster.region)}", { cluster = { key = "a", value = "b" } })`:         `cluster has no "region"; it has key, value.`,
		`templatefile("list.tpl", { workload = { ports = [{ name = "a" }] } })`:                       `workload.ports is a list. Write workload.ports[0].name`,
		`templatefile("splat.tpl", { workload = { ports = { a = { name = "x" } } } })`:                `workload.ports is an object, not a list: [*]`,
		`[for cluster in [{ name = "eu" }] : cluster.region]`:                                         `This object does not have an attribute named "region".`,
		`[for cluster in [{ key = "eu", value = 1 }] : try(cluster.region)]`:                          `cluster has no "region"; it has key, value.`,
		`[for config_map in [{ key = "eu", value = [{ name = "a" }] }] : try(config_map.value.name)]`: `config_map.value is a list. Write config_map.value[0].name`,
	} {
		_, diags := evaluate(t, dir, expression)
		text := diags.Error()
		if !strings.Contains(text, want) || strings.Contains(text, "iterator") || strings.Contains(text, "has count") || strings.Contains(text, "has for_each") {
			t.Errorf("%s: %v, want %q", expression, diags, want)
		}
	}
}
