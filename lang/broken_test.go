package lang

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
)

// Each file of testdata/broken is a stack that says on its own lines what is
// wrong with them:
//
//	replicas = "two" # error: must be a whole number
//	# error nowhere: an error that belongs to no line
//	# var: name=value gives a variable
//
// Every error of the compilation must be announced on its line, and every
// announcement must come true. Warnings may go unannounced.
func TestBroken(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*.wl.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".wl.hcl"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "stack.wl.hcl"), src, 0o644); err != nil {
				t.Fatal(err)
			}
			wanted, o := announced(string(src))
			compareDiagnostics(t, wanted, Compile(dir, o).Diagnostics)
		})
	}
}

// announcement is a diagnostic that a source says it will get.
type announcement struct {
	severity hcl.DiagnosticSeverity
	line     int // 0 for nowhere
	text     string
}

var announcing = regexp.MustCompile(`# (error|warning|error nowhere|var): ([^#]*)`)

func announced(src string) ([]announcement, Options) {
	var wanted []announcement
	var o Options
	for i, line := range strings.Split(src, "\n") {
		for _, m := range announcing.FindAllStringSubmatch(line, -1) {
			a := announcement{hcl.DiagError, i + 1, strings.TrimSpace(m[2])}
			switch m[1] {
			case "var":
				name, value, _ := strings.Cut(a.text, "=")
				o.Variables = append(o.Variables, VariableArgument{Name: name, Value: value})
				continue
			case "warning":
				a.severity = hcl.DiagWarning
			case "error nowhere":
				a.line = 0
			}
			wanted = append(wanted, a)
		}
	}
	return wanted, o
}

func compareDiagnostics(t *testing.T, wanted []announcement, got hcl.Diagnostics) {
	t.Helper()
	for _, d := range got {
		line := 0
		if d.Subject != nil {
			line = d.Subject.Start.Line
		}
		text := fmt.Sprintf("%s: %s", d.Summary, d.Detail)
		i := slices.IndexFunc(wanted, func(a announcement) bool {
			return a.severity == d.Severity && a.line == line && strings.Contains(text, a.text)
		})
		switch {
		case i >= 0:
			wanted = slices.Delete(wanted, i, i+1)
		case d.Severity == hcl.DiagError:
			t.Errorf("line %d: unannounced error: %s", line, text)
		}
	}
	for _, a := range wanted {
		t.Errorf("line %d: announced, but did not come: %q", a.line, a.text)
	}
}
