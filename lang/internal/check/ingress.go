package check

import (
	"strings"

	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/module"
	"github.com/workloadlang/wl/lang/internal/syntax"
)

// ingress leads traffic to a workload, being checked.
type ingress struct {
	*report
	blocks.Ingress
	item *module.Item
}

func (i ingress) check() {
	rules, otherwise := i.Rules(), i.DefaultBackend()
	if len(rules) == 0 && !otherwise.Present() && !i.item.Failed {
		i.fail(i.Header, "Missing required block", "%s leads nothing to the workload. Add rule { host = \"…\" }, or default_backend {}.", i.Title())
	}
	to := backends{i.report, i.item}
	if otherwise.Present() {
		to.ingress(blocks.IngressPath(otherwise), otherwise.Header)
	}
	for _, rule := range rules {
		i.distinct(rule.Paths())
		for _, path := range rule.Paths() {
			i.path(path)
			to.ingress(path, path.Header)
		}
		if len(rule.Paths()) == 0 && !otherwise.Present() {
			to.ingress(blocks.IngressPath{}, rule.Header)
		}
	}
	hosts := make(map[string]bool)
	for _, rule := range rules {
		hosts[rule.Host().Value()] = true
	}
	for _, tls := range i.TLSes() {
		for n, host := range tls.Hosts().Value() {
			if name, _ := host.(string); !hosts[""] && !hosts[name] && !hosts[wildcardOf(name)] && len(rules) > 0 {
				i.warn(tls.Hosts().ElementRange(n), "No effect", "No rule of %s is for the host %q. Add one, or remove the host.", i.Title(), name)
			}
		}
	}
}

// wildcardOf is the name that stands for a host and those beside it.
func wildcardOf(host string) string {
	_, domain, _ := strings.Cut(host, ".")
	return "*." + domain
}

// distinct refuses a path that a host has twice in the same sense.
func (i ingress) distinct(paths []blocks.IngressPath) {
	first := make(map[[2]string]blocks.IngressPath)
	for _, p := range paths {
		of := [2]string{p.Label, p.PathType().Value()}
		if f, ok := first[of]; ok {
			i.fail(p.Header, "Duplicate name", "%s is already declared at %s. Rename or remove one of the two.", p.Title(), syntax.Place(f.Header))
			continue
		}
		first[of] = p
	}
}

// path refuses what has several forms.
func (i ingress) path(p blocks.IngressPath) {
	if p.PathType().Value() == "ImplementationSpecific" {
		return
	}
	if p.Label == "" && !i.item.Failed {
		i.fail(p.LabelRange, "Invalid value", "A path that is empty is only for path_type = \"ImplementationSpecific\". Write \"/\", or that type.")
	}
	if !isShortest(p.Label) {
		i.fail(p.LabelRange, "Invalid value", "%q must not contain \"//\", \"/./\", \"/../\" or \"%%2F\". Write the path in its shortest form.", p.Label)
	}
}

// isShortest reports whether a path has one form only.
func isShortest(path string) bool {
	around := path + "/"
	return !strings.Contains(path, "//") && !strings.Contains(around, "/./") && !strings.Contains(around, "/../") && !strings.Contains(strings.ToUpper(path), "%2F")
}
