package ui

import (
	"strings"

	"github.com/workloadlang/wl/plan"
)

// going is said of a deletion that has begun.
const going = "It is already being deleted: wl waits until it is gone."

// replacedPods prints the Pods that apply deletes for rollouts to come forward.
func (p *printer) replacedPods(all []plan.ReplacedPods) {
	if len(all) == 0 {
		return
	}
	p.line(0, bold.span("Pods to be replaced"))
	for _, r := range all {
		p.text(2, plain, replacedPodsText(r, func(name string) string { return name }))
	}
	p.blank()
}

// replacedPodsText returns which Pods of which workload are deleted, and why.
func replacedPodsText(r plan.ReplacedPods, name func(string) string) string {
	pods := make([]string, len(r.Pods))
	for i, p := range r.Pods {
		pods[i] = name(p)
	}
	text := name(r.Object.String()) + ": " + strings.Join(pods, ", ")
	one := len(r.Pods) == 1
	switch {
	case r.Because == plan.Outworn && one:
		return text + " does not use the changed claim templates: a running Pod cannot. Apply deletes it, and its replacement uses them."
	case r.Because == plan.Outworn:
		return text + " do not use the changed claim templates: a running Pod cannot. Apply deletes them one at a time, the lowest ordinal first, each when the ones before it are ready."
	case one:
		return text + " is not ready, is not of the target revision, and blocks the rollout. Apply deletes it if it does not become ready, and its replacement is of the target revision."
	}
	return text + " are not ready, are not of the target revision, and block the rollout. Apply deletes those that do not become ready, and their replacements are of the target revision."
}
