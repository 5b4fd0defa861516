package check

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/schema"
)

// The first minor versions that know what is no argument of its own.
const (
	sidecarsSince    = 29
	longSearchSince  = 28
	shortSearchLists = 6
)

// version holds a workload to what the cluster's Kubernetes knows, by what the
// configuration says of that.
func (w *workload) version() {
	_, rest, given := strings.Cut(w.settings.Version, ".")
	text, _, _ := strings.Cut(rest, ".")
	minor, err := strconv.Atoi(text)
	if !given || err != nil {
		return
	}
	v := version{w.report, w.settings, w.Kind, minor}
	v.block(w.Block)
	for _, f := range w.LogFiles() {
		if f.Collector == "sidecar" {
			v.knows(sidecarsSince, message.New("A log collector beside the container"), message.New(`write collector = "operator"`), f.Header)
		}
	}
	if dns := w.Workload().Advanced().DNS(); len(dns.Searches().Value()) > shortSearchLists {
		v.knows(longSearchSince, message.New("A list of more than six search domains"), message.New("shorten the list"), dns.Searches().Range())
	}
}

// version is that of a cluster's Kubernetes, by the configuration.
type version struct {
	*report
	Settings
	kind  schema.Kinds // of the workload
	minor int
}

// block looks at every argument that is written out.
func (v version) block(b *decode.Block) {
	for _, row := range b.Schema.Attributes {
		if a := b.Get(row.Name); row.Since != nil && a != nil && !a.Implied {
			v.knows(row.SinceFor(v.kind), message.New("%s of %s", row.Name, b.Title()), message.New("remove it"), a.Range)
		}
	}
	for _, inner := range b.Blocks() {
		if !inner.Implied {
			v.block(inner)
		}
	}
}

func (v version) knows(since int, what, instead message.Text, at hcl.Range) {
	if v.minor < since {
		v.fail(at, "Not in this version of Kubernetes", `%s needs Kubernetes 1.%d, and the cluster %q has %s by its kubernetes_version. Correct the version there, or %s.`, what, since, v.Cluster, v.Version, instead)
	}
}
