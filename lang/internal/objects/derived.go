package objects

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// derived writes out what Kubernetes derives of other fields where nothing is said of it. The
// server does so when the object is created, or the item of its list, and keeps that when the
// other fields change.
func derived(w *writer) {
	if w.manifest.Ref.GroupKind() == kind.NetworkPolicy {
		policyTypes(w)
	}
	at := object.PathOf(kind.About(w.manifest.Ref.GroupKind()).InTemplate("spec", "volumes")...)
	volumes, _ := at.At(w.manifest.Content)
	list, _ := volumes.([]any)
	for i := range list {
		imagePullPolicy(w, at.Index(i).Field("image"))
	}
}

// policyTypes are what a NetworkPolicy restricts: what reaches its Pods, and what they reach
// where it has rules for that. Who decides on the latter decides also whether there are any.
func policyTypes(w *writer) {
	at, rules, l := object.PathOf("spec", "policyTypes"), object.PathOf("spec", "egress"), &w.manifest.Lifecycle
	if given, _ := at.At(w.manifest.Content); given != nil {
		return
	}
	types := []any{"Ingress"}
	if rules, _ := rules.At(w.manifest.Content); !isNothing(rules) {
		types = append(types, "Egress")
	}
	w.set(at, types)
	switch {
	case slices.ContainsFunc(l.ForceFields, at.HasPrefix):
	case !w.manifest.LeavesToOthers(rules):
		l.Derived = append(l.Derived, at)
	case !w.manifest.LeavesToOthers(at):
		l.IgnoreFields = append(slices.Clone(l.IgnoreFields), at)
	}
}

func isNothing(list any) bool {
	items, _ := list.([]any)
	return len(items) == 0
}

// imagePullPolicy is when the image of a volume is pulled.
func imagePullPolicy(w *writer, at object.Path) {
	image, _ := at.At(w.manifest.Content)
	fields, _ := image.(map[string]any)
	reference, _ := fields["reference"].(string)
	if reference == "" || fields["pullPolicy"] != nil {
		return
	}
	policy := "IfNotPresent"
	if isLatest(reference) {
		policy = "Always"
	}
	w.set(at.Field("pullPolicy"), policy)
}

// isLatest reports whether a reference has the tag latest, which is also that of one with
// neither a tag nor a digest.
func isLatest(reference string) bool {
	name, _, pinned := strings.Cut(reference, "@")
	_, tag, tagged := strings.Cut(name[strings.LastIndex(name, "/")+1:], ":")
	return tag == "latest" || !tagged && !pinned
}
