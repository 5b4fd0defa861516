package lang

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/conceal"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/input"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/objects"
	"github.com/workloadlang/wl/lang/internal/source"
)

// Compile reads the *.wl.hcl and *.wl.hcl.json files of dir and of the modules
// that they call, evaluates them for every cluster and compiles the objects.
// File names in the result are dir as it was given, joined with the file's own.
// When ctx is done, it ends with an error that says so.
func Compile(ctx context.Context, dir string, o Options) *Compilation {
	r := &run{progress: &eval.Progress{}}
	return patience().over(ctx, r, func() *Compilation { return r.compile(dir, o) })
}

// compile does without the blocks of objects where these are not asked for, and nothing that is uses them: errors in them
// are nothing to a command that looks after what is there.
func (r *run) compile(dir string, o Options) *Compilation {
	if o.Extent == Identity {
		if alone := r.compileBlocks(dir, o, true); !alone.Diagnostics.HasErrors() {
			return alone
		}
	}
	return r.compileBlocks(dir, o, false)
}

func (r *run) compileBlocks(dir string, o Options, identity bool) *Compilation {
	read, withheld, tree := kubeyaml.NewSources(), conceal.Withholding(), source.Record(o.tree())
	stack, sources, diags := module.Load(tree, dir, o.Environment, r.progress, read, withheld, identity)
	r.read(sources)
	c := &compilation{tree: tree, declared: stack, result: &Compilation{Files: sources}, settings: module.Settings{Progress: r.progress}, apart: r.apart, diags: diags}
	if stack != nil {
		c.compile(dir, o)
	}
	maps.Copy(c.result.Files, read.Files())
	c.result.Reads = Reads{Files: tree.Looked(source.File), Directories: tree.Looked(source.Directory), Below: tree.Looked(source.Below)}
	c.conceal()
	c.diags = withheld.Unsaid(c.diags, c.result.Files)
	c.conditionTexts()
	c.result.Diagnostics = diag.Sorted(diag.Without(c.diags, c.ignored))
	return c.result
}

// compilation is one run of Compile.
type compilation struct {
	result    *Compilation
	tree      source.Tree
	declared  *module.Module
	variables map[string]cty.Value
	interest  module.Interest
	made      []*content // what has been made for clusters so far, and of what
	items     *module.Kept
	objects   objects.Kept
	masks     []object.Mask // of what is in it
	apart     bool
	settings  module.Settings
	collector *decode.Attribute       // the image of log collectors
	ignored   []string                // warnings that the stack does not want
	former    decode.Argument[string] // on_failure, where the stack block has it
	checks    []usedCheck
	// clustersUnknown means that not all clusters are known, which has been reported.
	clustersUnknown bool
	diags           hcl.Diagnostics
}

func (c *compilation) compile(dir string, o Options) {
	if c.interest = c.declared.Interest(); c.apart {
		c.interest = module.Interest{Name: true, Labels: true, Lists: true}
	}
	var names hcl.Diagnostics // before blocks are forgotten
	if o.Extent == Everything {
		names = module.Names(c.declared)
		defer func() { c.diags = append(c.diags, module.Unsaid(names, c.diags)...) }()
	}
	c.inputs(dir, o)
	for _, v := range c.declared.Variables {
		c.result.Variables = append(c.result.Variables, v.Name)
		if v.Sensitive {
			c.result.Sensitive = append(c.result.Sensitive, v.Name)
		}
	}
	base := c.instance(nil)
	c.stack(base, usedOfStack(o.Extent))
	clusters := c.clusters(base, c.usedOfClusters(o.Extent))
	c.diags = append(c.diags, base.Diags...)
	if c.result.Stack == nil {
		c.result.Stack = &Stack{}
	}
	c.rollout(clusters, o.Extent)
	c.result.Stack.Clusters = clusters
	if o.Extent != Identity {
		c.contents(o)
	}
}

func (c *compilation) instance(t *module.Target) *module.Instance {
	return module.NewInstance(c.declared, c.variables, c.settings, t)
}

// inputs gives the variables their values and checks their rules.
func (c *compilation) inputs(dir string, o Options) {
	arguments := make([]input.Argument, len(o.Variables))
	for i, a := range o.Variables {
		arguments[i] = input.Argument(a)
	}
	values, missing, diags := input.Resolve(c.tree, dir, c.declared.Declared(), arguments, o.Environment)
	c.diags = append(c.diags, diags...)
	if o.Extent == Everything {
		for _, d := range missing {
			c.diags = append(c.diags, d)
		}
	} else {
		c.settings.Missing = missing
	}
	c.variables = make(map[string]cty.Value, len(values))
	for name, v := range values {
		c.variables[name] = v.Value
	}
	validating := c.instance(nil)
	validating.Validate(values)
	c.diags = append(c.diags, validating.Diags...)
}

