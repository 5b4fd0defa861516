package ui

import (
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// going is what is said of a deletion that has begun.
func going(w *words.Words) string {
	return w.Say("It is already being deleted: wl waits until it is gone.")
}

// replacedPods prints the Pods that apply deletes for rollouts to come forward.
func (p *printer) replacedPods(all []plan.ReplacedPods) {
	if len(all) == 0 {
		return
	}
	p.line(0, bold.span(p.words.Say("Pods to be replaced")))
	for _, r := range all {
		p.text(2, plain, replacedPodsText(r, func(name string) string { return name }, p.words))
	}
	p.blank()
}

// replacedPodsText returns which Pods of which workload are deleted, and why.
func replacedPodsText(r plan.ReplacedPods, name func(string) string, w *words.Words) string {
	pods := make([]string, len(r.Pods))
	for i, p := range r.Pods {
		pods[i] = name(p)
	}
	set, who := name(r.Object.String()), w.Commas(pods)
	one := len(r.Pods) == 1
	switch {
	case r.Because == plan.Outworn && one:
		return w.Say("%s: %s does not use the changed claim templates: a running Pod cannot. Apply deletes it, and its replacement uses them.", set, who)
	case r.Because == plan.Outworn:
		return w.Say("%s: %s do not use the changed claim templates: a running Pod cannot. Apply deletes them one at a time, the lowest ordinal first, each when the ones before it are ready.", set, who)
	case one:
		return w.Say("%s: %s is not ready, is not of the target revision, and blocks the rollout. Apply deletes it if it does not become ready, and its replacement is of the target revision.", set, who)
	}
	return w.Say("%s: %s are not ready, are not of the target revision, and block the rollout. Apply deletes those that do not become ready, and their replacements are of the target revision.", set, who)
}
