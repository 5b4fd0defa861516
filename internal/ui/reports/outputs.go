package reports

import (
	"io"
	"time"

	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/value"
	"github.com/workloadlang/wl/lang"
)

// printer prints reports.
type printer struct{ *ui.Printer }

// Outputs renders a stack's outputs, by cluster where there are several: as
// text under the heading "Outputs:", nothing where there are none.
func Outputs(w io.Writer, clusters []outputs.Cluster, o ui.Options) error {
	p := printer{ui.NewPrinter(o)}
	for _, c := range clusters {
		if len(c.Outputs) == 0 {
			continue
		}
		p.Blank()
		if len(clusters) > 1 {
			p.Line(0, ui.Bold.Span(p.Words.Say("Outputs of cluster %s:", c.Name)))
		} else {
			p.Line(0, ui.Bold.Span(p.Words.Say("Outputs:")))
		}
		p.outputs(c.Outputs)
	}
	return p.Flush(w)
}

func (p printer) outputs(all []lang.Output) {
	column := 0
	for _, o := range all {
		column = max(column, typeset.Width(typeset.Clean(o.Name)))
	}
	for _, o := range all {
		lead := ui.Join(ui.Line{ui.Plain.Span(o.Name)}.Pad(column))
		switch v := o.Value; {
		case o.Sensitive:
			p.Line(2, append(lead, ui.Plain.Span(" = "+value.Sensitive))...)
		case value.IsBlock(v):
			p.Line(2, append(lead, ui.Plain.Span(" ="))...)
			for _, l := range value.Lines(v) {
				p.Line(4, ui.Plain.Span(typeset.ExpandTabs(l)))
			}
		default:
			p.Line(2, append(lead, ui.Plain.Span(" = "+value.Inline(v)))...)
		}
	}
}

// OutputEvents renders a stack's outputs as one event of the type "outputs", on one line
// (docs/apply-events.md): nothing where there are none. Of a sensitive one there is no value.
func OutputEvents(w io.Writer, clusters []outputs.Cluster, now time.Time) error {
	type outputRecord struct {
		Value     *any `json:"value,omitempty"` // null is one
		Sensitive bool `json:"sensitive,omitempty"`
	}
	type clusterRecord struct {
		Cluster string                  `json:"cluster"`
		Outputs map[string]outputRecord `json:"outputs"`
	}
	type eventRecord struct {
		Type     string          `json:"type"`
		Time     time.Time       `json:"time"`
		Clusters []clusterRecord `json:"clusters"`
	}
	event := eventRecord{Type: "outputs", Time: now.UTC().Truncate(time.Millisecond)}
	for _, c := range clusters {
		byName := map[string]outputRecord{}
		for _, o := range c.Outputs {
			byName[o.Name] = outputRecord{Value: &o.Value}
			if o.Sensitive {
				byName[o.Name] = outputRecord{Sensitive: true}
			}
		}
		if len(byName) > 0 {
			event.Clusters = append(event.Clusters, clusterRecord{c.Name, byName})
		}
	}
	if len(event.Clusters) == 0 {
		return nil
	}
	return ui.WriteJSON(w, event, "")
}
