package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// application is what one program's apply of everything takes.
type application struct {
	program string // "wl" or "former wl"
	path    string
	// begins is until the first object is written, writes until the last one is, whole until
	// everything is rolled out.
	begins, writes, whole     measurement
	writesTraffic, allTraffic counts
}

func (b bench) programs() []application {
	all := []application{{program: "wl", path: b.wl}}
	if b.former != "" {
		all = append([]application{{program: "former wl", path: b.former}}, all...)
	}
	return all
}

// applyRuns is fewer than the others, as each makes and removes everything.
func (b bench) applyRuns() int { return min(b.runs, 3) }

// applies measures bare requests and wl's applies in turn, so that whatever else the
// machine does concerns both. The first round is not timed: it warms the server up, and
// what goes over the wire is counted. Everything is left applied.
func (b bench) applies(ctx context.Context, r *results) error {
	r.applied = b.programs()
	for round := range b.applyRuns() + 1 {
		if round > 0 {
			if err := b.destroy(ctx); err != nil {
				return err
			}
		}
		if err := b.applyFloor(ctx, r, round); err != nil {
			return err
		}
		for i := range r.applied {
			if i > 0 {
				if err := b.destroy(ctx); err != nil {
					return err
				}
			}
			if err := b.measureApply(ctx, &r.applied[i], round); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b bench) destroy(ctx context.Context) error {
	_, err := b.run(ctx, "destroy", "--auto-approve")
	return err
}

func (b bench) applyFloor(ctx context.Context, r *results, round int) error {
	into := fmt.Sprintf("floor-%d", round)
	return b.floor.inNamespace(ctx, into, func() error {
		s, err := b.floor.applies(ctx, into, false)
		if round > 0 {
			r.patchFloor = append(r.patchFloor, s)
		}
		return err
	})
}

func (b bench) measureApply(ctx context.Context, a *application, round int) error {
	before := b.wire.soFar()
	if round == 0 {
		b.kubeconfig = b.wire.kubeconfig
	}
	var begun, written sample
	whole, err := processLines(ctx, b.env(), nil, func(line string, after time.Duration) {
		if !strings.Contains(line, `"object_done"`) {
			return
		}
		if begun.elapsed == 0 {
			begun.elapsed = after
		}
		if written.elapsed = after; round == 0 {
			a.writesTraffic = b.wire.soFar().since(before)
		}
	}, a.path, "apply", "--auto-approve", "--format", "json", b.dir)
	if err != nil {
		return err
	}
	if round == 0 {
		a.allTraffic = b.wire.soFar().since(before)
		return nil
	}
	a.begins, a.writes, a.whole = append(a.begins, begun), append(a.writes, written), append(a.whole, whole)
	return nil
}
