package check

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// serviceAccount checks the account of the workload's Pods, and what it may do.
func (w *workload) serviceAccount() {
	b, name := w.Workload().ServiceAccountBlock(), w.Workload().ServiceAccount()
	if !b.Present() {
		return
	}
	if name.Present() {
		w.fail(name.Range(), "Conflicting arguments", "%s has a block service_account, whose account its Pods run by. Remove the argument or the block; another name of the account is name = … in the block.", w.Title())
	}
	for _, role := range b.Roles() {
		w.rules(role.Block, role.Rules(), 0)
	}
	for _, role := range b.ClusterRoles() {
		for _, selector := range role.Aggregates() {
			labelSelector{w.report, selector}.check()
		}
		if own := role.Rules(); len(own) > 0 && len(role.Aggregates()) > 0 { // the controller manager writes the rules of an aggregated role
			w.fail(own[0].Header, "Conflicting arguments", "The rules of %s are those that its aggregate selects: the cluster replaces any others. Move the rule into a ClusterRole that aggregate selects, or remove aggregate.", role.Title())
		}
		w.rules(role.Block, role.Rules(), len(role.Aggregates()))
	}
}

// rules checks what a role allows.
func (w *workload) rules(role *decode.Block, rules []blocks.RoleRule, others int) {
	if w.Failed {
		return
	}
	if len(rules)+others == 0 {
		w.fail(role.Header, "Missing required block", "%s allows nothing. Add rule { … } with resources = [\"…\"] and verbs = [\"…\"] in it.", role.Title())
	}
	for _, rule := range rules {
		urls, resources := rule.NonResourceURLs(), rule.Resources()
		switch {
		case len(urls.Value()) == 0 && len(resources.Value()) == 0:
			w.fail(rule.Header, "Missing required argument", "A rule of %s says nothing of what it is for. Add resources = [\"…\"].", role.Title())
		case len(urls.Value()) > 0 && (resources.Present() || rule.APIGroups().Present() || rule.ResourceNames().Present()):
			w.fail(urls.Range(), "Conflicting arguments", "A rule is either for resources or for non_resource_urls. Write two rules.")
		}
	}
}

// roleBinding is a RoleBinding being checked.
type roleBinding struct {
	*report
	blocks.RoleBinding
	failed bool
}

func (r roleBinding) check() {
	if _, choice := r.Schema.Attribute("role"); choice && r.Role().Present() == r.ClusterRole().Present() && !r.failed {
		r.fail(r.Header, "Invalid value", "%s needs either role or cluster_role. Write one of them.", r.Title())
	}
	for _, s := range r.Subjects() {
		if s.Kind().Value() != kind.ServiceAccount.Kind && s.Namespace().Present() {
			r.fail(s.Namespace().Range(), "Conflicting arguments", "Only a ServiceAccount has a namespace. Remove it, or write kind = \"ServiceAccount\".")
		}
	}
}
