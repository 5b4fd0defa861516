package lang

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/cronwords"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// usedOfRollout is what an extent uses of the rollout block. What is asked of
// Prometheus is evaluated for each cluster; see queries.
func usedOfRollout(e Extent) module.Used {
	if e == Everything {
		return func(name string) bool { return name != "home" && name != "wave.analysis.prometheus" }
	}
	return usedNames("wave", "wave.clusters", "wave.select")
}

func usedNames(names ...string) module.Used {
	return func(name string) bool { return slices.Contains(names, name) }
}

// rollout reads how the stack is rolled out. Unless everything is compiled, what lacks
// the value of a variable is left out, and only wrong expressions are told.
func (c *compilation) rollout(clusters []Cluster, e Extent) {
	into := &c.result.Stack.Rollout
	into.OnFailure = c.former.Value()
	read := func(of func(*rolloutReader)) {
		r, before := &rolloutReader{Instance: c.instance(nil), compilation: c, clusters: clusters, extent: e}, *into
		of(r)
		if e != Everything && slices.ContainsFunc(r.Diags, diag.IsNoValue) {
			*into = before
			r.Diags = slices.DeleteFunc(r.Diags, diag.IsNoValue)
		}
		c.diags = append(c.diags, r.Diags...)
	}
	waves := 0
	read(func(r *rolloutReader) { waves = r.rollout(module.Rollout(r.Instance, usedOfRollout(e)), into) })
	read(func(r *rolloutReader) { r.home(module.Rollout(r.Instance, usedNames("home")), into, waves) })
	if e != Identity {
		read(func(r *rolloutReader) {
			for _, w := range module.Rollout(r.Instance, usedNames("wave", "wave.check", "wave.check.workload")).Waves() {
				c.checks = append(c.checks, r.checks(w)...)
			}
		})
	}
}

// rolloutReader reads the rollout block in an instance of its own.
type rolloutReader struct {
	*module.Instance
	compilation *compilation
	clusters    []Cluster
	extent      Extent
	// broken means that arguments may be missing only since they are in error.
	broken bool
}

func (r *rolloutReader) fail(at hcl.Range, summary, detail string, args ...any) {
	if r.extent == Everything {
		r.Diags = append(r.Diags, diag.Error(at, summary, detail, args...))
	}
}

func (r *rolloutReader) warn(at hcl.Range, summary, detail string, args ...any) {
	if r.extent == Everything {
		r.Diags = append(r.Diags, diag.Warning(at, summary, detail, args...))
	}
}

// unique refuses a name that several blocks have, as dynamic blocks can give it to them.
func (r *rolloutReader) unique(within *decode.Block) {
	first := make(map[string]*decode.Block)
	for _, n := range within.Blocks() {
		if f := first[n.Title()]; f != nil && n.Label != "" {
			r.fail(n.Header, "Duplicate name", "%s is already declared at %s. Rename or remove one of the two.", n.Title(), syntax.Place(f.Header))
			continue
		}
		first[n.Title()] = n
	}
}

func (r *rolloutReader) declares(name string) bool {
	return slices.ContainsFunc(r.clusters, func(c Cluster) bool { return c.Declared && c.Name == name })
}

// home reads where the run is kept: of a rollout with so many wave blocks.
func (r *rolloutReader) home(b blocks.Rollout, into *Rollout, waves int) {
	if len(into.Waves) > 0 {
		into.Home = into.Waves[0].Clusters[0]
	}
	a := b.Home().Attribute()
	if a == nil {
		return
	}
	switch name, ok := r.ClusterOf(a); {
	case !ok:
	case !r.declares(name):
		r.fail(a.Range, "Invalid value", "home must be a cluster of the stack, and %q is not one. Write cluster.<name>.", name)
	case waves == 0 && r.extent == Everything:
		r.noWaves(a.Range, "home")
	default:
		into.Home = name
	}
}

