package objects

import (
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// Compile makes the objects of one cluster, in their one order.
func Compile(items []*module.Item, stack object.Stack) ([]object.Manifest, hcl.Diagnostics) {
	c := &compiler{labels: stack.MemberLabels(), made: make(map[object.Ref]*made)}
	for _, item := range items {
		if !item.Failed {
			c.item(item)
		}
	}
	c.wire(items)
	manifests := make([]object.Manifest, 0, len(c.order))
	for _, m := range c.order {
		manifests = append(manifests, *m.manifest)
	}
	slices.SortFunc(manifests, func(a, b object.Manifest) int { return object.Compare(a.Ref, b.Ref) })
	return manifests, c.diags
}

type compiler struct {
	labels map[string]string // that every object of the stack bears
	made   map[object.Ref]*made
	order  []*made // as they were made
	diags  hcl.Diagnostics
}

// made is an object with the block it was made of.
type made struct {
	manifest *object.Manifest
	item     *module.Item
	header   hcl.Range
}

func (c *compiler) item(item *module.Item) {
	kind := item.Schema.Emits
	if item.Kind != 0 {
		kind = item.Kind.String()
	}
	w := c.writer(item, item.Block, kind, item.Address)
	c.labelled(w, item.String("name"))
	if item.Kind != 0 {
		w.selector(item.String("name"))
	}
	w.block(item.Block, nil)
	if item.Kind == schema.StatefulSet {
		w.governing(item)
	}
	c.keep(w, item, item.Header)
}

// nested makes an object of a block within a workload.
func (c *compiler) nested(w *writer, b *decode.Block) {
	item := w.owner
	address := item.Address + "." + b.Schema.Name
	if b.Schema.Label != nil {
		address += "[" + strconv.Quote(b.Label) + "]"
	}
	n := c.writer(item, b, b.Schema.Emits, address)
	c.labelled(n, item.String("name"))
	n.block(b, nil)
	c.keep(n, item, b.Header)
}

func (c *compiler) writer(item *module.Item, b *decode.Block, kind, address string) *writer {
	k := kindNamed(kind)
	ref := object.Ref{Group: k.Group, Kind: k.Kind, Name: b.String("name")}
	if ref.Name == "" {
		ref.Name = item.String("name") // there is one of it, named like its workload
	}
	metadata := map[string]any{"name": ref.Name}
	if k.Namespaced {
		ref.Namespace = item.Namespace
		metadata["namespace"] = ref.Namespace
	}
	return &writer{compiler: c, kind: item.Kind, owner: item, manifest: &object.Manifest{
		Ref: ref, APIVersion: k.APIVersion(), Address: address, Origin: rangeOf(b.Header),
		Content: map[string]any{"apiVersion": k.APIVersion(), "kind": k.Kind, "metadata": metadata},
		Fields:  make(map[object.Pointer]object.Range),
	}}
}

// kindNamed finds a kind that wl emits; the table emits no others.
func kindNamed(name string) object.Kind {
	for _, k := range object.Kinds() {
		if k.Kind == name {
			return k
		}
	}
	return object.Kind{}
}

func (c *compiler) labelled(w *writer, name string) {
	labels := map[string]any{object.LabelName: name}
	for k, v := range c.labels {
		labels[k] = v
	}
	w.set(steps{"metadata", "labels"}, labels)
}

// keep takes a finished object, unless another block makes the same.
func (c *compiler) keep(w *writer, item *module.Item, header hcl.Range) {
	m := &made{manifest: w.manifest, item: item, header: header}
	if first, taken := c.made[w.manifest.Ref]; taken {
		c.diags = append(c.diags, diag.Error(header, "Two blocks make one object", "%s at %s and %s here both make %s. Rename one of them, or give it another namespace.",
			first.manifest.Address, syntax.Place(first.header), w.manifest.Address, w.manifest.Ref))
		return
	}
	c.made[w.manifest.Ref] = m
	c.order = append(c.order, m)
}
