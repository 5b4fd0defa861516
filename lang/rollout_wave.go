package lang

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// waveReader puts the clusters of a stack into waves.
type waveReader struct {
	*rolloutReader
	in     map[string]string // by cluster, the wave that it is in
	failed bool              // the clusters of a wave are not known
}

// inOrder reads the waves, and holds them to having every cluster once. Those without
// any are left out.
func (r *waveReader) inOrder(b blocks.Rollout) []Wave {
	var waves []Wave
	for _, w := range b.Waves() {
		r.unique(w.Block)
		if wave := r.wave(w); len(wave.Clusters) > 0 {
			waves = append(waves, wave)
		}
	}
	if len(b.Waves()) > 0 {
		r.complete(b)
	}
	return waves
}

// complete reports what no wave can have, and what none has.
func (r *waveReader) complete(b blocks.Rollout) {
	first := b.Waves()[0].Header
	var missing []string
	for _, c := range r.clusters {
		if r.in[c.Name] == "" {
			missing = append(missing, c.address)
		}
	}
	switch {
	case r.compilation.result.Stack.StateDir != "":
		r.fail(first, "Conflicting arguments", `The state of the stack is in files of one machine, and a rollout in waves is kept in a cluster. Remove backend = "file" from the state block, or remove the waves.`)
	case !r.clusters[0].Declared:
		r.fail(first, "Missing required block", `The stack declares no clusters, so a wave cannot have one. Add a cluster block, or remove the waves.`)
	case len(missing) > 0 && !r.failed:
		r.fail(b.Header, "Cluster in no wave", "Every cluster must be in exactly one wave. In none: %s. Add them to a wave.", message.Join(missing, ", "))
	}
}

func (r *waveReader) wave(b blocks.Wave) Wave {
	w := Wave{Name: b.Label, Origin: diag.Origin(b.Header)}
	names, at, known := r.clustersOf(b)
	r.failed = r.failed || !known
	if known && len(names) == 0 {
		r.warn(at, "Wave without clusters", "%s has no clusters and is skipped. Add a cluster, or remove the wave.", b.Title())
	}
	for _, c := range r.clusters {
		switch first, taken := r.in[c.Name]; {
		case !slices.Contains(names, c.Name):
		case taken:
			r.fail(at, "Cluster in two waves", "%s is in the waves %q and %q, and must be in exactly one. Remove it from one of them.", c.address, first, w.Name)
		default:
			r.in[c.Name] = w.Name
			w.Clusters = append(w.Clusters, c.Name)
		}
	}
	if r.extent == Everything {
		r.gates(b, &w)
	}
	return w
}

// clustersOf are the clusters of a wave, and where it says so. It reports false where
// they are not known, which has been reported.
func (r *waveReader) clustersOf(b blocks.Wave) (names []string, at hcl.Range, known bool) {
	listed, selected := b.Clusters().Attribute(), b.Select()
	switch {
	case listed != nil && selected.Present():
		r.fail(selected.Range(), "Conflicting arguments", "%s has both clusters and select. Keep one of them.", b.Title())
		return nil, at, false
	case selected.Present():
		return r.selected(labels(selected)), selected.Range(), !r.compilation.clustersUnknown
	case listed == nil:
		if !r.broken {
			r.fail(b.Header, "Missing required argument", "%s has neither clusters nor select. Add clusters = [cluster.<name>, …], or select = { … }, which are labels of clusters.", b.Title())
		}
		return nil, at, false
	}
	names, known = r.ClusterList(listed)
	for _, name := range names {
		if !r.declares(name) {
			r.fail(listed.Range, "Invalid value", "clusters must be clusters of the stack, and %q is not one. Write [cluster.<name>, …].", name)
			return nil, at, false
		}
	}
	return names, listed.Range, known
}

