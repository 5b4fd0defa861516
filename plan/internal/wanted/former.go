package wanted

import (
	"maps"
	"slices"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// maxLeft bounds how many keys may have counted in a digest or not: there are two forms of it for each.
const maxLeft = 16

// left is a key of a ConfigMap or a Secret that Pods read and the configuration leaves to others.
type left struct {
	source object.Ref
	path   object.Path
}

// LeftSources are what a workload reads of the stack's ConfigMaps and Secrets that leave something to others.
func (w *Configuration) LeftSources(m *object.Manifest) []object.Ref {
	var refs []object.Ref
	for _, read := range m.Reads() {
		if source := w.sources[read.Ref]; source != nil && len(source.Lifecycle.IgnoreFields) > 0 {
			refs = append(refs, read.Ref)
		}
	}
	return slices.Compact(refs)
}

// IsFormerDigest reports whether a digest is a workload's in a form in which more counted, because the
// configuration left less to others: with the values that the configuration has for that, or the live sources.
func (w *Configuration) IsFormerDigest(m *object.Manifest, digest string, live map[object.Ref]map[string]any) bool {
	for _, values := range []map[object.Ref]map[string]any{nil, live} {
		if w.isFormer(m, digest, values) {
			return true
		}
	}
	return false
}

func (w *Configuration) isFormer(m *object.Manifest, digest string, live map[object.Ref]map[string]any) bool {
	sources := make(map[object.Ref]*object.Manifest)
	var all []left
	for _, ref := range w.LeftSources(m) {
		source := *w.sources[ref]
		if live[ref] != nil {
			source.Content = withLeft(&source, live[ref])
		}
		sources[ref] = &source
		all = append(all, leftOf(&source)...)
	}
	if len(all) > maxLeft {
		return false // the digest of the whole alone is known
	}
	for _, counted := range forms(len(all)) {
		c, _ := object.ConfigurationOf(m, func(ref object.Ref) *object.Manifest {
			if source := sources[ref]; source != nil {
				return leaving(source, all, counted)
			}
			return w.sources[ref]
		})
		if c.Digest(w.key) == digest {
			return true
		}
	}
	return false
}

// forms are which of a number of keys may have counted, by bits: one, all but one, or all. What is left to others changes
// a key at a time, or at once.
func forms(keys int) (counted []int) {
	if keys == 0 {
		return nil
	}
	all := 1<<keys - 1
	for i := range keys {
		counted = append(counted, 1<<i, all&^(1<<i))
	}
	counted = append(counted, all)
	slices.Sort(counted)
	return slices.DeleteFunc(slices.Compact(counted), func(c int) bool { return c == 0 })
}

// leftOf are the keys of a source that are left to others.
func leftOf(source *object.Manifest) []left {
	var all []left
	for _, part := range dataParts() {
		data, _ := source.Content[part].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(data)) {
			if path := object.PathOf(part, name); source.LeavesToOthers(path) {
				all = append(all, left{source.Ref, path})
			}
		}
	}
	return all
}

// leaving is a source that leaves to others what does not count, by the bits of a number.
func leaving(source *object.Manifest, all []left, counted int) *object.Manifest {
	leaves := *source
	leaves.Lifecycle.IgnoreFields = nil
	for i, l := range all {
		if l.source == source.Ref && counted&(1<<i) == 0 {
			leaves.Lifecycle.IgnoreFields = append(leaves.Lifecycle.IgnoreFields, l.path)
		}
	}
	return &leaves
}

// withLeft is the content of a source with the live values of what it leaves to others.
func withLeft(source *object.Manifest, live map[string]any) map[string]any {
	content := maps.Clone(source.Content)
	for _, part := range dataParts() {
		mine, _ := content[part].(map[string]any)
		theirs, _ := live[part].(map[string]any)
		data := make(map[string]any, len(mine))
		for name, value := range mine {
			if !source.LeavesToOthers(object.PathOf(part, name)) {
				data[name] = value
			}
		}
		for name, value := range theirs {
			if source.LeavesToOthers(object.PathOf(part, name)) {
				data[name] = value
			}
		}
		content[part] = data
	}
	return content
}

func dataParts() []string { return []string{"data", "binaryData"} }

// sourcesOf are the ConfigMaps and Secrets that Pods may read.
func sourcesOf(desired []object.Manifest) map[object.Ref]*object.Manifest {
	sources := make(map[object.Ref]*object.Manifest)
	for i := range desired {
		if gk := desired[i].Ref.GroupKind(); gk == kind.ConfigMap || gk == kind.Secret {
			sources[desired[i].Ref] = &desired[i]
		}
	}
	return sources
}
