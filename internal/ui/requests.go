package ui

import (
	"fmt"
	"io"
	"strconv"
	"time"
)

// Request is one request that was sent to a cluster.
type Request struct {
	Method, Path string
	Status       int // 0: no answer came
	Duration     time.Duration
}

// Requests lists what was asked of a cluster, in the order of the answers, each
// with the time that its answer took.
func Requests(w io.Writer, cluster string, requests []Request, o Options) error {
	p := newPrinter(o)
	p.line(0, plain.span(count(len(requests), "request")+" to cluster "), bold.span(cluster))
	for _, r := range requests {
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
	return p.writeTo(w)
}