// stack reads what everything else goes by.
func (c *compilation) stack(base *module.Instance, used module.Used) {
	c.settings.Namespace = "default"
	b := base.Stack(used)
	if !b.Present() {
		return
	}
	if n := b.Namespace().Value(); n != "" {
		c.settings.Namespace = n
	}
	c.settings.KubernetesLimits = b.Limits().Value() == "kubernetes"
	if used == nil {
		c.collector = b.LogCollectorImage().Attribute()
	}
	c.ignored = b.Lint().Ignored()
	id := object.Stack{Name: b.Label, Namespace: c.settings.Namespace}
	if n := b.State().Namespace().Value(); n != "" {
		id.Namespace = n
	}
	c.result.Stack = &Stack{ID: id, Keep: int(b.State().Keep().Value())}
	c.former = b.Rollout().OnFailure()
	c.stateDir(b.State())
	c.result.Stack.DriftManagers = texts(b.Drift().Managers())
	c.result.Stack.RemoveAdditions = b.Drift().Additions().Value() == "remove"
}

// stateDir reads where the state is.
func (c *compilation) stateDir(b blocks.State) {
	backend, path := b.Backend(), b.Path()
	switch inFile := backend.Value() == "file"; {
	case inFile && path.Present():
		c.result.Stack.StateDir = path.Value()
	case inFile:
		c.diags = append(c.diags, diag.Error(backend.Range(), "Missing required argument", "A state in a file needs path, the directory of the file. Add path = \"state\"."))
	case path.Present():
		c.diags = append(c.diags, diag.Error(path.Range(), "Conflicting arguments", "path is the directory of a state in a file, but the state is in the cluster. Add backend = \"file\", or remove path."))
	}
}

// usedOfStack is what an extent uses of the stack block.
func usedOfStack(e Extent) module.Used {
	switch e {
	case Identity:
		return func(name string) bool { return name == "namespace" || name == "state" }
	case Objects: // collectorImage looks at the rest where it is needed
		return func(name string) bool { return name != collectorImage }
	}
	return nil
}

// usedOfClusters is what an extent uses of the cluster blocks.
func (c *compilation) usedOfClusters(e Extent) module.Used {
	switch {
	case e == Identity:
		return func(name string) bool { return name == "context" || name == "kubeconfig" }
	case e == Objects && !c.interest.Labels:
		return func(name string) bool { return name != "labels" }
	}
	return nil
}

// collectorImage is the argument of the stack block that names the image of log
// collectors.
const collectorImage = "log_collector_image"

// collectorFor is the image of the log collectors of some blocks; nil where they
// have none.
func (c *compilation) collectorFor(items []*module.Item) *decode.Attribute {
	collects := func(i *module.Item) bool { return i.Kind != 0 && len(i.LogFiles()) > 0 }
	if c.collector == nil && slices.ContainsFunc(items, collects) {
		in := c.instance(nil)
		c.collector = in.Stack(func(name string) bool { return name == collectorImage }).LogCollectorImage().Attribute()
		c.diags = append(c.diags, in.Diags...)
	}
	return c.collector
}

func (c *compilation) clusters(base *module.Instance, used module.Used) []Cluster {
	var clusters []Cluster
	declared, known := base.Clusters(used)
	c.clustersUnknown = !known
	for _, b := range declared {
		cluster := Cluster{
			Name: b.Label, address: b.Address, Context: b.Context().Value(), Kubeconfig: b.Kubeconfig().Value(),
			Labels: labels(b.Labels()), KubernetesVersion: b.KubernetesVersion().Value(), Declared: true,
		}
		if a := b.KubernetesVersion(); a.Present() {
			cluster.VersionOrigin = diag.Origin(a.Range())
		}
		clusters = append(clusters, cluster)
	}
	if len(clusters) == 0 {
		clusters = append(clusters, Cluster{Name: "default", address: "cluster.default"})
	}
	return clusters
}

// texts are a list's; not nil where there is a list.
func texts(a decode.Argument[[]any]) []string {
	list, given := a.Lookup()
	if !given {
		return nil
	}
	out := make([]string, len(list))
	for i, v := range list {
		out[i], _ = v.(string)
	}
	return out
}

func labels(a decode.Argument[map[string]any]) map[string]string {
	m, given := a.Lookup()
	if !given {
		return nil
	}
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k], _ = v.(string)
	}
	return out
}

func outputs(declared []blocks.Output) []Output {
	var all []Output
	for _, b := range declared {
		if v := b.Value(); v.Present() {
			all = append(all, Output{Name: b.Label, Description: b.Description().Value(), Value: v.Value(), Sensitive: b.Sensitive().Value() || v.Sensitive()})
		}
	}
	slices.SortFunc(all, func(a, b Output) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// unexplained reports a block of which nothing comes although nothing was found
// wrong: its objects must not be missing without a word.
func (c *compilation) unexplained(items []*module.Item) {
	if c.diags.HasErrors() {
		return
	}
	for _, item := range items {
		if item.Failed {
			c.diags = append(c.diags, diag.Error(item.Header, "Value is not known",
				"%s uses a value that is not known, for an unknown reason. This is a bug in wl: report it with the configuration.", item.Address))
			return
		}
	}
}
