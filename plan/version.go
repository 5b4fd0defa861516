package plan

import (
	"fmt"

	"k8s.io/apimachinery/pkg/util/version"

	"github.com/workloadlang/wl/internal/fact"
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
	p := problem(ProblemOtherVersion, fact.Args{
		"cluster": in.Cluster, "server": server, "configured": in.KubernetesVersion, "write": fmt.Sprintf("%d.%d", is.Major(), is.Minor()),
	})
	p.Origin = in.VersionOrigin
	return &p
}
