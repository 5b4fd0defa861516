package check

import (
	"iter"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/module"
)

// source is a ConfigMap or Secret, as those that use it know it.
type source struct{ block, namespace, name string }

// holders are the blocks of the stack that have entries: those of others are not
// known.
type holders map[source]*module.Item

func holdersAmong(items []*module.Item) holders {
	found := make(holders)
	for _, item := range items {
		if item.Kind == 0 && !item.Failed {
			found[source{item.Schema.Name, item.Namespace, item.Object().Name().Value()}] = item
		}
	}
	return found
}

// wants reports a key that a ConfigMap or Secret of the stack does not have.
func (h holders) wants(r *report, from source, key string, quoted message.Text, at hcl.Range) {
	holder := h[from]
	if holder == nil {
		return
	}
	known := slices.Collect(entriesOf(holder))
	if !slices.Contains(known, key) {
		r.fail(at, "No such key", "%s has no key %s.%s Add it to its data, or name another.", holder.Title(), quoted, nearest.Sentence(key, known))
	}
}

// entriesOf are the keys of a ConfigMap or Secret of the stack.
func entriesOf(holder *module.Item) iter.Seq[string] {
	b := blocks.ConfigMap{Block: holder.Block} // a Secret has no binary_data
	return func(yield func(string) bool) {
		for _, entries := range []map[string]any{b.Data().Value(), b.BinaryData().Value()} {
			for key := range entries {
				if !yield(key) {
					return
				}
			}
		}
	}
}

// configMap is a ConfigMap being checked.
type configMap struct {
	*report
	blocks.ConfigMap
}

// maxConfigSize is what the server takes of one ConfigMap.
const maxConfigSize = 1 << 20

func (c configMap) check() {
	size := 0
	text, binary := c.Data().Value(), c.BinaryData()
	for key, v := range text {
		s, _ := v.(string)
		size += len(key) + len(s)
	}
	for key, v := range binary.Value() {
		s, _ := v.(string)
		size += len(key) + len(s)*3/4
		if text[key] != nil {
			c.fail(binary.ElementRange(key), "Duplicate name", "%s has the key %q in data and in binary_data. Keep one of the two.", c.Title(), key)
		}
	}
	if size > maxConfigSize {
		c.fail(c.Header, "ConfigMap too large", "%s has %d bytes; the server accepts at most %d. Split it, or move large files to a volume.", c.Title(), size, maxConfigSize)
	}
}
