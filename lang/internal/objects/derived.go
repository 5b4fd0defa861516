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
// where it has rules for that. Whoever the rules of one direction are left to decides on that one alone, which
// a plan sees in the live types.
func policyTypes(w *writer) {
	at, l := object.PathOf("spec", "policyTypes"), &w.manifest.Lifecycle
	if given, _ := at.At(w.manifest.Content); given != nil {
		return
	}
	types := []any{"Ingress"}
	if rules, _ := object.At(w.manifest.Content, "spec", "egress").([]any); len(rules) > 0 {
		types = append(types, "Egress")
	}
	w.set(at, types)
	if !w.manifest.LeavesToOthers(at) && !slices.ContainsFunc(l.ForceFields, at.HasPrefix) {
		l.Derived = append(l.Derived, at)
	}
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
