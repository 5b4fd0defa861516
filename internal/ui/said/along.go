package said

import (
	"cmp"
	"slices"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// alongMeanings returns what goes with an object that is deleted, or stays behind, and whose work its
// end waits for.
func alongMeanings(c plan.Change, w *words.Words) []Meaning {
	var all []Meaning
	add := func(label string, s ui.Style, text string) { all = append(all, Meaning{label, s, text}) }
	a := cmp.Or(c.Along, new(plan.Along))
	if text := finalizers(c, w); text != "" {
		add(w.Say("Waits for:"), ui.Caution, text)
	}
	for _, k := range a.Objects {
		add(w.Say("Also deleted:"), ui.Bad, alongKind(k, w))
	}
	if len(a.Stacks) > 0 {
		add(w.Say("Also deleted:"), ui.Bad, w.Say("the state of the stacks %s: wl no longer manages their objects", w.List(a.Stacks)))
	}
	if text := alongFinalizers(*a, w); text != "" {
		add(w.Say("Waits for:"), ui.Caution, text)
	}
	if text := alongClaims(a.Claims, true, w); text != "" {
		add(w.Say("Also deleted:"), ui.Bad, text)
	}
	if text := alongClaims(a.Claims, false, w); text != "" {
		add(w.Say("Kept:"), ui.Plain, w.Say("%s; delete them by hand if the data is not needed", text))
	}
	for _, text := range alongVolumes(*a, w) {
		add(w.Say("Volume:"), ui.Caution, text)
	}
	if a.BoundTo != "" {
		add(w.Say("In use:"), ui.Bad, w.Say("PersistentVolumeClaim %s uses the volume, which is gone only after the claim", a.BoundTo))
	}
	if len(a.Uncounted) > 0 {
		add(w.Say("Not counted:"), ui.Caution, uncounted(*a, w))
	}
	return all
}

// finalizers says whose work the end of an object that is deleted waits for.
func finalizers(c plan.Change, w *words.Words) string {
	if len(c.Finalizers) == 0 {
		return ""
	}
	return w.SayN(int64(len(c.Finalizers)), "the controller of its finalizer %[2]s", "the controllers of its finalizers %[2]s", w.List(c.Finalizers))
}

// alongFinalizers says the same of what goes with it.
func alongFinalizers(a plan.Along, w *words.Words) string {
	if len(a.Finalizers) == 0 {
		return ""
	}
	return w.SayN(int64(len(a.Finalizers)), "the controller of a finalizer of what is deleted with it: %[2]s", "the controllers of finalizers of what is deleted with it: %[2]s", Few(a.Finalizers, w))
}

// alongKind returns how many objects of a kind go, where, and which.
func alongKind(k plan.AlongKind, w *words.Words) string {
	text := w.Say("%d %s", k.Count, k.Kind)
	if k.Estimated {
		text = w.Say("about %d %s", k.Count, k.Kind)
	}
	if n := len(k.Namespaces); n > maxNamed {
		text += w.Say(" in %d namespaces (%s, …)", n, w.List(k.Namespaces[:maxNamed]))
	} else if n > 0 {
		text += w.SayN(int64(n), " in %d namespace (%s)", " in %d namespaces (%s)", w.List(k.Namespaces))
	}
	names := slices.Clone(k.Names)
	if int64(len(k.Names)) < k.Count {
		names = append(names, "…")
	}
	text += w.Say(": %s", w.Commas(names))
	if k.Configured > 0 {
		text += w.Say("; %d of them with the label of this stack", k.Configured)
	}
	return text
}

// maxNamed bounds how many namespaces are named.
const maxNamed = 5

// alongClaims names the claims that go, or that stay, with their sizes.
func alongClaims(claims []plan.AlongClaim, deleted bool, w *words.Words) string {
	claims = slices.DeleteFunc(slices.Clone(claims), func(c plan.AlongClaim) bool { return c.Deleted != deleted })
	if len(claims) == 0 {
		return ""
	}
	names := make([]string, 0, len(claims))
	for _, c := range claims {
		names = append(names, c.Name+" "+c.Size)
	}
	return w.SayN(int64(len(claims)), "%d PersistentVolumeClaim: %s", "%d PersistentVolumeClaims: %s", Few(names, w))
}

// alongVolumes returns what becomes of the volume of a claim, and of those of the claims
// that go: those with the same reclaim policy together.
func alongVolumes(a plan.Along, w *words.Words) []string {
	var policies []string
	names := map[string][]string{}
	add := func(v *plan.AlongVolume) {
		if v == nil {
			return
		}
		name := v.Name
		if v.Size != "" {
			name += " (" + v.Size + ")"
		}
		if names[v.ReclaimPolicy] == nil {
			policies = append(policies, v.ReclaimPolicy)
		}
		names[v.ReclaimPolicy] = append(names[v.ReclaimPolicy], name)
	}
	add(a.Volume)
	for _, c := range a.Claims {
		add(c.Volume)
	}
	var all []string
	for _, policy := range policies {
		if some := names[policy]; len(some) == 1 {
			all = append(all, volumeText("PersistentVolume "+some[0], policy, w))
		} else {
			all = append(all, volumesText(len(some), Few(some, w), policy, w))
		}
	}
	return all
}

func volumeText(name, policy string, w *words.Words) string {
	switch policy {
	case "Delete":
		return w.Say("%s is deleted with the claim (reclaim policy Delete)", name)
	case "Retain":
		return w.Say("%s is kept with its data (reclaim policy Retain)", name)
	case "":
		return w.Say("%s: its reclaim policy could not be read; with Delete, the data is lost", name)
	}
	return w.Say("%s has the reclaim policy %s", name, policy)
}

func volumesText(n int, names, policy string, w *words.Words) string {
	switch policy {
	case "Delete":
		return w.Say("%d PersistentVolumes are deleted with the claims (reclaim policy Delete): %s", n, names)
	case "Retain":
		return w.Say("%d PersistentVolumes are kept with their data (reclaim policy Retain): %s", n, names)
	case "":
		return w.Say("the reclaim policy of %d PersistentVolumes could not be read; with Delete, the data is lost: %s", n, names)
	}
	return w.Say("%d PersistentVolumes have the reclaim policy %s: %s", n, policy, names)
}

// uncounted returns what could not be looked at.
func uncounted(a plan.Along, w *words.Words) string {
	text := w.Say("objects of kind %s are deleted, too, if there are any", Few(a.Uncounted, w))
	if slices.Contains(a.Uncounted, "*") {
		text = w.Say("other objects in it are deleted, too, if there are any")
	}
	if a.Unseen != "" {
		text += w.Say(". They cannot be listed: %s", a.Unseen)
	}
	return text
}
