package replacement

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/compare"
)

// Losses returns what is not carried over to a new object, and what is without one while
// there is none.
func Losses(c *compare.Comparison, after map[string]any, r *Replacement) []fact.Fact {
	forcing := r.Because
	switch gk := c.Manifest.Ref.GroupKind(); gk {
	case kind.StatefulSet:
		return append(canary(c.Live, after, r.KeepsPods), ofSet(c.Live, after, forcing)...)
	case kind.Service:
		if slices.Contains(forcing, object.PathOf("spec", "clusterIP")) || losesAddress(c.Live, Manifest(c).Content) {
			return warning(plan.WarnAddressChanges, nil)
		}
	case kind.Volume:
		return warning(plan.WarnDataNotCopied, nil)
	case kind.StorageClass:
		return warning(plan.WarnVolumesStay, nil)
	case kind.PriorityClass, kind.RuntimeClass:
		return warning(plan.WarnPodsNeedClass, fact.Args{"fields": object.PathTexts(forcing)})
	case kind.IngressClass:
		return warning(plan.WarnControllerChanges, fact.Args{"before": at(c.Live, "controller"), "after": at(after, "controller")})
	case kind.Quota:
		return warning(plan.WarnQuotaAway, nil)
	case kind.Binding, kind.ClusterBinding:
		return warning(plan.WarnRightsAway, nil)
	}
	return nil
}

// losesAddress reports whether a Service has an address that is not given back to a new one: a
// server finds another where none is set, and so does whoever balances the load.
func losesAddress(live, content map[string]any) bool {
	balanced, _ := object.At(live, "status", "loadBalancer", "ingress").([]any)
	address, _ := object.At(live, "spec", "clusterIP").(string)
	return len(balanced) > 0 || address != "" && address != "None" && object.At(content, "spec", "clusterIP") != address
}

// canary warns that a StatefulSet which is created anew knows no earlier revision: the Pods
// that its partition keeps at one start at the new revision.
func canary(live, after map[string]any, keepsPods bool) []fact.Fact {
	partition := object.Number(after, 0, "spec", "updateStrategy", "rollingUpdate", "partition")
	if partition == 0 || object.Number(live, 0, "status", "replicas") == 0 {
		return nil
	}
	newTemplate := !reflect.DeepEqual(object.At(live, "spec", "template"), object.At(after, "spec", "template"))
	if !newTemplate && object.At(live, "status", "currentRevision") == object.At(live, "status", "updateRevision") {
		return nil
	}
	return warning(plan.WarnCanaryEnds, fact.Args{
		"ordinal": partition + object.Number(after, 0, "spec", "ordinals", "start"), "at_once": !keepsPods || len(claim.NewTemplates(live, after)) > 0,
	})
}

// ofSet is what is not carried over of a StatefulSet.
func ofSet(live, after map[string]any, forcing []object.Path) []fact.Fact {
	var lost []fact.Fact
	for _, path := range forcing {
		switch {
		case path == object.PathOf("spec", "serviceName"):
			lost = append(lost, fact.New(plan.WarnDNSNames, nil))
		case path.HasPrefix(object.PathOf("spec", "volumeClaimTemplates")) && !claim.ResizesOnly(live, after):
			lost = append(lost, fact.New(plan.WarnTemplatesForNew, nil))
		}
	}
	return lost
}

func warning(code fact.Code, args fact.Args) []fact.Fact { return []fact.Fact{fact.New(code, args)} }

func at(content map[string]any, field string) string {
	return fmt.Sprint(object.At(content, "spec", field))
}
