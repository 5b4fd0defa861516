package table

import "github.com/workloadlang/wl/lang/schema"

// The constructors of rows. A row reads: name, type, Kubernetes path (empty
// where a function compiles it or it is wl's own), English, Chinese, and then
// what is special about it.

// longRunning are the kinds whose Pods run on and are upgraded in place.
const longRunning = schema.Deployment | schema.StatefulSet | schema.DaemonSet

type option func(*schema.Attribute)

func attr(name string, t schema.Type, path, english, chinese string, options ...option) *schema.Attribute {
	a := &schema.Attribute{Name: name, Type: t, English: english, Chinese: chinese}
	for _, o := range options {
		o(a)
	}
	if path != "" {
		a.Places = append(a.Places, schema.Place{Kinds: schema.AllKinds, Path: schema.ParsePath(path)})
	}
	return a
}

func required(a *schema.Attribute) { a.Required = true }
func nullable(a *schema.Attribute) { a.Nullable = true }
func public(a *schema.Attribute)   { a.Public = true }
func guarded(a *schema.Attribute)  { a.Guarded = true }
func openKeys(a *schema.Attribute) { a.OpenKeys = true }

// inSection is the documented section of a row, where it is not its block's.
func inSection(number string) option { return func(a *schema.Attribute) { a.Section = number } }

// example is a value as it is written in HCL.
func example(hcl string) option { return func(a *schema.Attribute) { a.Example = hcl } }

// calledElsewhere are names that people bring along for a row that is in many blocks; see
// readings for the others.
func calledElsewhere(names ...string) option {
	return func(a *schema.Attribute) { a.Also = append(a.Also, names...) }
}

// in restricts a row to some kinds of workload.
func in(k schema.Kinds) option { return func(a *schema.Attribute) { a.Kinds = k } }

// at gives the path for some kinds, where it is not the row's.
func at(k schema.Kinds, path string) option {
	return func(a *schema.Attribute) {
		a.Places = append(a.Places, schema.Place{Kinds: k, Path: schema.ParsePath(path)})
	}
}

// byDefault is the documented default, written into the object.
func byDefault(v any) option { return byDefaultIn(schema.AllKinds, v) }

// byDefaultIn is the documented default for some kinds.
func byDefaultIn(k schema.Kinds, v any) option {
	return func(a *schema.Attribute) { a.Defaults = append(a.Defaults, schema.Default{Kinds: k, Value: v}) }
}

// documented limits can be lifted by limits = "kubernetes".
func documented(l ...schema.Limit) option {
	return func(a *schema.Attribute) { a.Documented = append(a.Documented, l...) }
}

// limited are limits that always bind.
func limited(l ...schema.Limit) option {
	return func(a *schema.Attribute) { a.Kubernetes = append(a.Kubernetes, l...) }
}

// keys limits a map's keys.
func keys(l ...schema.Limit) option {
	return func(a *schema.Attribute) { a.Keys = append(a.Keys, l...) }
}

// sized limits the number of a collection's elements.
func sized(l ...schema.Limit) option {
	return func(a *schema.Attribute) { a.Sizes = append(a.Sizes, l...) }
}

// documentedSize is such a limit that limits = "kubernetes" lifts.
func documentedSize(l ...schema.Limit) option {
	return func(a *schema.Attribute) { a.DocumentedSizes = append(a.DocumentedSizes, l...) }
}

// by names the function that compiles a row.
func by(f schema.Func) option { return func(a *schema.Attribute) { a.Compile = f } }

// writes names the fields that the function makes of a row, where that is not the
// one at its path.
func writes(paths ...string) option {
	return func(a *schema.Attribute) { a.Writes = append(a.Writes, parsed(paths)...) }
}

func parsed(paths []string) []schema.Path {
	all := make([]schema.Path, 0, len(paths))
	for _, p := range paths {
		all = append(all, schema.ParsePath(p))
	}
	return all
}

// A row of a block is an argument, a nested block, or what is special about it.
type row = schema.Row

type blockOption func(*schema.Block)

// Into implements schema.Row.
func (o blockOption) Into(b *schema.Block) { o(b) }

// block makes a row of the given form. Its path is where its arguments land,
// relative to the enclosing block's place.
func block(form schema.Form, name, path, english, chinese string, rows []row) *schema.Block {
	b := &schema.Block{Name: name, Form: form, English: english, Chinese: chinese}
	for _, r := range rows {
		r.Into(b)
	}
	b.Places = append(b.Places, schema.Place{Kinds: schema.AllKinds, Path: schema.ParsePath(path)})
	return b
}

func group(name, path, english, chinese string, rows ...row) *schema.Block {
	return block(schema.Group, name, path, english, chinese, rows)
}

func single(name, path, english, chinese string, rows ...row) *schema.Block {
	return block(schema.Single, name, path, english, chinese, rows)
}

func many(name, path, english, chinese string, rows ...row) *schema.Block {
	return block(schema.Many, name, path, english, chinese, rows)
}

func fields(name, path, english, chinese string, rows ...row) *schema.Block {
	return block(schema.Object, name, path, english, chinese, rows)
}

// under gives a block's path for some kinds, where it is not the block's.
func under(k schema.Kinds, path string) blockOption {
	return func(b *schema.Block) {
		b.Places = append(b.Places, schema.Place{Kinds: k, Path: schema.ParsePath(path)})
	}
}

// label returns what the block's label is.
func label(a *schema.Attribute) blockOption { return func(b *schema.Block) { b.Label = a } }

// optionalLabel returns what the block's label is, where it has one.
func optionalLabel(a *schema.Attribute) blockOption {
	return func(b *schema.Block) { b.Label, b.Unlabelled = a, true }
}

// sameLabels is for blocks that may stand beside others of their label.
func sameLabels(b *schema.Block) { b.SameLabels = true }

// alias is another name that a block can be written by.
func alias(name string) blockOption { return func(b *schema.Block) { b.Alias = name } }

// typed is what wl's code calls the block's Go type, where that is not its name.
func typed(name string) blockOption { return func(b *schema.Block) { b.Type = name } }

// section is the documented section of a block and everything within it.
func section(s string) blockOption { return func(b *schema.Block) { b.Section = s } }

// only restricts a block to some kinds of workload.
func only(k schema.Kinds) blockOption { return func(b *schema.Block) { b.Kinds = k } }

// instead returns what the other kinds of workload have in its place.
func instead(english, chinese string) blockOption {
	return func(b *schema.Block) { b.Instead, b.InsteadChinese = english, chinese }
}

// emits reports whether each such block makes an object of its own.
func emits(kind string) blockOption {
	return func(b *schema.Block) { b.Emits, b.Repeats = kind, true }
}

// nested is an object-making block within another, which repeats it.
func nested(b *schema.Block) { b.Repeats = false }

func free(b *schema.Block)      { b.Free = true }
func mandatory(b *schema.Block) { b.Required = true }
func repeated(b *schema.Block)  { b.Repeats = true }
func ofStack(b *schema.Block)   { b.OfStack = true }

// blockWrites names the fields that a block's function makes beside those of its
// arguments.
func blockWrites(paths ...string) blockOption {
	return func(b *schema.Block) { b.Writes = append(b.Writes, parsed(paths)...) }
}

// compiledBy names the function that completes a block.
func compiledBy(f schema.Func) blockOption { return func(b *schema.Block) { b.Compile = f } }
