// Package uitest is what the tests of package ui and of those below it have in common:
// goldens, plans and statuses to render, and what holds of every text.
package uitest

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/ui/typeset"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden holds output against testdata/NAME.golden.
func Golden(t *testing.T, name string, got []byte) {
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
		t.Fatalf("%v (go test ./internal/ui/... -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// colours matches what styles write.
var colours = regexp.MustCompile("\x1b\\[(1|2|3[1-6]|9[2-6])?m")

// OptionsName names the golden of a text that was rendered in so many columns, coloured,
// unfolded, in another language than English.
func OptionsName(width int, color, verbose bool, language string) string {
	name := fmt.Sprint(width)
	if color {
		name += "-color"
	}
	if verbose {
		name += "-verbose"
	}
	if language != "" {
		name += "-" + language
	}
	return name
}

// NoControls fails on anything that a terminal would obey. Colours of ours are
// allowed where color is set.
func NoControls(t *testing.T, out string, color bool) {
	t.Helper()
	if color {
		out = colours.ReplaceAllString(out, "")
	}
	for i, r := range out {
		if typeset.IsControl(r) && r != '\n' {
			t.Fatalf("control character %U at byte %d of %q", r, i, out)
		}
	}
}

// Documented fails unless a document of the documentation has the block.
func Documented(t *testing.T, name, block string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), block) {
		t.Errorf("docs/%s does not have this example:\n%s", name, block)
	}
}

// ErrFull is what FailingWriter returns.
var ErrFull = errors.New("no space left")

// FailingWriter is a writer that fails.
type FailingWriter struct{}

// Write fails.
func (FailingWriter) Write([]byte) (int, error) { return 0, ErrFull }
