package ui

import (
	"io"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/lang"
)

// Outputs renders a stack's outputs, by cluster where there are several: as
// text under the heading "Outputs:", nothing where there are none; as JSON,
// {"clusters": [{"cluster": …, "outputs": {NAME: {"value": …}}}]} with
// "sensitive": true in place of a sensitive value.
func Outputs(w io.Writer, clusters []engine.ClusterOutputs, o Options) error {
	if o.Format == JSON {
		return outputsJSON(w, clusters)
	}
	p := newPrinter(o)
	for _, c := range clusters {
		if len(c.Outputs) == 0 {
			continue
		}
		p.blank()
		if len(clusters) > 1 {
			p.line(0, bold.span(p.words.Say("Outputs of cluster %s:", c.Cluster)))
		} else {
			p.line(0, bold.span(p.words.Say("Outputs:")))
		}
		p.outputs(c.Outputs)
	}
	return p.writeTo(w)
}

func (p *printer) outputs(outputs []lang.Output) {
	column := 0
	for _, o := range outputs {
		column = max(column, width(clean(o.Name)))
	}
	for _, o := range outputs {
		lead := join(line{plain.span(o.Name)}.pad(column))
		switch value := o.Value; {
		case o.Sensitive:
			p.line(2, append(lead, plain.span(" = "+sensitive))...)
		case isBlock(value):
			p.line(2, append(lead, plain.span(" ="))...)
			for _, l := range blockLines(value) {
				p.line(4, plain.span(expandTabs(l)))
			}
		default:
			p.line(2, append(lead, plain.span(" = "+inline(value)))...)
		}
	}
}

func outputsJSON(w io.Writer, clusters []engine.ClusterOutputs) error {
	type outputRecord struct {
		Value     any  `json:"value,omitempty"`
		Sensitive bool `json:"sensitive,omitempty"`
	}
	type clusterRecord struct {
		Cluster string                  `json:"cluster"`
		Outputs map[string]outputRecord `json:"outputs"`
	}
	records := make([]clusterRecord, len(clusters))
	for i, c := range clusters {
		records[i] = clusterRecord{c.Cluster, map[string]outputRecord{}}
		for _, o := range c.Outputs {
			r := outputRecord{Value: o.Value}
			if o.Sensitive {
				r = outputRecord{Sensitive: true}
			}
			records[i].Outputs[o.Name] = r
		}
	}
	return writeJSON(w, map[string]any{"clusters": records}, "  ")
}
