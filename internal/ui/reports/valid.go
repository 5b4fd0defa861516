package reports

import (
	"cmp"
	"fmt"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/ui/value"
	"io"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/lang"
)

// Valid renders that a stack is valid and what it compiles to; where Verbose is
// set, also how many objects of each kind, and when its CronJobs run, in words.
func Valid(w io.Writer, stack string, clusters []lang.Cluster, o ui.Options) error {
	p := printer{ui.NewPrinter(o)}
	objects := 0
	for _, c := range clusters {
		objects += len(c.Objects)
	}
	p.Line(0, ui.Plain.Span(p.Words.Say("The stack %s is valid: %s on %s.", stack, p.Words.SayN(int64(objects), "%d object", "%d objects"), p.Words.SayN(int64(len(clusters)), "%d cluster", "%d clusters"))))
	if o.Verbose {
		for _, c := range clusters {
			p.Blank()
			p.Line(0, ui.Plain.Span(p.Words.Say("Cluster")+" "), ui.Bold.Span(c.Name))
			p.Text(2, ui.Plain, strings.Join(kindCounts(c.Objects), ", "))
			p.schedules(c.Objects)
		}
	}
	return p.Flush(w)
}

// kindCounts returns how many objects there are of each kind, by its name.
func kindCounts(objects []object.Manifest) []string {
	counts := map[string]int{}
	for i := range objects {
		counts[objects[i].Ref.Kind]++
	}
	var texts []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		texts = append(texts, fmt.Sprintf("%d %s", counts[kind], kind))
	}
	return texts
}

// schedules lists the CronJobs with their expression, in words, and its time
// zone.
func (p printer) schedules(objects []object.Manifest) {
	type row struct{ name, expression, words string }
	var rows []row
	names, expressions := 0, 0
	for i := range objects {
		m := &objects[i]
		if m.Ref.GroupKind() != kind.CronJob {
			continue
		}
		r := row{name: m.Ref.String()}
		r.expression, r.words = scheduleOf(m, p.Words)
		names, expressions = max(names, typeset.Width(typeset.Clean(r.name))), max(expressions, typeset.Width(typeset.Clean(r.expression)))
		rows = append(rows, r)
	}
	for _, r := range rows {
		p.LineWith(2, ui.Join(ui.Line{ui.Bold.Span(r.name)}.Pad(names), ui.Line{ui.Accent.Span(r.expression)}.Pad(expressions)), ui.Line{ui.Plain.Span(r.words)})
	}
}

// scheduleOf is when a CronJob runs: the expression, and it in words. What is
// sensitive is not shown.
func scheduleOf(m *object.Manifest, w *words.Words) (expression, said string) {
	text := func(field, unset string) string {
		if m.IsSensitive(object.PathOf("spec", field)) {
			return value.Sensitive
		}
		s, _, _ := unstructured.NestedString(m.Content, "spec", field)
		return cmp.Or(s, unset)
	}
	zone := "(" + text("timeZone", w.Say("the cluster's time zone")) + ")"
	if zone == "("+value.Sensitive+")" {
		zone = value.Sensitive
	}
	if expression = text("schedule", ""); expression == value.Sensitive {
		return expression, zone
	}
	said = w.Cron(expression) + " " + zone
	if suspend, _, _ := unstructured.NestedBool(m.Content, "spec", "suspend"); suspend && !m.IsSensitive(object.PathOf("spec", "suspend")) {
		said = w.Say("suspended; would run %s", said)
	}
	return expression, said
}
