package module

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/conceal"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/extent"
	"github.com/workloadlang/wl/lang/internal/input"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/source"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema/table"
)

// maxHeight is how deep modules may call each other: each level costs stack.
const maxHeight = 32

// Load reads the stack of a directory and every module that it calls, each
// directory once, however often it is called. Without any file to read there is
// no module. Sources are what was read, by the names in diagnostics; read is told
// what the functions of the modules read, and withheld what is concealed. Of an identity
// alone, only those blocks are there that say which stack it is, and on which clusters.
func Load(t source.Tree, dir string, environment []string, p *eval.Progress, read *kubeyaml.Sources, withheld *conceal.Withheld, alone bool) (*Module, map[string]*hcl.File, hcl.Diagnostics) {
	l := &loader{tree: t, root: dir, environment: environment, progress: p, read: read, withheld: withheld, loaded: make(map[string]*Module), leadingZeros: make(syntax.LeadingZeros), sources: make(map[string]*hcl.File), inputs: make(map[string][]hcl.Range)}
	files, sources, diags := l.parse(dir)
	l.diags = diags
	if len(files) == 0 {
		l.forgetBodies(files, sources)
		return nil, l.sources, l.diags
	}
	if alone && !l.misplaces(dir, files, make(map[string]bool)) {
		files = extent.Identity(files, table.Root())
	}
	root, diags := syntax.Bind(files, table.Root())
	l.forgetBodies(files, sources)
	l.diags = append(l.diags, diags...)
	m := l.add(dir, root)
	for name, places := range l.inputs { // once for each file, which this copies
		if f := l.sources[name]; f != nil {
			f.Bytes = conceal.Ranges(f.Bytes, places)
		}
	}
	return m, l.sources, l.diags
}

// misplaces reports whether files, or those of modules that they call, may say where it has no effect on which clusters
// the stack is, or whether that cannot be known: what is wrong there must not go unsaid then. Seen are the directories
// that have been looked at, by real path.
func (l *loader) misplaces(dir string, files []syntax.File, seen map[string]bool) bool {
	called := len(seen) > 0
	seen[l.tree.Real(dir)] = true
	if extent.Misplaced(files, table.Root(), called) {
		return true
	}
	calls := &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: eval.Module, LabelNames: []string{"name"}}}}
	return slices.ContainsFunc(files, func(f syntax.File) bool {
		content, _, diags := f.Body.PartialContent(calls)
		return diags.HasErrors() || slices.ContainsFunc(content.Blocks, func(b *hcl.Block) bool { return l.misplacesCalled(dir, b, seen) })
	})
}

// misplacesCalled is misplaces for the module that a block calls. Where there is none, it says nothing.
func (l *loader) misplacesCalled(from string, b *hcl.Block, seen map[string]bool) bool {
	content, _, _ := b.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "source"}}})
	a := content.Attributes["source"]
	if a == nil {
		return false
	}
	dir, problem := l.locate(&Module{Dir: from}, &syntax.Attribute{Name: a.Name, Expr: a.Expr})
	if problem != nil {
		return true
	}
	if seen[l.tree.Real(dir)] {
		return false
	}
	if _, err := l.tree.ReadDir(dir); errors.Is(err, fs.ErrNotExist) {
		return false
	}
	files, _, diags := l.parse(dir)
	return diags.HasErrors() || l.misplaces(dir, files, seen)
}

// parse reads the files of a directory, whose loops end when the compilation does.
func (l *loader) parse(dir string) ([]syntax.File, map[string]*hcl.File, hcl.Diagnostics) {
	files, sources, diags := syntax.Load(l.tree, dir, l.root)
	for name, f := range sources {
		l.leadingZeros.Add(f.Bytes, name)
	}
	for i, f := range files {
		if bytes.Contains(sources[f.Name].Bytes, []byte("for")) { // or there is nothing to walk for
			files[i].Body = l.progress.Interruptible(f.Body)
		}
	}
	return files, sources, diags
}

// forgetBodies keeps of files only what is quoted from them, which is nothing
// sensitive: what they say is bound, and the trees would stay. Compiling 10,000
// workloads takes 535 MiB, and 865 MiB without this.
func (l *loader) forgetBodies(files []syntax.File, sources map[string]*hcl.File) {
	whole := make(map[string]bool, len(files))
	for _, f := range files {
		whole[f.Name] = len(f.Errors) == 0
	}
	for name, f := range sources {
		if conceal.File(f, name, !whole[name], l.withheld) {
			l.sources[name] = f
		}
		f.Body = nil
	}
}

// concealInputs conceals what a call gives to variables that the called module
// declares to be sensitive, or may: of a module that could not be read, nothing is known, and what
// it has no variable for may be meant for a sensitive one.
func (l *loader) concealInputs(b *syntax.Block, called *Module) {
	known := make(map[string]bool)
	for _, name := range own(b) {
		known[name] = true
	}
	if called != nil {
		sensitive := called.broken
		for _, v := range called.Variables {
			known[v.Name] = known[v.Name] || !v.Sensitive
			sensitive = sensitive || v.Sensitive
		}
		if !sensitive {
			return
		}
	}
	for _, a := range b.Attributes {
		if known[a.Name] {
			continue
		}
		l.inputs[a.Range.Filename] = append(l.inputs[a.Range.Filename], l.withheld.Input(a.Expr)...)
	}
}

