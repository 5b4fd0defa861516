package reports

import (
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"io"
	"strconv"

	"github.com/workloadlang/wl/internal/engine"
)

// Requests lists what was asked of each cluster, in the order of the answers, each
// with the time that its answer took. As JSON it is {"requests": [{"cluster": …,
// "method": …, "url": …, "status": …, "milliseconds": …}]}, nothing where there are
// none.
func Requests(w io.Writer, clusters []engine.ClusterRequests, o ui.Options) error {
	if o.Format == ui.JSON {
		return requestsJSON(w, clusters)
	}
	p := printer{ui.NewPrinter(o)}
	for _, c := range clusters {
		p.requests(c)
	}
	return p.Flush(w)
}

func (p printer) requests(c engine.ClusterRequests) {
	p.Line(0, ui.Plain.Span(p.Words.SayN(int64(len(c.Requests)), "%d request to cluster", "%d requests to cluster")+" "), ui.Bold.Span(c.Cluster))
	for _, r := range c.Requests {
		status, s := strconv.Itoa(r.Status), ui.Faint
		if r.Status == 0 {
			status = "---"
		}
		if r.Status == 0 || r.Status >= 400 {
			s = ui.Caution
		}
		took := fmt.Sprintf("%.1f ms", float64(r.Duration.Microseconds())/1000)
		p.Line(2, ui.Plain.Span(typeset.PadLeft(took, 10)), ui.Plain.Span("  "), s.Span(status), ui.Plain.Span("  "+fmt.Sprintf("%-6s", r.Method)+" "), ui.Plain.Span(r.Path))
	}
}

func requestsJSON(w io.Writer, clusters []engine.ClusterRequests) error {
	type request struct {
		Cluster      string  `json:"cluster"`
		Method       string  `json:"method"`
		URL          string  `json:"url"`              // below the server's
		Status       int     `json:"status,omitempty"` // none where there was no answer
		Milliseconds float64 `json:"milliseconds"`
	}
	var all []request
	for _, c := range clusters {
		for _, r := range c.Requests {
			all = append(all, request{c.Cluster, r.Method, r.Path, r.Status, float64(r.Duration.Microseconds()) / 1000})
		}
	}
	if len(all) == 0 {
		return nil
	}
	return ui.WriteJSON(w, map[string]any{"requests": all}, "  ")
}
