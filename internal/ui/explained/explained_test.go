package explained

import (
	"bytes"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/typeset"
	"github.com/workloadlang/wl/internal/uitest"
	"strings"
	"testing"

	"github.com/workloadlang/wl/lang/explain"
)

func TestExplain(t *testing.T) {
	for _, path := range []string{"", "workload.container", "workload.container.cpu", "workload.advanced.upgrade.max_surge",
		"workload.schedule.schedule", "workload.volume.claim_template", "workload.advanced.dns.searches"} {
		for name, o := range map[string]ui.Options{"80": {Width: 80}, "160": {Width: 160}, "json": {Format: ui.JSON}} {
			for _, l := range []explain.Language{explain.English, explain.Chinese} {
				page := explain.Whole(l, false)
				if path != "" {
					var err error
					if page, err = explain.Find(path, l, false); err != nil {
						t.Fatal(err)
					}
				}
				var b bytes.Buffer
				if err := Write(&b, page, l, o); err != nil {
					t.Fatal(err)
				}
				uitest.NoControls(t, b.String(), false)
				if strings.Contains(b.String(), "%!") {
					t.Errorf("%s: %s", path, b.String())
				}
				fits(t, b.String(), o)
				last := path[strings.LastIndexByte(path, '.')+1:]
				if last == "" {
					last = "language"
				}
				uitest.Golden(t, "explain/"+last+"."+l.String()+"."+name, b.Bytes())
			}
		}
	}
}

// fits fails on lines that are longer than the terminal, unless they hold one
// word that people may want to copy.
func fits(t *testing.T, out string, o ui.Options) {
	t.Helper()
	for l := range strings.Lines(out) {
		if l = strings.TrimSuffix(l, "\n"); o.Format != ui.JSON && typeset.Width(l) > o.Width && len(strings.Fields(l)) > 2 {
			t.Errorf("%d columns: %s", typeset.Width(l), l)
		}
	}
}

func TestExplainTree(t *testing.T) {
	page, err := explain.Find("workload.schedule", explain.English, true)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, page, explain.English, ui.Options{Width: 80}); err != nil {
		t.Fatal(err)
	}
	uitest.Golden(t, "explain/tree", b.Bytes())
}
