package check

import (
	"regexp"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/module"
)

// variables are what is known of a container's environment.
type variables struct {
	values map[string]string // of those that have a plain one
	names  []string          // sorted
	// imported are the names that ConfigMaps and Secrets of the stack bring;
	// prefixes begin those of which only the cluster knows the rest.
	imported map[string]bool
	prefixes []string
}

func variablesOf(environment blocks.Environment, item *module.Item, held holders) *variables {
	v := &variables{values: make(map[string]string), imported: make(map[string]bool)}
	for name, value := range environment.Variables().Value() {
		v.values[name], _ = value.(string)
		v.names = append(v.names, name)
	}
	for _, b := range environment.Blocks() {
		switch b.Schema.Name {
		case "import_config_map":
			v.imports(held, source{"config_map", item.Namespace, b.Label}, blocks.ImportConfigMap{Block: b}.Prefix().Value())
		case "import_secret":
			v.imports(held, source{"secret", item.Namespace, b.Label}, blocks.ImportSecret{Block: b}.Prefix().Value())
		default:
			v.names = append(v.names, b.Label)
		}
	}
	v.mentioned(item.Workload().Raw().Value())
	slices.Sort(v.names)
	return v
}

func (v *variables) imports(held holders, from source, prefix string) {
	holder := held[from]
	if holder == nil {
		v.prefixes = append(v.prefixes, prefix)
		return
	}
	for key := range entriesOf(holder) {
		v.imported[prefix+key] = true
	}
}

// mentioned takes what raw adds to any container's environment.
func (v *variables) mentioned(value any) {
	switch value := value.(type) {
	case map[string]any:
		if value["envFrom"] != nil {
			v.prefixes = append(v.prefixes, "")
		}
		if name, ok := value["name"].(string); ok {
			v.imported[name] = true
		}
		for _, inner := range value {
			v.mentioned(inner)
		}
	case []any:
		for _, inner := range value {
			v.mentioned(inner)
		}
	}
}

// ofService are the variables that Kubernetes gives every Pod for each Service of
// its namespace, also for those of other stacks.
var ofService = regexp.MustCompile(`^[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$`)

// has reports whether there is a variable of that name, or may be.
func (v *variables) has(name string) bool {
	_, own := slices.BinarySearch(v.names, name)
	return own || v.mayImport(name) || ofService.MatchString(name)
}

func (v *variables) mayImport(name string) bool {
	return v.imported[name] || slices.ContainsFunc(v.prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
}

// circleFrom finds a way of references from a variable back to itself.
func (v *variables) circleFrom(start string) []string {
	seen := make(map[string]bool)
	var walk func(name string, path []string) []string
	walk = func(name string, path []string) []string {
		path = append(path, name)
		for _, next := range object.References(v.values[name]) {
			if next == start {
				return append(path, next)
			}
			if _, plain := v.values[next]; plain && !seen[next] {
				seen[next] = true
				if found := walk(next, path); found != nil {
					return found
				}
			}
		}
		return nil
	}
	return walk(start, nil)
}
