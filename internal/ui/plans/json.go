package plans

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/plan"
)

// writeJSON writes a plan's JSON form (docs/plan-json.md): indented, and the
// same bytes for the same plan and language.
func writeJSON(w io.Writer, p *plan.Plan, o ui.Options) error {
	return ui.WriteFacts(w, listed(p), "  ", o)
}

// listed is a plan each of whose clusters has a list of changes, if an empty one.
func listed(p *plan.Plan) *plan.Plan {
	whole := *p
	whole.Clusters = make([]plan.ClusterPlan, len(p.Clusters))
	for i, c := range p.Clusters {
		if c.Changes == nil {
			c.Changes = []plan.Change{} // an empty list, not null
		}
		whole.Clusters[i] = c
	}
	return &whole
}

// stackRecord is a stack in the JSON form (docs/plan-json.md).
type stackRecord struct {
	Dir         string                `json:"dir"`
	Result      repository.Result     `json:"result"`
	Stack       *object.Stack         `json:"stack,omitempty"`        // of one that was removed, what is known of it
	Former      *object.Stack         `json:"former_stack,omitempty"` // of one that was renamed, what is known of it before
	Contexts    []string              `json:"contexts,omitempty"`
	StateFile   bool                  `json:"state_in_file,omitempty"` // of one that was removed or renamed
	Alike       []string              `json:"alike,omitempty"`         // of one that was removed or renamed
	Plan        *plan.Plan            `json:"plan,omitempty"`
	Error       string                `json:"error,omitempty"`
	Diagnostics []diagnostics.Finding `json:"diagnostics,omitempty"`
}

// json writes a stack at once: the document around it is written bit by bit.
func (m *Many) json(p repository.Planned, kept *outcome) error {
	r := stackRecord{Dir: p.Dir, Result: p.Result, Diagnostics: diagnostics.Of(p.Stack.Compiled, kept.options)}
	if p.Plan != nil {
		r.Plan = listed(p.Plan)
	}
	if p.Was != nil {
		if r.Former = &p.Was.Stack; p.Result == repository.Removed {
			r.Stack, r.Former = r.Former, nil
		}
		r.StateFile, r.Alike = p.Was.StateFile, p.Was.Alike
		for _, c := range p.Was.Clusters {
			if c.Context != "" && !c.Own && !slices.Contains(r.Contexts, c.Context) {
				r.Contexts = append(r.Contexts, c.Context)
			}
		}
	}
	if p.Err != nil {
		r.Error = kept.text
	}
	var b bytes.Buffer
	if err := ui.WriteFacts(&b, r, "  ", kept.options); err != nil {
		return err
	}
	lead := ",\n"
	if len(m.stacks) == 1 {
		lead = m.beginJSON()
	}
	indented := bytes.ReplaceAll(bytes.TrimRight(b.Bytes(), "\n"), []byte("\n"), []byte("\n    "))
	return ui.Write(m.to, append([]byte(lead+"    "), indented...))
}

func (m *Many) beginJSON() string {
	return fmt.Sprintf("{\n  \"format_version\": %q,\n  \"stacks\": [\n", manyVersion)
}

// manyVersion is the version of the JSON form of several stacks. It changes as that of a plan does.
const manyVersion = "1"

func (m *Many) endJSON() error {
	if len(m.stacks) == 0 {
		return ui.Write(m.to, []byte(m.beginJSON()+"  ]\n}\n"))
	}
	return ui.Write(m.to, []byte("\n  ]\n}\n"))
}
