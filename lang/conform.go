package lang

import (
	"runtime"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// conform checks objects against Kubernetes' own schema. Each violation is
// told where the configuration gave the value.
func conform(manifests []object.Manifest) hcl.Diagnostics {
	found := make([][]kubeschema.Violation, len(manifests))
	definitions := definedKinds(manifests)
	var checking crash.Group
	workers := min(runtime.GOMAXPROCS(0), len(manifests))
	for w := range workers {
		checking.Go(func() error {
			for i := w; i < len(manifests); i += workers {
				if d, ok := definitions[manifests[i].Ref.GroupKind()]; ok {
					found[i] = kubeschema.ValidateCustom(d, manifests[i].Content)
				} else {
					found[i] = kubeschema.Validate(manifests[i].Content)
				}
			}
			return nil
		})
	}
	_ = checking.Wait() // violations are no errors
	var diags hcl.Diagnostics
	for i, violations := range found {
		m := &manifests[i]
		if _, builtIn := object.LookupKind(m.Ref.GroupKind()); !builtIn && definitions[m.Ref.GroupKind()] == nil {
			diags = append(diags, diag.Warning(diag.Range(m.SourceOf("/kind")), "Not checked",
				"%s is of a kind that wl does not know offline: the server checks it when it is planned. Add its CustomResourceDefinition to the stack to have it checked here.", m.Address))
		}
		mask := object.NewMask(m)
		for _, v := range violations {
			diags = append(diags, diag.Error(diag.Range(m.SourceOf(v.Pointer)), "Not valid for Kubernetes",
				"%s (%s): %s: %s Correct the value.", m.Address, m.Ref, v.Pointer, diag.Sentence(mask.Text(v.Message))))
		}
	}
	return diags
}

// definedKinds are the CustomResourceDefinitions of the stack by the kinds that
// they define.
func definedKinds(manifests []object.Manifest) map[object.GroupKind]map[string]any {
	found := make(map[object.GroupKind]map[string]any)
	for i := range manifests {
		if manifests[i].Ref.Kind != "CustomResourceDefinition" {
			continue
		}
		spec, _ := manifests[i].Content["spec"].(map[string]any)
		names, _ := spec["names"].(map[string]any)
		group, _ := spec["group"].(string)
		kind, _ := names["kind"].(string)
		found[object.GroupKind{Group: group, Kind: kind}] = manifests[i].Content
	}
	return found
}
