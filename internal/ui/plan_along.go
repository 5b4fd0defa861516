package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/plural"
	"github.com/workloadlang/wl/plan"
)

// alongMeanings returns what goes with an object that is deleted, or stays behind.
func alongMeanings(c plan.Change) []meaning {
	a := c.Along
	if a == nil {
		return nil
	}
	var all []meaning
	say := func(label string, s style, text string) { all = append(all, meaning{label, s, text}) }
	for _, k := range a.Objects {
		say("Also deleted:", bad, alongKind(k))
	}
	if len(a.Stacks) > 0 {
		say("Also deleted:", bad, "the state of the stacks "+list(a.Stacks)+": wl no longer manages their objects")
	}
	for _, deleted := range []bool{true, false} {
		if text := alongClaims(a.Claims, deleted); text != "" && deleted {
			say("Also deleted:", bad, text)
		} else if text != "" {
			say("Kept:", plain, text+"; delete them by hand if the data is not needed")
		}
	}
	if v := a.Volume; v != nil {
		say("Volume:", caution, volumeText(*v))
	}
	if a.BoundTo != "" {
		say("In use:", bad, "PersistentVolumeClaim "+a.BoundTo+" uses the volume and loses it")
	}
	if len(a.Uncounted) > 0 {
		say("Not counted:", caution, uncounted(*a))
	}
	return all
}

// alongKind returns how many objects of a kind go, where, and which.
func alongKind(k plan.AlongKind) string {
	text := fmt.Sprintf("%d %s", k.Count, k.Kind)
	if k.Estimated {
		text = "about " + text
	}
	if n := len(k.Namespaces); n > 0 {
		text += " in " + plural.Count(n, "namespace")
		if n > maxNamed {
			text += " (" + list(k.Namespaces[:maxNamed]) + ", …)"
		} else {
			text += " (" + list(k.Namespaces) + ")"
		}
	}
	text += ": " + strings.Join(k.Names, ", ")
	if int64(len(k.Names)) < k.Count {
		text += ", …"
	}
	if k.Configured > 0 {
		text += fmt.Sprintf("; %d of them still in the configuration of this stack", k.Configured)
	}
	return text
}

// maxNamed bounds how many namespaces are named.
const maxNamed = 5

// alongClaims names the claims that go, or that stay, with their sizes.
func alongClaims(claims []plan.AlongClaim, deleted bool) string {
	claims = slices.DeleteFunc(slices.Clone(claims), func(c plan.AlongClaim) bool { return c.Deleted != deleted })
	if len(claims) == 0 {
		return ""
	}
	names := make([]string, 0, len(claims))
	for _, c := range claims {
		names = append(names, c.Name+" "+c.Size)
	}
	text := plural.Count(len(claims), "PersistentVolumeClaim") + ": " + few(names)
	if deleted {
		return text + " (persistentVolumeClaimRetentionPolicy.whenDeleted is Delete)"
	}
	return text
}

func volumeText(v plan.AlongVolume) string {
	name := "PersistentVolume " + v.Name
	if v.Size != "" {
		name += " (" + v.Size + ")"
	}
	switch v.ReclaimPolicy {
	case "Delete":
		return name + " is deleted with the claim (reclaim policy Delete)"
	case "Retain":
		return name + " is kept with its data (reclaim policy Retain)"
	case "":
		return name + ": its reclaim policy could not be read; with Delete, the data is lost"
	}
	return name + " has the reclaim policy " + v.ReclaimPolicy
}

// uncounted returns what could not be looked at.
func uncounted(a plan.Along) string {
	what := "objects of kind " + few(a.Uncounted)
	if slices.Contains(a.Uncounted, "*") {
		what = "other objects in it"
	}
	text := what + " are deleted, too, if there are any"
	if a.Unseen != "" {
		text += ". They cannot be listed: " + a.Unseen
	}
	return text
}
