package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/explain"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// A field of Kubernetes, with the rows that set it, or the reason why none does.
type field struct {
	path   object.Path
	rows   []string // "workload.container.image"
	absent *absence
}

// compiled is a kind of object that blocks of the language make.
type compiled struct {
	resource kind.Resource
	block    *schema.Block
	of       schema.Kinds // of workload; 0 where the block is none
}

// compiledKinds lists them: the five kinds of workload, and then those of the other
// blocks in the order of the table.
func compiledKinds() []compiled {
	var workloads, others []compiled
	for b := range table.Root().All() {
		switch b.Emits {
		case "", "object":
		case "workload":
			for _, name := range schema.KindNames() {
				workloads = append(workloads, compiled{resourceNamed(name), b, schema.KindOf(name)})
			}
		default:
			if r := resourceNamed(b.Emits); kind.About(r.GroupKind).Embedded || kind.About(r.GroupKind).Custom {
				others = append(others, compiled{r, b, b.Kinds & schema.Deployment})
			}
		}
	}
	return append(workloads, others...)
}

// resourceNamed is the kind of a name, of those that the table makes.
func resourceNamed(name string) kind.Resource {
	if k, known := kind.Named(name); known && k.Custom {
		return k.Resource
	}
	for k := range kind.All() {
		if k.Kind == name && k.Embedded {
			return k.Resource
		}
	}
	return kind.Resource{GroupKind: kind.GroupKind{Kind: name}}
}

// isCustom reports whether the kind's fields are those of a definition that the cluster has.
func (c compiled) isCustom() bool { return kind.About(c.resource.GroupKind).Custom }

// fields lists the fields that a kind of object has; where only the cluster knows them,
// those that rows set.
func (c compiled) fields() ([]field, error) {
	set := settings{}
	set.block(c.block, c.of, true)
	paths := set.paths()
	if !c.isCustom() {
		var err error
		if paths, err = kubeschema.Fields(c.resource); err != nil {
			return nil, err
		}
	}
	all := make([]field, 0, len(paths))
	for _, path := range paths {
		f := field{path: path, rows: set.of(path)}
		if len(f.rows) == 0 {
			f.absent = absenceOf(c, path)
		}
		all = append(all, f)
	}
	return all, nil
}

// settings are the fields that rows set: exactly these, or with all below them.
type settings []setting

type setting struct {
	path object.Path // without the items of lists
	full object.Path // with them
	deep bool
	row  string
}

// block adds the rows of a block and of those within it that make no object of
// their own.
func (s *settings) block(b *schema.Block, k schema.Kinds, outermost bool) {
	if !b.Kinds.Has(k) || b.Emits != "" && !outermost {
		return
	}
	for _, w := range b.Writes {
		s.add(b.KubernetesPathFrom(w, k), false, b.Path())
	}
	if l := b.Label; l != nil && !outermost {
		for _, p := range l.Places {
			s.add(b.KubernetesPathFrom(p.Path, k), false, b.Path())
		}
	}
	for _, a := range b.Attributes {
		if !a.Kinds.Has(k) {
			continue
		}
		for _, w := range a.Writes {
			s.add(b.KubernetesPathFrom(w, k), false, b.Path()+"."+a.Name)
		}
		if len(a.Writes) == 0 {
			s.add(b.KubernetesPathOf(a, k), a.Type.Cty.IsMapType() || a.Type.Cty == cty.DynamicPseudoType, b.Path()+"."+a.Name)
		}
	}
	for _, n := range b.Blocks {
		s.block(n, k, false)
	}
}

func (s *settings) add(path string, deep bool, row string) {
	if path != "" {
		*s = append(*s, setting{object.MustParsePath(strings.ReplaceAll(path, "[]", "")), object.MustParsePath(path), deep, row})
	}
}

// paths are the fields that rows set, sorted, each once.
func (s settings) paths() []object.Path {
	var all []object.Path
	for _, each := range s {
		all = append(all, each.full)
	}
	slices.SortFunc(all, object.Path.Compare)
	return slices.Compact(all)
}

// of lists the rows that set a field, or an entry of it where it is a map of any
// keys. Whether a list is written by blocks, or as one argument, is all the same.
func (s settings) of(path object.Path) []string {
	bare := object.MustParsePath(strings.ReplaceAll(path.String(), "[]", ""))
	var rows []string
	for _, each := range s {
		if each.path.HasPrefix(bare) || each.deep && bare.HasPrefix(each.path) {
			rows = append(rows, each.row)
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// generateFields writes which row sets which field of Kubernetes. The Pod template
// stands once, with the first kind of workload.
func generateFields(l explain.Language) (string, error) {
	var b strings.Builder
	b.WriteString(l.Pick(fieldsTitle, fieldsTitleChinese))
	written := map[kind.GroupKind]bool{}
	for i, c := range compiledKinds() {
		if written[c.resource.GroupKind] {
			continue
		}
		written[c.resource.GroupKind] = true
		all, err := c.fields()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "\n## %s\n\n", c.resource.Kind)
		again := i > 0 && c.isWorkload()
		if again {
			b.WriteString(l.Pick("Its Pod template is that of a Deployment.\n\n", "Pod 模板与 Deployment 相同。\n\n"))
		}
		if c.isCustom() {
			b.WriteString(l.Pick("Its definition is the cluster's: these are the fields that rows set, and `raw` sets all others.\n\n", "其定义由集群提供：此处列出由参数设置的字段，其余字段用 `raw` 设置。\n\n"))
		}
		b.WriteString(l.Pick("| field | set by |\n|---|---|\n", "| 字段 | 设置方式 |\n|---|---|\n"))
		for _, f := range all {
			if again && f.path.HasPrefix(schema.TemplatePath(c.of)) || f.absent != nil && f.absent.everywhere || f.isOfInitContainers(all) {
				continue
			}
			f.write(&b, l)
		}
	}
	return b.String(), nil
}

// isOfInitContainers reports whether the field is one that containers have as well.
func (f field) isOfInitContainers(all []field) bool {
	same := strings.Replace(f.path.String(), ".initContainers[]", ".containers[]", 1)
	return same != f.path.String() && slices.ContainsFunc(all, func(g field) bool { return g.path.String() == same })
}

func (c compiled) isWorkload() bool { return c.block.Emits == "workload" }

const (
	fieldsTitle = "# The fields of Kubernetes, and what sets them\n\nEvery field that Kubernetes has of the kinds that blocks make, and the block or argument of wl that sets it, or why none does. " +
		"The status, and what the server sets of every object's metadata, is left out; init containers have the fields of containers, set in init_container. Generated; do not edit.\n"
	fieldsTitleChinese = "# Kubernetes 字段与设置方式\n\n块所生成的各种对象在 Kubernetes 中的全部字段，以及设置它的 wl 块或参数，或没有的原因；不含状态和服务器设置的元数据。初始化容器的字段与容器相同，在 init_container 中设置。由程序生成，请勿手工修改。\n"
)

func (f field) write(b *strings.Builder, l explain.Language) {
	switch {
	case f.absent != nil:
		fmt.Fprintf(b, "| `%s` | %s |\n", f.path, l.Pick(f.absent.english, f.absent.chinese))
	case len(f.rows) == 0:
		fmt.Fprintf(b, "| `%s` | `raw` |\n", f.path)
	default:
		fmt.Fprintf(b, "| `%s` | `%s` |\n", f.path, strings.Join(f.rows, "`, `"))
	}
}
