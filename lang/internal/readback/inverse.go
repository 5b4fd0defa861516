package readback

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// inverseFunc finds the value of an argument in what its function has made.
type inverseFunc func(r *reader, a *schema.Attribute, at, here object.Path) (any, bool)

// inverse returns the opposite of a function of package objects; false for those that
// write a value as it is. What a longer form says as well is not read by the short one.
func inverse(f schema.Func) (inverseFunc, bool) {
	switch f {
	case "", table.CompileRolling, table.CompileReplicas, table.CompileBackoffLimit:
		return nil, false
	case table.CompileStrategy:
		return strategy, true
	case table.CompileHeadless:
		return headless, true
	case table.CompileSessionAffinity:
		return affinity, true
	case table.CompileByBlock:
		return byWrites, true
	case table.CompileSecretData:
		return secretData, true
	case table.CompileNames:
		return texts("name"), true
	case table.CompileConditionTypes:
		return texts("conditionType"), true
	case table.CompileNamedValues:
		return pairs("name", "value", false), true
	case table.CompileDNSOptions:
		return pairs("name", "value", true), true
	case table.CompileResizePolicy:
		return pairs("resourceName", "restartPolicy", false), true
	}
	return inverseOfMap(f)
}

// inverseOfMap is the opposite of a function that makes the items of a list of a map, or of
// one whose result is read in a longer form.
func inverseOfMap(f schema.Func) (inverseFunc, bool) {
	switch f {
	case table.CompileItems:
		return files("path"), true
	case table.CompileItemModes:
		return files("mode"), true
	case table.CompileItemUsers:
		return files("user"), true
	case table.CompileDevices:
		return exactly(""), true
	case table.CompileHugePages:
		return exactly("hugepages-"), true
	}
	return func(*reader, *schema.Attribute, object.Path, object.Path) (any, bool) { return nil, false }, true
}

func strategy(r *reader, _ *schema.Attribute, at, _ object.Path) (any, bool) {
	if object.At(r.content, "metadata", "annotations", object.AnnotationUpgradeStrategy) == object.StrategyRecreate {
		return object.StrategyRecreate, true
	}
	return r.at(at)
}

func headless(r *reader, _ *schema.Attribute, at, _ object.Path) (any, bool) {
	v, _ := r.at(at)
	return true, v == "None"
}

// affinity is what the block of that name does not say.
func affinity(r *reader, _ *schema.Attribute, at, _ object.Path) (any, bool) {
	v, ok := r.at(at)
	return v, ok && v != "ClientIP"
}

// byWrites is the first of the fields that a row's block makes of it.
func byWrites(r *reader, a *schema.Attribute, _, here object.Path) (any, bool) {
	for _, w := range a.Writes {
		if v, ok := r.at(r.resolve(w, here)); ok {
			return v, true
		}
	}
	return nil, false
}

func secretData(r *reader, _ *schema.Attribute, at, _ object.Path) (any, bool) {
	v, _ := r.at(at)
	data, _ := v.(map[string]any)
	out := make(map[string]any, len(data))
	for key, e := range data {
		text, _ := e.(string)
		plain, err := base64.StdEncoding.DecodeString(text)
		if err != nil || !utf8.Valid(plain) {
			return nil, false
		}
		out[key] = string(plain)
	}
	return out, data != nil
}

// items are those of a list that have some fields and no others.
func (r *reader) items(at object.Path, has func(item map[string]any) bool) []map[string]any {
	v, _ := r.at(at)
	list, _ := v.([]any)
	var found []map[string]any
	for i, e := range list {
		if item, _ := e.(map[string]any); item != nil && !r.used[at.Index(i)] && has(item) {
			found = append(found, item)
		}
	}
	return found
}

func texts(field string) inverseFunc {
	return func(r *reader, _ *schema.Attribute, at, _ object.Path) (any, bool) {
		var out []any
		for _, item := range r.items(at, func(i map[string]any) bool { return len(i) == 1 && i[field] != nil }) {
			out = append(out, item[field])
		}
		return out, len(out) > 0
	}
}

// pairs are a list of names and values as a map. Items that have more are read as blocks.
func pairs(name, value string, bare bool) inverseFunc {
	return func(r *reader, _ *schema.Attribute, at, _ object.Path) (any, bool) {
		v, _ := r.at(at)
		list, _ := v.([]any)
		out := map[string]any{}
		for i, e := range list {
			item, _ := e.(map[string]any)
			key, _ := item[name].(string)
			text, given := item[value].(string)
			if key == "" || r.used[at.Index(i)] || !given && (!bare || len(item) != 1) || given && len(item) != 2 {
				continue
			}
			out[key] = text
			r.used[at.Index(i)] = true
		}
		return out, len(out) > 0
	}
}

// files is a field of files, by their keys.
func files(field string) inverseFunc {
	return func(r *reader, _ *schema.Attribute, at, _ object.Path) (any, bool) {
		out := map[string]any{}
		for _, item := range r.items(at, func(i map[string]any) bool { return i["key"] != nil && i[field] != nil }) {
			key, _ := item["key"].(string)
			out[key] = item[field]
		}
		return out, len(out) > 0
	}
}

// exactly are resources whose limits are their requests.
func exactly(prefix string) inverseFunc {
	return func(r *reader, a *schema.Attribute, limits, _ object.Path) (any, bool) {
		v, _ := r.at(limits)
		all, _ := v.(map[string]any)
		asked, _ := r.at(limits.Parent().Field("requests"))
		requests, _ := asked.(map[string]any)
		out := map[string]any{}
		for key, v := range all {
			if name, ok := strings.CutPrefix(key, prefix); ok && holds(a.Keys, name) && requests[key] == v {
				out[name] = v
			}
		}
		return out, len(out) > 0
	}
}