type loader struct {
	tree         source.Tree
	root         string
	environment  []string
	progress     *eval.Progress
	read         *kubeyaml.Sources
	withheld     *conceal.Withheld
	loaded       map[string]*Module // by real path; nil for those that cannot be read
	path         []string           // real paths of the modules being loaded, each called by the one before it
	sources      map[string]*hcl.File
	inputs       map[string][]hcl.Range // to be concealed, by file
	leadingZeros syntax.LeadingZeros
	diags        hcl.Diagnostics
}

// add makes a module of what a directory says, and follows its calls.
func (l *loader) add(dir string, root *syntax.Block) *Module {
	around := eval.Surroundings{Tree: l.tree, Dir: dir, Root: l.root, Environment: l.environment, Read: l.read, Progress: l.progress}
	m := &Module{Dir: dir, name: l.name(l.tree.Real(dir)), root: root, functions: eval.Functions(around), read: l.read, leadingZeros: l.leadingZeros}
	if to, err := filepath.Rel(dir, l.root); err == nil { // as functions follow it: from the link, where dir is one
		m.toRoot = filepath.ToSlash(to)
	}
	l.diags = append(l.diags, m.index()...)
	m.Variables = l.variables(m)
	l.path = append(l.path, l.tree.Real(dir))
	for _, b := range m.all(eval.Module) {
		if m.blocks[eval.Ref{Root: eval.Module, Name: b.Label}] == b { // or it has been reported as a duplicate
			l.call(m, b)
		}
		l.concealInputs(b, m.calls[b])
	}
	l.path = l.path[:len(l.path)-1]
	return m
}

// variables reads the variable blocks of a module in the order of the source.
func (l *loader) variables(m *Module) []input.Variable {
	in := NewInstance(m, nil, Settings{Progress: l.progress}, nil)
	var variables []input.Variable
	seen := make(map[string]bool)
	for _, b := range m.all("variable") {
		if seen[b.Label] || b.Broken {
			continue
		}
		seen[b.Label] = true
		d := in.decoder(in.scope, "")
		variables = append(variables, input.Declare(b, d, l.progress))
		in.take(d)
	}
	l.diags = append(l.diags, in.Diags...)
	return variables
}

// Declared are the variables of the module, as far as it could be read.
func (m *Module) Declared() input.Declared {
	return input.Declared{Variables: m.Variables, Broken: m.broken}
}

// call loads what a module block calls, unless that has been done.
func (l *loader) call(m *Module, b *syntax.Block) {
	a := b.Attributes["source"]
	if a == nil || a.Broken {
		return // which has been reported
	}
	dir, problem := l.locate(m, a)
	if problem != nil {
		l.diags = append(l.diags, problem)
		return
	}
	real := l.tree.Real(dir)
	if slices.Contains(l.path, real) {
		l.diags = append(l.diags, l.circle(real, a.Expr.Range()))
		return
	}
	called, known := l.loaded[real]
	if !known {
		called = l.module(dir, a.Expr.Range())
		l.loaded[real] = called
	}
	if called == nil {
		return
	}
	if called.height+1 > maxHeight {
		l.diags = append(l.diags, diag.Error(a.Expr.Range(), "Modules nested too deeply",
			"Module calls may be nested at most %d levels deep, and %s is nested deeper. Call some of the modules from the stack itself.", maxHeight, b.Title()))
		return
	}
	m.height = max(m.height, called.height+1)
	m.calls[b] = called
	l.diags = append(l.diags, checkInputs(b, called)...)
}

// module reads a directory that is called as a module; nil if that cannot be
// done. The call is where to say so.
func (l *loader) module(dir string, at hcl.Range) *Module {
	files, sources, diags := l.parse(dir)
	for _, d := range diags {
		if d.Subject == nil {
			d.Subject = &at
		}
	}
	l.diags = append(l.diags, diags...)
	if len(files) == 0 {
		l.forgetBodies(files, sources)
		return nil
	}
	root, diags := syntax.BindModule(files, table.Root())
	l.forgetBodies(files, sources)
	l.diags = append(append(l.diags, diags...), reserved(root)...)
	return l.add(dir, root)
}

// locate reads a call's source, which must be known before anything is
// evaluated.
func (l *loader) locate(m *Module, a *syntax.Attribute) (string, *hcl.Diagnostic) {
	at := a.Expr.Range()
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() || !v.IsWhollyKnown() || v.IsNull() || v.Type() != cty.String {
		return "", diag.Error(at, "Invalid source", `source must be a constant string, because modules are read before anything is evaluated. Write the path of a directory, such as "./modules/web".`)
	}
	from := v.AsString()
	if !strings.HasPrefix(from, "./") && !strings.HasPrefix(from, "../") {
		return "", diag.Error(at, "Invalid source", `%q is not the path of a local module, and only local modules are supported. Copy the module into the stack's directory, and write its path relative to this file, beginning with "./" or "../".`, from)
	}
	dir, err := eval.Locate(l.tree, m.Dir, l.root, from)
	if err != nil {
		return "", diag.Error(at, "Invalid source", "%s.", err)
	}
	return dir, nil
}

// circle returns which modules call each other in a circle.
func (l *loader) circle(real string, at hcl.Range) *hcl.Diagnostic {
	var names []string
	for _, p := range append(l.path[slices.Index(l.path, real):], real) {
		names = append(names, l.name(p))
	}
	return diag.Error(at, "Module cycle", "%s: a module cannot call itself. Remove one of these calls.", message.Join(names, " calls "))
}

// name is a directory as errors name it: from the stack's.
func (l *loader) name(real string) string {
	within, err := filepath.Rel(l.tree.Real(l.root), real)
	if err != nil || within == "." {
		return "the stack"
	}
	return filepath.ToSlash(within)
}
