package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
)

// series are the numbers of clusters of which something is measured.
type series struct {
	what     string
	clusters []int
	runs     int
}

// measure takes every measurement: plans first, since an apply to all is known to the
// states, and clusters that are no longer declared would be looked at.
func (f *fleet) measure(ctx context.Context) ([]figure, error) {
	var all []figure
	for _, s := range []series{
		{"plan", []int{realClusters, 50, mostClusters}, f.runs},
		{"changed", []int{realClusters, 50}, f.runs},
		{"apply", []int{realClusters, 50}, f.applyRuns()},
	} {
		if f.planOnly && s.what == "apply" || f.applyOnly && s.what != "apply" {
			continue
		}
		for _, program := range f.programs() {
			f.wl = program.path
			some, err := f.series(ctx, s)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", program.program, err)
			}
			for _, g := range some {
				g.program = program.program
				all = append(all, g)
			}
		}
	}
	return all, nil
}

// series takes those of one verb.
func (f *fleet) series(ctx context.Context, s series) ([]figure, error) {
	say("measuring %s of one cluster, and of %v, with %s", s.what, s.clusters, f.wl)
	slowest, err := f.alone(ctx, s.what, s.runs)
	if err != nil {
		return nil, err
	}
	all := []figure{slowest}
	for _, n := range s.clusters {
		g, err := f.figure(ctx, s.what, n, nil, s.runs)
		if err != nil && f.wl == f.former && ctx.Err() == nil { // it may be what it is measured for
			say("  %d together: %v", n, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		took, _ := g.m.median()
		say("  %d together: %.2f s", n, took.Seconds())
		g.slowest = slowest.m
		all = append(all, g)
	}
	return all, nil
}

// alone measures each of the real clusters, and one that is replayed, by itself. It returns
// the slowest.
func (f *fleet) alone(ctx context.Context, what string, runs int) (slowest figure, err error) {
	for i := range realClusters + 1 {
		one, err := f.figure(ctx, what, max(i+1, realClusters), []string{"--cluster", clusterName(i)}, runs)
		if err != nil {
			return slowest, err
		}
		took, _ := one.m.median()
		say("  %s alone: %.2f s", clusterName(i), took.Seconds())
		if i == 0 || over(one.m, slowest.m) > 1 {
			slowest = one
		}
	}
	slowest.clusters, slowest.slowest = 1, slowest.m
	return slowest, nil
}

// figure measures one verb on the first so many clusters or, of those, on some.
func (f *fleet) figure(ctx context.Context, what string, n int, some []string, runs int) (figure, error) {
	g := figure{what: what, clusters: n}
	var err error
	g.m, err = repeat(runs, func() (sample, error) {
		tape, kept := f.reads, func() *records { return nil }
		if what == "apply" {
			if err := f.gone(ctx); err != nil {
				return sample{}, err
			}
			tape, kept = f.writes, func() *records { return newRecords(stateDelay) }
		}
		if err := f.declare(n); err != nil {
			return sample{}, err
		}
		for _, s := range f.replayed {
			s.rewind(tape, kept())
		}
		s, err := f.run(ctx, append(f.verb(what, n), some...)...)
		if err != nil {
			return s, err
		}
		return s, f.count(&g)
	})
	return g, err
}

// count notes what the replayed clusters were asked.
func (f *fleet) count(g *figure) error {
	for i, s := range f.replayed {
		connections, requests, unknown := s.count()
		g.connections, g.requests = max(g.connections, connections), max(g.requests, requests)
		if len(unknown) > 0 {
			slices.Sort(unknown)
			return fmt.Errorf("%d requests to %s were not recorded:\n%s", len(unknown), clusterName(realClusters+i), strings.Join(slices.Compact(unknown), "\n"))
		}
	}
	return nil
}

// printFleet writes the medians, and the ratio to the slowest cluster alone.
func printFleet(out io.Writer, f *fleet, figures []figure) {
	fmt.Fprintf(out, "\n%d workloads with a Service each; %d real control planes, the others answer as recorded; medians of %d runs (apply: %d)\n\n",
		f.workloads, realClusters, f.runs, f.applyRuns())
	const layout = "%-32s  %8s  %9s  %22s  %9s  %11s  %s\n"
	fmt.Fprintf(out, layout, "measured", "clusters", "median", "of the slowest's time", "CPU", "peak memory", "of each replayed one")
	for _, g := range figures {
		name := map[string]string{"plan": " plan, nothing changed", "changed": " plan, all changed", "apply": " apply, side by side"}[g.what]
		elapsed, peak := g.m.median()
		asked := ""
		if g.requests > 0 {
			asked = fmt.Sprintf("%d connection(s), %d requests", g.connections, g.requests)
		}
		fmt.Fprintf(out, layout, g.program+name, fmt.Sprint(g.clusters), fmt.Sprintf("%.2f s", elapsed.Seconds()), fmt.Sprintf("%.2f", over(g.m, g.slowest)),
			fmt.Sprintf("%.2f s", g.m.cpu().Seconds()), fmt.Sprintf("%.0f MB", float64(peak)/(1<<20)), asked)
	}
}
