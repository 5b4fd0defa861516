package lang

import (
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// A real API server must accept every row of the documented form in every kind
// that it applies to, and store it as it was asked for.
func TestServerAcceptsTheForm(t *testing.T) {
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{UserAgent: "wl-test"})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	defineRoutes(t, client)
	sections := readForm(t)
	t.Chdir(t.TempDir())
	rows, runs := 0, 0
	sent := make(map[string]bool)
	var sending errgroup.Group
	sending.SetLimit(8)
	for _, s := range sections {
		for _, r := range s.Rows {
			rows++
			for _, m := range r.manifests(t) {
				runs++
				if content := asJSON(t, m.Content); !sent[content] {
					sent[content] = true
					m.Address = s.Section + " " + r.Row + ": " + m.Address
					sending.Go(func() error {
						dryRun(t, client, object.Stack{Name: "form", Namespace: namespace}, m, namespace)
						return nil
					})
				}
			}
		}
	}
	_ = sending.Wait() // failures have been told
	t.Logf("%d rows, %d objects of them, %d different ones accepted by the server in dry-runs", rows, runs, len(sent))
	if len(sent) < rows {
		t.Error("fewer dry-runs than rows")
	}
}

// manifests are the objects of all that the row allows, in all its kinds.
func (r *formRow) manifests(t *testing.T) []object.Manifest {
	t.Helper()
	var all []object.Manifest
	take := func(c *formCase, kind, limits string) {
		for _, cluster := range c.compile(t, kind, limits).Stack.Clusters {
			all = append(all, cluster.Objects...)
		}
	}
	for _, c := range r.Cases {
		for _, kind := range c.kinds(r) {
			take(&c, kind, "documented")
		}
	}
	for _, c := range r.Limits {
		for _, kind := range c.kinds(r) {
			if c.Kubernetes != nil {
				take(&c, kind, "kubernetes")
			}
		}
	}
	return all
}
