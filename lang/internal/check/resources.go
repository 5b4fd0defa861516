package check

import (
	"slices"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// quota is that of a container or a Pod, being checked.
type quota struct {
	*report
	blocks.Quota
}

func (q quota) check() {
	low, hasLow := quantityOf(q.Request())
	high, hasHigh := quantityOf(q.Limit())
	if hasLow && hasHigh && low.Cmp(high) > 0 {
		name := q.Schema.Name
		q.fail(q.Request().Range(), "Request above limit", "%s.request (%s) must not exceed %s.limit (%s). Lower the request or raise the limit.", name, shown(q.Request()), name, shown(q.Limit()))
	}
}

// quantityOf reads an argument's quantity; false where it has none.
func quantityOf(a decode.Argument[string]) (resource.Quantity, bool) {
	text, ok := a.Lookup()
	if !ok {
		return resource.Quantity{}, false
	}
	q, err := object.ParseQuantity(text)
	return q, err == nil
}

// hugePages are those of a container or a Pod, being checked.
type hugePages struct {
	*report
	pages       decode.Argument[map[string]any]
	of          string
	cpu, memory blocks.Quota
}

// check wants whole pages, and a quota of something else beside them.
func (h hugePages) check() {
	for size, amount := range h.pages.Value() {
		page, err := object.ParseQuantity(size)
		text, _ := amount.(string)
		q, errAmount := object.ParseQuantity(text)
		if err == nil && errAmount == nil && page.Value() > 0 && q.Value()%page.Value() != 0 {
			h.fail(h.pages.ElementRange(size), "Invalid value", "huge_pages[%q] must be a multiple of the page size. Correct it.", size)
		}
	}
	asked := func(q blocks.Quota) bool { return q.Request().Present() || q.Limit().Present() }
	if h.pages.Present() && !asked(h.cpu) && !asked(h.memory) {
		h.fail(h.pages.Range(), "Missing required argument", "huge_pages of %s need cpu or memory beside them. Add memory = { limit = … }, for example.", h.of)
	}
}

// resizes refuses restarts at a change of the quota where nothing is restarted.
func (c *container) resizes() {
	policy := c.ResizePolicy()
	for name, value := range policy.Value() {
		switch job := c.item.Workload().Advanced().Job(); {
		case value != "RestartContainer":
		case c.ends():
			c.fail(policy.ElementRange(name), "Not for an init container", `%s completes before the other containers start, so it is not restarted when its quota changes. Write "NotRequired", or make it a sidecar: restart_policy = "Always".`, c.Title())
		case isJob(c.item.Kind) && job.RestartPolicy().Value() == "Never":
			c.fail(policy.ElementRange(name), "Conflicting arguments", `The Pod restarts no container, because restart_policy of job is "Never". Write "NotRequired", or restart_policy = "OnFailure" in job.`)
		}
	}
}

// claims looks for the claims that the container uses among the workload's.
func (c *container) claims() {
	var known []string
	for _, claim := range c.item.Workload().ResourceClaims() {
		known = append(known, claim.Label)
	}
	for _, use := range c.ResourceClaims() {
		if !slices.Contains(known, use.Label) {
			c.fail(use.LabelRange, "No such resource claim", "%s has no resource_claim %q.%s Add such a block to it, or name another.",
				c.item.Title(), use.Label, nearest.Sentence(use.Label, known))
		}
	}
}

// resourceClaims wants each claim to say where it comes from.
func (w *workload) resourceClaims() {
	for _, claim := range w.Workload().ResourceClaims() {
		if claim.ResourceClaimName().Present() == claim.ResourceClaimTemplateName().Present() && !w.Failed {
			w.fail(claim.Header, "Invalid value", "%s needs either resource_claim_name or resource_claim_template_name. Write one of them.", claim.Title())
		}
	}
}

// podResources holds the Pod's quota to those of its containers.
func (w *workload) podResources() {
	pod := w.Workload().Advanced().Pod()
	hugePages{w.report, pod.HugePages(), pod.Title(), pod.CPU(), pod.Memory()}.check()
	for _, of := range []struct {
		whole blocks.Quota
		part  func(blocks.Container) blocks.Quota
	}{{pod.CPU(), blocks.Container.CPU}, {pod.Memory(), blocks.Container.Memory}} {
		if !of.whole.Present() {
			continue
		}
		quota{w.report, of.whole}.check()
		name := of.whole.Schema.Name
		for _, c := range w.Workload().Containers() {
			limit := of.part(c).Limit()
			most, hasMost := quantityOf(of.whole.Limit())
			if own, ok := quantityOf(limit); ok && hasMost && own.Cmp(most) > 0 {
				w.fail(limit.Range(), "Limit above the Pod's", "%s.limit of %s (%s) must not exceed that of the Pod (%s). Lower it, or raise the Pod's.", name, c.Title(), shown(limit), shown(of.whole.Limit()))
			}
		}
		least, ok := quantityOf(of.whole.Request())
		if sum := requested(w, of.part); ok && sum.Cmp(least) > 0 {
			w.fail(of.whole.Request().Range(), "Request below the containers'", "%s.request of the Pod (%s) must be at least what its containers request together, which is %s. Raise it, or lower theirs.", name, shown(of.whole.Request()), sum.String())
		}
	}
}

// requested is what the containers of a Pod request at the same time: all that
// run on, or one that ends and the sidecars before it.
func requested(w *workload, part func(blocks.Container) blocks.Quota) resource.Quantity {
	var running, most resource.Quantity
	for _, c := range allContainers(w.Item) {
		own, ok := quantityOf(part(c).Request())
		if !ok {
			own, _ = quantityOf(part(c).Limit()) // which the request is by default
		}
		if !ends(c) {
			running.Add(own)
			continue
		}
		own.Add(running)
		if own.Cmp(most) > 0 {
			most = own
		}
	}
	if running.Cmp(most) > 0 {
		return running
	}
	return most
}
