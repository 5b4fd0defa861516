package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"
)

type bench struct {
	options
	dir, kubeconfig string
	floor           *floor
	wire            *wire
}

// results are the measurements, by what was measured.
type results struct {
	validate, render                            measurement
	listFloor, dryRunFloor, patchFloor          measurement
	applied                                     []application
	planUnchanged, planHundredth, planAll, diff measurement
	sizes                                       []compilation
}

// measureAll takes every measurement, in an order in which each finds the
// cluster as it needs it.
func (b bench) measureAll(ctx context.Context) (*results, error) {
	r := &results{}
	type step struct {
		what string
		do   func(context.Context, *results) error
	}
	writes := step{"bare server-side applies of all objects, and wl apply of them, in turn", b.applies}
	if b.planOnly {
		writes = step{"nothing yet: wl apply of everything", b.applyOnce}
	}
	steps := []step{
		{"wl validate of 10, 1,000 and 10,000 workloads, beside HCL's bare parser", b.compileSizes},
		{"wl validate and wl render", b.compile},
		writes,
		{"the floors of plan: bare metadata LISTs, bare dry-runs", b.reads},
		{"wl plan: nothing changed, a hundredth changed, everything changed", b.plans},
		{"kubectl diff --server-side, where kubectl is installed", b.kubectl},
	}
	if b.applyOnly {
		steps = []step{writes}
	}
	for _, s := range steps {
		say("measuring %s", s.what)
		if err := s.do(ctx, r); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// wl runs the program under test; a plan's exit code 2 says that there are
// changes, which is no failure here.
func (b bench) run(ctx context.Context, args ...string) (sample, error) {
	argv := append([]string{b.wl}, args...)
	return process(ctx, b.env(), nil, append(argv, b.dir)...)
}

func (b bench) env() []string {
	env := []string{"KUBECONFIG=" + b.kubeconfig, "NO_COLOR=1"}
	if b.planOnly {
		env = append(env, "WL_VAR_replicas=0")
	}
	return env
}

func (b bench) compile(ctx context.Context, r *results) (err error) {
	if r.validate, err = repeat(b.runs, func() (sample, error) { return b.run(ctx, "validate") }); err != nil {
		return err
	}
	r.render, err = repeat(b.runs, func() (sample, error) { return b.run(ctx, "render") })
	return err
}

// applyOnce does so for what only reads.
func (b bench) applyOnce(ctx context.Context, _ *results) error {
	_, err := b.run(ctx, "apply", "--auto-approve", "--format", "json")
	return err
}

func (b bench) reads(ctx context.Context, r *results) (err error) {
	if r.listFloor, err = repeat(b.runs, func() (sample, error) { return b.floor.lists(ctx) }); err != nil {
		return err
	}
	r.dryRunFloor, err = repeat(b.runs, func() (sample, error) { return b.floor.applies(ctx, namespace, true) })
	return err
}

func (b bench) plans(ctx context.Context, r *results) (err error) {
	if r.planUnchanged, err = repeat(b.runs, func() (sample, error) { return b.run(ctx, "plan") }); err != nil {
		return err
	}
	if r.planHundredth, err = repeat(b.runs, func() (sample, error) { return b.run(ctx, "plan", "--var", "few=1.28") }); err != nil {
		return err
	}
	r.planAll, err = repeat(b.runs, func() (sample, error) {
		return b.run(ctx, "plan", "--var", "few=1.28", "--var", "rest=1.28")
	})
	return err
}

func (b bench) kubectl(ctx context.Context, r *results) error {
	if b.planOnly {
		say("kubectl would take many minutes: left out")
		return nil
	}
	kubectl, err := exec.LookPath("kubectl")
	if err != nil {
		say("kubectl is not installed: left out")
		return nil
	}
	rendered := b.dir + "/rendered.yaml"
	cmd := exec.CommandContext(ctx, b.wl, "render", b.dir)
	cmd.Env = append(os.Environ(), b.env()...)
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("wl render: %w", err)
	}
	if err := os.WriteFile(rendered, out, 0o600); err != nil {
		return err
	}
	// Exit code 1 says that there are differences. The same manager as wl's is
	// given, so that kubectl sees none.
	r.diff, err = repeat(min(b.runs, 3), func() (sample, error) {
		return process(ctx, b.env(), []int{1}, kubectl, "diff", "--server-side", "--concurrency=16",
			"--field-manager=wl/"+namespace+"/bench", "-f", rendered)
	})
	return err
}

// over is the ratio of two medians; 0 where nothing was measured.
func over(m measurement, floors ...measurement) float64 {
	if len(m) == 0 {
		return 0
	}
	var floor time.Duration
	for _, f := range floors {
		d, _ := f.median()
		floor += d
	}
	d, _ := m.median()
	return d.Seconds() / floor.Seconds()
}
