package recorded

import (
	"fmt"

	"sigs.k8s.io/yaml"
)

// Text writes a plan for people and for comparing: everything that it holds, but
// objects and places in files in few words.
func Text(decision any) (string, error) {
	tree, err := treeOf(decision)
	if err != nil {
		return "", err
	}
	text, err := yaml.Marshal(brief(tree))
	return string(text), err
}

// brief writes references to objects and ranges of files as one string each.
func brief(v any) any {
	switch v := v.(type) {
	case []any:
		items := make([]any, len(v))
		for i := range v {
			items[i] = brief(v[i])
		}
		return items
	case map[string]any:
		if line, ok := v["start_line"]; ok {
			return fmt.Sprintf("%v:%v", v["file"], line)
		}
		if ref, ok := asRef(v); ok {
			return ref
		}
		fields := make(map[string]any, len(v))
		for key := range v {
			fields[key] = brief(v[key])
		}
		return fields
	}
	return v
}

// asRef recognises an object's name: a kind and a name, and at most a group and a
// namespace besides.
func asRef(m map[string]any) (string, bool) {
	text := map[string]string{}
	for _, key := range []string{"group", "kind", "namespace", "name"} {
		if s, ok := m[key].(string); ok {
			text[key] = s
		}
	}
	if len(text) != len(m) || text["kind"] == "" || text["name"] == "" {
		return "", false
	}
	if text["namespace"] != "" {
		text["namespace"] += "/"
	}
	if text["group"] != "" {
		text["group"] = "." + text["group"]
	}
	return text["kind"] + text["group"] + " " + text["namespace"] + text["name"], true
}
