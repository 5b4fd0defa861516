package described

import (
	"cmp"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// describedBeside is the table's part of what goes with workloads; nil for others.
func describedBeside(gk kind.GroupKind) description {
	switch gk {
	case kind.Ingress:
		return describeIngress
	case kind.NetworkPolicy:
		return describeNetworkPolicy
	case kind.ServiceAccount:
		return describeServiceAccount
	case kind.Role, kind.ClusterRole:
		return describeRole
	case kind.Binding, kind.ClusterBinding:
		return describeBinding
	case kind.Volume:
		return describeVolume
	case kind.StorageClass:
		return describeStorageClass
	case kind.Quota:
		return describeQuota
	case kind.LimitRange:
		return describeLimitRange
	}
	return nil
}

// describeIngress returns "class nginx", and a line for each path of each host.
func describeIngress(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	var lines []string
	if class := t.text("spec", "ingressClassName"); class != "" {
		lines = append(lines, w.Say("class %s", class))
	}
	for _, rule := range t.at("spec", "rules").items() {
		host := cmp.Or(rule.text("host"), "*")
		for _, path := range rule.at("http", "paths").items() {
			lines = append(lines, host+path.text("path")+" -> "+backend(path.at("backend")))
		}
	}
	if otherwise := t.at("spec", "defaultBackend"); otherwise.below != nil {
		lines = append(lines, "* -> "+backend(otherwise))
	}
	return lines
}

// backend returns "service:port", or the kind and name of another resource.
func backend(t *fieldTree) string {
	if name := t.text("resource", "name"); name != "" {
		return t.text("resource", "kind") + " " + name
	}
	return t.text("service", "name") + ":" + cmp.Or(t.text("service", "port", "name"), t.text("service", "port", "number"))
}

// describeRoute returns "gateway public; hosts shop.example.com", and a line for the
// paths of each rule.
func describeRoute(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec := t.at("spec")
	var parents, hosts []string
	for _, p := range spec.at("parentRefs").items() {
		parents = append(parents, strings.TrimPrefix(p.text("namespace")+"/"+p.text("name"), "/"))
	}
	for _, host := range spec.at("hostnames").items() {
		hosts = append(hosts, host.text())
	}
	head := []string{w.Say("gateway %s", w.Commas(parents))}
	if len(hosts) > 0 {
		head = append(head, w.Say("hosts %s", w.Commas(hosts)))
	}
	lines := []string{phrase(w, head...)}
	for _, rule := range spec.at("rules").items() {
		var paths, to []string
		for _, match := range rule.at("matches").items() {
			paths = append(paths, cmp.Or(match.text("path", "value"), "/"))
		}
		for _, b := range rule.at("backendRefs").items() {
			to = append(to, strings.TrimSuffix(strings.TrimPrefix(b.text("namespace")+"/"+b.text("name"), "/")+":"+b.text("port"), ":"))
		}
		for _, f := range rule.at("filters").items() {
			if f.text("type") == "RequestRedirect" {
				to = append(to, w.Say("redirected"))
			}
		}
		lines = append(lines, cmp.Or(strings.Join(paths, ", "), "/")+" -> "+strings.Join(to, ", "))
	}
	return lines
}
