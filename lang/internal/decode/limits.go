package decode

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/schema"
)

// checkAll holds an argument's value, or each element of it, to its limits.
func (d *Decoder) checkAll(a *Attribute) {
	name := a.Schema.Name
	d.checkSize(a)
	switch data := a.Data.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(data)) {
			at := a.ElementRange(key)
			d.holds(a.Schema.Keys, nil, message.New("The key of %s[%q]", name, key), key, false, at)
			d.check(a.Schema, message.New("%s[%q]", name, key), data[key], a.IsSensitive(object.PathOf(key)), at)
		}
	case []any:
		for i, element := range data {
			d.check(a.Schema, message.New("%s[%d]", name, i), element, a.IsSensitive(object.Path{}.Index(i)), a.ElementRange(i))
		}
	default:
		d.check(a.Schema, message.New("%s", name), data, a.IsSensitive(object.Path{}), a.Range)
	}
}

// checkSize holds a collection to the limits on the number of its elements.
func (d *Decoder) checkSize(a *Attribute) {
	size := 0
	switch data := a.Data.(type) {
	case map[string]any:
		size = len(data)
	case []any:
		size = len(data)
	}
	d.holds(a.Schema.Sizes, a.Schema.DocumentedSizes, message.New("The number of elements of %s", a.Schema.Name), int64(size), false, a.Range)
}

func (d *Decoder) check(row *schema.Attribute, what message.Text, v any, sensitive bool, at hcl.Range) {
	d.holds(row.Kubernetes, row.Documented, what, v, sensitive, at)
}

// holds reports the first limit that a value breaks. The documented limits are
// stricter and come first; where only they are broken, the way out is named.
func (d *Decoder) holds(kubernetes, documented []schema.Limit, what message.Text, v any, sensitive bool, at hcl.Range) {
	broken := firstBroken(kubernetes, v)
	var way message.Text
	if !d.KubernetesLimits {
		if l := firstBroken(documented, v); l != nil {
			if broken == nil {
				way = message.New(` Change it, or set limits = "kubernetes" in the stack block to use Kubernetes' own limits.`)
			}
			broken = l
		}
	}
	if broken == nil {
		return
	}
	if s, ok := v.(string); ok && !sensitive {
		way = message.New("%s%s", nearestChoice(s, broken.Choices), way)
	}
	if broken.Written != nil {
		v = broken.Written(v)
	}
	d.Diags = append(d.Diags, diag.Error(at, "Invalid value", "%s must %s; %s.%s", what, message.New(broken.English), found(v, broken.Most, sensitive), way))
}

// nearestChoice proposes one of several choices, whose case is easily mistaken.
func nearestChoice(s string, choices []string) message.Text {
	if slices.Equal(choices, schema.KindNames()) {
		switch s {
		case kind.Pod.Kind:
			return message.New(" Pods are made by a controller, which replaces them when they fail. Write \"Deployment\", or \"Job\" for a program that completes; an object block can have a Pod of its own.")
		case kind.ReplicaSet.Kind:
			return message.New(" A Deployment makes and replaces ReplicaSets. Write \"Deployment\".")
		}
	}
	for _, c := range choices {
		if strings.EqualFold(s, c) {
			return message.New(" Did you mean %q?", c)
		}
	}
	return nearest.Sentence(s, choices)
}

func firstBroken(limits []schema.Limit, v any) *schema.Limit {
	for i := range limits {
		if !limits[i].Holds(v) {
			return &limits[i]
		}
	}
	return nil
}

// found returns what a value is, without quoting what is sensitive or long.
func found(v any, most int64, sensitive bool) message.Text {
	s, isText := v.(string)
	switch {
	case sensitive:
		return message.New("the given value is sensitive and breaks this rule")
	case isText && s == "":
		return message.New("this is empty")
	case isText && len(s) > 80:
		return message.New("this has %d characters", utf8.RuneCountInString(s))
	case isText:
		return message.New("this is %q", s)
	}
	if i, ok := v.(int64); ok && most > 0 && i > most {
		return message.New("this is %d, and Kubernetes accepts at most %d", i, most)
	}
	return message.New("this is %v", v)
}
