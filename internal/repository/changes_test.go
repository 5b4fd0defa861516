package repository

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/commit"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/lang"
)

// commitAll makes a directory a repository, where it is none, and commits what is there.
func commitAll(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, ".git")); err != nil {
		git(t, dir, "init", "-q", "-b", "main")
	}
	git(t, dir, "-c", "advice.addEmbeddedRepo=false", "add", "-A")
	git(t, dir, "commit", "-q", "--allow-empty", "-m", "x")
}

// nested is a repository with a stack, a submodule with one, and a repository that it ignores;
// two beside it, and a stack in none.
func nested(t *testing.T) string {
	t.Helper()
	dir := real(t.TempDir())
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	for _, name := range []string{"outer/aaa/st", "outer/ignored/st", "outer/zzz", "left/st", "right/st", "stray/st"} {
		write(t, filepath.Join(dir, name, "main.wl.hcl"), fmt.Sprintf("stack %q {}\n", strings.ReplaceAll(name, "/", "-")))
	}
	write(t, filepath.Join(dir, "outer/.gitignore"), "ignored\n")
	for _, name := range []string{"outer/aaa", "outer/ignored", "outer", "left", "right"} {
		commitAll(t, filepath.Join(dir, name))
	}
	write(t, filepath.Join(dir, "outer/.gitmodules"), "[submodule \"aaa\"]\n  path = aaa\n  url = ./aaa\n  ignore = all\n")
	commitAll(t, filepath.Join(dir, "outer"))
	git(t, filepath.Join(dir, "outer"), "checkout", "-q", "-b", "mine")
	return dir
}

// Every directory is judged by its own repository, whichever is the first; a submodule by the
// one that has it, also where its configuration ignores that it moves.
func TestEachRepositoryIsAsked(t *testing.T) {
	for name, c := range map[string]struct {
		change  []string // files
		commit  string   // a repository that commits
		roots   []string
		touched []string
	}{
		"the outer one, the first stack in a submodule": {[]string{"outer/zzz/main.wl.hcl"}, "", []string{"outer"}, []string{"outer/zzz"}},
		"a submodule that moves":                        {[]string{"outer/aaa/st/main.wl.hcl"}, "outer/aaa", []string{"outer"}, []string{"outer/aaa/st"}},
		"a submodule with changes":                      {[]string{"outer/aaa/st/main.wl.hcl"}, "", []string{"outer"}, []string{"outer/aaa/st"}},
		"a submodule that is given":                     {[]string{"outer/aaa/st/main.wl.hcl"}, "", []string{"outer/aaa/st"}, []string{"outer/aaa/st"}},
		"one that the outer one ignores":                {[]string{"outer/ignored/st/main.wl.hcl"}, "", []string{"outer"}, []string{"outer/ignored/st"}},
		"the second of two":                             {[]string{"right/st/main.wl.hcl"}, "", []string{"left", "right"}, []string{"right/st"}},
		"the first of two":                              {[]string{"left/st/main.wl.hcl"}, "", []string{"left", "right"}, []string{"left/st"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := nested(t)
			for _, name := range c.change {
				write(t, filepath.Join(dir, name), "stack \"x\" {}\n\n")
			}
			if c.commit != "" {
				commitAll(t, filepath.Join(dir, c.commit))
			}
			roots := below(dir, c.roots)
			dirs, changes, _, err := Since(t.Context(), roots, "main")
			if err != nil {
				t.Fatal(err)
			}
			var touched []string
			for _, stack := range dirs {
				if changes.touch(lang.Compile(t.Context(), stack, lang.Options{}).Reads) {
					touched = append(touched, stack)
				}
			}
			if want := below(dir, c.touched); !slices.Equal(touched, want) {
				t.Errorf("touched are %q, want %q", touched, want)
			}
		})
	}
}

func below(dir string, names []string) (all []string) {
	for _, name := range names {
		all = append(all, filepath.Join(dir, name))
	}
	return all
}

// A directory has one path, wherever in the repository a command runs and however it is given.
func TestPaths(t *testing.T) {
	dir := nested(t)
	for _, c := range []struct {
		in, dir, want string
	}{
		{"outer", ".", "."}, {"outer", "zzz/", "zzz"}, {"outer/zzz", ".", "zzz"}, {"outer/zzz", "..", "."}, {"outer/zzz", filepath.Join(dir, "outer/zzz"), "zzz"},
		{"outer", "aaa/st", "aaa/st"}, {"outer/aaa", "st", "st"}, {"outer", "../left/st", "../left/st"}, {"outer", "away", "away"}, {"stray", "st/", "st"},
	} {
		t.Chdir(filepath.Join(dir, c.in))
		if got := Paths([]string{c.dir}); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s in %s: %q, want %s", c.dir, c.in, got, c.want)
		}
	}
}

// Stacks of several repositories are found below a directory that is in none, the removed
// ones, too. What is in no repository, or in one without the revision, is named.
func TestBelowNoRepository(t *testing.T) {
	dir := nested(t)
	_, _, _, err := Since(t.Context(), []string{dir}, "main")
	if f := fact.Of(err); f.Code != commit.NoRepository || f.Args["dir"] != filepath.Join(dir, "stray/st") {
		t.Errorf("with a stack in none: %v", f)
	}
	if err := os.RemoveAll(filepath.Join(dir, "stray")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "right/other/main.wl.hcl"), `stack "other" {}`)
	if err := os.RemoveAll(filepath.Join(dir, "right/st")); err != nil {
		t.Fatal(err)
	}
	dirs, changes, gone, err := Since(t.Context(), []string{dir}, "main")
	if err != nil || len(dirs) != 5 || len(changes) != 4 {
		t.Errorf("%q, %d repositories, %v", dirs, len(changes), err)
	}
	if len(gone) != 1 || gone[0].Dir != filepath.Join(dir, "right/st") || gone[0].Stack.Name != "right-st" {
		t.Errorf("removed are %v", gone)
	}
	_, _, _, err = SinceIn(t.Context(), below(dir, []string{"outer/zzz", "right/other"}), "mine")
	if f := fact.Of(err); f.Code != commit.NoRevision || f.Args["dir"] != filepath.Join(dir, "right/other") {
		t.Errorf("a revision of the first one only: %v", f)
	}
}
