package plan

import (
	"fmt"

	"k8s.io/apimachinery/pkg/util/version"
)

// otherVersion warns of a cluster that is not of the version against which the
// configuration was checked; nil where it is, or nothing is said of it.
func otherVersion(in Input, server string) *Problem {
	if in.KubernetesVersion == "" {
		return nil
	}
	said, errSaid := version.ParseGeneric(in.KubernetesVersion)
	is, errIs := version.ParseGeneric(server)
	if errSaid != nil || errIs != nil || said.Major() == is.Major() && said.Minor() == is.Minor() {
		return nil
	}
	return &Problem{
		Summary: "The cluster has another version of Kubernetes",
		Detail: fmt.Sprintf("The cluster %q runs Kubernetes %s, and the configuration was checked against %s. Write kubernetes_version = \"%d.%d\" in its block.",
			in.Cluster, server, in.KubernetesVersion, is.Major(), is.Minor()),
		Origin: in.VersionOrigin,
	}
}
