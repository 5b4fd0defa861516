package module

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Stack decodes the stack block, as far as it is used; nil when there is none,
// which binding has reported.
func (in *Instance) Stack(used Used) blocks.Stack {
	for _, b := range in.module.all("stack") {
		return blocks.Stack{Block: in.decode(used.of(b))}
	}
	return blocks.Stack{}
}

// Cluster is a cluster block, or one of those that its for_each makes: these have the
// key in their label.
type Cluster struct {
	blocks.Cluster
	Address string // such as cluster.prod["eu"]
}

// Clusters decodes the cluster blocks in the order of the source, as far as they
// are used. It reports false where those of a block are not known, which has been
// reported: then the block stands for them, with nothing in it.
func (in *Instance) Clusters(used Used) (clusters []Cluster, known bool) {
	known = true
	declared := in.module.all("cluster")
	for _, b := range declared {
		all, ok := in.repetitions(b)
		if !ok {
			known = false
			clusters = append(clusters, clusterBlocks{in}.unknown(b))
		}
		for _, r := range all {
			clusters = append(clusters, clusterBlocks{in}.decode(used.of(b), r))
		}
	}
	if len(clusters) == 0 && len(declared) > 0 {
		in.report(diag.Error(declared[0].ForEach.Expr.Range(), "Invalid for_each",
			"The for_each of %s is empty, and the stack has no other cluster. Add an element; without any cluster block, the current context is used.", declared[0].Title()))
		return []Cluster{clusterBlocks{in}.unknown(declared[0])}, false
	}
	clusterBlocks{in}.distinct(clusters)
	return clusters, known
}

// clusterBlocks reads the cluster blocks of the stack's instance.
type clusterBlocks struct{ *Instance }

func (in clusterBlocks) decode(b *syntax.Block, r Repetition) Cluster {
	d := in.decoder(r.Scope, r.Suffix)
	defer in.take(d)
	address := r.Address(in.ref(b))
	if r.Key != nil {
		named := *b
		named.Label, named.LabelRange = b.Label+r.Suffix, b.ForEach.Expr.Range()
		b = &named
	}
	return Cluster{blocks.Cluster{Block: d.Block(b)}, address}
}

func (in clusterBlocks) unknown(b *syntax.Block) Cluster {
	nothing := Used(func(string) bool { return false })
	return in.decode(nothing.of(b), Repetition{Scope: in.scope})
}

// distinct refuses a name that clusters of different blocks have. Blocks of one label
// have been reported.
func (in clusterBlocks) distinct(clusters []Cluster) {
	first := make(map[string]Cluster)
	for _, c := range clusters {
		f, taken := first[c.Label]
		switch {
		case !taken:
			first[c.Label] = c
		case f.Address != c.Address:
			in.report(diag.Error(c.Header, "Duplicate name", "%s has the name %q, and so has %s at %s. Rename one of the two.",
				c.Address, c.Label, f.Address, syntax.Place(f.Header)))
		}
	}
}

// Rollout decodes the rollout block, as far as it is used; the zero value when there is
// none. What is within its blocks is named by its path: "wave.check".
func Rollout(in *Instance, used Used) blocks.Rollout {
	for _, b := range in.module.all("rollout") {
		if !b.Broken {
			return blocks.Rollout{Block: in.decode(used.within(b, ""))}
		}
	}
	return blocks.Rollout{}
}

// Wave decodes the rollout's wave of a name alone, as far as it is used.
func Wave(in *Instance, name string, used Used) (wave blocks.Wave) {
	d := in.decoder(in.scope, "")
	defer in.take(d)
	for _, b := range in.module.all("rollout") {
		for _, n := range used.within(b, "").Blocks {
			d.Expand(n, func(d *decode.Decoder, n *syntax.Block) {
				if n.Schema.Name == "wave" && n.Label == name {
					wave = blocks.Wave{Block: d.Block(n)}
				}
			})
		}
	}
	return wave
}

// Used reports whether an argument of a block, or a block in it, is used. What is
// not is not evaluated, and has its default. Nil uses everything.
type Used func(name string) bool

func (u Used) of(b *syntax.Block) *syntax.Block {
	if u == nil {
		return b
	}
	part := *b
	part.Attributes = maps.Clone(b.Attributes)
	maps.DeleteFunc(part.Attributes, func(name string, _ *syntax.Attribute) bool { return !u(name) })
	part.Blocks = slices.DeleteFunc(slices.Clone(b.Blocks), func(n *syntax.Block) bool { return !u(n.Schema.Name) })
	return &part
}

// within is the part of a block that is used, and of the blocks in it.
func (u Used) within(b *syntax.Block, path string) *syntax.Block {
	if u == nil {
		return b
	}
	part := Used(func(name string) bool { return u(path + name) }).of(b)
	for i, n := range part.Blocks {
		part.Blocks[i] = u.within(n, path+n.Schema.Name+".")
	}
	return part
}

// Outputs decodes the output blocks in the order of the source.
func (in *Instance) Outputs() []blocks.Output {
	var outputs []blocks.Output
	for _, b := range in.module.all("output") {
		if b.Broken {
			continue
		}
		o := blocks.Output{Block: in.decode(b)}
		value := o.Value()
		if value.Sensitive() && !o.Sensitive().Value() {
			in.report(diag.Error(value.Range(), "Output of a sensitive value",
				"The value of %s is sensitive. Add sensitive = true to hide it, or remove the output.", o.Title()))
		}
		rules{in}.preconditions(o.Preconditions(), in.ref(b).String())
		outputs = append(outputs, o)
	}
	return outputs
}

func (in *Instance) decode(b *syntax.Block) *decode.Block {
	d := in.decoder(in.scope, "")
	defer in.take(d)
	return d.Block(b)
}