// rollout reads the whole block but for home. It returns how many waves are written.
func (r *rolloutReader) rollout(b blocks.Rollout, into *Rollout) int {
	r.broken = r.Diags.HasErrors()
	r.onFailure(b, into)
	if !b.Present() {
		return 0
	}
	r.unique(b.Block)
	into.Waves = (&waveReader{rolloutReader: r, in: make(map[string]string), failed: r.compilation.clustersUnknown}).inOrder(b)
	for _, w := range b.Windows() {
		into.Windows = append(into.Windows, r.window(w))
	}
	for _, n := range b.Notifies() {
		into.Notify = append(into.Notify, notification(n))
	}
	slices.SortFunc(into.Notify, func(a, b Notification) int { return strings.Compare(a.Name, b.Name) })
	for _, n := range b.Blocks() {
		if len(b.Waves()) == 0 {
			r.noWaves(n.Header, n.Title())
		}
	}
	return len(b.Waves())
}

func (r *rolloutReader) noWaves(at hcl.Range, what string) {
	r.fail(at, "Missing required block", `%s has no effect, because the rollout has no waves. Add wave "all" { select = {} }, which has all clusters.`, what)
}

// onFailure reads the argument, which used to be in the stack block.
func (r *rolloutReader) onFailure(b blocks.Rollout, into *Rollout) {
	former := r.compilation.former
	if b.Present() && !former.Given() {
		into.OnFailure = b.OnFailure().Value()
	}
	switch {
	case !former.Given():
	case b.OnFailure().Given():
		r.fail(former.Range(), "Conflicting arguments", "on_failure is set in the rollout block, too. Remove it here.")
	default:
		r.warn(former.Range(), "Block in its former place", "rollout is a top-level block now. Write rollout { on_failure = %q } outside the stack block.", former.Value())
	}
}

func (r *rolloutReader) window(b blocks.Window) Window {
	deny, allow := b.Deny(), b.Allow()
	w := Window{Deny: deny.Present(), Schedule: deny.Value() + allow.Value(), Duration: durationOf(b.Duration()), TimeZone: b.TimeZone().Value(), Origin: diag.Origin(b.Header)}
	expression, err := cronwords.Parse(w.Schedule)
	switch {
	case deny.Present() && allow.Present():
		r.fail(allow.Range(), "Conflicting arguments", "A window either denies or allows. Remove one of the two, or write a window for each.")
	case !deny.Present() && !allow.Present() && !r.broken:
		r.fail(b.Header, "Missing required argument", `window has neither deny nor allow. Add one of them: a cron expression that says when it opens, such as deny = "0 18 * * 5".`)
	case err == nil && expression.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero():
		r.warn(b.Header, "The schedule never runs", "The date of %s does not exist. Correct it.", message.New("%q", w.Schedule))
	}
	return w
}

func notification(b blocks.Notify) Notification {
	on := texts(b.On())
	if on == nil {
		on = []string{"begun", "wave", "waiting", "halted", "failed", "done"}
	}
	return Notification{Name: b.Label, URL: b.URL().Value(), On: on}
}

// durationOf is a time in Go's form, to which the table has held it; 0 where it has no
// value.
func durationOf(a decode.Argument[string]) time.Duration {
	d, _ := time.ParseDuration(a.Value())
	return d
}

// selected are the clusters with all of some labels.
func (r *rolloutReader) selected(wanted map[string]string) []string {
	labelled := r.clusters
	if r.extent != Everything {
		labelled = r.labelled()
	}
	var names []string
	for _, c := range labelled {
		has := maps.Clone(c.Labels)
		maps.DeleteFunc(has, func(k, v string) bool { w, ok := wanted[k]; return !ok || v != w })
		if len(has) == len(wanted) && c.Declared {
			names = append(names, c.Name)
		}
	}
	return names
}

// labelled are the clusters with their labels, which may not have been evaluated.
func (r *rolloutReader) labelled() []Cluster {
	all := slices.Clone(r.clusters)
	declared, _ := r.Clusters(usedNames("labels"))
	for i, b := range declared {
		all[i].Labels = labels(b.Labels())
	}
	return all
}
