// Package states renders what the state of a stack has: its objects, one of them as it
// is live, the whole of it, and the outputs.
package states

import (
	"bytes"
	"cmp"
	"fmt"
	"io"

	"go.yaml.in/yaml/v2"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/state"
)

// List renders the objects of a state: their blocks, what they are, and how far they
// came. As JSON it is {"stack": …, "clusters": [{"cluster": …, "objects": […]}]}.
func List(w io.Writer, stack string, all engine.Inventory, o ui.Options) error {
	if o.Format == ui.JSON {
		return listJSON(w, stack, all, o)
	}
	p := ui.NewPrinter(o)
	for i, c := range all.Clusters {
		if i > 0 {
			p.Blank()
		}
		if len(all.Clusters) > 1 {
			p.Line(0, ui.Plain.Span(p.Words.Say("Cluster")), ui.Plain.Span(" "), ui.Bold.Span(c.Cluster))
		}
		if c.Revision == nil {
			p.Labelled(0, ui.Bad.Span(p.Words.Say("Error:")), ui.Plain, typeset.UpperFirst(p.Words.Text(c.Error)))
			continue
		}
		rows(p, c.Revision.Objects)
	}
	return p.Flush(w)
}

// rows prints the table of a state's objects.
func rows(p *ui.Printer, entries []state.Entry) {
	heads := [3]string{p.Words.Say("ADDRESS"), p.Words.Say("OBJECT"), p.Words.Say("PHASE")}
	addresses, objects := typeset.Width(heads[0]), typeset.Width(heads[1])
	for _, e := range entries {
		addresses, objects = max(addresses, typeset.Width(typeset.Clean(e.Address))), max(objects, typeset.Width(typeset.Clean(e.Ref.String())))
	}
	p.Line(0, ui.Join(ui.Line{ui.Faint.Span(heads[0])}.Pad(addresses), ui.Line{ui.Faint.Span(heads[1])}.Pad(objects), ui.Line{ui.Faint.Span(heads[2])})...)
	for _, e := range entries {
		p.Line(0, ui.Join(ui.Line{ui.Bold.Span(e.Address)}.Pad(addresses), ui.Line{ui.Plain.Span(e.Ref.String())}.Pad(objects),
			ui.Line{phaseStyle(e.Phase).Span(phase(p.Words, e.Phase))})...)
	}
}

// phase is how far an object came.
func phase(w *words.Words, p state.Phase) string {
	switch p {
	case state.Intended:
		return w.Say("intended")
	case state.Applied:
		return w.Say("applied")
	case state.Ready:
		return w.Say("ready")
	case state.Stalled:
		return w.Say("stalled")
	case state.Deleting:
		return w.Say("deleting")
	}
	return string(p)
}

func phaseStyle(p state.Phase) ui.Style {
	switch p {
	case state.Ready:
		return ui.Good
	case state.Stalled:
		return ui.Bad
	}
	return ui.Caution
}

func listJSON(w io.Writer, stack string, all engine.Inventory, o ui.Options) error {
	type objectRecord struct {
		Address string      `json:"address"`
		Object  object.Ref  `json:"object"`
		Phase   state.Phase `json:"phase"`
	}
	type clusterRecord struct {
		Cluster string         `json:"cluster"`
		Context string         `json:"context,omitempty"`
		Serial  int64          `json:"serial,omitempty"`
		Objects []objectRecord `json:"objects"`
		Error   any            `json:"error,omitempty"`
	}
	records := make([]clusterRecord, len(all.Clusters))
	for i, c := range all.Clusters {
		records[i] = clusterRecord{Cluster: c.Cluster, Context: c.Context, Objects: []objectRecord{}}
		if c.Revision == nil {
			records[i].Error = c.Error
			continue
		}
		records[i].Serial = c.Revision.Serial
		for _, e := range c.Revision.Objects {
			records[i].Objects = append(records[i].Objects, objectRecord{e.Address, e.Ref, e.Phase})
		}
	}
	return ui.WriteFacts(w, map[string]any{"format_version": "1", "stack": stack, "clusters": records}, "  ", o)
}

// Pull renders whole states as JSON: {"stack": …, "clusters": [{"cluster": …, "state":
// …}]}.
func Pull(w io.Writer, stack string, all engine.Inventory, o ui.Options) error {
	type clusterRecord struct {
		Cluster string          `json:"cluster"`
		Context string          `json:"context,omitempty"`
		State   *state.Revision `json:"state"`
		Error   any             `json:"error,omitempty"`
	}
	records := make([]clusterRecord, len(all.Clusters))
	for i, c := range all.Clusters {
		records[i] = clusterRecord{Cluster: c.Cluster, Context: c.Context, State: c.Revision}
		if c.Revision == nil {
			records[i].Error = c.Error
		}
	}
	return ui.WriteFacts(w, map[string]any{"format_version": "1", "stack": stack, "clusters": records}, "  ", o)
}

// Show renders objects of the state with what they are in the cluster, as YAML. As JSON
// it is {"objects": [{"cluster": …, "entry": …, "live": …}]}.
func Show(w io.Writer, all []engine.StoredObject, o ui.Options) error {
	if o.Format == ui.JSON {
		return showJSON(w, all)
	}
	var b bytes.Buffer
	said := words.In(o.Language)
	for _, s := range all {
		about := said.Say("%s, phase: %s", s.Entry.Ref, phase(said, s.Entry.Phase))
		if s.Entry.PreventDestroy {
			about += said.Say(", protected by prevent_destroy")
		}
		fmt.Fprintf(&b, "---\n# %s  %s\n", typeset.Clean(s.Entry.Address), typeset.Clean(about))
		fmt.Fprintf(&b, "# %s\n", typeset.Clean(said.Say("Cluster %s, UID %s", cmp.Or(s.Context, s.Cluster), cmp.Or(s.Entry.UID, "-"))))
		if !s.Note.IsZero() {
			fmt.Fprintf(&b, "# %s\n", typeset.Clean(said.Text(s.Note)))
		}
		if s.Live == nil {
			fmt.Fprintf(&b, "# %s\n", typeset.Clean(said.Say("It does not exist in the cluster. wl plan shows what apply would change.")))
			continue
		}
		text, err := yaml.Marshal(s.Live)
		if err != nil {
			return fmt.Errorf("%s: cannot write it as YAML: %w", s.Entry.Ref, err)
		}
		b.Write(text)
	}
	return ui.Write(w, b.Bytes())
}

func showJSON(w io.Writer, all []engine.StoredObject) error {
	type objectRecord struct {
		Cluster string         `json:"cluster"`
		Context string         `json:"context,omitempty"`
		Entry   state.Entry    `json:"entry"`
		Live    map[string]any `json:"live"`
		Note    fact.Fact      `json:"note,omitzero"`
	}
	records := make([]objectRecord, len(all))
	for i, s := range all {
		records[i] = objectRecord(s)
	}
	return ui.WriteJSON(w, map[string]any{"format_version": "1", "objects": records}, "  ")
}
