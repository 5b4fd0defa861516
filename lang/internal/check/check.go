// Package check holds decoded blocks to the rules that concern several of
// their parts at once, and warns of what is legal but risky. Nothing here
// needs a cluster.
package check

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"

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
	// Cluster is the cluster's name, Version what the configuration says of its
	// Kubernetes: "1.36"; empty where it says nothing.
	Cluster, Version string
}

// Items checks the blocks of one cluster.
func Items(items []*module.Item, s Settings) hcl.Diagnostics {
	c := &checker{Settings: s, keyed: make(map[source]*module.Item)}
	for _, item := range items {
		if item.Kind == 0 && !item.Failed {
			c.keyed[source{item.Schema.Name, item.Namespace, item.Object().Name().Value()}] = item
		}
	}
	for _, item := range items {
		switch {
		case item.Kind != 0:
			c.workload(item)
			c.version(item)
		case item.Schema.Name == "config_map":
			c.configMap(item)
		}
	}
	return c.diags
}

type checker struct {
	Settings
	keyed map[source]*module.Item // blocks of the stack that have entries
	diags hcl.Diagnostics
}

// source is a ConfigMap or Secret, as those that use it know it.
type source struct{ block, namespace, name string }

func (c *checker) fail(at hcl.Range, summary, detail string, args ...any) {
	c.diags = append(c.diags, diag.Error(at, summary, detail, args...))
}

func (c *checker) warn(at hcl.Range, summary, detail string, args ...any) {
	c.diags = append(c.diags, diag.Warning(at, summary, detail, args...))
}

// shown quotes an argument's value for a message, unless it must not be shown.
// One without a value has been reported for itself.
func shown(argument interface{ Attribute() *decode.Attribute }) string {
	a := argument.Attribute()
	if a == nil {
		return "not known"
	}
	if len(a.Sensitive) > 0 {
		return object.Masked
	}
	if _, ok := a.Data.(string); !ok {
		return fmt.Sprint(a.Data)
	}
	return fmt.Sprintf("%q", a.Data)
}

// maxConfigSize is what the server takes of one ConfigMap.
const maxConfigSize = 1 << 20

func (c *checker) configMap(item *module.Item) {
	size := 0
	config := blocks.ConfigMap{Block: item.Block}
	text, binary := config.Data().Value(), config.BinaryData()
	for key, v := range text {
		s, _ := v.(string)
		size += len(key) + len(s)
	}
	for key, v := range binary.Value() {
		s, _ := v.(string)
		size += len(key) + len(s)*3/4
		if text[key] != nil {
			c.fail(binary.ElementRange(key), "Duplicate name", "%s has the key %q in data and in binary_data. Keep one of the two.", item.Title(), key)
		}
	}
	if size > maxConfigSize {
		c.fail(item.Header, "ConfigMap too large", "%s has %d bytes; the server accepts at most %d. Split it, or move large files to a volume.", item.Title(), size, maxConfigSize)
	}
}
