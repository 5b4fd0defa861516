package commit

import (
	"bytes"
	"cmp"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/fact"
)

// tree is a repository to be changed.
type tree struct {
	*testing.T
	dir string
}

func newTree(t *testing.T) tree {
	dir := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	r := tree{t, dir}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r tree) git(args ...string) {
	r.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@b"}, args...)...)
	cmd.Dir = r.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (r tree) write(name, text string) {
	r.Helper()
	file := filepath.Join(r.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
		r.Fatal(err)
	}
}

func (r tree) commit() {
	r.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "-m", "x")
}

// What counts is all that differs from where the branch began, committed or not; what has
// happened on the other branch since, and what git ignores, does not.
func TestSince(t *testing.T) {
	r := newTree(t)
	for _, name := range []string{"changed", "staged", "deleted", "renamed before", "kept", "theirs"} {
		r.write("a/"+name, name)
	}
	r.write(".gitignore", "ignored\n")
	r.commit()
	r.git("checkout", "-q", "-b", "mine")
	r.write("a/changed", "other")
	r.write("b/ümlaut\nname", "new")
	r.git("mv", "a/renamed before", "a/renamed after")
	r.commit()
	r.git("checkout", "-q", "main")
	r.write("a/theirs", "other")
	r.commit()
	r.git("checkout", "-q", "mine")
	r.git("rm", "-q", "a/deleted")
	r.write("a/staged", "other")
	r.git("add", "a/staged")
	r.write("c/d/untracked", "new")
	r.write("a/ignored", "new")
	r.git("config", "diff.relative", "true")
	c, err := Since(t.Context(), filepath.Join(r.dir, "a"), "main")
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(c.Files, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	want := []Change{
		{Path: "a/changed"}, {Path: "a/deleted", Gone: true}, {Path: "a/renamed after", New: true}, {Path: "a/renamed before", Gone: true}, {Path: "a/staged"},
		{Path: "b/ümlaut\nname", New: true}, {Path: "c/d/untracked", New: true},
	}
	if diff := gocmp.Diff(want, c.Files); diff != "" {
		t.Error(diff)
	}
	if root, err := filepath.EvalSymlinks(r.dir); err != nil || c.Root != root {
		t.Errorf("the root is %s, %v", c.Root, err)
	}
	if got := Revisions(t.Context(), r.dir); !slices.Equal(got, []string{"main", "mine"}) {
		t.Errorf("the revisions are %q", got)
	}
}

// What is not known is told, with what it was.
func TestSinceFails(t *testing.T) {
	r := newTree(t)
	r.write("a", "a")
	r.commit()
	r.git("checkout", "-q", "--orphan", "unrelated")
	r.write("b", "b")
	r.commit()
	for revision, code := range map[string]fact.Code{"nowhere": NoRevision, "--all": NoRevision, "": NoRevision, "main": NoMergeBase} {
		if _, err := Since(t.Context(), r.dir, revision); fact.Of(err).Code != code {
			t.Errorf("since %q: %v", revision, err)
		}
	}
	outside := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(outside))
	if _, err := Since(t.Context(), outside, "main"); fact.Of(err).Code != NoRepository {
		t.Errorf("without a repository: %v", err)
	}
}

// What files were is asked for all at once; one that was none, or no file, has no content.
func TestAt(t *testing.T) {
	r := newTree(t)
	for name, text := range map[string]string{"a/x y": "one\ntwo\n", "empty": "", "ümlaut missing": "no newline", "d/e": "blob 3\nmissing"} {
		r.write(name, text)
	}
	r.commit()
	r.write("new", "new")
	r.write("empty", "full")
	r.commit()
	c := &Changes{Root: r.dir, Base: "HEAD^"}
	got := c.At(t.Context(), "new", "a/x y", "d", "empty", "none missing", "a\nb", "ümlaut missing", "d/e")
	want := map[string][]byte{"a/x y": []byte("one\ntwo\n"), "empty": {}, "ümlaut missing": []byte("no newline"), "d/e": []byte("blob 3\nmissing")}
	if !maps.EqualFunc(got, want, bytes.Equal) {
		t.Errorf("%q", got)
	}
	if got := (&Changes{Root: r.dir, Base: "nothing"}).At(t.Context(), "empty"); len(got) > 0 {
		t.Errorf("at no commit: %q", got)
	}
}

// The repository is the directory's, wherever git has started wl.
func TestSinceInHook(t *testing.T) {
	r := newTree(t)
	r.write("a/changed", "before")
	r.write("b/kept", "kept")
	r.commit()
	r.write("a/changed", "after")
	other := filepath.Join(t.TempDir(), "linked")
	r.git("worktree", "add", "-q", other)
	for name, values := range map[string]map[string]string{
		"of its own":          {"GIT_DIR": filepath.Join(r.dir, ".git"), "GIT_PREFIX": ""},
		"of a commit":         {"GIT_DIR": ".git", "GIT_INDEX_FILE": filepath.Join(r.dir, ".git", "next-index")},
		"of a linked tree":    {"GIT_DIR": filepath.Join(r.dir, ".git", "worktrees", "linked"), "GIT_COMMON_DIR": filepath.Join(r.dir, ".git")},
		"of another's files":  {"GIT_WORK_TREE": other},
		"of received objects": {"GIT_OBJECT_DIRECTORY": t.TempDir()},
	} {
		t.Run(name, func(t *testing.T) {
			for name, value := range values {
				t.Setenv(name, value)
			}
			c, err := Since(t.Context(), filepath.Join(r.dir, "a"), "main")
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff([]Change{{"a/changed", false, false}}, c.Files); diff != "" || filepath.Base(c.Root) != filepath.Base(r.dir) {
				t.Errorf("%s, (-want +got):\n%s", c.Root, diff)
			}
		})
	}
}

// A repository that git does not trust is one, and git's way out is told.
func TestSinceNotTrusted(t *testing.T) {
	r := newTree(t)
	r.write("a", "")
	r.commit()
	t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
	_, err := Since(t.Context(), r.dir, "main")
	if f := fact.Of(err); f.Code != NotTrusted || f.Text("dir") != r.dir || f.Text("trust") != "git config --global --add safe.directory "+r.dir {
		t.Errorf("%v", err)
	}
	// Configuration in the environment counts.
	t.Setenv("GIT_CONFIG_COUNT", "1")
	t.Setenv("GIT_CONFIG_KEY_0", "safe.directory")
	t.Setenv("GIT_CONFIG_VALUE_0", "*")
	if _, err := Since(t.Context(), r.dir, "main"); err != nil {
		t.Error(err)
	}
}
