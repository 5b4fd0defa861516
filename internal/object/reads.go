package object

import (
	"cmp"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
)

// Read is what Pods read of one ConfigMap or Secret: one key of it or, where
// Key is empty, all of them.
type Read struct {
	Ref Ref
	Key string
}

// Reads lists what the Pods of a workload or a Job read of ConfigMaps and
// Secrets, through their environment and through the volumes that they mount:
// sorted, and each once. Nothing that is read in whole is listed key by key.
// Other objects read nothing. What the node reads to pull images or to mount
// other volumes is not among it.
func (m *Manifest) Reads() []Read {
	template := podTemplate(m)
	if template == nil {
		return nil
	}
	pod := reading{namespace: m.Ref.Namespace, found: make(map[Read]bool)}
	spec := field(template, "spec")
	volumes := make(map[string]map[string]any)
	for _, v := range items(spec, "volumes") {
		name, _ := v["name"].(string)
		volumes[name] = v
	}
	for _, list := range []string{"initContainers", "containers"} {
		for _, c := range items(spec, list) {
			pod.environment(c)
			for _, mount := range items(c, "volumeMounts") {
				name, _ := mount["name"].(string)
				pod.volume(volumes[name], mount)
			}
		}
	}
	return pod.sorted()
}

func podTemplate(m *Manifest) map[string]any {
	path := kind.About(m.Ref.GroupKind()).Template
	if path == nil {
		return nil
	}
	return field(m.Content, path...)
}

// reading collects what one Pod template reads.
type reading struct {
	namespace string
	found     map[Read]bool
}

func (r *reading) add(gk kind.GroupKind, name any, key string) {
	if name, ok := name.(string); ok && name != "" {
		r.found[Read{Ref: NewRef(gk, r.namespace, name), Key: key}] = true
	}
}

func (r *reading) environment(container map[string]any) {
	for _, source := range items(container, "envFrom") {
		r.add(kind.ConfigMap, field(source, "configMapRef")["name"], "")
		r.add(kind.Secret, field(source, "secretRef")["name"], "")
	}
	for _, variable := range items(container, "env") {
		for from, gk := range map[string]kind.GroupKind{"configMapKeyRef": kind.ConfigMap, "secretKeyRef": kind.Secret} {
			if source := field(variable, "valueFrom", from); source != nil {
				key, _ := source["key"].(string)
				r.add(gk, source["name"], key)
			}
		}
	}
}

// volume takes what is read through one mount. A mount of a part of the volume
// reads only the keys that lie there.
func (r *reading) volume(volume, mount map[string]any) {
	part, _ := mount["subPath"].(string)
	if source := field(volume, "configMap"); source != nil {
		r.files(kind.ConfigMap, source["name"], source, part)
	}
	if source := field(volume, "secret"); source != nil {
		r.files(kind.Secret, source["secretName"], source, part)
	}
	for _, source := range items(field(volume, "projected"), "sources") {
		if s := field(source, "configMap"); s != nil {
			r.files(kind.ConfigMap, s["name"], s, part)
		}
		if s := field(source, "secret"); s != nil {
			r.files(kind.Secret, s["name"], s, part)
		}
	}
}

// files takes the keys that are files of a volume. Without items, every key is
// one, of its own name.
func (r *reading) files(gk kind.GroupKind, name any, source map[string]any, part string) {
	if source["items"] == nil {
		r.add(gk, name, part)
		return
	}
	for _, item := range items(source, "items") {
		key, _ := item["key"].(string)
		path, _ := item["path"].(string)
		if part == "" || path == part || strings.HasPrefix(path, strings.TrimSuffix(part, "/")+"/") {
			r.add(gk, name, key)
		}
	}
}

func (r *reading) sorted() []Read {
	var reads []Read
	for read := range r.found {
		if read.Key == "" || !r.found[Read{Ref: read.Ref}] {
			reads = append(reads, read)
		}
	}
	slices.SortFunc(reads, func(a, b Read) int { return cmp.Or(Compare(a.Ref, b.Ref), strings.Compare(a.Key, b.Key)) })
	return reads
}

// field is the object at a path; nil where there is none.
func field(content map[string]any, path ...string) map[string]any {
	for _, step := range path {
		content, _ = content[step].(map[string]any)
	}
	return content
}

// items are the objects in a list.
func items(content map[string]any, list string) []map[string]any {
	values, _ := content[list].([]any)
	all := make([]map[string]any, 0, len(values))
	for _, v := range values {
		if item, ok := v.(map[string]any); ok {
			all = append(all, item)
		}
	}
	return all
}