// gates reads how the wave is applied, and what must hold before the next one.
func (r *waveReader) gates(b blocks.Wave, w *Wave) {
	concurrency := b.MaxConcurrent().Value()
	w.MaxConcurrent, w.Concurrency = concurrent(concurrency, len(w.Clusters)), fmt.Sprint(concurrency)
	w.MaxFailures = int(b.MaxFailures().Value())
	w.SkipUnreachable = b.Unreachable().Value() == "skip"
	w.Soak = durationOf(b.Soak())
	for _, c := range r.checks(b) {
		w.Checks = append(w.Checks, Check{Name: c.name, Workload: c.address})
	}
	slices.SortFunc(w.Checks, func(a, b Check) int { return strings.Compare(a.Name, b.Name) })
	for _, a := range b.Analyses() {
		w.Analyses = append(w.Analyses, r.analysis(a))
	}
	slices.SortFunc(w.Analyses, func(a, b Analysis) int { return strings.Compare(a.Name, b.Name) })
	if a := b.Approval(); a.Present() {
		w.Approval = &Approval{Groups: texts(a.Groups()), Quorum: int(a.Quorum().Value()), NotInitiator: a.NotInitiator().Value()}
	}
}

// concurrent is how many of some clusters are applied to at a time.
func concurrent(v any, clusters int) int {
	if text, ok := v.(string); ok {
		percent, _ := strconv.Atoi(strings.TrimSuffix(text, "%")) // the table has held it to its form
		return max(1, clusters*percent/100)
	}
	n, _ := v.(int64)
	return max(1, int(n))
}

// usedCheck is a check of a wave, and where it names its Job.
type usedCheck struct {
	wave, name, address string
	at                  hcl.Range
}

// checks reads the checks of a wave. A Job is named after the run, so that two checks of a
// wave would be one.
func (r *rolloutReader) checks(b blocks.Wave) []usedCheck {
	var all []usedCheck
	for _, check := range b.Checks() {
		a := check.Workload().Attribute()
		if a == nil { // which has been reported
			continue
		}
		address, ok := module.Address(r.Instance, a.Source.Expr)
		if !ok {
			r.fail(a.Range, "Invalid address", "workload must be the address of a Job of the stack, such as workload.smoke or module.shop.workload.smoke.%s", module.WithoutQuotes(a.Source.Expr))
			continue
		}
		if i := slices.IndexFunc(all, func(u usedCheck) bool { return u.address == address }); i >= 0 {
			r.fail(a.Range, "Duplicate check", "The check %q at %s runs %s, too, and its Job has one name in a run. Remove one of the two checks, or name another Job.", all[i].name, syntax.Place(all[i].at), address)
			continue
		}
		all = append(all, usedCheck{b.Label, check.Label, address, a.Range})
	}
	return all
}

