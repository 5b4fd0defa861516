package engine

import (
	"context"
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

// Sources are what a stack is compiled from.
type Sources struct {
	Dir string
	lang.Options
	// OrIdentity makes do with which stack it is, and on which clusters, where
	// variables that its objects need have no value.
	OrIdentity bool
}

// Compiled is what the compiler makes of a stack, and what it says of it.
type Compiled struct {
	*lang.Compilation
	Extent lang.Extent
	// LacksValues reports that this is the identity only, because variables have no
	// value.
	LacksValues bool
}

// Compile reads a stack and evaluates it for its clusters. The error is
// ErrInvalid where the configuration has errors; they are among the diagnostics
// of the result, which is never nil.
func Compile(ctx context.Context, s Sources) (*Compiled, error) {
	c := &Compiled{Compilation: lang.Compile(ctx, s.Dir, s.Options), Extent: s.Extent}
	if s.OrIdentity && c.Compilation.LacksValues() {
		s.Extent = lang.Identity
		c = &Compiled{Compilation: lang.Compile(ctx, s.Dir, s.Options), Extent: s.Extent, LacksValues: true}
	}
	if c.Diagnostics.HasErrors() {
		return c, ErrInvalid
	}
	return c, nil
}

// Choose returns the named clusters, or all, in the stack's order.
func (c *Compiled) Choose(names []string) ([]lang.Cluster, error) {
	stack := c.Stack
	for _, name := range names {
		if !slices.ContainsFunc(stack.Clusters, func(c lang.Cluster) bool { return c.Name == name }) {
			return nil, &UnknownClusterError{Stack: stack.ID.Name, Cluster: name, Clusters: clusterNames(stack.Clusters)}
		}
	}
	var chosen []lang.Cluster
	for _, c := range stack.Clusters {
		if len(names) == 0 || slices.Contains(names, c.Name) {
			chosen = append(chosen, c)
		}
	}
	return chosen, nil
}

func clusterNames(clusters []lang.Cluster) []string {
	names := make([]string, len(clusters))
	for i, c := range clusters {
		names[i] = c.Name
	}
	return names
}

// Written is what the sources write out of which stack it is, also where they have errors, and whether they write that
// its state is in files: nothing as far as they do not. Of several it is the one in the file whose name comes first.
func (c *Compiled) Written() (stack object.Stack, inFiles bool) {
	for _, name := range slices.Sorted(maps.Keys(c.Files)) {
		src := c.Files[name].Bytes
		if of := lang.StackWritten(src, name); of.Name != "" {
			stack = of
			_, inFiles = lang.StateInFileWritten(src, name)
			break
		}
	}
	return stack, inFiles
}

// WorkloadNames are the workloads of a compiled stack, as Kind/name.
func WorkloadNames(c *lang.Compilation) []string {
	var all []string
	for _, cluster := range c.Stack.Clusters {
		for i := range cluster.Objects {
			if ref := cluster.Objects[i].Ref; kind.About(ref.GroupKind()).IsWorkload() {
				all = append(all, ref.Kind+"/"+ref.Name)
			}
		}
	}
	return all
}
