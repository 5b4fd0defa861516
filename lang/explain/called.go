package explain

import (
	"slices"
	"strings"
	"unicode"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// ofKind lists the blocks that make objects of a kind, which is given by its name, its plural
// or what kubectl and people call it; for a kind without such a block it is that for any object.
func ofKind(all []entry, name string) []entry {
	found := slices.DeleteFunc(slices.Clone(all), func(e entry) bool {
		return e.argument != nil || e.block.Emits == "" || !isCalled(name, e.block.Also) && !slices.ContainsFunc(kindsOf(e.block), func(gk string) bool { return isKind(gk, name) })
	})
	if len(found) > 0 || !strings.ContainsFunc(name, unicode.IsUpper) {
		return found
	}
	if _, known := kind.Named(name); known {
		object, _ := table.Root().Block("object")
		found = append(found, entry{block: object})
	}
	return found
}

// kindsOf are the kinds of a block's objects.
func kindsOf(b *schema.Block) []string {
	if b.Emits == "workload" {
		return schema.KindNames()
	}
	return []string{b.Emits}
}

// isKind reports whether a name, in any case, is that of a kind or its plural.
func isKind(of, name string) bool {
	k, known := kind.Named(of)
	return known && (strings.EqualFold(name, k.Kind) || strings.EqualFold(name, k.Plural))
}

// calledElsewhere lists the rows for which people bring a name along.
func calledElsewhere(all []entry, name string) []entry {
	return slices.DeleteFunc(slices.Clone(all), func(e entry) bool {
		if e.argument != nil {
			return !isCalled(name, e.argument.Also)
		}
		return !isCalled(name, e.block.Also)
	})
}

func isCalled(name string, also []string) bool {
	plain := strings.ReplaceAll(name, "_", "")
	return slices.ContainsFunc(also, func(a string) bool { return strings.EqualFold(strings.ReplaceAll(a, "_", ""), plain) })
}

// around lists the blocks whose arguments are fields within one of Kubernetes: secretKeyRef,
// valueFrom. Names in small letters, such as spec, say too little.
func around(all []entry, path string) []entry {
	if !strings.ContainsFunc(path, unicode.IsUpper) {
		return nil
	}
	path = strings.ToLower(strings.Trim(unmarked(path), "."))
	var found []entry
	for _, e := range all {
		if e.argument == nil || slices.Contains(found, entry{block: e.block}) {
			continue
		}
		for _, f := range e.fields() {
			if strings.Contains("."+strings.ToLower(f.path)+".", "."+path+".") {
				found = append(found, entry{block: e.block})
				break
			}
		}
	}
	return found
}
