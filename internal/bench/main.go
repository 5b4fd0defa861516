// Command bench measures wl, as whole processes, against the bare requests that
// no tool can do without, on a fresh control plane and in one run. Absolute
// times belong to a machine; the ratios are what it is for.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	var o options
	flag.IntVar(&o.workloads, "n", 500, "workloads in the stack, each with a Service")
	flag.IntVar(&o.runs, "runs", 5, "counted runs of each measurement; the median is printed")
	flag.BoolVar(&o.planOnly, "plan-only", false, "measure only what reads, on workloads without Pods: for very many objects")
	flag.BoolVar(&o.applyOnly, "apply-only", false, "measure only apply")
	flag.BoolVar(&o.clusters, "clusters", false, "measure only plans and applies of 1, 3, 50 and 200 clusters: three real ones, and others that answer as one of these did")
	flag.StringVar(&o.former, "former", "", "another wl program, which is measured beside in applies and with -clusters")
	flag.StringVar(&o.wl, "wl", "bin/wl", "the wl program")
	flag.StringVar(&o.devcluster, "devcluster", "bin/wl-devcluster", "the wl-devcluster program")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type options struct {
	workloads, runs int
	planOnly        bool
	applyOnly       bool
	clusters        bool
	wl, devcluster  string
	former          string
}

func (o options) check() error {
	switch {
	case o.workloads < 1 || o.runs < 1:
		return fmt.Errorf("-n and -runs must be at least 1")
	case o.planOnly && o.applyOnly:
		return fmt.Errorf("-plan-only and -apply-only exclude each other")
	}
	return nil
}

func run(ctx context.Context, o options) error {
	if err := o.check(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "wl-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := writeStack(dir, o.workloads); err != nil {
		return err
	}
	if o.clusters {
		return runFleet(ctx, o, dir)
	}
	say("starting a control plane")
	cluster, err := startCluster(ctx, o.devcluster, fmt.Sprintf("bench-%d", os.Getpid()))
	if err != nil {
		return err
	}
	defer cluster.stop()

	b := bench{options: o, dir: dir, kubeconfig: cluster.kubeconfig}
	if b.floor, err = newFloor(ctx, b); err != nil {
		return err
	}
	if b.wire, err = newWire(b.floor.config, dir); err != nil {
		return err
	}
	defer b.wire.close()
	results, err := b.measureAll(ctx)
	if err != nil {
		return err
	}
	printTable(os.Stdout, b, results)
	printTraffic(os.Stdout, results)
	return nil
}

// say tells on standard error what the bench is doing, since some of it takes
// minutes.
func say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%s  %s\n", time.Now().Format("15:04:05"), fmt.Sprintf(format, args...))
}
