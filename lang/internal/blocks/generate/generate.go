package main

import (
	"bytes"
	"fmt"
	"go/format"
	"maps"
	"slices"
	"strings"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

const header = `// Code generated from the table of fields by "make docs". DO NOT EDIT.

// Package blocks has a Go type for every block of the language, whose methods are
// the block's arguments and the blocks within it:
//
//	workload.Advanced().Upgrade().MaxSurge().Range()
//
// A block that is not there is the zero value of its type; everything can be asked
// of it, and answers that it is not there. A row of the table that is renamed takes
// its method with it, so that code that knows the old name does not compile.
package blocks

import "github.com/workloadlang/wl/lang/internal/decode"
`

// generate returns the source of the types of all blocks.
func generate() ([]byte, error) {
	types := map[string]*blockType{}
	for b := range table.Root().All() {
		if b.Parent == nil {
			continue
		}
		if err := typeOf(types, typeName(b)).add(b); err != nil {
			return nil, err
		}
		if b.Emits != "" && b.Parent.Parent == nil {
			if err := typeOf(types, objectsType).add(alike(b)); err != nil {
				return nil, err
			}
		}
	}
	var out bytes.Buffer
	out.WriteString(header)
	for _, name := range slices.Sorted(maps.Keys(types)) {
		types[name].write(&out, name)
	}
	return format.Source(out.Bytes())
}

// objectsType is the type of every block at the top that makes objects: it has
// the arguments that some of them have, and the blocks of how they are treated.
const objectsType = "Objects"

// alike is a block with what is alike in blocks that make objects.
func alike(b *schema.Block) *schema.Block {
	of := *b
	of.Blocks = slices.DeleteFunc(slices.Clone(b.Blocks), func(n *schema.Block) bool { return n.Name != "lifecycle" && n.Name != "lint" })
	return &of
}

func typeName(b *schema.Block) string {
	if b.Type != "" {
		return b.Type
	}
	return goName(b.Name)
}

func typeOf(types map[string]*blockType, name string) *blockType {
	if types[name] == nil {
		types[name] = &blockType{blocks: map[string]bool{}, methods: map[string]method{}}
	}
	return types[name]
}

// blockType is a Go type: that of all blocks that are called so.
type blockType struct {
	blocks  map[string]bool // names in the language
	methods map[string]method
}

// method is an accessor: what it returns, and how.
type method struct{ doc, result, body string }

func (t *blockType) add(b *schema.Block) error {
	t.blocks[b.Name] = true
	for _, a := range b.Attributes {
		held := dataOf(&a.Type)
		m := method{
			doc: "the argument " + a.Name, result: "decode.Argument[" + held + "]",
			body: fmt.Sprintf("decode.Read[%s](b.Block, %q)", held, a.Name),
		}
		if err := t.method(b, goName(a.Name), m); err != nil {
			return err
		}
	}
	for _, n := range b.Blocks {
		name, result := goName(n.Name), typeName(n)
		if _, taken := b.Attribute(n.Name); taken {
			name += "Block" // an argument may be called like it
		}
		m := method{doc: "the block " + n.Name, result: result, body: fmt.Sprintf("%s{b.Child(%q)}", result, n.Name)}
		if n.Form == schema.Many {
			name = plural(name)
			m = method{doc: "the blocks " + n.Name + ", in the order of the source", result: "[]" + result, body: fmt.Sprintf("list[%s](b.Block, %q)", result, n.Name)}
		}
		if err := t.method(b, name, m); err != nil {
			return err
		}
	}
	return nil
}

func (t *blockType) method(b *schema.Block, name string, m method) error {
	if old, taken := t.methods[name]; taken && old != m {
		return fmt.Errorf("two blocks of the Go type %s have different rows for %s, one of them %s: give one of the two another type by the option typed", typeName(b), name, b.Name)
	}
	t.methods[name] = m
	return nil
}

func (t *blockType) write(out *bytes.Buffer, name string) {
	names := slices.Sorted(maps.Keys(t.blocks))
	fmt.Fprintf(out, "\n// %s is a block %s.\ntype %s struct{ *decode.Block }\n", name, strings.Join(names, ", "), name)
	for _, m := range slices.Sorted(maps.Keys(t.methods)) {
		f := t.methods[m]
		fmt.Fprintf(out, "\n// %s returns %s.\nfunc (b %s) %s() %s { return %s }\n", m, f.doc, name, m, f.result, f.body)
	}
}

// dataOf is the Go type of what an argument holds.
func dataOf(t *schema.Type) string {
	switch {
	case t.Raw, t.Cty.HasDynamicTypes():
		return "any"
	case t.Cty.IsListType(), t.Cty.IsSetType():
		return "[]any"
	case t.Cty.IsMapType():
		return "map[string]any"
	}
	for _, example := range t.Examples[1:] {
		if fmt.Sprintf("%T", example) != fmt.Sprintf("%T", t.Examples[0]) {
			return "any" // a number or a name, say
		}
	}
	return fmt.Sprintf("%T", t.Examples[0])
}

var initialisms = map[string]string{
	"api": "API", "cors": "CORS", "cpu": "CPU", "csi": "CSI", "dns": "DNS", "fc": "FC", "fqdn": "FQDN", "gmsa": "GMSA", "gpu": "GPU", "grpc": "GRPC", "http": "HTTP", "id": "ID", "ip": "IP", "ips": "IPs", "ipc": "IPC",
	"iqn": "IQN", "iscsi": "ISCSI", "mig": "MIG", "nfs": "NFS", "os": "OS", "pid": "PID", "se": "SE", "tcp": "TCP", "tls": "TLS", "ttl": "TTL", "tty": "TTY", "url": "URL", "urls": "URLs", "vgpu": "VGPU",
}

// goName is a name of the language as Go writes it: min_replicas, MinReplicas.
func goName(name string) string {
	var out strings.Builder
	for word := range strings.SplitSeq(name, "_") {
		if upper, ok := initialisms[word]; ok {
			out.WriteString(upper)
		} else {
			out.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return out.String()
}

func plural(name string) string {
	switch {
	case strings.HasSuffix(name, "sis"):
		return strings.TrimSuffix(name, "is") + "es"
	case strings.HasSuffix(name, "ch"), strings.HasSuffix(name, "s"), strings.HasSuffix(name, "S"):
		return name + "es"
	case strings.HasSuffix(name, "y"):
		return strings.TrimSuffix(name, "y") + "ies"
	}
	return name + "s"
}
