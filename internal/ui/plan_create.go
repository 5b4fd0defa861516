package ui

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/plural"
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
	case kind.Namespace, kind.ServiceAccount:
		return nil
	}
	if k.Template != nil {
		return describeWorkload
	}
	return countFields
}

// describeObject describes an object that comes into being in a few lines.
func describeObject(c plan.Change, w *words.Words) []string {
	return describe(kind.About(c.Object.GroupKind()), c, w)
}

func describe(k *kind.Kind, c plan.Change, w *words.Words) []string {
	c.Fields = withoutDefaults(c.Fields)
	d := descriptionOf(k)
	if d == nil || len(c.Fields) == 0 {
		return nil
	}
	return d(k, c, treeOf(c.Fields), w)
}

func countFields(_ *kind.Kind, c plan.Change, _ *fieldTree, _ *words.Words) []string {
	return []string{plural.Count(len(c.Fields), "field") + " (-v shows them)"}
}

func describeCronJob(k *kind.Kind, c plan.Change, t *fieldTree, w *words.Words) []string {
	return append([]string{describeSchedule(c, t.at("spec"), w)}, describeWorkload(k, c, t, w)...)
}

func describeClaim(_ *kind.Kind, _ plan.Change, t *fieldTree, _ *words.Words) []string {
	return []string{phrase(
		t.text("spec", "resources", "requests", "storage"),
		prefixed("class ", t.text("spec", "storageClassName")))}
}

func describeAutoscaler(_ *kind.Kind, _ plan.Change, t *fieldTree, _ *words.Words) []string {
	spec := t.at("spec")
	return []string{fmt.Sprintf("%s to %s replicas of %s %s", cmp.Or(spec.text("minReplicas"), "1"), spec.text("maxReplicas"),
		spec.text("scaleTargetRef", "kind"), spec.text("scaleTargetRef", "name"))}
}

func describeBudget(_ *kind.Kind, _ plan.Change, t *fieldTree, _ *words.Words) []string {
	spec := t.at("spec")
	return []string{phrase(prefixed("min available ", spec.text("minAvailable")), prefixed("max unavailable ", spec.text("maxUnavailable")))}
}

func describeWorkload(k *kind.Kind, _ plan.Change, t *fieldTree, _ *words.Words) []string {
	spec, pod := t.at(k.Template[:len(k.Template)-1]...), t.at(k.InTemplate("spec")...)
	var lines []string
	if head := phrase(
		counted(spec.text("replicas"), "replica"),
		counted(spec.text("completions"), "completion"),
		claims(spec.at("volumeClaimTemplates")),
	); head != "" {
		lines = append(lines, head)
	}
	for _, list := range []struct{ field, word string }{{"initContainers", "init container"}, {"containers", "container"}} {
		for _, c := range pod.at(list.field).items() {
			lines = append(lines, list.word+" "+c.get("name")+": "+describeContainer(c))
		}
	}
	return lines
}

// describeSchedule returns "schedule */5 * * * *: runs every 5 minutes".
func describeSchedule(c plan.Change, spec *fieldTree, w *words.Words) string {
	text := "schedule " + spec.text("schedule")
	if c.Impact != nil && len(c.Impact.Effects) > 0 {
		text += ": " + w.Clauses(c.Impact.Effects)
	}
	return text
}

func describeContainer(c item) string {
	var privileged string
	if c.text("securityContext", "privileged") == "true" {
		privileged = "privileged"
	}
	return phrase(c.get("image"), prefixed("ports ", ports(c.at("ports"), "containerPort", "")), resources(c), privileged)
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

func describeService(_ *kind.Kind, _ plan.Change, t *fieldTree, _ *words.Words) []string {
	spec := t.at("spec")
	of := cmp.Or(spec.text("type"), "ClusterIP")
	if spec.text("clusterIP") == "None" {
		of = "headless"
	}
	return []string{phrase(of, prefixed("ports ", ports(spec.at("ports"), "port", "targetPort")))}
}

// ports returns "http 80/TCP" of containers, "http 80 to web/TCP" of Services.
func ports(list *fieldTree, number, target string) string {
	var parts []string
	for _, port := range list.items() {
		text := port.get(number)
		if name := port.get("name"); name != "" {
			text = name + " " + text
		}
		if to := port.get(target); target != "" && to != "" && to != port.get(number) {
			text += " to " + to
		}
		parts = append(parts, text+"/"+cmp.Or(port.get("protocol"), "TCP"))
	}
	return strings.Join(parts, ", ")
}

func claims(templates *fieldTree) string {
	var parts []string
	for _, c := range templates.items() {
		name := cmp.Or(c.text("metadata", "name"), "claim")
		parts = append(parts, strings.TrimSpace(name+" "+c.text("spec", "resources", "requests", "storage")))
	}
	return prefixed("a claim per Pod: ", strings.Join(parts, ", "))
}

func describeData(_ *kind.Kind, _ plan.Change, t *fieldTree, _ *words.Words) []string {
	var names []string
	for _, field := range []string{"data", "stringData", "binaryData"} {
		names = append(names, t.at(field).names()...)
	}
	if len(names) == 0 {
		return nil
	}
	return []string{phrase(t.text("type"), "keys "+strings.Join(names, ", "))}
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

func counted(number, noun string) string {
	switch number {
	case "":
		return ""
	case "1":
		return "1 " + noun
	default:
		return number + " " + noun + "s"
	}
}

// phrase puts what is there together: "a; b".
func phrase(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, "; ")
}
