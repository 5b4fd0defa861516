package check

import (
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// route leads traffic of a gateway to a workload, being checked as the definition of
// its kind has it.
type route struct {
	*report
	blocks.Route
	item *module.Item
}

// The most that the Gateway API takes of each.
const (
	maxRouteRules = 16
	maxParents    = 32
	maxBackends   = 16
	maxFilters    = 16
	maxMatches    = 128 // of all rules together
)

func (r route) check() {
	r.parents()
	rules, names := r.Rules(), make(map[string]hcl.Range)
	if len(rules) == 0 {
		backends{r.report, r.item}.route(blocks.BackendRef{}, r.Header)
	}
	matches := 0
	for _, rule := range rules {
		if name := rule.Name(); name.Present() {
			r.unique(names, name.Value(), name.Range())
		}
		matches += len(rule.Matches())
		routeRule{r.report, rule, r.item}.check()
	}
	r.atMost(maxRouteRules, len(rules), "rule", r.Header)
	r.atMost(maxMatches, matches, "match", r.Header)
}

// parents refuses two that are one and the same, and a Service that is none.
func (r route) parents() {
	parents, taken := r.ParentRefs(), make(map[string]hcl.Range)
	r.atMost(maxParents, len(parents), "parent_ref", r.Header)
	for _, p := range parents {
		if p.LacksGroup() {
			r.fail(p.Kind().Range(), "Missing required argument", `A Service is in the core group, and parent_ref means %s where group is unset. Add group = "".`, p.InGroup())
		}
		at := []string{p.InGroup(), p.Kind().Value(), p.Namespace().Value(), p.Name().Value(), p.SectionName().Value(), shown(p.Port()).String()}
		r.unique(taken, strings.Join(at, "/"), p.Header)
	}
}

// unique refuses what is there twice.
func (r route) unique(taken map[string]hcl.Range, what string, at hcl.Range) {
	if first, twice := taken[what]; twice {
		r.fail(at, "Duplicate name", "%s has the same at %s. Change one of the two, or remove it.", r.Title(), syntax.Place(first))
		return
	}
	taken[what] = at
}

// routeRule is a rule of a route, being checked.
type routeRule struct {
	*report
	blocks.RouteRule
	item *module.Item
}

func (r routeRule) check() {
	for _, match := range r.Matches() {
		r.path(match.Path())
		r.headers(match.Headers())
	}
	r.filters(r.Filters())
	refs := r.BackendRefs()
	switch {
	case r.Redirects() && len(refs) > 0:
		r.fail(refs[0].Header, "Conflicting arguments", "The rule redirects its requests, so that none reach a backend. Remove backend_ref, or request_redirect.")
	case !r.Redirects() && len(refs) == 0:
		backends{r.report, r.item}.route(blocks.BackendRef{}, r.Header)
	}
	r.atMost(maxBackends, len(refs), "backend_ref", r.Header)
	for _, to := range refs {
		backends{r.report, r.item}.route(to, to.Header)
		r.filters(to.Filters())
	}
	r.timeouts(r.Timeouts())
}

// path refuses what has several forms, and what no request has.
func (r routeRule) path(p blocks.RoutePath) {
	value := p.Value()
	switch path := value.Value(); {
	case !value.Present() || value.Sensitive() || p.Type().Value() == "RegularExpression":
	case !strings.HasPrefix(path, "/"):
		r.fail(value.Range(), "Invalid value", `%s must begin with "/". Add it, or write type = "RegularExpression".`, shown(value))
	case !isShortest(path):
		r.fail(value.Range(), "Invalid value", "%q must not contain \"//\", \"/./\", \"/../\" or \"%%2F\". Write the path in its shortest form.", path)
	case strings.ContainsAny(path, "#?"):
		r.fail(value.Range(), "Invalid value", `%s is more than a path. Remove what begins with "?" or "#"; parameters are matched by query_param.`, shown(value))
	}
}

// headers refuses two conditions on one header, whose case does not count.
func (r routeRule) headers(all []blocks.RouteValue) {
	for i, h := range all {
		for _, first := range all[:i] {
			if first.Label != h.Label && strings.EqualFold(first.Label, h.Label) {
				r.fail(h.LabelRange, "Duplicate name", "The header %q is already matched at %s. Remove one of the two.", h.Label, syntax.Place(first.LabelRange))
			}
		}
	}
}

// filters wants one thing in each, and nothing done twice that can be done once.
func (r routeRule) filters(all []blocks.RouteFilter) {
	if len(all) > 0 {
		r.atMost(maxFilters, len(all), "filter", all[0].Header)
	}
	taken := make(map[string]*decode.Block)
	for _, f := range all {
		r.filter(f)
		for _, n := range f.Blocks() {
			name := n.Schema.Name
			first, twice := taken[name]
			if twice && name != "request_mirror" && name != "extension_ref" {
				r.fail(n.Header, "Conflicting arguments", "%s is already set at %s, and a rule has one of it. Keep one.", name, syntax.Place(first.Header))
			}
			taken[name] = n
		}
	}
	if rewrite := taken["url_rewrite"]; rewrite != nil && taken["request_redirect"] != nil {
		r.fail(rewrite.Header, "Conflicting arguments", "A request is either redirected or sent on with another address. Remove url_rewrite, or request_redirect.")
	}
}

func (r routeRule) filter(f blocks.RouteFilter) {
	var given []string
	for _, n := range f.Blocks() {
		given = append(given, n.Schema.Name)
	}
	switch {
	case len(given) == 0 && !r.item.Failed:
		var known []string
		for _, n := range f.Schema.Blocks {
			known = append(known, n.Name)
		}
		r.fail(f.Header, "Missing required argument", "The filter does nothing. Add one of %s.", message.Join(known, ", "))
	case len(given) > 1:
		r.fail(f.Header, "Conflicting arguments", "The filter has %s, but only one of them is allowed. Write a filter block for each.", message.Join(given, " and "))
	}
	r.newPath(f.RequestRedirect().Path())
	r.newPath(f.URLRewrite().Path())
	if m := f.RequestMirror(); m.Present() {
		r.mirror(m)
	}
}

// newPath wants one way to change a path, and a prefix where one is replaced.
func (r routeRule) newPath(p blocks.PathModifier) {
	if !p.Present() || r.item.Failed {
		return
	}
	prefix := p.ReplacePrefixMatch()
	if prefix.Present() == p.ReplaceFullPath().Present() {
		r.fail(p.Header, "Invalid value", "path needs either replace_full_path or replace_prefix_match. Write one of them.")
		return
	}
	if !prefix.Present() {
		return
	}
	matches := r.Matches()
	if len(matches) == 0 {
		return // all requests have the prefix "/"
	}
	if how := matches[0].Path().Type(); len(matches) > 1 || how.Present() && how.Value() != "PathPrefix" {
		r.fail(prefix.Range(), "Invalid value", "replace_prefix_match needs one match in the rule, of the beginning of a path. Write match { path = { value = \"/api\" } } once, or use replace_full_path.")
	}
}

// mirror wants another backend than the rule's own.
func (r routeRule) mirror(m blocks.RequestMirror) {
	if !m.BackendRef().Present() && !r.item.Failed {
		r.fail(m.Header, "Missing required argument", "request_mirror has no backend_ref. Add backend_ref = { name = … }.")
	} else if m.BackendRef().Present() {
		backends{r.report, r.item}.route(m.BackendRef(), m.BackendRef().Header)
	}
	f, most := m.Fraction(), int64(100)
	if of, given := f.Denominator().Lookup(); given {
		most = of
	}
	if f.Present() && m.Percent().Present() {
		r.fail(f.Header, "Conflicting arguments", "The share is either a fraction or a percent. Remove one of the two.")
	}
	if f.Numerator().Value() > most {
		r.fail(f.Header, "Invalid value", "The numerator must not be above the denominator. Lower the first or raise the second.")
	}
}

// timeouts refuses that a part takes longer than the whole may.
func (r routeRule) timeouts(t blocks.Timeouts) {
	whole, part := durationOf(t.Request()), durationOf(t.BackendRequest())
	if whole > 0 && part > whole {
		r.fail(t.BackendRequest().Range(), "Invalid value", "backend_request (%s) must be at most as long as request (%s). Lower the first or raise the second.", shown(t.BackendRequest()), shown(t.Request()))
	}
}

// durationOf is a time of the Gateway API, which are some of Go's; 0 where it is none.
func durationOf(a decode.Argument[string]) time.Duration {
	d, err := time.ParseDuration(a.Value())
	if err != nil {
		return 0
	}
	return d
}
