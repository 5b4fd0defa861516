package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/kubernetes"
)

// findKubernetes finds what runs a minor version of Kubernetes, such as "1.36": its full version and the program, which
// is "" for the version that is built in.
func findKubernetes(wanted string) (version, program string, err error) {
	if built := kubernetes.Version(); wanted == minor(built) {
		return built, "", nil
	}
	self, err := os.Executable()
	if err != nil {
		return "", "", fmt.Errorf("find this program: %w", err)
	}
	program = self + "-" + wanted
	output, err := exec.Command(program, "version").Output()
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", fmt.Errorf("--kubernetes %s: there is no %s; build it with make devcluster KUBERNETES=%s. Built: %s", wanted, program, wanted, strings.Join(builtVersions(self), ", "))
	}
	if err != nil {
		return "", "", fmt.Errorf("ask %s for its version: %w", program, err)
	}
	return strings.TrimSpace(string(output)), program, nil
}

// builtVersions lists the minor versions that can be started, the one that is built in first.
func builtVersions(self string) []string {
	all := []string{minor(kubernetes.Version())}
	programs, _ := filepath.Glob(self + "-*") // fails for a malformed pattern only
	for _, p := range programs {
		all = append(all, strings.TrimPrefix(p, self+"-"))
	}
	return all
}

// minor is the minor version of a full one: "1.36" of "v1.36.3".
func minor(version string) string {
	parts := strings.SplitN(strings.TrimPrefix(version, "v"), ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}
