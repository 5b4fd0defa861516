package explain

import (
	"cmp"
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
// valueFrom, containers.resources. A single name in small letters, such as spec, says too little.
func around(all []entry, path string) []entry {
	if !strings.ContainsFunc(path, unicode.IsUpper) && !strings.Contains(strings.Trim(path, "."), ".") {
		return nil
	}
	path = strings.ToLower(strings.Trim(unmarked(path), "."))
	var found []entry
	rank := map[entry]int{} // 0 where all that a block has is within; 1 in workloads; 2 elsewhere
	for _, e := range all {
		b := entry{block: e.block}
		if _, known := rank[b]; e.argument == nil || known || !e.isWithin(path) {
			continue
		}
		found = append(found, b)
		switch {
		case !slices.ContainsFunc(all, func(o entry) bool {
			return o.block == e.block && o.argument != nil && len(o.fields()) > 0 && !o.isWithin(path)
		}):
			rank[b] = 0
		case inWorkloads(e):
			rank[b] = 1
		default:
			rank[b] = 2
		}
	}
	slices.SortStableFunc(found, func(a, b entry) int { return cmp.Compare(rank[a], rank[b]) })
	return found
}

// isWithin reports whether a row becomes a field within another one, which is given in small letters.
func (e entry) isWithin(path string) bool {
	return slices.ContainsFunc(e.fields(), func(f field) bool { return strings.Contains("."+strings.ToLower(f.path)+".", "."+path+".") })
}
