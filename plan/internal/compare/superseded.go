package compare

import (
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
)

// Chooses reports whether a configuration chooses what a server's defaults may be unable to
// stand beside.
func Chooses(m *object.Manifest) bool {
	name := strategyOf(m.Ref.GroupKind())
	return name != "" && object.At(m.Content, "spec", name, "type") != nil || len(volumesOf(m, m.Content)) > 0
}

// superseded are the fields of a live object that are nobody's, a server's defaults, and in
// whose place the configuration chooses something else: it would keep them, and refuse the
// object for them.
func superseded(m *object.Manifest, live map[string]any, owners []ownership.Owner, leftOver []object.Path) (*fieldpath.Set, error) {
	parts := append(otherStrategy(m, live), otherVolumes(m, live)...)
	if len(parts) == 0 {
		return nil, nil
	}
	metadata, _ := live["metadata"].(map[string]any)
	all, err := kubeschema.FieldsOf(object.With(live, "metadata", object.Without(metadata, "managedFields")))
	if err != nil {
		return nil, err
	}
	all = all.Difference(all.RecursiveDifference(kubeschema.SetOf(parts...)))
	for _, o := range owners {
		if !ownership.MadeUp(o.ManagerEntry) {
			all = all.Difference(o.Fields)
		}
	}
	return all.RecursiveDifference(kubeschema.SetOf(leftOver...)), nil
}

// strategyOf is the field of a workload that says how its Pods are updated.
func strategyOf(gk kind.GroupKind) string {
	switch gk {
	case kind.Deployment:
		return "strategy"
	case kind.StatefulSet, kind.DaemonSet:
		return "updateStrategy"
	}
	return ""
}

// otherStrategy is how a workload is updated in a rolling manner, where that is no longer so.
func otherStrategy(m *object.Manifest, live map[string]any) []object.Path {
	name := strategyOf(m.Ref.GroupKind())
	if name == "" {
		return nil
	}
	wanted := object.At(m.Content, "spec", name, "type")
	if wanted == nil || wanted == "RollingUpdate" || wanted == object.At(live, "spec", name, "type") || object.At(m.Content, "spec", name, "rollingUpdate") != nil {
		return nil
	}
	return []object.Path{object.PathOf("spec", name, "rollingUpdate")}
}

// volumesOf are the volumes of a workload's Pods.
func volumesOf(m *object.Manifest, content map[string]any) []any {
	template := kind.About(m.Ref.GroupKind()).Template
	if template == nil {
		return nil
	}
	found, _, _ := kubeschema.Find(content, listOfVolumes(template))
	volumes, _ := found.([]any)
	return volumes
}

func listOfVolumes(template []string) object.Path {
	return object.PathOf(template...).Join(object.PathOf("spec", "volumes"))
}

// otherVolumes are the empty directories that volumes without a source are, of which the
// configuration says another.
func otherVolumes(m *object.Manifest, live map[string]any) []object.Path {
	var parts []object.Path
	for _, v := range volumesOf(m, live) {
		volume, _ := v.(map[string]any)
		name, _ := volume["name"].(string)
		at := listOfVolumes(kind.About(m.Ref.GroupKind()).Template).Child(object.ItemOf(object.Key{Name: "name", Value: name}))
		found, _, _ := kubeschema.Find(m.Content, at)
		wanted, _ := found.(map[string]any)
		if _, empty := wanted["emptyDir"]; volume["emptyDir"] != nil && len(wanted) > 1 && !empty {
			parts = append(parts, at.Field("emptyDir"))
		}
	}
	return parts
}
