package controlplane

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// build makes bin/wl-devcluster with the script that the Makefile uses too, and returns its path. Test binaries that
// run side by side build it once: Go sees that it is up to date.
func build() (string, error) {
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	program := filepath.Join(root, "bin", "wl-devcluster")
	if err := os.MkdirAll(filepath.Dir(program), 0o755); err != nil {
		return "", fmt.Errorf("make the directory for wl-devcluster: %w", err)
	}
	unlock, err := lock(filepath.Join(root, "bin", ".wl-devcluster.lock"))
	if err != nil {
		return "", err
	}
	defer unlock()

	cmd := exec.Command(filepath.Join(root, "cmd", "wl-devcluster", "build.sh"), program)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if _, err := os.Stat(program); errors.Is(err, fs.ErrNotExist) {
		_, _ = fmt.Fprintln(os.Stderr, "Building wl-devcluster: a whole Kubernetes, which takes minutes the first time")
	}
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("build wl-devcluster: %w\n%s", err, lastLines(output.String(), 30))
	}
	return program, nil
}

// moduleRoot finds the repository from this file's place in it or, where paths were trimmed from the test binary, from
// the working directory, which go test sets to that of the tested package.
func moduleRoot() (string, error) {
	_, file, _, _ := runtime.Caller(0)
	dir := filepath.Dir(file)
	if !filepath.IsAbs(dir) {
		wd, err := os.Getwd()
		if err != nil {
			return "", fmt.Errorf("find the repository: %w", err)
		}
		dir = wd
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "cmd", "wl-devcluster", "build.sh")); err == nil {
			return dir, nil
		}
	}
	return "", errors.New("find the repository: no directory above this package holds cmd/wl-devcluster/build.sh")
}

// lock waits for an exclusive lock on a file, which ends with this process at the latest.
func lock(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the build lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("take the build lock %s: %w", path, err), file.Close())
	}
	return func() { _ = file.Close() }, nil
}

func lastLines(text string, count int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Join(lines[max(0, len(lines)-count):], "\n")
}
