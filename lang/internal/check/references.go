package check

import (
	"maps"
	"regexp"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// references warns of values that name a variable which does not exist, or which
// depends on themselves: Kubernetes leaves $(NAME) as it is then.
func (c *container) references() {
	environment := c.Environment()
	if !environment.Present() || c.item.Failed {
		return
	}
	r := references{c.report, c.Container, environment.Variables(), variablesOf(environment, c.item, c.held)}
	r.ofValues()
	r.circles()
	r.ofArguments()
}

// references are those of a container's values and arguments to its variables,
// being checked.
type references struct {
	*report
	container blocks.Container
	plain     decode.Argument[map[string]any]
	known     *variables
}

func (r references) ofValues() {
	for _, name := range slices.Sorted(maps.Keys(r.known.values)) {
		secret := r.plain.IsSensitive(object.PathOf(name))
		for _, reference := range object.References(r.known.values[name]) {
			if nameOfVariable.MatchString(reference) && !r.known.has(reference) {
				r.unknown(message.New("The value of %s", name), reference, secret, r.plain.ElementRange(name))
			}
		}
	}
}

func (r references) ofArguments() {
	start := r.container.Lifecycle().Start()
	for _, arguments := range []decode.Argument[[]any]{r.container.Command(), r.container.Args(), start.Command(), start.Args()} {
		for i, text := range arguments.Value() {
			text, _ := text.(string)
			for _, reference := range object.References(text) {
				if shouted.MatchString(reference) && !r.known.has(reference) {
					r.unknown(message.New("%s of %s", arguments.Name(), r.container.Title()), reference, arguments.IsSensitive(object.Path{}.Index(i)), arguments.ElementRange(i))
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

func (r references) unknown(where message.Text, name string, secret bool, at hcl.Range) {
	if secret {
		r.warn(at, "No such variable", "%s, which is sensitive, refers to a variable that the container does not have, so the reference is not replaced. Add the variable, or write $$( for a literal $(.", where)
		return
	}
	r.warn(at, "No such variable", "%s refers to the variable %s, which the container does not have, so $(%s) is not replaced.%s Add the variable, or write $$(%s) for the literal text.",
		where, name, name, nearest.Sentence(name, r.known.names), name)
}

// circles warns of variables that need each other's values.
func (r references) circles() {
	told := make(map[string]bool)
	for _, start := range slices.Sorted(maps.Keys(r.known.values)) {
		path := r.known.circleFrom(start)
		if path == nil || slices.ContainsFunc(path, func(name string) bool { return told[name] || r.known.mayImport(name) }) {
			continue
		}
		for _, name := range path {
			told[name] = true
		}
		r.warn(r.plain.ElementRange(start), "Dependency cycle", "In %s, %s. Kubernetes does not replace such a reference. Set one of the variables to a plain value, or write $$( for a literal $(.",
			r.container.Title(), message.Join(path, " refers to "))
	}
}
