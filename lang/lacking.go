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

// KubernetesVersions lists the minor versions of Kubernetes whose fields and kinds are
// known, oldest first: "1.32" and so on.
func KubernetesVersions() []string {
	var all []string
	first, last := kubeschema.Known()
	for minor := first; minor <= last; minor++ {
		all = append(all, fmt.Sprintf("1.%d", minor))
	}
	return all
}

// KnowsKubernetes reports whether a version, such as "1.36" or "1.36.3", is one of them.
func KnowsKubernetes(version string) bool {
	release, err := kubeschema.ParseRelease(version)
	first, last := kubeschema.Known()
	return err == nil && release.Minor >= first && release.Minor <= last
}

// lacking holds a cluster's objects to what its version of Kubernetes has, where the
// configuration, or whoever compiles it, names one. A field that it does not have is an
// error, and so is a value that it refuses unless a feature gate is turned on. A field that
// it drops unless one is, which nobody can see from here, is a warning.
func lacking(cluster *Cluster, asked string) hcl.Diagnostics {
	said := cmp.Or(asked, cluster.KubernetesVersion)
	release, err := kubeschema.ParseRelease(said)
	if err != nil {
		return nil // the argument's own check has told
	}
	var diags hcl.Diagnostics
	if first, last := kubeschema.Known(); asked == "" && (release.Minor < first || release.Minor > last) {
		diags = append(diags, diag.Warning(diag.Range(cluster.VersionOrigin), "Kubernetes version not known",
			"wl knows the fields of Kubernetes 1.%d to 1.%d. What %s has or lacks beyond these is not checked here; the server checks it at plan time.", first, last, said))
	}
	for i := range cluster.Objects {
		m := &cluster.Objects[i]
		for _, l := range kubeschema.Lacks(m.Content, release) {
			diags = diag.AppendWanted(diags, lack{l, m, whose(cluster, asked)}.diagnostic(), m.IgnoredWarnings)
		}
	}
	return diags
}

// lack is a field of an object that a cluster's version does not have.
type lack struct {
	kubeschema.Lack
	manifest *object.Manifest
	whose    message.Text // version that is
}

// whose says where a version comes from.
func whose(cluster *Cluster, asked string) message.Text {
	if asked != "" {
		return message.New("%s was asked for", asked)
	}
	return message.New("the cluster %q has %s by its kubernetes_version", cluster.Name, cluster.KubernetesVersion)
}

func (l lack) diagnostic() *hcl.Diagnostic {
	m, at := l.manifest, diag.Range(l.manifest.SourceOf(firstWithin(l.manifest.Content, l.Path)))
	switch {
	case l.Gate != nil && l.Gate.Refuses:
		return diag.Warning(at, "Feature gate off by default",
			"%s (%s): Kubernetes refuses %s = %v unless its feature gate %s is turned on, which is on by default %s, and %s. Set another value, or turn the gate on.",
			m.Address, m.Ref, l.Path, l.Value, l.Gate.Name, onIn(l.Gate.On), l.whose)
	case l.Gate != nil:
		return diag.Warning(at, "Feature gate off by default",
			"%s (%s): Kubernetes drops %s unless its feature gate %s is turned on, which is on by default %s, and %s. Remove the field, or turn the gate on.",
			m.Address, m.Ref, l.Path, l.Gate.Name, onIn(l.Gate.On), l.whose)
	case l.Minors.Until != 0:
		return diag.Error(at, "Not in this version of Kubernetes",
			"%s (%s): Kubernetes has no %s from 1.%d on, and %s. Remove the field, or correct the version.",
			m.Address, m.Ref, l.Path, l.Minors.Until, l.whose)
	case l.Value != nil:
		return diag.Error(at, "Not in this version of Kubernetes",
			"%s (%s): %s = %v needs Kubernetes 1.%d, and %s. Set another value, or correct the version.",
			m.Address, m.Ref, l.Path, l.Value, l.Minors.Since, l.whose)
	default:
		return diag.Error(at, "Not in this version of Kubernetes",
			"%s (%s): %s needs Kubernetes 1.%d, and %s. Remove the field, or correct the version.",
			m.Address, m.Ref, l.Path, l.Minors.Since, l.whose)
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

// onIn says in which releases a gate is on by default.
func onIn(ranges []kubeschema.Range) message.Text {
	if len(ranges) == 0 {
		return message.New("in no version")
	}
	first := message.New("from %s on", ranges[0].From)
	if until := ranges[0].Until; until != "" {
		first = message.New("from %s until %s", ranges[0].From, until)
	}
	if len(ranges) == 1 {
		return first
	}
	return message.New("%s, and %s", first, onIn(ranges[1:]))
}
