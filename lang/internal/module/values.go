package module

import (
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// Stack decodes the stack block; nil when there is none, which binding has
// reported.
func (in *Instance) Stack() blocks.Stack {
	for _, b := range in.module.all("stack") {
		return blocks.Stack{Block: in.decode(b)}
	}
	return blocks.Stack{}
}

// Clusters decodes the cluster blocks in the order of the source.
func (in *Instance) Clusters() []blocks.Cluster {
	var clusters []blocks.Cluster
	for _, b := range in.module.all("cluster") {
		clusters = append(clusters, blocks.Cluster{Block: in.decode(b)})
	}
	return clusters
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
