// Package cluster is what wl-devcluster keeps on disk: a directory for each cluster with its record, kubeconfig, keys,
// data and logs, and the file locks that tell which of its processes live.
package cluster

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
)

// RootEnv names the environment variable that overrides where clusters are kept.
const RootEnv = "WL_DEVCLUSTER_DIR"

// Root is the directory that holds every cluster's directory.
type Root string

// DefaultRoot is $WL_DEVCLUSTER_DIR or, where that is not set, wl-devcluster in the user's cache directory.
func DefaultRoot() (Root, error) {
	if dir := os.Getenv(RootEnv); dir != "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return "", fmt.Errorf("resolve %s: %w", RootEnv, err)
		}
		return Root(abs), nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find a directory to keep clusters in: %w; set %s", err, RootEnv)
	}
	return Root(filepath.Join(cache, "wl-devcluster")), nil
}

// Names lists the clusters that have a directory, sorted.
func (r Root) Names() ([]string, error) {
	entries, err := os.ReadDir(string(r))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list clusters: %w", err)
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() && validName.MatchString(entry.Name()) {
			names = append(names, entry.Name())
		}
	}
	sort.Strings(names)
	return names, nil
}

// validName keeps a cluster's name fit for a context, a node and a file name. It excludes dots, so that no cluster's
// directory can be another's lock file.
var validName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$`)

// Cluster returns the directory of the named cluster, which need not exist yet.
func (r Root) Cluster(name string) (Dir, error) {
	if !validName.MatchString(name) {
		return Dir{}, fmt.Errorf("%q cannot name a cluster: use at most 40 lower-case letters, digits and inner hyphens", name)
	}
	return Dir{root: r, Name: name}, nil
}

// lockPath is the path of the lock that everyone who creates or removes the named cluster holds. It is beside the
// cluster's directory, because it is held while that is removed.
func (r Root) lockPath(name string) (string, error) {
	if err := os.MkdirAll(string(r), 0o700); err != nil {
		return "", fmt.Errorf("create %s: %w", r, err)
	}
	return filepath.Join(string(r), name+".lock"), nil
}
