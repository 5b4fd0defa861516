package logs

import (
	"bytes"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/live"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
)

func TestLogs(t *testing.T) {
	at := time.Date(2026, 11, 28, 20, 0, 0, 123456789, time.UTC)
	lines := []live.LogLine{
		{Workload: uitest.BrokenDeploy, Pod: "broken-5d4f9-abcde", Container: "nginx", Time: at, Text: "\x1b[31mbind:\x1b[0m\tdenied\x07"},
		{Workload: uitest.BrokenDeploy, Pod: "broken-5d4f9-abcde", Container: "nginx", Text: "the rest of it"},
		{Workload: uitest.NginxSet, Pod: "nginx-01-0", Container: "main", Time: at, Text: ""},
	}
	for name, c := range map[string]struct {
		options ui.Options
		shape   Shape
	}{
		"one": {}, "clusters": {shape: Shape{Clusters: true, Times: true}}, "color": {options: ui.Options{Color: true}, shape: Shape{Clusters: true}},
		"json": {options: ui.Options{Format: ui.JSON}, shape: Shape{Clusters: true}}, "zh": {options: ui.Options{Language: words.Chinese}},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			streams := ui.Streams{Out: &out, Err: &out}.InLanguage(c.options.Language)
			w := New(streams, c.options, c.shape)
			for _, l := range lines {
				if err := w.Line("prod-eu", l); err != nil {
					t.Fatal(err)
				}
			}
			w.Note("prod-eu", fact.New(live.NothingLogged, fact.Args{"workload": uitest.NginxSet}))
			w.Fail("prod-eu", fact.New(live.LogNotRead, fact.Args{"container": "main", "pod": "nginx-01-1", "said": "it is\x1b[2J gone"}))
			if err := w.Err(); err != nil {
				t.Fatal(err)
			}
			uitest.NoControls(t, out.String(), c.options.Color)
			uitest.Golden(t, name, out.Bytes())
		})
	}
}

func TestFailingWriter(t *testing.T) {
	w := New(ui.Streams{Out: uitest.FailingWriter{}, Err: uitest.FailingWriter{}}, ui.Options{}, Shape{})
	if err := w.Line("prod-eu", live.LogLine{}); err == nil {
		t.Error("a line that could not be written is no error")
	}
	w.Note("prod-eu", fact.New(live.NothingLogged, nil))
	if w.Err() == nil {
		t.Error("a note that could not be written is no error")
	}
}
