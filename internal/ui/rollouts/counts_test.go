package rollouts

import (
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	_ "github.com/workloadlang/wl/internal/uitest" // has -update
)

// Kinds of other groups that bear the name of one of Kubernetes' own are shown as
// what nothing is known of.
func TestForeignKinds(t *testing.T) {
	for _, gk := range []kind.GroupKind{kind.In("apps.kruise.io/v1beta1", "StatefulSet"), kind.In("batch.volcano.sh/v1alpha1", "Job")} {
		if ref := object.NewRef(gk, "shop", "web"); IsJob(ref) || runsReplicas(ref) {
			t.Errorf("%s counts Pods", ref)
		}
	}
}
