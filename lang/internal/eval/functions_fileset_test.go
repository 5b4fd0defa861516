package eval

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/lang/internal/source"
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

// Links and directories where no pattern reaches are neither counted nor gone through.
func TestFilesetGoesNoFurther(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"conf/a.yaml", "conf/deep/b.yaml", "conf/deep/x/c.yaml", "top.yaml", "[x]/d.yaml"} {
		write(t, dir, name, "x")
	}
	write(t, dir, "node_modules/.store/p/package.json", "{}")
	for i := range 1_100 {
		for _, at := range []string{fmt.Sprintf("node_modules/p%d", i), fmt.Sprintf("p%d", i)} {
			if err := os.Symlink(filepath.Join(dir, "node_modules/.store/p"), filepath.Join(dir, at)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for pattern, want := range map[string]string{
		"conf/*.yaml":                   `["conf/a.yaml"]`,
		"*.yaml":                        `["top.yaml"]`,
		"{conf,other}/*.yaml":           `["conf/a.yaml"]`,
		"{conf/deep,other}/*.yaml":      `["conf/deep/b.yaml"]`,
		"{top,conf/{a,deep/**/c}}.yaml": `["conf/a.yaml", "conf/deep/x/c.yaml", "top.yaml"]`,
		"con[f]/d*/**/?.yaml":           `["conf/deep/b.yaml", "conf/deep/x/c.yaml"]`,
		`\\[x]/*`:                       `["[x]/d.yaml"]`,
		"p7/*.json":                     `["p7/package.json"]`,
		"/conf/../p[78]/*":              `["p7/package.json", "p8/package.json"]`,
	} {
		got, diags := evaluate(t, dir, fmt.Sprintf(`fileset(".", "%s")`, pattern))
		wanted, _ := evaluate(t, dir, want)
		if len(diags) > 0 {
			t.Errorf("%s: %v", pattern, diags)
		} else if list := cty.TupleVal(got.AsValueSlice()); !list.RawEquals(wanted) {
			t.Errorf("%s: %#v, want %s", pattern, list, want)
		}
	}
	for _, pattern := range []string{"*/*.json", "{conf,node_modules}/*/*.json"} {
		if _, diags := evaluate(t, dir, fmt.Sprintf("fileset(%q, %q)", ".", pattern)); !strings.Contains(diags.Error(), "more than 1000 symbolic links") {
			t.Errorf("%s: %v", pattern, diags)
		}
	}
}

// Whatever fits a pattern is below directories that the pattern reaches.
func TestPatternsReachWhatFits(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "b", "/", "/", "*", "**", "**/", "?", "[ab]", "[!a]", "[-0]", `\a`, `\/`, `\{`, "{", "}", ",", "{a,b/}", "{*,a}", "{,/}", "[{]", "[,}]"}
	names := []string{"a", "b", "a/b", "b/a/b", "a/a/a/a", "ab/b", "a/ba/ab", "{/a", "a{/b", "}/,/a", "a/0/b"}
	fits, kept := 0, 0
	for range 100_000 {
		var pattern strings.Builder
		for range 1 + draw.IntN(7) {
			pattern.WriteString(pieces[draw.IntN(len(pieces))])
		}
		if !doublestar.ValidatePattern(pattern.String()) {
			continue
		}
		f := &found{files: &files{Surroundings: Surroundings{Tree: source.Disk{}}}, under: alternatives(pattern.String(), nil), from: "/s"}
		for _, name := range names {
			match := doublestar.MatchUnvalidated(pattern.String(), name)
			for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
				switch reached := f.reaches("/s/" + dir); {
				case match && !reached:
					t.Fatalf("%q fits %q, and does not reach %q", pattern.String(), name, dir)
				case match:
					fits++
				case !reached:
					kept++
				}
			}
		}
	}
	if fits < 1_000 || kept < 1_000 {
		t.Errorf("%d fit, %d were not reached", fits, kept)
	}
}

// Patterns with more braces than are taken apart reach everything.
func TestPatternsOfManyBraces(t *testing.T) {
	for pattern, want := range map[string]int{
		"a": 1, "{a,b}/{c,d}": 4, "{a,{b,c}}": 3, strings.Repeat("{a,b}", 7): 128, strings.Repeat("{a,b}", 8): 0,
		strings.Repeat("{a}", 100_000): 0, strings.Repeat("{", 400) + strings.Repeat("}", 400): 1, strings.Repeat("{a,b}", 100_000): 0,
	} {
		if got := len(alternatives(pattern, nil)); got != want {
			t.Errorf("%.20s…: %d, want %d", pattern, got, want)
		}
	}
}
