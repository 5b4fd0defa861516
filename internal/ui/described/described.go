// Package described makes the few lines about an object that comes into being: what
// people ask first about its kind.
//
//	described.Lines(change, w) // 2 replicas; container nginx: nginx:1.29
package described

import (
	"cmp"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// description is what an object is that comes into being: what people ask first
// about its kind. The kind of a nil one has no fields worth telling.
type description func(k *kind.Kind, c plan.Change, t *fieldTree, w *words.Words) []string

// descriptionOf is the table of descriptions, a row for every kind that has one of
// its own. Whatever runs Pods is described by these, and of all other objects the
// fields are counted.
func descriptionOf(k *kind.Kind) description {
	switch k.GroupKind {
	case kind.CronJob:
		return describeCronJob
	case kind.Service:
		return describeService
	case kind.ConfigMap, kind.Secret:
		return describeData
	case kind.Claim:
		return describeClaim
	case kind.Autoscaler:
		return describeAutoscaler
	case kind.DisruptionBudget:
		return describeBudget
	case kind.Definition:
		return describeDefinition
	case kind.HTTPRoute:
		return describeRoute
	case kind.Namespace:
		return nil
	}
	if d := describedBeside(k.GroupKind); d != nil {
		return d
	}
	if k.Template != nil {
		return describeWorkload
	}
	return countFields
}

// Lines describe an object that comes into being.
func Lines(c plan.Change, w *words.Words) []string {
	return describe(kind.About(c.Object.GroupKind()), c, w)
}

func describe(k *kind.Kind, c plan.Change, w *words.Words) []string {
	c.Fields = view.WithoutDefaults(c.Fields)
	d := descriptionOf(k)
	if d == nil || len(c.Fields) == 0 {
		return nil
	}
	return d(k, c, treeOf(c.Fields), w)
}

func countFields(_ *kind.Kind, c plan.Change, _ *fieldTree, w *words.Words) []string {
	return []string{w.SayN(int64(len(c.Fields)), "%d field (-v shows them)", "%d fields (-v shows them)")}
}

func describeCronJob(k *kind.Kind, c plan.Change, t *fieldTree, w *words.Words) []string {
	return append([]string{describeSchedule(c, t.at("spec"), w)}, describeWorkload(k, c, t, w)...)
}

func describeClaim(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	size, class := t.text("spec", "resources", "requests", "storage"), t.text("spec", "storageClassName")
	if class != "" {
		class = w.Say("class %s", class)
	}
	return []string{phrase(w, size, class)}
}

func describeAutoscaler(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec := t.at("spec")
	return []string{w.Say("%s to %s replicas of %s %s", cmp.Or(spec.text("minReplicas"), "1"), spec.text("maxReplicas"),
		spec.text("scaleTargetRef", "kind"), spec.text("scaleTargetRef", "name"))}
}

func describeBudget(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec := t.at("spec")
	least, most := spec.text("minAvailable"), spec.text("maxUnavailable")
	if least != "" {
		least = w.Say("min available %s", least)
	}
	if most != "" {
		most = w.Say("max unavailable %s", most)
	}
	return []string{phrase(w, least, most)}
}

func describeWorkload(k *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec, pod := t.at(k.Template[:len(k.Template)-1]...), t.at(k.InTemplate("spec")...)
	var lines []string
	if head := phrase(w, replicas(spec, w), completions(spec, w), claims(spec.at("volumeClaimTemplates"), w)); head != "" {
		lines = append(lines, head)
	}
	for _, c := range pod.at("initContainers").items() {
		lines = append(lines, w.Say("init container %s: %s", c.get("name"), describeContainer(c, w)))
	}
	for _, c := range pod.at("containers").items() {
		lines = append(lines, w.Say("container %s: %s", c.get("name"), describeContainer(c, w)))
	}
	return lines
}

// describeSchedule returns "schedule */5 * * * *: runs every 5 minutes".
func describeSchedule(c plan.Change, spec *fieldTree, w *words.Words) string {
	if c.Impact != nil && len(c.Impact.Effects) > 0 {
		return w.Say("schedule %s: %s", spec.text("schedule"), w.Clauses(c.Impact.Effects))
	}
	return w.Say("schedule %s", spec.text("schedule"))
}

func describeContainer(c item, w *words.Words) string {
	var privileged string
	if c.text("securityContext", "privileged") == "true" {
		privileged = w.Say("privileged")
	}
	return phrase(w, c.get("image"), ports(c.at("ports"), "containerPort", "", w), resources(c), privileged)
}

// resources returns "cpu 250m..500m, memory 128Mi..256Mi": request and limit.
func resources(c item) string {
	var parts []string
	for _, name := range []string{"cpu", "memory"} {
		request, limit := c.text("resources", "requests", name), c.text("resources", "limits", name)
		switch {
		case request != "" && limit != "":
			parts = append(parts, name+" "+request+".."+limit)
		case request != "":
			parts = append(parts, name+" "+request)
		case limit != "":
			parts = append(parts, name+" .."+limit)
		}
	}
	return strings.Join(parts, ", ")
}

func describeService(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec := t.at("spec")
	of := cmp.Or(spec.text("type"), "ClusterIP")
	if spec.text("clusterIP") == "None" {
		of = "headless"
	}
	return []string{phrase(w, of, ports(spec.at("ports"), "port", "targetPort", w))}
}

// ports returns "ports http 80/TCP" of containers, "ports http 80 to web/TCP" of
// Services; empty where there are none.
func ports(list *fieldTree, number, target string, w *words.Words) string {
	var parts []string
	for _, port := range list.items() {
		text := port.get(number)
		if name := port.get("name"); name != "" {
			text = name + " " + text
		}
		if to := port.get(target); target != "" && to != "" && to != port.get(number) {
			text = w.Say("%s to %s", text, to)
		}
		parts = append(parts, text+"/"+cmp.Or(port.get("protocol"), "TCP"))
	}
	if len(parts) == 0 {
		return ""
	}
	return w.Say("ports %s", w.Commas(parts))
}

func claims(templates *fieldTree, w *words.Words) string {
	var parts []string
	for _, c := range templates.items() {
		name := cmp.Or(c.text("metadata", "name"), "claim")
		parts = append(parts, strings.TrimSpace(name+" "+c.text("spec", "resources", "requests", "storage")))
	}
	if len(parts) == 0 {
		return ""
	}
	return w.Say("a claim per Pod: %s", w.Commas(parts))
}

func describeData(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	var names []string
	for _, field := range []string{"data", "stringData", "binaryData"} {
		names = append(names, t.at(field).names()...)
	}
	if len(names) == 0 {
		return nil
	}
	return []string{phrase(w, t.text("type"), w.Say("keys %s", w.Commas(names)))}
}

// replicas is how many Pods are kept running; empty where it is not said.
func replicas(spec *fieldTree, w *words.Words) string {
	switch n := spec.text("replicas"); n {
	case "":
		return ""
	case "1":
		return w.Say("1 replica")
	default:
		return w.Say("%s replicas", n)
	}
}

// completions is how many Pods run to their end; empty where it is not said.
func completions(spec *fieldTree, w *words.Words) string {
	switch n := spec.text("completions"); n {
	case "":
		return ""
	case "1":
		return w.Say("1 completion")
	default:
		return w.Say("%s completions", n)
	}
}

// phrase puts what is there together: "a; b".
func phrase(w *words.Words, parts ...string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	if w.Language() == words.Chinese {
		return strings.Join(parts, "；")
	}
	return strings.Join(parts, "; ")
}
