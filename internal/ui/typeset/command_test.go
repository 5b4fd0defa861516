package typeset_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/ui/typeset"
)

// A shell reads the words that were meant, and plain ones look as they are.
func TestCommand(t *testing.T) {
	words := []string{"wl", "apply", "--var", "image=nginx:1.29", "计划", "my plan", "it's", "", "$HOME", "~", "a;b", "`x`", "*", "a\\b", "#", "a\u00a0b", "-x"}
	said := typeset.Command(words...)
	if want := "wl apply --var image=nginx:1.29 计划 'my plan' 'it'\\''s' '' "; !strings.HasPrefix(said, want) {
		t.Errorf("%s, want %s…", said, want)
	}
	read, err := exec.Command("sh", "-c", "printf '%s\\n' "+said).Output()
	if got := strings.Split(strings.TrimSuffix(string(read), "\n"), "\n"); err != nil || !slices.Equal(got, words) {
		t.Errorf("%q is read as %q, %v", said, got, err)
	}
}

// What is no single line is one as a command, and is read as it was meant.
func TestCommandOfControlCharacters(t *testing.T) {
	words := []string{"note=a\nb", "it's\r\n\\n \"x\" $HOME", "\x1b[31m1", "a\u200f1\u0085", "\xff\xfe9", "\t", "计划\x01 7"}
	said := typeset.Command(words...)
	if typeset.Clean(said) != said || !strings.HasPrefix(said, `$'note=a\nb' `) {
		t.Errorf("%q", said)
	}
	for _, shell := range []string{"bash", "zsh", "ksh"} {
		path, err := exec.LookPath(shell)
		if err != nil {
			continue
		}
		read, err := exec.Command(path, "-c", "printf '%s\\0' "+said).Output()
		if got := strings.Split(strings.TrimSuffix(string(read), "\x00"), "\x00"); err != nil || !slices.Equal(got, words) {
			t.Errorf("%s reads %s as %q, %v", shell, said, got, err)
		}
	}
}

func TestFileArgument(t *testing.T) {
	for name, want := range map[string]string{"a": "a", "-x": "./-x", "--out": "./--out", "a/-x": "a/-x"} {
		if got := typeset.FileArgument(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
