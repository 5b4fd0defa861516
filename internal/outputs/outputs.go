// Package outputs finds what is asked for among a stack's outputs on its clusters.
package outputs

import (
	"reflect"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang"
)

// Cluster is what a stack's outputs are on one cluster.
type Cluster struct {
	Name    string
	Outputs []lang.Output // by name
}

// What is wrong with an output that is asked for.
const (
	Unknown   fact.Code = "output_unknown"
	Sensitive fact.Code = "output_sensitive"
	Differ    fact.Code = "outputs_differ" // from cluster to cluster
)

// One are the outputs of some names, or all, which must be the same on every cluster
// that has them: with Differ, they are not.
func One(clusters []Cluster, names ...string) ([]lang.Output, error) {
	var all []lang.Output
	for _, c := range clusters {
		for _, o := range c.Outputs {
			i, known := slices.BinarySearchFunc(all, o.Name, func(o lang.Output, name string) int { return strings.Compare(o.Name, name) })
			switch {
			case !known:
				all = slices.Insert(all, i, o)
			case !reflect.DeepEqual(all[i], o) && (len(names) == 0 || slices.Contains(names, o.Name)):
				return nil, fact.NewError(nil, Differ, fact.Args{"output": o.Name})
			}
		}
	}
	return all, nil
}

// Named is one of some outputs; with Unknown there is none of that name, and with
// Sensitive its value is not known.
func Named(name string, all []lang.Output) (lang.Output, error) {
	var known []string
	for _, o := range all {
		switch {
		case o.Name == name && o.Sensitive:
			return o, fact.NewError(nil, Sensitive, fact.Args{"output": name})
		case o.Name == name:
			return o, nil
		}
		known = append(known, o.Name)
	}
	return lang.Output{}, fact.NewError(nil, Unknown, fact.Args{"output": name, "meant": nearest.To(name, known), "known": known})
}
