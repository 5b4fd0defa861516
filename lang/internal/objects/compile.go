package objects

import (
	"cmp"
	"runtime"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// Settings are what the stack says that concerns all of its objects.
type Settings struct {
	Stack object.Stack
	// LogCollectorImage is the argument of that name; nil where it failed.
	LogCollectorImage *decode.Attribute
	// Unsound means that the checks of the items have found errors.
	Unsound bool
}

// Kept are the objects that have been made of items for the clusters of a stack. The zero
// value is none yet.
type Kept struct {
	makers map[*module.Item]*maker
	// definedBy are the items that define kinds, on which all others may depend.
	definedBy []*module.Item
}

// Made is what Compile makes.
type Made struct {
	Objects []object.Manifest // in their one order
	// Again are those that are as in another cluster, but for what they wait for and for
	// the digests of what they read.
	Again map[object.Ref]bool
}

// Compile makes the objects of one cluster. Those of items that another cluster has, too,
// are not made again. The items that no cluster will have any more are released on the way.
func Compile(items []*module.Item, s Settings, k *Kept) (Made, hcl.Diagnostics) {
	c := &compiler{made: make(map[object.Ref]*made), kept: k}
	c.defined(items)
	made := Made{Again: c.again(items)}
	makers := c.each(items, s)
	c.warnServerSet(items, makers)
	for _, m := range makers {
		c.diags = append(c.diags, m.diags...)
		for _, one := range m.made {
			c.keep(one.copy())
		}
	}
	c.wire(items)
	c.scaled()
	c.configHashes()
	made.Objects = make([]object.Manifest, 0, len(c.order))
	for _, m := range c.order {
		made.Objects = append(made.Objects, *m.manifest)
	}
	slices.SortFunc(made.Objects, func(a, b object.Manifest) int { return object.Compare(a.Ref, b.Ref) })
	return made, c.diags
}

// defined finds the kinds that the stack defines. Where these are others than of the former
// cluster, everything is made again.
func (c *compiler) defined(items []*module.Item) {
	var by []*module.Item
	if c.definitions, by = definitions(items); c.kept.makers == nil || !slices.Equal(by, c.kept.definedBy) {
		c.kept.makers, c.kept.definedBy = make(map[*module.Item]*maker), by
	}
}

// again are the objects of items that have been made for another cluster.
func (c *compiler) again(items []*module.Item) map[object.Ref]bool {
	again := make(map[object.Ref]bool)
	for _, item := range items {
		if m := c.kept.makers[item]; m != nil {
			for _, one := range m.made {
				again[one.manifest.Ref] = true
			}
		}
	}
	return again
}

// each makes the objects of every item, side by side.
func (c *compiler) each(items []*module.Item, s Settings) []*maker {
	all, labels := make([]*maker, len(items)), s.Stack.MemberLabels()
	var compiling crash.Group
	workers := min(runtime.GOMAXPROCS(0), len(items))
	for w := range workers {
		compiling.Go(func() error {
			for i := w; i < len(items); i += workers {
				if all[i] = c.kept.makers[items[i]]; all[i] == nil {
					all[i] = &maker{settings: s, labels: labels, definitions: c.definitions}
					if !items[i].Failed {
						all[i].item(items[i])
					}
				}
				if !items[i].Shared {
					items[i].Release()
				}
			}
			return nil
		})
	}
	_ = compiling.Wait() // what could fail has been reported before
	for i, item := range items {
		if c.kept.makers[item] = all[i]; !item.Shared {
			delete(c.kept.makers, item)
		}
	}
	return all
}

// compiler puts the objects of all items together.
type compiler struct {
	definitions map[kind.GroupKind]definition
	kept        *Kept
	made        map[object.Ref]*made
	order       []*made // as they were made
	diags       hcl.Diagnostics
}

// maker makes the objects of one item.
type maker struct {
	settings Settings
	labels   map[string]string // that every object of the stack bears
	// definitions are the kinds that the stack itself defines.
	definitions map[kind.GroupKind]definition
	made        []*made
	serverSet   *serverSet // what a manifest had of the server's
	diags       hcl.Diagnostics
}

func (m *maker) refuse(at hcl.Range, summary, detail string, args ...any) {
	m.diags = append(m.diags, diag.Error(at, summary, detail, args...))
}

// made is an object with the block it was made of.
type made struct {
	manifest *object.Manifest
	item     *module.Item
	header   hcl.Range
}

// copy is one whose manifest is a cluster's own, as far as it is about the others of it.
func (m *made) copy() *made {
	manifest := *m.manifest
	return &made{&manifest, m.item, m.header}
}

func (m *maker) item(item *module.Item) {
	if item.Schema.Emits == "object" {
		m.manifest(item)
		return
	}
	name := item.Schema.Emits
	if item.Kind != 0 {
		name = item.Kind.String()
	}
	w := m.writer(item, item.Block, name, item.Address)
	m.labelled(w, item.Object().Name().Value())
	if item.Kind != 0 {
		w.selector()
	}
	w.lifecycle(item.Block)
	w.manifest.Lifecycle.RunsAlways = item.Kind == schema.Job && item.Workload().Advanced().Job().Run().Value() == "always"
	w.block(item.Block, object.Path{})
	if item.Kind == schema.StatefulSet {
		w.governing(item)
	}
	if item.Kind != 0 {
		serviceAccount(w)
	}
	if item.Kind != 0 {
		logs{w, item, item.LogFiles()}.compile()
	}
	w.raw(item.Block)
	derived(w)
	w.manifest = w.manifest.WithExpandedEnvironment()
	m.made = append(m.made, &made{manifest: w.manifest, item: item, header: item.Header})
}

// nested makes an object of a block within a workload.
func (m *maker) nested(w *writer, b *decode.Block) {
	item := w.owner
	address := w.manifest.Address + "." + b.Schema.Name
	if b.Schema.Label != nil {
		address += "[" + strconv.Quote(b.Label) + "]"
	}
	n := m.writer(item, b, b.Schema.Emits, address)
	m.labelled(n, item.Object().Name().Value())
	n.lifecycle(b)
	n.block(b, object.Path{})
	n.raw(b)
	derived(n)
	m.made = append(m.made, &made{manifest: n.manifest, item: item, header: b.Header})
}

func (m *maker) writer(item *module.Item, b *decode.Block, name, address string) *writer {
	k := kindNamed(name)
	ref := object.NewRef(k.GroupKind, "", (blocks.Objects{Block: b}).Name().Value())
	if ref.Name == "" {
		ref.Name = item.Object().Name().Value() // there is one of it, named like its workload
	}
	metadata := map[string]any{"name": ref.Name}
	if k.Namespaced {
		ref.Namespace = cmp.Or((blocks.Objects{Block: b}).Namespace().Value(), item.Namespace)
		metadata["namespace"] = ref.Namespace
	}
	ignored := item.Ignored()
	if k.Custom { // its rows are what it is checked by
		ignored = append(slices.Clip(ignored), diag.NotChecked)
	}
	return &writer{maker: m, kind: item.Kind, owner: item, manifest: &object.Manifest{
		Ref: ref, APIVersion: k.APIVersion(), Address: address, Origin: rangeOf(b.Header), IgnoredWarnings: ignored,
		Content: map[string]any{"apiVersion": k.APIVersion(), "kind": k.Kind, "metadata": metadata},
		Fields:  make(map[object.Path]object.Range),
	}, maps: make(map[object.Path]object.Range), replaced: make(replacedValues)}
}

// kindNamed finds a kind that wl emits; the table emits no others.
func kindNamed(name string) *kind.Kind {
	k, _ := kind.Named(name)
	return k
}

// labelled gives an object the labels that it has by default.
func (m *maker) labelled(w *writer, name string) {
	labels := make(map[string]any)
	if len(validation.IsValidLabelValue(name)) == 0 {
		labels[object.LabelName] = name
	}
	for k, v := range m.labels {
		labels[k] = v
	}
	w.set(object.PathOf("metadata", "labels"), labels)
}

// keep takes an object, unless another block makes the same.
func (c *compiler) keep(m *made) {
	if first, taken := c.made[m.manifest.Ref]; taken {
		c.diags = append(c.diags, diag.Error(m.header, "Two blocks create the same object", "%s at %s and %s here both create %s. Rename one of them, or give it another namespace.",
			first.manifest.Address, syntax.Place(first.header), m.manifest.Address, m.manifest.Ref))
		return
	}
	c.made[m.manifest.Ref] = m
	c.order = append(c.order, m)
}
