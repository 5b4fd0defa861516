// Package check holds decoded blocks to the rules that concern several of
// their parts at once, and warns of what is legal but risky. Nothing here
// needs a cluster.
package check

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
)

// Settings are what the blocks of one cluster are held to.
type Settings struct {
	// KubernetesLimits means that the documented limits do not bind.
	KubernetesLimits bool
}

// Items checks the blocks of one cluster.
func Items(items []*module.Item, s Settings) hcl.Diagnostics {
	r, held, scalers := &report{}, holdersAmong(items), scalersAmong(items)
	for _, item := range items {
		r.ignored = item.Ignored()
		switch {
		case item.Kind != 0:
			w := workload{report: r, Item: item, settings: s, held: held, scaled: scalers.decideOn(item)}
			w.check()
		default:
			r.other(item)
		}
	}
	return r.diags
}

// other checks a block that is no workload.
func (r *report) other(item *module.Item) {
	switch item.Schema.Name {
	case "volume_claim":
		claimed{r, blocks.VolumeClaim{Block: item.Block}}.check()
	case "config_map":
		configMap{r, blocks.ConfigMap{Block: item.Block}}.check()
	case "secret":
		secret{r, blocks.Secret{Block: item.Block}, item.Failed}.check()
	case "role_binding", "cluster_role_binding":
		roleBinding{r, blocks.RoleBinding{Block: item.Block}, item.Failed}.check()
	case "network_policy":
		networkPolicy{r, blocks.NetworkPolicy{Block: item.Block}, item.Failed}.check()
	case "persistent_volume":
		persistentVolume{r, blocks.PersistentVolume{Block: item.Block}, item.Failed}.check()
	case "quota":
		resourceQuota{r, blocks.ResourceQuota{Block: item.Block}, item.Failed}.check()
	case "limit_range":
		limitRange{r, blocks.LimitRange{Block: item.Block}}.check()
	}
}

// report collects what the checks find.
type report struct {
	diags   hcl.Diagnostics
	ignored []string // warnings that the block being checked does not want
}

func (r *report) fail(at hcl.Range, summary, detail string, args ...any) {
	r.diags = append(r.diags, diag.Error(at, summary, detail, args...))
}

func (r *report) warn(at hcl.Range, summary, detail string, args ...any) {
	r.diags = diag.AppendWanted(r.diags, diag.Warning(at, summary, detail, args...), r.ignored)
}

// atMost refuses more blocks of a name than are taken.
func (r *report) atMost(most, given int, name string, at hcl.Range) {
	if given > most {
		r.fail(at, "Too many blocks", "There are %d %s blocks, but at most %d are allowed. Remove some.", given, name, most)
	}
}

// shown quotes an argument's value for a message, unless it must not be shown.
// One without a value has been reported for itself.
func shown(argument interface{ Attribute() *decode.Attribute }) message.Text {
	a := argument.Attribute()
	if a == nil {
		return message.New("not known")
	}
	if len(a.Sensitive) > 0 {
		return message.New("%s", object.Masked)
	}
	if _, ok := a.Data.(string); !ok {
		return message.New("%v", a.Data)
	}
	return message.New("%q", a.Data)
}
