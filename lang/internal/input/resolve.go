package input

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/source"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Argument is a --var or, with File set, a --var-file.
type Argument struct {
	Name, Value string
	File        string
}

// Value is a variable's value and where it was given.
type Value struct {
	Value cty.Value
	Range hcl.Range
}

// environmentPrefix begins the names of environment variables that give values.
const environmentPrefix = "WL_VAR_"

// Declared are the variables of a stack.
type Declared struct {
	Variables []Variable
	Broken    bool // there may be others, where the source could not be read
}

// Resolve gives every declared variable its value. What is given later counts:
// the environment, then *.auto.wlvars of the directory by name, then the
// arguments in their order. The files that are read are not handed out: messages
// would quote lines of them, and what stands there may be secret. Missing says of
// variables that have no value what is to be done.
func Resolve(t source.Tree, dir string, declared Declared, arguments []Argument, environment []string) (values map[string]Value, missing map[string]*hcl.Diagnostic, diags hcl.Diagnostics) {
	r := &resolver{tree: t, Declared: declared, given: make(map[string]given), missing: make(map[string]*hcl.Diagnostic)}
	r.environment(environment)
	r.automatic(dir)
	for _, a := range arguments {
		if a.File != "" {
			r.file(a.File, "")
		} else {
			r.argument(a)
		}
	}
	r.lookBeside(dir)
	values = make(map[string]Value, len(declared.Variables))
	for i := range declared.Variables {
		v := &declared.Variables[i]
		values[v.Name] = r.value(v)
	}
	return values, r.missing, r.diags
}

type resolver struct {
	Declared
	tree    source.Tree
	given   map[string]given
	missing map[string]*hcl.Diagnostic
	beside  map[string][]string // files of the stack's directory that set a variable, and were not given
	diags   hcl.Diagnostics
	// unknown is what else would have been given, where that could not be read:
	// a variable without a value may have one there.
	unknown bool
}

// given is a value as it came: text whose meaning depends on the variable's
// type, or an expression of a file.
type given struct {
	text string
	from string         // what gave the text: "--var image_tag"
	expr hcl.Expression // nil for text
}

func (r *resolver) find(name string) *Variable {
	for i := range r.Variables {
		if r.Variables[i].Name == name {
			return &r.Variables[i]
		}
	}
	return nil
}

func (r *resolver) names() []string {
	names := make([]string, len(r.Variables))
	for i, v := range r.Variables {
		names[i] = v.Name
	}
	return names
}

// environment takes what is declared; anything else may be another stack's.
func (r *resolver) environment(environment []string) {
	for _, e := range environment {
		full, value, _ := strings.Cut(e, "=")
		name, ok := strings.CutPrefix(full, environmentPrefix)
		if ok && r.find(name) != nil {
			r.given[name] = given{text: value, from: full}
		}
	}
}

func (r *resolver) automatic(dir string) {
	entries, err := r.tree.ReadDir(dir)
	if err != nil {
		return // reading the configuration has reported it
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".auto.wlvars") || strings.HasSuffix(e.Name(), ".auto.wlvars.json") {
			r.file(filepath.Join(dir, e.Name()), dir)
		}
	}
}

func (r *resolver) argument(a Argument) {
	if a.Name == "" { // what was given may be a value
		r.unknown = true
		r.diags = append(r.diags, diag.Nowhere("Invalid --var", "The argument of --var is not of the form name=value. Write --var name=value."))
		return
	}
	if name := strings.TrimSpace(a.Name); r.find(a.Name) == nil {
		if r.Broken {
			return
		}
		d := diag.Nowhere("Undeclared variable", `--var %s: the stack declares no such variable.%s Declare it with variable %q {}, or remove the flag.`,
			name, nearest.Sentence(name, r.names()), name)
		if r.find(name) != nil {
			diag.Reword(d, "--var %q: the name has a space beside it. Write --var %s=…, without a space before the equals sign.", a.Name, name)
		}
		r.diags = append(r.diags, d)
		return
	}
	r.given[a.Name] = given{text: a.Value, from: "--var " + a.Name}
}

