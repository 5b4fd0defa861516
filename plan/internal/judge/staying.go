package judge

import (
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/claim"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// maxStayingNamed bounds how many blocks are named that need what is to be deleted.
const maxStayingNamed = 10

// keepFor blocks the deletion of what the configuration still needs: a namespace or a
// definition would take its objects along, whatever the plan says of those, and a claim is
// not deleted while Pods mount it, nor do Pods start without it.
func keepFor(w *wanted.Configuration, d *decision.Decision, scaled map[object.Ref]map[string]any) {
	code, needs := plan.ProblemConfiguredWithin, func(m *object.Manifest) bool { return takesAlong(d, m.Ref) }
	switch d.Object.GroupKind() {
	case kind.Namespace, kind.Definition:
	case kind.Claim:
		code, needs = plan.ProblemClaimMounted, func(m *object.Manifest) bool { return mounts(m, scaled[m.Ref], d.Object) }
	default:
		return
	}
	blocks := blocksOf(slices.DeleteFunc(staying(w), func(m *object.Manifest) bool { return !needs(m) }))
	if len(blocks) == 0 {
		return
	}
	var named []fact.Fact
	for _, m := range blocks[:min(len(blocks), maxStayingNamed)] {
		named = append(named, fact.New(plan.StillConfigured, fact.Args{"object": m.Ref, "address": m.Address, "at": m.Origin}))
	}
	p := plan.NewProblem(code, fact.Args{
		"object": d.Object, "address": d.Address, "staying": named, "more": len(blocks) - len(named), "destroy": len(w.All) == 0,
	})
	p.Object, p.Origin = &d.Object, blocks[0].Origin
	d.Prevent(p)
}

// ScaledMounters lists the StatefulSets of which it has to be known how many Pods they have, as the
// configuration leaves that to others, to judge whether these mount a claim that is to be deleted.
func ScaledMounters(w *wanted.Configuration, decisions []decision.Decision) []object.Ref {
	var claims, sets []object.Ref
	for _, d := range decisions {
		if d.Action == plan.Delete && !d.Missing && !d.Going && d.Object.GroupKind() == kind.Claim {
			claims = append(claims, d.Object)
		}
	}
	if len(claims) == 0 {
		return nil
	}
	for _, m := range staying(w) {
		if m.Ref.GroupKind() == kind.StatefulSet && claim.IsScaledByOthers(m.Content) &&
			slices.ContainsFunc(claims, func(ref object.Ref) bool { return mounts(m, nil, ref) }) {
			sets = append(sets, m.Ref)
		}
	}
	return sets
}

// staying lists what the configuration has and the plan is not to delete, whether it is there
// already or not; where some blocks of it are removed, the others.
func staying(w *wanted.Configuration) []*object.Manifest {
	var all []*object.Manifest
	for i := range w.All {
		all = append(all, &w.All[i])
	}
	for i := range w.Configured {
		if m := &w.Configured[i]; len(w.Targets) > 0 && !plan.Targets(w.Targets, m.Address) {
			all = append(all, m)
		}
	}
	return all
}

// blocksOf leaves out of some objects those of blocks within the block of another one, and
// all but the first of a block.
func blocksOf(manifests []*object.Manifest) []*object.Manifest {
	var blocks []*object.Manifest
	for _, m := range manifests {
		if !slices.ContainsFunc(manifests, func(o *object.Manifest) bool { return o.Address != m.Address && object.Addresses(o.Address, m.Address) }) &&
			!slices.ContainsFunc(blocks, func(o *object.Manifest) bool { return o.Address == m.Address }) {
			blocks = append(blocks, m)
		}
	}
	return blocks
}

// mounts reports whether the Pods that an object is or keeps mount a claim, also one that a
// StatefulSet's controller would make of a template. Those that run
// to an end, as a Job's, may have run already. Live is what a StatefulSet that others scale is now.
func mounts(m *object.Manifest, live map[string]any, ref object.Ref) bool {
	gk := m.Ref.GroupKind()
	k := kind.About(gk)
	if m.Ref.Namespace != ref.Namespace || !kind.IsBuiltInGroup(gk.Group) || k.Pods == kind.RunsPods || gk == kind.Pod && runsToAnEnd(m) {
		return false
	}
	if gk == kind.StatefulSet && claim.IsOfTemplate(m, live, ref.Name) {
		return true
	}
	volumes, _ := object.At(m.Content, slices.Concat(k.PodSpec(), []string{"volumes"})...).([]any)
	return slices.ContainsFunc(volumes, func(v any) bool {
		volume, _ := v.(map[string]any)
		return object.At(volume, "persistentVolumeClaim", "claimName") == ref.Name
	})
}

// runsToAnEnd reports whether a Pod's containers are not started again for ever.
func runsToAnEnd(pod *object.Manifest) bool {
	policy := object.At(pod.Content, "spec", "restartPolicy")
	return policy != nil && policy != string(corev1.RestartPolicyAlways)
}
