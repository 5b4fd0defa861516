package reports

import (
	"io"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/outputs"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/lang"
)

// OutputsByName renders outputs as {NAME: {"value": …, "sensitive": …}}, without the
// values of sensitive ones.
func OutputsByName(w io.Writer, outputs []lang.Output) error {
	type record struct {
		Value     any  `json:"value"`
		Sensitive bool `json:"sensitive"`
	}
	records := map[string]record{}
	for _, o := range outputs {
		r := record{Value: o.Value, Sensitive: o.Sensitive}
		if o.Sensitive {
			r.Value = nil
		}
		records[o.Name] = r
	}
	return ui.WriteJSON(w, records, "  ")
}

// OutputValue renders one output's value alone: a text as it is, with a line break at its end,
// everything else as JSON. On a terminal a text has nothing that this would obey.
func OutputValue(w io.Writer, o lang.Output, terminal bool, options ui.Options) error {
	text, ok := o.Value.(string)
	switch {
	case !ok || options.Format == ui.JSON:
		return ui.WriteJSON(w, o.Value, "")
	case terminal:
		return ui.Lines(w, text)
	}
	return ui.Write(w, []byte(strings.TrimSuffix(text, "\n")+"\n"))
}

// StoredOutputs renders outputs as Outputs does, and says where there are none.
func StoredOutputs(w io.Writer, clusters []outputs.Cluster, o ui.Options) error {
	if !slices.ContainsFunc(clusters, func(c outputs.Cluster) bool { return len(c.Outputs) > 0 }) {
		return ui.Say(w, "%s", words.In(o.Language).Say("The stack has no outputs."))
	}
	return Outputs(w, clusters, o)
}
