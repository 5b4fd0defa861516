package check

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
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

// references warns of values that name a variable which does not exist, or which
// depends on themselves: Kubernetes leaves $(NAME) as it is then.
func (c *checker) references(item *module.Item, container blocks.Container) {
	environment := container.Environment()
	if !environment.Present() || item.Failed {
		return
	}
	v := c.variables(item, environment)
	plain := environment.Variables()
	for _, name := range slices.Sorted(maps.Keys(v.values)) {
		secret := plain.IsSensitive(object.NewPointer(name))
		for _, reference := range object.References(v.values[name]) {
			if nameOfVariable.MatchString(reference) && !v.has(reference) {
				c.unknown("The value of "+name, reference, secret, v, plain.ElementRange(name))
			}
		}
	}
	c.circles(container, plain, v)
	start := container.Lifecycle().Start()
	for _, arguments := range []decode.Argument[[]any]{container.Command(), container.Args(), start.Command(), start.Args()} {
		for i, text := range arguments.Value() {
			text, _ := text.(string)
			for _, reference := range object.References(text) {
				if shouted.MatchString(reference) && !v.has(reference) {
					c.unknown(arguments.Name()+" of "+container.Title(), reference, arguments.IsSensitive(object.NewPointer(i)), v, arguments.ElementRange(i))
				}
			}
		}
	}
}

// What looks like the name of a variable. The commands of a shell, which may
// stand in arguments in the same brackets, are not written in capitals.
var (
	nameOfVariable = regexp.MustCompile(`^[-._a-zA-Z][-._a-zA-Z0-9]*$`)
	shouted        = regexp.MustCompile(`^[A-Z_][A-Z0-9_]*$`)
)

func (c *checker) variables(item *module.Item, environment blocks.Environment) *variables {
	v := &variables{values: make(map[string]string), imported: make(map[string]bool)}
	for name, value := range environment.Variables().Value() {
		v.values[name], _ = value.(string)
		v.names = append(v.names, name)
	}
	for _, b := range environment.Blocks() {
		switch b.Schema.Name {
		case "import_config_map":
			c.imports(v, source{"config_map", item.Namespace, b.Label}, blocks.ImportConfigMap{Block: b}.Prefix().Value())
		case "import_secret":
			c.imports(v, source{"secret", item.Namespace, b.Label}, blocks.ImportSecret{Block: b}.Prefix().Value())
		default:
			v.names = append(v.names, b.Label)
		}
	}
	v.mentioned(item.Workload().Raw().Value())
	slices.Sort(v.names)
	return v
}

func (c *checker) imports(v *variables, from source, prefix string) {
	holder := c.keyed[from]
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

func (c *checker) unknown(where, name string, secret bool, v *variables, at hcl.Range) {
	if secret {
		c.warn(at, "No such variable", "%s, which is sensitive, refers to a variable that the container does not have, so the reference is not replaced. Add the variable, or write $$( for a literal $(.", where)
		return
	}
	c.warn(at, "No such variable", "%s refers to the variable %s, which the container does not have, so $(%s) is not replaced.%s Add the variable, or write $$(%s) for the literal text.",
		where, name, name, nearest.Sentence(name, v.names), name)
}

// circles warns of variables that need each other's values.
func (c *checker) circles(container blocks.Container, plain decode.Argument[map[string]any], v *variables) {
	told := make(map[string]bool)
	for _, start := range slices.Sorted(maps.Keys(v.values)) {
		path := v.circleFrom(start)
		if path == nil || slices.ContainsFunc(path, func(name string) bool { return told[name] || v.mayImport(name) }) {
			continue
		}
		for _, name := range path {
			told[name] = true
		}
		c.warn(plain.ElementRange(start), "Dependency cycle", "In %s, %s. Kubernetes does not replace such a reference. Set one of the variables to a plain value, or write $$( for a literal $(.",
			container.Title(), strings.Join(path, " refers to "))
	}
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
