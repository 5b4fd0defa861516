package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

// Links to directories are followed within the stack, and in no circle; what a link out of it
// leads to is not there.
func TestFilesetFollowsLinks(t *testing.T) {
	outside := t.TempDir()
	dir := filepath.Join(outside, "stack")
	for _, name := range []string{"shared/a.yaml", "shared/deep/b.yaml", "m/c.yaml", "loop/d.yaml", "../elsewhere/e.yaml"} {
		write(t, dir, name, "x")
	}
	for at, to := range map[string]string{
		"link": "shared", "twice": "link", "m/within": "../shared/deep", "out": "../elsewhere", "nowhere": "missing",
		"loop/self": ".", "loop/up": "..", "loop/there": "../back", "back": "loop", "m/file.yaml": "../shared/a.yaml",
	} {
		if err := os.Symlink(to, filepath.Join(dir, at)); err != nil {
			t.Fatal(err)
		}
	}
	for call, want := range map[string]string{
		`fileset("link", "*.yaml")`:                   `["a.yaml"]`,
		`fileset("link", "**")`:                       `["a.yaml", "deep/b.yaml"]`,
		`fileset("twice", "*.yaml")`:                  `["a.yaml"]`,
		`fileset("link/deep", "*")`:                   `["b.yaml"]`,
		`fileset(".", "link/*.yaml")`:                 `["link/a.yaml"]`,
		`fileset(".", "{link,twice}/**/*")`:           `["link/a.yaml", "link/deep/b.yaml", "twice/a.yaml", "twice/deep/b.yaml"]`,
		`fileset("m", "**")`:                          `["c.yaml", "file.yaml", "within/b.yaml"]`,
		`fileset("m", "../link/*")`:                   `["../link/a.yaml"]`,
		`fileset("loop", "**")`:                       `["d.yaml"]`,
		`fileset("back", "**")`:                       `["d.yaml"]`,
		`fileset(".", "back/**")`:                     `["back/d.yaml"]`,
		`fileset(".", "loop/**")`:                     `["loop/d.yaml"]`,
		`fileset(".", "out/*")`:                       `[]`,
		`fileset(".", "*")`:                           `[]`,
		`[for f in fileset(".", "link/*") : file(f)]`: `["x"]`,
	} {
		got, diags := evaluate(t, dir, call)
		wanted, more := evaluate(t, dir, want)
		if len(diags)+len(more) > 0 {
			t.Errorf("%s: %v %v", call, diags, more)
			continue
		}
		if list := cty.TupleVal(append([]cty.Value{}, got.AsValueSlice()...)); !list.RawEquals(wanted) {
			t.Errorf("%s: %#v, want %s", call, list, want)
		}
	}
	if _, diags := evaluate(t, dir, `fileset("out", "*")`); !strings.Contains(diags.Error(), "outside the stack's directory") {
		t.Errorf("a link out of the stack: %v", diags)
	}
}

// Links that lead to each other make no endless number of paths.
func TestFilesetEnds(t *testing.T) {
	dir := t.TempDir()
	for i := range 20 {
		write(t, dir, fmt.Sprintf("d%d/f", i), "x")
		for _, link := range []string{"a", "b"} {
			if err := os.Symlink(fmt.Sprintf("../d%d", i+1), filepath.Join(dir, fmt.Sprintf("d%d", i), link)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, diags := evaluate(t, dir, `fileset(".", "**/f")`); !strings.Contains(diags.Error(), "more than 1000 symbolic links to directories") {
		t.Error(diags)
	}
}
