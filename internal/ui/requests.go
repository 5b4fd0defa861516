package ui

import (
	"fmt"
	"io"
	"strconv"

	"github.com/workloadlang/wl/internal/engine"
)

// Requests lists what was asked of each cluster, in the order of the answers, each
// with the time that its answer took. As JSON it is {"requests": [{"cluster": …,
// "method": …, "url": …, "status": …, "milliseconds": …}]}, nothing where there are
// none.
func Requests(w io.Writer, clusters []engine.ClusterRequests, o Options) error {
	if o.Format == JSON {
		return requestsJSON(w, clusters)
	}
	p := newPrinter(o)
	for _, c := range clusters {
		p.requests(c)
	}
	return p.writeTo(w)
}

func (p *printer) requests(c engine.ClusterRequests) {
	p.line(0, plain.span(p.words.SayN(int64(len(c.Requests)), "%d request to cluster", "%d requests to cluster")+" "), bold.span(c.Cluster))
	for _, r := range c.Requests {
		status, s := strconv.Itoa(r.Status), faint
		if r.Status == 0 {
			status = "---"
		}
		if r.Status == 0 || r.Status >= 400 {
			s = caution
		}
		took := fmt.Sprintf("%.1f ms", float64(r.Duration.Microseconds())/1000)
		p.line(2, plain.span(padLeft(took, 10)), plain.span("  "), s.span(status), plain.span("  "+fmt.Sprintf("%-6s", r.Method)+" "), plain.span(r.Path))
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
	return writeJSON(w, map[string]any{"requests": all}, "  ")
}
