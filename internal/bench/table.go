package main

import (
	"fmt"
	"io"
)

// printTable writes the medians, and each ratio to the floor it is held against.
func printTable(out io.Writer, b bench, r *results) {
	fmt.Fprintf(out, "\n%d workloads, %d namespaced objects; medians of %d runs (apply: %d); whole processes, wall-clock\n\n",
		b.workloads, len(b.floor.bodies), b.runs, b.applyRuns())
	const layout = "%-44s  %9s  %11s  %s\n"
	row := func(what string, m measurement, ratio string) {
		if len(m) == 0 {
			return
		}
		elapsed, peak := m.median()
		memory := "-"
		if peak > 0 {
			memory = fmt.Sprintf("%.0f MB", float64(peak)/(1<<20))
		}
		fmt.Fprintf(out, layout, what, fmt.Sprintf("%.3f s", elapsed.Seconds()), memory, ratio)
	}
	fmt.Fprintf(out, layout, "measured", "median", "peak memory", "ratio")
	for _, c := range r.sizes {
		row(fmt.Sprintf("wl validate, %d workloads", c.workloads), c.validate, fmt.Sprintf("%.2f x HCL's bare parser", over(c.validate, c.bare)))
	}
	row("wl validate", r.validate, "")
	row("wl render", r.render, "")
	row("floor: metadata LISTs, protobuf", r.listFloor, "")
	row(fmt.Sprintf("floor: dry-runs, HTTP/2, %d in flight", inFlight), r.dryRunFloor, "")
	row(fmt.Sprintf("floor: applies, HTTP/2, %d in flight", inFlight), r.patchFloor, "")
	row("wl plan, nothing changed", r.planUnchanged, fmt.Sprintf("%.2f x (wl render + LIST floor)", over(r.planUnchanged, r.render, r.listFloor)))
	row("wl plan, a hundredth changed", r.planHundredth, fmt.Sprintf("%.2f x (wl render + LIST floor)", over(r.planHundredth, r.render, r.listFloor)))
	row("wl plan, everything changed", r.planAll, fmt.Sprintf("%.2f x dry-run floor", over(r.planAll, r.dryRunFloor)))
	for _, a := range r.applied {
		a.rows(r.patchFloor, row)
	}
	if len(r.diff) > 0 {
		row("kubectl diff --server-side --concurrency=16", r.diff, fmt.Sprintf("%.0f x wl plan, nothing changed", over(r.diff, r.planUnchanged)))
	}
}

// rows are those of one program's applies.
func (a *application) rows(floor measurement, row func(what string, m measurement, ratio string)) {
	for _, until := range []struct {
		what string
		m    measurement
	}{{"the first object is written", a.begins}, {"the last object is written", a.writes}, {"everything is rolled out", a.whole}} {
		row(a.program+" apply, until "+until.what, until.m, fmt.Sprintf("%.2f x apply floor", over(until.m, floor)))
	}
}

// printTraffic writes what an apply sends and reads, beside its floor.
func printTraffic(out io.Writer, r *results) {
	if len(r.patchFloor) == 0 {
		return
	}
	const layout = "%-44s  %9s  %11s  %11s  %s\n"
	floor := r.patchFloor[0].traffic
	row := func(what string, t traffic, ratio string) {
		fmt.Fprintf(out, layout, what, fmt.Sprint(t.requests), megabytes(t.sent), megabytes(t.read), ratio)
	}
	against := func(t traffic) string {
		return fmt.Sprintf("%.2f x the requests, %.2f x the bytes read of the apply floor",
			float64(t.requests)/float64(floor.requests), float64(t.read)/float64(floor.read))
	}
	fmt.Fprintf(out, "\n"+layout, "over the wire, bodies", "requests", "sent", "read", "ratio")
	row("floor: applies", floor, "")
	for _, a := range r.applied {
		row(a.program+" apply, until the last object is written", a.writesTraffic.all(), against(a.writesTraffic.all()))
		row(a.program+" apply, until everything is rolled out", a.allTraffic.all(), against(a.allTraffic.all()))
		for _, kind := range a.allTraffic.byRead() {
			row("  "+kind, a.allTraffic[kind], "until the last object is written "+megabytes(a.writesTraffic[kind].read)+" read")
		}
	}
}

func megabytes(n int64) string { return fmt.Sprintf("%.2f MB", float64(n)/(1<<20)) }
