package lang

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// KubernetesVersions are the oldest and the newest minor version of Kubernetes whose
// fields and kinds are known: "1.32", "1.37".
func KubernetesVersions() (first, last string) {
	oldest, newest := kubeschema.Known()
	return fmt.Sprintf("1.%d", oldest), fmt.Sprintf("1.%d", newest)
}

// KnowsKubernetes reports whether a version, such as "1.36" or "1.36.3", is one of them.
func KnowsKubernetes(version string) bool {
	release, err := kubeschema.ParseRelease(version)
	first, last := kubeschema.Known()
	return err == nil && release.Minor >= first && release.Minor <= last
}

// lacking holds a cluster's objects to what its version of Kubernetes has, where the
// configuration, or whoever compiles it, names one. A field that it does not have is an
// error; one that it drops unless a feature gate is turned on, which nobody can see
// from here, a warning.
func lacking(cluster *Cluster, asked string, ignored map[string][]string) hcl.Diagnostics {
	said := cmp.Or(asked, cluster.KubernetesVersion)
	release, err := kubeschema.ParseRelease(said)
	if err != nil {
		return nil // the argument's own check has told
	}
	var diags hcl.Diagnostics
	if first, _ := kubeschema.Known(); release.Minor < first && asked == "" {
		diags = append(diags, diag.Warning(diag.Range(cluster.VersionOrigin), "Kubernetes version not known",
			"wl knows what Kubernetes has from 1.%d on: what %s lacks in addition is not found. The server checks it at plan time.", first, said))
	}
	for i := range cluster.Objects {
		m := &cluster.Objects[i]
		for _, l := range kubeschema.Lacks(m.Content, release) {
			diags = append(diags, diag.Without(hcl.Diagnostics{lack{l, m, cluster.Name, said}.diagnostic()}, ignored[m.Address])...)
		}
	}
	return diags
}

// lack is a field of an object that a cluster's version does not have.
type lack struct {
	kubeschema.Lack
	manifest *object.Manifest
	cluster  string
	version  string
}

func (l lack) diagnostic() *hcl.Diagnostic {
	m, at := l.manifest, diag.Range(l.manifest.SourceOf(firstWithin(l.manifest.Content, l.Path)))
	switch {
	case l.Gate != nil:
		return diag.Warning(at, "Feature gate off by default",
			"%s (%s): Kubernetes %s drops %s unless its feature gate %s is turned on, which is on by default in %s. Remove the field, or turn the gate on in the cluster %q.",
			m.Address, m.Ref, l.version, l.Path, l.Gate.Name, onIn(l.Gate.On), l.cluster)
	case l.Minors.Until != 0:
		return diag.Error(at, "Not in this version of Kubernetes",
			"%s (%s): Kubernetes has no %s from 1.%d on, and the cluster %q has %s by its kubernetes_version. Remove the field, or correct the version.",
			m.Address, m.Ref, l.Path, l.Minors.Until, l.cluster, l.version)
	default:
		return diag.Error(at, "Not in this version of Kubernetes",
			"%s (%s): %s needs Kubernetes 1.%d, and the cluster %q has %s by its kubernetes_version. Remove the field, or correct the version.",
			m.Address, m.Ref, l.Path, l.Minors.Since, l.cluster, l.version)
	}
}

// firstWithin leads to the first value of a field that has no fields of its own: what
// the configuration says stands there.
func firstWithin(content map[string]any, at object.Path) object.Path {
	value, _ := at.At(content)
	switch value := value.(type) {
	case map[string]any:
		if len(value) > 0 {
			return firstWithin(content, at.Field(slices.Min(slices.Collect(maps.Keys(value)))))
		}
	case []any:
		if len(value) > 0 {
			return firstWithin(content, at.Index(0))
		}
	}
	return at
}

// onIn is where a gate is on by default, as text of no language but for "no version".
func onIn(ranges []kubeschema.Range) any {
	if len(ranges) == 0 {
		return message.New("no version")
	}
	var texts []string
	for _, r := range ranges {
		if r.Until == "" {
			texts = append(texts, r.From+"+")
		} else {
			texts = append(texts, r.From+" ≤ … < "+r.Until)
		}
	}
	slices.Sort(texts)
	return message.Join(texts, ", ")
}
