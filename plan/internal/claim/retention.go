package claim

import "github.com/workloadlang/wl/internal/object"

// Loss is which claims of a StatefulSet's Pods its controller deletes, by the
// retention policy.
type Loss struct {
	// WithSet means that the claims of all Pods are deleted with the StatefulSet.
	WithSet bool
	// Pods is how many Pods lose their claims because there are fewer Pods.
	Pods          int64
	before, after ordinals
}

// LossOf returns which claims are lost when a StatefulSet is changed. After is nil where
// it is deleted with its Pods, be it to be created again. Of fewer Pods the policy
// counts that the change leads to: the controller sees both at once.
func LossOf(live, after map[string]any) Loss {
	l := Loss{before: ordinalsOf(live)}
	switch {
	case after == nil:
		l.WithSet = deletes(live, "whenDeleted")
	case deletes(after, "whenScaled"):
		l.after = ordinalsOf(after)
		l.Pods = l.before.missing(l.after)
	}
	return l
}

// Any reports whether a claim can be lost.
func (l Loss) Any() bool { return l.WithSet || l.Pods > 0 }

// Takes reports whether the claims of the Pod of an ordinal are lost.
func (l Loss) Takes(ordinal int) bool {
	return l.Any() && l.before.has(int64(ordinal)) && (l.WithSet || !l.after.has(int64(ordinal)))
}

func deletes(set map[string]any, when string) bool {
	return object.At(set, "spec", "persistentVolumeClaimRetentionPolicy", when) == "Delete"
}

// OwnedBy reports whether a claim is deleted with the object of a UID: with a
// StatefulSet may be those of Pods that it no longer has, whatever its policy says now.
func OwnedBy(claim map[string]any, uid string) bool {
	owners, _ := object.At(claim, "metadata", "ownerReferences").([]any)
	for _, o := range owners {
		if owner, _ := o.(map[string]any); owner["uid"] == uid {
			return true
		}
	}
	return false
}

// ordinals are those of a StatefulSet's Pods, from the first up to the end.
type ordinals struct{ first, end int64 }

func ordinalsOf(set map[string]any) ordinals {
	first := object.Number(set, 0, "spec", "ordinals", "start")
	return ordinals{first, first + object.Number(set, 1, "spec", "replicas")}
}

// Renumbered is how the ordinals of a StatefulSet's Pods change: how many Pods go and come, and
// how many stay, of which so many follow the first new one only.
type Renumbered struct{ Go, Come, Stay, Before int64 }

// RenumberedBy returns how a change renumbers the Pods of a StatefulSet.
func RenumberedBy(live, after map[string]any) Renumbered {
	was, is := ordinalsOf(live), ordinalsOf(after)
	gone := was.missing(is)
	return Renumbered{Go: gone, Come: is.missing(was), Stay: was.end - was.first - gone, Before: max(0, was.first-is.first)}
}

func (o ordinals) has(n int64) bool { return o.first <= n && n < o.end }

// missing counts those that are not among others.
func (o ordinals) missing(among ordinals) int64 {
	return o.end - o.first - max(0, min(o.end, among.end)-max(o.first, among.first))
}
