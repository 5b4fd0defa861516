package kind

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/nearest"
)

// Meant finds the kind that was probably meant by one that Kubernetes does not have: that of
// the very name in another group of its own, or one of a near name in the group. The case of
// a name counts least.
func Meant(gk GroupKind) (*Kind, bool) {
	find := func(is func(*Kind) bool) *Kind {
		rows := slices.SortedFunc(All(), func(a, b *Kind) int { return strings.Compare(a.APIVersion(), b.APIVersion()) })
		if i := slices.IndexFunc(rows, is); i >= 0 {
			return rows[i]
		}
		return nil
	}
	var ofGroup []string
	for k := range All() {
		if k.Group == gk.Group {
			ofGroup = append(ofGroup, strings.ToLower(k.Kind))
		}
	}
	near := nearest.To(strings.ToLower(gk.Kind), ofGroup)
	for _, is := range []func(*Kind) bool{
		func(k *Kind) bool { return k.Group == gk.Group && strings.EqualFold(k.Kind, gk.Kind) },
		func(k *Kind) bool { return k.Kind == gk.Kind },
		func(k *Kind) bool { return strings.EqualFold(k.Kind, gk.Kind) },
		func(k *Kind) bool { return k.Group == gk.Group && strings.EqualFold(k.Kind, near) },
	} {
		if k := find(is); k != nil {
			return k, true
		}
	}
	return nil, false
}
