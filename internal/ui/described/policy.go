package described

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// describeNetworkPolicy returns which Pods a policy is for, and a line for each rule.
func describeNetworkPolicy(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec := t.at("spec")
	lines := []string{w.Say("all Pods")}
	if s := selectorText(spec.at("podSelector")); s != "" {
		lines = []string{w.Say("Pods %s", s)}
	}
	types := spec.at("policyTypes").texts()
	if len(types) == 0 || slices.Contains(types, "Ingress") {
		lines = append(lines, traffic(spec.at("ingress"), "from", w.Say("ingress"), w)...)
	}
	if len(types) == 0 && spec.has("egress") || slices.Contains(types, "Egress") {
		lines = append(lines, traffic(spec.at("egress"), "to", w.Say("egress"), w)...)
	}
	return lines
}

// traffic returns what a policy allows in a direction: "ingress: Pods app=web; ports 80/TCP".
func traffic(rules *fieldTree, end, direction string, w *words.Words) []string {
	if len(rules.items()) == 0 {
		return []string{w.Say("%s: none", direction)}
	}
	var lines []string
	for _, rule := range rules.items() {
		peers := []string{w.Say("anywhere")}
		if list := rule.at(end).items(); len(list) > 0 {
			peers = nil
			for _, p := range list {
				peers = append(peers, peer(p, w))
			}
		}
		lines = append(lines, w.Say("%s: %s", direction, phrase(w, w.Commas(peers), policyPorts(rule.at("ports"), w))))
	}
	return lines
}

// peer is the other end of traffic.
func peer(p item, w *words.Words) string {
	if cidr := p.text("ipBlock", "cidr"); cidr != "" {
		if except := p.at("ipBlock", "except").texts(); len(except) > 0 {
			return w.Say("%s except %s", cidr, w.List(except))
		}
		return cidr
	}
	pods := w.Say("all Pods")
	if s := selectorText(p.at("podSelector")); s != "" {
		pods = w.Say("Pods %s", s)
	}
	if !p.has("namespaceSelector") {
		return pods
	}
	if s := selectorText(p.at("namespaceSelector")); s != "" {
		return w.Say("%s of namespaces %s", pods, s)
	}
	return w.Say("%s of all namespaces", pods)
}

// policyPorts returns "ports 80/TCP, 8000-8999/UDP"; empty where all are allowed.
func policyPorts(list *fieldTree, w *words.Words) string {
	var parts []string
	for _, p := range list.items() {
		text := p.text("port")
		if last := p.text("endPort"); last != "" {
			text += "-" + last
		}
		protocol := p.text("protocol")
		if protocol == "" {
			protocol = "TCP"
		}
		parts = append(parts, strings.TrimPrefix(text+"/"+protocol, "/"))
	}
	if len(parts) == 0 {
		return ""
	}
	return w.Say("ports %s", w.Commas(parts))
}

// selectorText returns a label selector as kubectl writes it; empty for one that selects
// everything.
func selectorText(t *fieldTree) string {
	var parts []string
	for _, name := range t.at("matchLabels").names() {
		parts = append(parts, name+"="+t.text("matchLabels", name))
	}
	for _, e := range t.at("matchExpressions").items() {
		switch key, values := e.text("key"), "("+strings.Join(e.at("values").texts(), ",")+")"; e.text("operator") {
		case "In":
			parts = append(parts, key+" in "+values)
		case "NotIn":
			parts = append(parts, key+" notin "+values)
		case "DoesNotExist":
			parts = append(parts, "!"+key)
		default:
			parts = append(parts, key)
		}
	}
	return strings.Join(parts, ",")
}

// describeQuota returns "requests.cpu 20, pods 100", and which Pods count.
func describeQuota(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec := t.at("spec")
	scopes := spec.at("scopes").texts()
	for _, e := range spec.at("scopeSelector", "matchExpressions").items() {
		scopes = append(scopes, strings.Join(append([]string{e.text("scopeName")}, e.at("values").texts()...), " "))
	}
	counts := ""
	if len(scopes) > 0 {
		counts = w.Say("scopes %s", w.Commas(scopes))
	}
	return oneLine(phrase(w, amounts(spec.at("hard"), w), counts))
}

// describeLimitRange returns a line for each kind of thing that is limited.
func describeLimitRange(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	var lines []string
	for _, limit := range t.at("spec", "limits").items() {
		var parts []string
		for _, of := range []struct{ field, name string }{
			{"default", w.Say("default limit")}, {"defaultRequest", w.Say("default request")},
			{"min", w.Say("min")}, {"max", w.Say("max")}, {"maxLimitRequestRatio", w.Say("max ratio of limit to request")},
		} {
			if text := amounts(limit.at(of.field), w); text != "" {
				parts = append(parts, of.name+" "+text)
			}
		}
		lines = append(lines, limit.text("type")+": "+phrase(w, parts...))
	}
	return lines
}

// amounts returns "cpu 1, memory 1Gi".
func amounts(t *fieldTree, w *words.Words) string {
	var parts []string
	for _, name := range t.names() {
		parts = append(parts, name+" "+t.text(name))
	}
	return w.Commas(parts)
}
