package described

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// describeServiceAccount returns what is special about an account.
func describeServiceAccount(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	var token, secrets string
	if t.text("automountServiceAccountToken") == "false" {
		token = w.Say("its token is not mounted")
	}
	var names []string
	for _, s := range t.at("imagePullSecrets").items() {
		names = append(names, s.get("name"))
	}
	if len(names) > 0 {
		secrets = w.Say("pull secrets %s", w.Commas(names))
	}
	return oneLine(phrase(w, token, secrets))
}

// describeRole returns how many rules there are: what they allow is told by what is
// granted.
func describeRole(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	n := len(t.at("rules").items())
	if n == 0 {
		return nil
	}
	return []string{w.SayN(int64(n), "%d rule", "%d rules")}
}

// describeBinding returns "ClusterRole view for Group team, ServiceAccount shop/web".
func describeBinding(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	var subjects []string
	for _, s := range t.at("subjects").items() {
		name := s.text("name")
		if namespace := s.text("namespace"); namespace != "" {
			name = namespace + "/" + name
		}
		subjects = append(subjects, s.text("kind")+" "+name)
	}
	role := t.text("roleRef", "kind") + " " + t.text("roleRef", "name")
	if len(subjects) == 0 {
		return []string{w.Say("%s without subjects", role)}
	}
	return []string{w.Say("%s for %s", role, w.Commas(subjects))}
}

// describeVolume returns "10Gi; class fast; nfs nfs.example.com:/data; reclaim policy Retain".
func describeVolume(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	spec := t.at("spec")
	class, policy, claim := spec.text("storageClassName"), spec.text("persistentVolumeReclaimPolicy"), spec.text("claimRef", "name")
	if class != "" {
		class = w.Say("class %s", class)
	}
	if policy != "" {
		policy = w.Say("reclaim policy %s", policy)
	}
	if claim != "" {
		claim = w.Say("for the claim %s", spec.text("claimRef", "namespace")+"/"+claim)
	}
	return oneLine(phrase(w, spec.text("capacity", "storage"), class, volumeSource(spec), policy, claim))
}

// volumeSource returns where a volume's data is.
func volumeSource(spec *fieldTree) string {
	for _, source := range []struct{ name, at, in string }{
		{"csi", "driver", "volumeHandle"}, {"nfs", "server", "path"}, {"hostPath", "", "path"}, {"local", "", "path"},
		{"iscsi", "targetPortal", "iqn"}, {"fc", "", "lun"},
	} {
		if !spec.has(source.name) {
			continue
		}
		at := spec.text(source.name, source.at)
		if at != "" {
			at += ":"
		}
		return source.name + " " + at + spec.text(source.name, source.in)
	}
	return ""
}

// describeStorageClass returns "provisioner csi.example.com; the default class; claims can be expanded".
func describeStorageClass(_ *kind.Kind, _ plan.Change, t *fieldTree, w *words.Words) []string {
	var standard, expands string
	if t.text("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") == "true" {
		standard = w.Say("the default class")
	}
	policy := t.text("reclaimPolicy")
	if policy != "" {
		policy = w.Say("reclaim policy %s", policy)
	}
	if t.text("allowVolumeExpansion") == "true" {
		expands = w.Say("claims can be expanded")
	}
	return oneLine(phrase(w, w.Say("provisioner %s", t.text("provisioner")), standard, t.text("volumeBindingMode"), policy, expands))
}

// oneLine is a description of one line; none where there is nothing to say.
func oneLine(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}