// takeChecks takes the Jobs that checks run out of a cluster's objects.
func (c *compilation) takeChecks(cluster *Cluster, e Extent) {
	if len(c.checks) == 0 {
		return
	}
	named := func(m object.Manifest) bool {
		return m.Ref.GroupKind() == kind.Job && slices.ContainsFunc(c.checks, func(u usedCheck) bool { return u.address == m.Address })
	}
	for _, m := range cluster.Objects {
		if named(m) {
			cluster.Checks = append(cluster.Checks, m)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(cluster.Objects), named) // others have them, too
	if e == Everything && !c.diags.HasErrors() {
		for _, u := range c.checks {
			c.runnable(u, cluster, rest)
		}
		c.independent(slices.Concat(rest, cluster.Checks), cluster.Checks)
	}
	cluster.Objects = rest
}

// runnable reports a check of the cluster's wave whose Job is not there.
func (c *compilation) runnable(u usedCheck, cluster *Cluster, rest []object.Manifest) {
	in := func(w Wave) bool { return w.Name == u.wave && slices.Contains(w.Clusters, cluster.Name) }
	of := func(m object.Manifest) bool { return m.Address == u.address }
	if !slices.ContainsFunc(c.result.Stack.Rollout.Waves, in) || slices.ContainsFunc(cluster.Checks, of) {
		return
	}
	if slices.ContainsFunc(rest, of) {
		c.diags = append(c.diags, diag.Error(u.at, "Not a Job", `%s is not a Job, and a check runs one. Name a workload with kind = "Job".`, u.address))
		return
	}
	c.diags = append(c.diags, diag.Error(u.at, "No such Job", "There is no %s on %s, which is in the wave %q. Declare the Job for all clusters of the wave, or name another.", u.address, cluster.address, u.wave))
}

// independent refuses what could not be, since the Job of a check is not there when the
// others are applied, and is deleted to run again.
func (c *compilation) independent(all, checks []object.Manifest) {
	for _, check := range checks {
		if l := check.Lifecycle; l.PreventDestroy {
			c.diags = append(c.diags, diag.Error(diag.Range(l.Origin), "Conflicting arguments", "%s is run by checks, for which the Job is deleted to run again, and lifecycle has prevent_destroy = true. Remove it.", check.Address))
		}
		for _, m := range all {
			if slices.Contains(m.DependsOn, check.Ref) {
				c.diags = append(c.diags, diag.Error(diag.Range(m.Origin), "Dependency on a check", "%s depends on %s, which checks run after everything else. Remove the dependency or the reference, or the check.", m.Address, check.Address))
			}
		}
	}
}

func (r *rolloutReader) analysis(b blocks.Analysis) Analysis {
	return Analysis{
		Name: b.Label, Queries: make(map[string]string), Interval: durationOf(b.Interval()), Count: int(b.Count().Value()),
		FailureLimit: int(b.FailureLimit().Value()), ErrorLimit: int(b.ErrorLimit().Value()),
		Success: r.condition(b.Success().Attribute()), Failure: r.condition(b.Failure().Attribute()),
	}
}

// queries evaluates what is asked of Prometheus for one cluster.
func (c *compilation) queries(t *module.Target) {
	in, cluster := c.instance(t), t.Name
	defer func() { c.diags = append(c.diags, in.Diags...) }()
	used := usedNames("wave", "wave.analysis", "wave.analysis.prometheus")
	for _, w := range c.result.Stack.Rollout.Waves {
		if len(w.Analyses) == 0 || !slices.Contains(w.Clusters, cluster) {
			continue
		}
		for _, b := range module.Wave(in, w.Name, used).Analyses() {
			i := slices.IndexFunc(w.Analyses, func(a Analysis) bool { return a.Name == b.Label })
			asked := b.Prometheus()
			if i < 0 || !asked.Address().Present() || !asked.Query().Present() {
				continue
			}
			c.diags = append(c.diags, takeQuery(asked, &w.Analyses[i], cluster)...)
		}
	}
}

// takeQuery takes what is asked of Prometheus for one cluster into an analysis.
func takeQuery(asked blocks.Prometheus, into *Analysis, cluster string) (diags hcl.Diagnostics) {
	fail := func(at hcl.Range, summary, detail string) {
		diags = append(diags, diag.Error(at, summary, detail))
	}
	address, token := strings.TrimRight(asked.Address().Value(), "/"), asked.BearerToken()
	first := len(into.Queries) == 0
	switch {
	case !first && into.Address != address:
		fail(asked.Address().Range(), "Invalid value", "address must be the same for all clusters of a wave. Ask one Prometheus of all of them, or write a wave for each.")
	case !first && into.BearerToken != token.Value():
		fail(token.Range(), "Invalid value", "bearer_token must be the same for all clusters of a wave. Use one token for all of them, or write a wave for each.")
	case token.Present() && hasCredentials(address):
		fail(token.Range(), "Conflicting arguments", "bearer_token is sent as the credentials, and address has others. Remove user and password from the address, or remove bearer_token.")
	}
	if first && inClearText(address, token.Present()) {
		diags = append(diags, diag.Warning(asked.Address().Range(), "Credentials in clear text", "address begins with http://, so that whoever is on the way can read the credentials. Use https://, or reach the server through an address of this machine."))
	}
	into.Address, into.BearerToken, into.Queries[cluster] = address, token.Value(), asked.Query().Value()
	return diags
}

// inClearText reports whether credentials leave this machine without encryption.
func inClearText(address string, token bool) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || !token && u.User == nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback())
}

// hasCredentials reports whether a URL names a user.
func hasCredentials(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.User != nil
}
