package plans

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gold "github.com/yuin/goldmark/text"

	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/markdown"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/internal/uitest"
)

// strayMarks are the texts of Markdown in which a mark of bold type or italics is shown as it
// is, because it begins or ends nothing.
func strayMarks(source []byte) (stray []string) {
	document := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(gold.NewReader(source))
	_ = ast.Walk(document, func(n ast.Node, _ bool) (ast.WalkStatus, error) { // it reports nothing
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock, *ast.HTMLBlock:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if text := string(n.Segment.Value(source)); strings.Contains(text, "**") || strings.Contains(text, "_") {
				stray = append(stray, text)
			}
		}
		return ast.WalkContinue, nil
	})
	return stray
}

// Whatever is to be bold or in italics is so, also in Chinese, which has no spaces to stand
// between a mark and what follows.
func TestMarksAreNoText(t *testing.T) {
	read := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".markdown.golden") {
			return err
		}
		read++
		source, err := os.ReadFile(path)
		if stray := strayMarks(source); len(stray) > 0 {
			t.Errorf("%s: %q", path, stray)
		}
		return err
	})
	if err != nil || read < 20 {
		t.Fatalf("%d goldens, %v", read, err)
	}
	long, stacks := uitest.PlanOf(uitest.ClusterPlan("eu")), []repository.Planned{}
	for i := range 300 {
		c := uitest.DeleteDeployment()
		c.Object.Name = fmt.Sprintf("delete-%d-%s", i, strings.Repeat("x", 200))
		long.Clusters[0].Changes = append(long.Clusters[0].Changes, c)
		stacks = append(stacks, planned(fmt.Sprintf("stacks/%d", i), repository.Changes, uitest.PlanOf(uitest.ClusterPlan("eu", c))))
	}
	for _, l := range []words.Language{words.English, words.Chinese} {
		var many bytes.Buffer
		writeMany(t, &many, stacks, ui.Options{Language: l, Format: markdown.Format})
		for _, out := range []string{rendered(t, long, ui.Options{Language: l}), many.String()} {
			if stray := strayMarks([]byte(out)); len(stray) > 0 || !strings.Contains(out, markdown.Emphasized(words.In(l).Say("Shortened to fit a comment."))) {
				t.Errorf("%s: %q, in %s", l, stray, out[max(0, len(out)-300):])
			}
		}
	}
	if stray := strayMarks([]byte("_已缩短。_未显示")); len(stray) == 0 {
		t.Error("a mark that is shown is not found")
	}
}
