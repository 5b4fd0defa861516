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
	"github.com/rogpeppe/go-internal/txtar"
)

// Each file of testdata/broken is a stack that says on its own lines what is
// wrong with them:
//
//	replicas = "two" # error: must be a whole number
//	# error nowhere: an error that belongs to no line
//	# var: name=value gives a variable
//
// Archives hold stacks of several files, such as those with modules. Every
// error of the compilation must be announced on its line, and every
// announcement must come true. Warnings may go unannounced.
func TestBroken(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		t.Run(name, func(t *testing.T) {
			archive := brokenArchive(t, file)
			t.Chdir(extract(t, archive))
			var wanted []announcement
			var o Options
			for _, f := range archive.Files {
				more, options := announced(f.Name, string(f.Data))
				wanted = append(wanted, more...)
				o.Variables = append(o.Variables, options.Variables...)
			}
			compareDiagnostics(t, wanted, Compile(t.Context(), ".", o).Diagnostics)
		})
	}
}

// brokenArchive reads an archive, or makes one of a single source.
func brokenArchive(t *testing.T, file string) *txtar.Archive {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(file) == ".txtar" {
		return txtar.Parse(src)
	}
	return &txtar.Archive{Files: []txtar.File{{Name: "stack.wl.hcl", Data: src}}}
}

// announcement is a diagnostic that a source says it will get.
type announcement struct {
	severity hcl.DiagnosticSeverity
	file     string // empty for nowhere
	line     int    // 0 for nowhere
	text     string
}

var announcing = regexp.MustCompile(`# (error|warning|error nowhere|var): ([^#]*)`)

func announced(file, src string) ([]announcement, Options) {
	var wanted []announcement
	var o Options
	for i, line := range strings.Split(src, "\n") {
		for _, m := range announcing.FindAllStringSubmatch(line, -1) {
			a := announcement{hcl.DiagError, file, i + 1, strings.TrimSpace(m[2])}
			switch m[1] {
			case "var":
				name, value, _ := strings.Cut(a.text, "=")
				o.Variables = append(o.Variables, VariableArgument{Name: name, Value: value})
				continue
			case "warning":
				a.severity = hcl.DiagWarning
			case "error nowhere":
				a.file, a.line = "", 0
			}
			wanted = append(wanted, a)
		}
	}
	return wanted, o
}

func compareDiagnostics(t *testing.T, wanted []announcement, got hcl.Diagnostics) {
	t.Helper()
	for _, d := range got {
		file, line := "", 0
		if d.Subject != nil {
			file, line = d.Subject.Filename, d.Subject.Start.Line
		}
		text := fmt.Sprintf("%s: %s", d.Summary, d.Detail)
		i := slices.IndexFunc(wanted, func(a announcement) bool {
			return a.severity == d.Severity && a.file == file && a.line == line && strings.Contains(text, a.text)
		})
		switch {
		case i >= 0:
			wanted = slices.Delete(wanted, i, i+1)
		case d.Severity == hcl.DiagError:
			t.Errorf("%s:%d: unannounced error: %s", file, line, text)
		}
	}
	for _, a := range wanted {
		t.Errorf("%s:%d: announced, but did not come: %q", a.file, a.line, a.text)
	}
}
