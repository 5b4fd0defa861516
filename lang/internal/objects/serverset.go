package objects

import (
	"cmp"
	"encoding/base64"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/module"
)

// serverFields are the fields of metadata that the server alone writes.
var serverFields = [...]string{
	"creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid",
}

// clusterAnnotations are written by kubectl apply and by the cluster's own
// controllers. Applied from a manifest, they would be wrong or fought about.
var clusterAnnotations = [...]string{"kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/revision"}

// serverSet is what a manifest has that the server writes.
type serverSet struct {
	address    string
	first      hcl.Range
	fields     []string
	ignored    []string // warnings that the block does not want
	controller controller
}

// withoutServerSet takes out of a manifest what the server writes, as what
// kubectl get prints has it, and returns what that was.
func withoutServerSet(o *object.Manifest) *serverSet {
	found := &serverSet{address: o.Address, ignored: o.IgnoredWarnings, controller: controllerOf(o)}
	drop := func(from map[string]any, around object.Path, name string) {
		value, ok := from[name]
		if !ok {
			return
		}
		delete(from, name)
		at := around.Field(name)
		o.Sensitive = slices.DeleteFunc(o.Sensitive, func(p object.Path) bool { return p.HasPrefix(at) })
		if isEmpty(value) {
			return // as generators of definitions write status, and Kubernetes' own examples rules
		}
		if r := diag.Range(o.SourceOf(at)); len(found.fields) == 0 || r.Start.Byte < found.first.Start.Byte {
			found.first = r
		}
		found.fields = append(found.fields, at.String())
	}
	drop(o.Content, object.Path{}, "status")
	if kind.Of(o.Content) == kind.ClusterRole && o.Content["aggregationRule"] != nil {
		drop(o.Content, object.Path{}, "rules") // a controller writes them, and also an empty list would be fought about
	}
	metadata, _ := o.Content["metadata"].(map[string]any)
	for _, field := range copiedFields(metadata) {
		drop(metadata, object.PathOf("metadata"), field)
	}
	annotations, _ := metadata["annotations"].(map[string]any)
	for _, name := range clusterAnnotations {
		drop(annotations, object.PathOf("metadata", "annotations"), name)
	}
	if annotations != nil && len(annotations) == 0 && len(found.fields) > 0 {
		delete(metadata, "annotations") // nothing else was in it
	}
	return found
}

// copiedFields are the fields of metadata that no manifest is to have, but for a copy of
// an object: its owners have a uid of the cluster that it is from.
func copiedFields(metadata map[string]any) []string {
	fields := append(serverFields[:], "ownerReferences")
	if name, _ := metadata["name"].(string); name != "" {
		fields = append(fields, "generateName") // of which the name was made
	}
	return fields
}

func isEmpty(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		return len(value) == 0
	case []any:
		return len(value) == 0
	}
	return false
}

// warnServerSet tells once for each block what was left out of its manifests, and which
// of these belong to controllers.
func (c *compiler) warnServerSet(items []*module.Item, makers []*maker) {
	for i := 0; i < len(items); {
		j := i
		var found, controlled []*serverSet
		for ; j < len(items) && items[j].Ref == items[i].Ref; j++ {
			s := makers[j].serverSet
			if s != nil && len(s.fields) > 0 {
				found = append(found, s)
			}
			if s != nil && s.controller.name != "" {
				controlled = append(controlled, s)
			}
		}
		i = j
		if len(found) > 0 {
			c.diags = diag.AppendWanted(c.diags, leftOut(found), found[0].ignored)
		}
		if len(controlled) > 0 {
			c.diags = diag.AppendWanted(c.diags, belonging(controlled), controlled[0].ignored)
		}
	}
}

func leftOut(found []*serverSet) *hcl.Diagnostic {
	names := make(map[string]bool)
	for _, s := range found {
		for _, f := range s.fields {
			names[f] = true
		}
	}
	fields := message.Join(slices.Sorted(maps.Keys(names)), ", ")
	slices.SortStableFunc(found, func(a, b *serverSet) int { return inSource(a.first, b.first) })
	if len(found) == 1 {
		return diag.Warning(found[0].first, "Fields of the server omitted",
			"%s has fields that the cluster writes: %s. They are omitted. Remove them from the manifest.", found[0].address, fields)
	}
	return diag.Warning(found[0].first, "Fields of the server omitted",
		"%d manifests of this block have fields that the cluster writes, the first of them %s: %s. They are omitted. Remove them from the manifests.", len(found), found[0].address, fields)
}

// inSource compares two places by file, and where they begin in it.
func inSource(a, b hcl.Range) int {
	return cmp.Or(strings.Compare(a.Filename, b.Filename), cmp.Compare(a.Start.Byte, b.Start.Byte))
}

// encodeStringData writes a Secret's stringData as data, as the server does when
// it is sent: it never tells stringData again, so nothing could be compared.
func encodeStringData(o *object.Manifest, refuse refuse) {
	plain, ok := o.Content["stringData"].(map[string]any)
	if kind.Of(o.Content) != kind.Secret || o.Content["stringData"] == nil {
		return
	}
	data, isMap := o.Content["data"].(map[string]any)
	if !ok || !isMap && o.Content["data"] != nil {
		refuse(object.PathOf("stringData"), "Wrong type of value", "The data and stringData of a Secret must be maps of strings. Write stringData = { key = \"value\" }.")
		return
	}
	if data == nil {
		data = make(map[string]any)
	}
	for _, key := range slices.Sorted(maps.Keys(plain)) {
		text, ok := plain[key].(string)
		if !ok {
			refuse(object.PathOf("stringData", key), "Wrong type of value", "The values of a Secret's stringData must be strings. Put this one in quotes.")
			continue
		}
		data[key] = base64.StdEncoding.EncodeToString([]byte(text))
	}
	delete(o.Content, "stringData")
	o.Content["data"] = data
	moveStringData(o)
}

// moveStringData lets what is known of places in stringData be known of data.
func moveStringData(o *object.Manifest) {
	from, to := object.PathOf("stringData"), object.PathOf("data")
	for i, p := range o.Sensitive {
		if rest, ok := p.Within(from); ok {
			o.Sensitive[i] = to.Join(rest)
		}
	}
	slices.SortFunc(o.Sensitive, object.Path.Compare)
	o.Sensitive = slices.Compact(o.Sensitive)
	moved := make(map[object.Path]object.Range)
	for p, r := range o.Fields {
		if rest, ok := p.Within(from); ok && p != from {
			moved[to.Join(rest)] = r
		} else if _, known := o.Fields[to]; p == from && !known {
			moved[to] = r
		}
	}
	maps.Copy(o.Fields, moved)
}
