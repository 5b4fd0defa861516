package ui

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds output against testdata/NAME.golden.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name)+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test ./internal/ui -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// noControls fails on anything that a terminal would obey. Colours of ours are
// allowed where color is set.
func noControls(t *testing.T, out string, color bool) {
	t.Helper()
	if color {
		for _, s := range []style{bold, faint, good, caution, bad, accent} {
			before, after, _ := strings.Cut(s.apply("|"), "|")
			out = strings.ReplaceAll(strings.ReplaceAll(out, before, ""), after, "")
		}
	}
	for i, r := range out {
		if isControl(r) && r != '\n' {
			t.Fatalf("control character %U at byte %d of %q", r, i, out)
		}
	}
}
