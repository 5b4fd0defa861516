package schema

// The constructors of rows. A row reads: name, type, Kubernetes path (empty
// where a function compiles it or it is wl's own), English, Chinese, and then
// what is special about it.

type option func(*Attribute)

func attr(name string, t Type, path, english, chinese string, options ...option) *Attribute {
	a := &Attribute{Name: name, Type: t, English: english, Chinese: chinese}
	for _, o := range options {
		o(a)
	}
	if path != "" {
		a.Places = append(a.Places, Place{AllKinds, parsePath(path)})
	}
	return a
}

func required(a *Attribute) { a.Required = true }
func public(a *Attribute)   { a.Public = true }
func openKeys(a *Attribute) { a.OpenKeys = true }

// inSection is the documented section of a row, where it is not its block's.
func inSection(number string) option { return func(a *Attribute) { a.Section = number } }

// example is a value as it is written in HCL.
func example(hcl string) option { return func(a *Attribute) { a.Example = hcl } }

// in restricts a row to some kinds of workload.
func in(k Kinds) option { return func(a *Attribute) { a.Kinds = k } }

// at gives the path for some kinds, where it is not the row's.
func at(k Kinds, path string) option {
	return func(a *Attribute) { a.Places = append(a.Places, Place{k, parsePath(path)}) }
}

// byDefault is the documented default, written into the object.
func byDefault(v any) option { return byDefaultIn(AllKinds, v) }

// byDefaultIn is the documented default for some kinds.
func byDefaultIn(k Kinds, v any) option {
	return func(a *Attribute) { a.Defaults = append(a.Defaults, Default{k, v}) }
}

// documented limits can be lifted by limits = "kubernetes".
func documented(l ...Limit) option {
	return func(a *Attribute) { a.Documented = append(a.Documented, l...) }
}

// limited are limits that always bind.
func limited(l ...Limit) option {
	return func(a *Attribute) { a.Kubernetes = append(a.Kubernetes, l...) }
}

// keys limits a map's keys.
func keys(l ...Limit) option { return func(a *Attribute) { a.Keys = append(a.Keys, l...) } }

// sized limits the number of a collection's elements.
func sized(l ...Limit) option { return func(a *Attribute) { a.Sizes = append(a.Sizes, l...) } }

// documentedSize is such a limit that limits = "kubernetes" lifts.
func documentedSize(l ...Limit) option {
	return func(a *Attribute) { a.DocumentedSizes = append(a.DocumentedSizes, l...) }
}

// since names the first minor version of Kubernetes that knows the field.
func since(minor int) option { return sinceIn(AllKinds, minor) }

// sinceIn does so for some kinds of workload.
func sinceIn(k Kinds, minor int) option {
	return func(a *Attribute) { a.Since = append(a.Since, Since{k, minor}) }
}

// by names the function that compiles a row.
func by(f Func) option { return func(a *Attribute) { a.Compile = f } }

// A row of a block is an argument or a nested block.
type row interface{ into(*Block) }

func (a *Attribute) into(b *Block) { b.Attributes = append(b.Attributes, a) }
func (n *Block) into(b *Block)     { b.Blocks = append(b.Blocks, n) }

type blockOption func(*Block)

func (o blockOption) into(b *Block) { o(b) }

// block makes a row of the given form. Its path is where its arguments land,
// relative to the enclosing block's place.
func block(form Form, name, path, english, chinese string, rows []row) *Block {
	b := &Block{Name: name, Form: form, English: english, Chinese: chinese}
	for _, r := range rows {
		r.into(b)
	}
	b.Places = append(b.Places, Place{AllKinds, parsePath(path)})
	return b
}

func group(name, path, english, chinese string, rows ...row) *Block {
	return block(Group, name, path, english, chinese, rows)
}

func single(name, path, english, chinese string, rows ...row) *Block {
	return block(Single, name, path, english, chinese, rows)
}

func many(name, path, english, chinese string, rows ...row) *Block {
	return block(Many, name, path, english, chinese, rows)
}

func fields(name, path, english, chinese string, rows ...row) *Block {
	return block(Object, name, path, english, chinese, rows)
}

// label returns what the block's label is.
func label(a *Attribute) blockOption { return func(b *Block) { b.Label = a } }

// optionalLabel returns what the block's label is, where it has one.
func optionalLabel(a *Attribute) blockOption {
	return func(b *Block) { b.Label, b.Unlabelled = a, true }
}

// typed is what wl's code calls the block's Go type, where that is not its name.
func typed(name string) blockOption { return func(b *Block) { b.Type = name } }

// section is the documented section of a block and everything within it.
func section(s string) blockOption { return func(b *Block) { b.Section = s } }

// only restricts a block to some kinds of workload.
func only(k Kinds) blockOption { return func(b *Block) { b.Kinds = k } }

// instead returns what the other kinds of workload have in its place.
func instead(english, chinese string) blockOption {
	return func(b *Block) { b.Instead, b.InsteadChinese = english, chinese }
}

// emits reports whether each such block makes an object of its own.
func emits(kind string) blockOption {
	return func(b *Block) { b.Emits, b.Repeats = kind, true }
}

// nested is an object-making block within another, which repeats it.
func nested(b *Block) { b.Repeats = false }

func free(b *Block)      { b.Free = true }
func mandatory(b *Block) { b.Required = true }
func repeated(b *Block)  { b.Repeats = true }
func ofStack(b *Block)   { b.OfStack = true }

// compiledBy names the function that completes a block.
func compiledBy(f Func) blockOption { return func(b *Block) { b.Compile = f } }
