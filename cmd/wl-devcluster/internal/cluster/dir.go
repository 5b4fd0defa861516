package cluster

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Dir is the directory of one cluster.
type Dir struct {
	root Root
	// Name is the cluster's name.
	Name string
}

// Root is the directory that this cluster shares with the others.
func (d Dir) Root() Root { return d.root }

// Context is the name of the cluster's context in its kubeconfig; the cluster and its user are named likewise there.
func (d Dir) Context() string { return "wl-" + d.Name }

// Path joins elements to the directory's own path.
func (d Dir) Path(elements ...string) string {
	return filepath.Join(append([]string{string(d.root), d.Name}, elements...)...)
}

// Kubeconfig is the path of the administrator's kubeconfig.
func (d Dir) Kubeconfig() string { return d.Path("kubeconfig") }

// PKI is the directory of keys and certificates.
func (d Dir) PKI() string { return d.Path("pki") }

// Logs is the directory of log files.
func (d Dir) Logs() string { return d.Path("logs") }

// Log is the path of the named process's log file.
func (d Dir) Log(process string) string { return d.Path("logs", process+".log") }

// Exists tells whether the cluster has a directory.
func (d Dir) Exists() bool {
	_, err := os.Stat(d.Path())
	return err == nil
}

// Create makes the directory and its subdirectories, readable by their owner only.
func (d Dir) Create() error {
	for _, dir := range []string{d.Path(), d.PKI(), d.Logs(), d.Path("run"), d.Path("etcd")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("create the directory of cluster %s: %w", d.Name, err)
		}
	}
	return nil
}

// Remove deletes the directory with everything in it. The caller holds the cluster's lock.
func (d Dir) Remove() error {
	if err := os.RemoveAll(d.Path()); err != nil {
		return fmt.Errorf("remove the directory of cluster %s: %w", d.Name, err)
	}
	return nil
}

// Lock waits until nobody else creates or removes this cluster. The lock must be released with Remove, so that no file
// outlives the cluster. waiting is called once, when someone else holds the lock.
func (d Dir) Lock(ctx context.Context, waiting func()) (*Lock, error) {
	path, err := d.root.lockPath(d.Name)
	if err != nil {
		return nil, err
	}
	return Acquire(ctx, path, waiting)
}

// TryLock is Lock without waiting: it returns nil if someone else holds the lock.
func (d Dir) TryLock() (*Lock, error) {
	path, err := d.root.lockPath(d.Name)
	if err != nil {
		return nil, err
	}
	return TryAcquire(path)
}

// ProcessLock is the path of the lock that a process of the cluster holds while it lives.
func (d Dir) ProcessLock(process string) string { return d.Path("run", process+".lock") }

// Alive tells whether the named process of the cluster lives. It asks for the process's lock rather than its id,
// because an id may be another process's by now.
func (d Dir) Alive(process string) bool {
	return held(d.ProcessLock(process))
}
