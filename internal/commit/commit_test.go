package commit

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

func TestOf(t *testing.T) {
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@b"}, args...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	if got := Of(t.Context(), dir); got != "" {
		t.Errorf("without a repository: %q", got)
	}
	run("init", "-q")
	if got := Of(t.Context(), dir); got != "" {
		t.Errorf("before the first commit: %q", got)
	}
	inner := filepath.Join(dir, "shop")
	file := filepath.Join(inner, "main.wl.hcl")
	if err := os.Mkdir(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("stack \"shop\" {}\n")
	run("add", ".")
	run("commit", "-q", "-m", "x")
	clean := Of(t.Context(), inner)
	if !regexp.MustCompile(`^[0-9a-f]{40}$`).MatchString(clean) {
		t.Fatalf("a commit: %q", clean)
	}
	write("stack \"shop\" { namespace = \"shop\" }\n")
	if got := Of(t.Context(), inner); got != clean+"+dirty" {
		t.Errorf("a changed file: %q", got)
	}
	// A hook of another repository, and one of this.
	other := t.TempDir()
	if out, err := exec.Command("git", "init", "-q", other).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Setenv("GIT_INDEX_FILE", filepath.Join(other, "index"))
	for _, hook := range []string{other, dir} {
		t.Setenv("GIT_DIR", filepath.Join(hook, ".git"))
		if got := Of(t.Context(), inner); got != clean+"+dirty" {
			t.Errorf("in a hook of %s: %q", hook, got)
		}
	}
	t.Setenv("PATH", "")
	if got := Of(t.Context(), inner); got != "" {
		t.Errorf("without git: %q", got)
	}
}
