package readback

import (
	"maps"
	"reflect"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// reader reads the blocks of one object.
type reader struct {
	kind    schema.Kinds // of the workload that it belongs to; 0 outside workloads
	content map[string]any
	// implied are labels that the object, and Pods, have without being told.
	implied map[string]any
	pods    map[string]any
	// used are the places that have been read: several rows may write one.
	used map[object.Path]bool
}

func (r *reader) resolve(p schema.Path, here object.Path) object.Path {
	switch p.Base {
	case schema.Whole:
		here = object.Path{}
	case schema.Pod:
		here = schema.PodPath(r.kind)
	case schema.Template:
		here = schema.TemplatePath(r.kind)
	}
	return here.Join(p.Field)
}

// place is where a row leads to; false where it has no place of its own.
func (r *reader) place(places []schema.Place, here object.Path) (object.Path, bool) {
	p, ok := schema.PathFor(places, r.kind)
	if !ok || p == (schema.Path{}) {
		return here, false
	}
	return r.resolve(p, here), true
}

// at is a value that has not been read yet.
func (r *reader) at(p object.Path) (any, bool) {
	for used := p; ; used = used.Parent() {
		if r.used[used] {
			return nil, false
		}
		if used.IsRoot() {
			return p.At(r.content)
		}
	}
}

// block reads a block whose place is known.
func (r *reader) block(row *schema.Block, here object.Path) *Block {
	b := &Block{schema: row}
	for _, a := range row.Attributes {
		r.attribute(b, a, here)
	}
	read := map[object.Path]bool{}
	for _, n := range row.Blocks {
		if !n.Kinds.Has(r.kind) || n.Emits != "" {
			continue
		}
		if n.Form == schema.Many {
			r.list(b, n, here, read)
		} else {
			r.single(b, n, here)
		}
	}
	return b
}

func (r *reader) attribute(b *Block, a *schema.Attribute, here object.Path) {
	at, placed := r.place(a.Places, here)
	if !a.Kinds.Has(r.kind) || !placed && a.Compile != table.CompileByBlock || r.otherRole(b.schema, a) {
		return
	}
	v, ok := r.value(a, at, here)
	if !ok {
		return
	}
	if usual, some := a.DefaultFor(r.kind); some && reflect.DeepEqual(usual, v) {
		return
	}
	b.set(a.Name, v)
}

// otherRole reports whether a binding's role is of the other kind.
func (r *reader) otherRole(b *schema.Block, a *schema.Attribute) bool {
	named := map[string]string{"role": "Role", "cluster_role": "ClusterRole"}[a.Name]
	return b.Compile == table.CompileRoleBinding && named != "" && object.At(r.content, "roleRef", "kind") != named
}

// single reads a block of which there is one.
func (r *reader) single(b *Block, row *schema.Block, here object.Path) {
	at, placed := r.place(row.Places, here)
	v, there := r.at(at)
	if placed && row.Form != schema.Group && !there || r.isOwnChoice(row, at) {
		return
	}
	n := r.block(row, at)
	_, isMap := v.(map[string]any)
	present := placed && isMap && (row.Form == schema.Single || row.Compile == table.CompilePresent)
	if n.isEmpty() && !present {
		return
	}
	if placed && row.Form != schema.Group && row.Compile == table.CompilePresent {
		r.used[at] = true
	}
	b.blocks = append(b.blocks, n)
}

// isOwnChoice reports whether a workload's selector is the one that it has where none is
// written.
func (r *reader) isOwnChoice(row *schema.Block, at object.Path) bool {
	if row.Parent.Emits != "workload" || at != object.PathOf("spec", "selector") {
		return false
	}
	selector, _ := at.At(r.content)
	chosen, _ := object.At(r.content, "spec", "selector", "matchLabels").(map[string]any)
	_, named := chosen[object.LabelKind]
	return named && reflect.DeepEqual(selector, map[string]any{"matchLabels": chosen})
}

// list reads the blocks that are items of a list: of all rows that write it, at the
// first of them, in the order of the list.
func (r *reader) list(b *Block, row *schema.Block, here object.Path, read map[object.Path]bool) {
	at, placed := r.place(row.Places, here)
	if !placed || read[at] {
		return
	}
	read[at] = true
	var rows []*schema.Block
	for _, n := range b.schema.Blocks {
		if other, ok := r.place(n.Places, here); ok && other == at && n.Form == schema.Many && n.Kinds.Has(r.kind) && n.Emits == "" {
			rows = append(rows, n)
		}
	}
	v, _ := r.at(at)
	items, _ := v.([]any)
	for i := range items {
		if n := r.item(rows, at.Index(i)); n != nil {
			b.blocks = append(b.blocks, n)
		}
	}
	if row.Compile == table.CompileVolume {
		r.templates(b, row)
	}
}

// item reads an item by the row that tells most of it.
func (r *reader) item(rows []*schema.Block, at object.Path) *Block {
	if _, there := r.at(at); !there {
		return nil
	}
	var best *Block
	var used map[object.Path]bool
	for _, row := range rows {
		try := *r
		try.used = maps.Clone(r.used)
		n := try.labelled(row, at)
		if n != nil && (best == nil || len(try.used) > len(used)) {
			best, used = n, try.used
		}
	}
	if best != nil {
		r.used = used
		r.used[at] = true
	}
	return best
}

// labelled reads a block with its label; nil where it lacks what it must have.
func (r *reader) labelled(row *schema.Block, at object.Path) *Block {
	var text string
	if row.Label != nil {
		if p, placed := r.place(row.Label.Places, at); placed {
			v, _ := r.at(p)
			if text, _ = v.(string); text == "" && !row.Unlabelled || text != "" && !holds(row.Label.Kubernetes, text) {
				return nil
			}
			r.used[p] = true
		}
	}
	n := r.block(row, at)
	n.label = text
	for _, a := range row.Attributes {
		if a.Required && !n.has(a.Name) {
			return nil
		}
	}
	return n
}

// templates are the volumes of which each Pod gets a claim of its own.
func (r *reader) templates(b *Block, volume *schema.Block) {
	row, ok := volume.Block("claim_template")
	if !ok || !row.Kinds.Has(r.kind) {
		return
	}
	at, _ := r.place(row.Places, object.Path{})
	v, _ := r.at(at)
	items, _ := v.([]any)
	for i, item := range items {
		claim, _ := item.(map[string]any)
		name, _ := object.At(claim, "metadata", "name").(string)
		b.blocks = append(b.blocks, &Block{schema: volume, label: name, blocks: []*Block{r.block(row, at.Index(i))}})
	}
}