// file takes the values of a file; root is the directory that it must be in, if
// any.
func (r *resolver) file(name, root string) {
	attributes, diags := r.attributes(name, root)
	r.diags = append(r.diags, diags...)
	r.unknown = r.unknown || diags.HasErrors()
	for _, a := range attributes {
		if r.find(a.Name) == nil {
			if r.Broken {
				continue
			}
			r.diags = append(r.diags, diag.Warning(a.NameRange, "Undeclared variable", "The stack declares no variable %q.%s Remove the line, or declare it with variable %q {}.",
				a.Name, nearest.Sentence(a.Name, r.names()), a.Name))
			continue
		}
		r.given[a.Name] = given{expr: a.Expr}
	}
}

// attributes reads a file of variables, as far as it can be read.
func (r *resolver) attributes(name, root string) (hcl.Attributes, hcl.Diagnostics) {
	src, diags := syntax.ReadSource(r.tree, name, root)
	if diags.HasErrors() {
		return nil, diags
	}
	f, diags := syntax.ParseValues(src, name)
	if diags.HasErrors() {
		return nil, r.unquoted(diags, src)
	}
	attributes, more := f.Body.JustAttributes()
	return attributes, r.unquoted(append(diags, more...), src)
}

// quoted is what a message about syntax quotes of a file.
var quoted = regexp.MustCompile(`"[^"]{3,}"`)

// unquoted are messages about a file of values without what they quote of it,
// but for the names of variables.
func (r *resolver) unquoted(diags hcl.Diagnostics, src []byte) hcl.Diagnostics {
	for _, d := range diags {
		d.Detail = quoted.ReplaceAllStringFunc(d.Detail, func(text string) string {
			if inner := text[1 : len(text)-1]; r.find(inner) != nil || !bytes.Contains(src, []byte(inner)) {
				return text
			}
			return "(sensitive)"
		})
		diag.Plain(d)
	}
	return diags
}

// value is what a variable has in the end.
func (r *resolver) value(v *Variable) Value {
	g, ok := r.given[v.Name]
	switch {
	case v.bad:
		return Value{cty.DynamicVal, v.Header}
	case ok:
		return r.givenValue(v, g)
	case v.fallback != cty.NilVal:
		return Value{v.fallback, v.Header}
	}
	if !r.unknown {
		r.missing[v.Name] = r.unset(v)
	}
	return Value{cty.DynamicVal, v.Header}
}

// unset says of a variable without a value what is to be done; where files beside the
// stack set it that were not given, which they are.
func (r *resolver) unset(v *Variable) *hcl.Diagnostic {
	if files := r.beside[v.Name]; len(files) > 0 {
		return diag.Error(v.Header, diag.NoValue, "The variable %q has no default, and no value is set. It is set in %s: give the file with --var-file %s.",
			v.Name, message.Join(files, ", "), files[0])
	}
	return diag.Error(v.Header, diag.NoValue,
		"The variable %q has no default, and no value is set. Set it with --var %s=…, in a file *.auto.wlvars, or in the environment as %s%s.", v.Name, v.Name, environmentPrefix, v.Name)
}

func (r *resolver) givenValue(v *Variable, g given) Value {
	expr, at := g.expr, v.Header
	if expr == nil {
		var diags hcl.Diagnostics
		if expr, diags = v.parse(g); diags.HasErrors() {
			r.diags = append(r.diags, diags...)
			return Value{cty.DynamicVal, at}
		}
	} else {
		at = expr.Range()
	}
	value, problem := v.constant(expr)
	if problem != nil {
		if g.expr == nil {
			problem = diag.Nowhere(problem.Summary, "%s: %s", g.from, diag.Detail(problem))
		}
		r.diags = append(r.diags, problem)
		return Value{cty.DynamicVal, at}
	}
	converted, err := v.convert(value, at)
	if err != nil {
		if g.expr == nil {
			diag.Reword(err, "%s: %s", g.from, diag.Detail(err))
		}
		r.diags = append(r.diags, err)
	}
	return Value{converted, at}
}
