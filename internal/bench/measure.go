package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

type bench struct {
	options
	dir, kubeconfig string
	floor           *floor
}

// results are the measurements, by what was measured.
type results struct {
	validate, render                            measurement
	listFloor, dryRunFloor, patchFloor          measurement
	applyWrites, applyWhole                     measurement
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
	writes := []step{
		{"the floor of apply: bare server-side applies of all objects, then removing them", b.patches},
		{"wl apply of everything, and wl destroy between the runs", b.applies},
	}
	if b.planOnly {
		writes = []step{{"nothing yet: wl apply of everything", b.applyOnce}}
	}
	steps := slices.Concat([]step{
		{"wl validate of 10, 1,000 and 10,000 workloads, beside HCL's bare parser", b.compileSizes},
		{"wl validate and wl render", b.compile},
	}, writes, []step{
		{"the floors of plan: bare metadata LISTs, bare dry-runs", b.reads},
		{"wl plan: nothing changed, a hundredth changed, everything changed", b.plans},
		{"kubectl diff --server-side, where kubectl is installed", b.kubectl},
	})
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

func (b bench) patches(ctx context.Context, r *results) (err error) {
	run := 0
	r.patchFloor, err = repeat(b.applyRuns(), func() (s sample, err error) {
		run++
		into := fmt.Sprintf("floor-%d", run)
		err = b.floor.inNamespace(ctx, into, func() error {
			s, err = b.floor.applies(ctx, into, false)
			return err
		})
		return s, err
	})
	return err
}

// applyRuns is fewer than the others, as each makes and removes everything.
func (b bench) applyRuns() int { return min(b.runs, 3) }

// applies leaves everything applied.
func (b bench) applies(ctx context.Context, r *results) error {
	for i := range b.applyRuns() + 1 {
		if i > 0 {
			if _, err := b.run(ctx, "destroy", "--auto-approve"); err != nil {
				return err
			}
		}
		argv := []string{b.wl, "apply", "--auto-approve", "--format", "json", b.dir}
		whole, written, err := processUntil(ctx, b.env(), nil, `"object_done"`, argv...)
		if err != nil {
			return err
		}
		if i == 0 {
			continue // not counted: it warms the server up
		}
		r.applyWhole = append(r.applyWhole, whole)
		r.applyWrites = append(r.applyWrites, sample{elapsed: written})
	}
	return nil
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
