package lang

import (
	"runtime"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/check"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/eval"
)

// conform checks objects against Kubernetes' own schema, but for those that have been
// checked before. Each violation is told where the configuration gave the value.
func conform(manifests []object.Manifest, before map[object.Ref]bool, p *eval.Progress) hcl.Diagnostics {
	definitions := definedKinds(manifests)
	found := violations(manifests, definitions, before, p)
	var diags hcl.Diagnostics
	for i, violations := range found {
		m := &manifests[i]
		if before[m.Ref] {
			continue
		}
		if !kubeschema.Knows(m.Content) && definitions[m.Ref.GroupKind()] == nil {
			diags = diag.AppendWanted(diags, unchecked(m), m.IgnoredWarnings)
		}
		mask := object.NewMask(m)
		for _, v := range violations {
			if v.Missing {
				diags = append(diags, diag.Error(diag.Range(m.SourceOf(v.Path)), "Not valid for Kubernetes",
					"%s (%s): %s is required. Set it.", m.Address, m.Ref, v.Path))
				continue
			}
			diags = append(diags, diag.Error(diag.Range(m.SourceOf(v.Path)), "Not valid for Kubernetes",
				"%s (%s): %s: %s Correct the value.", m.Address, m.Ref, v.Path, masked(mask, v.Message).Sentence()))
		}
	}
	return diags
}

// violations are those of each object.
func violations(manifests []object.Manifest, definitions map[kind.GroupKind]map[string]any, before map[object.Ref]bool, p *eval.Progress) [][]kubeschema.Violation {
	found := make([][]kubeschema.Violation, len(manifests))
	var checking crash.Group
	workers := min(runtime.GOMAXPROCS(0), len(manifests))
	for w := range workers {
		checking.Go(func() error {
			for i := w; i < len(manifests) && !p.Stopped(); i += workers {
				if !before[manifests[i].Ref] {
					found[i] = violationsOf(&manifests[i], definitions[manifests[i].Ref.GroupKind()])
				}
			}
			return nil
		})
	}
	_ = checking.Wait() // violations are no errors
	return found
}

// violationsOf are those of one object, of whose kind the stack may have the definition.
func violationsOf(m *object.Manifest, definition map[string]any) []kubeschema.Violation {
	found := check.Names(m, definition != nil)
	if definition != nil {
		return append(found, kubeschema.ValidateCustom(definition, m.Content)...)
	}
	return append(found, kubeschema.Validate(m.Content)...)
}

// masked takes what is sensitive out of a message. Where that is more than some of
// its arguments are, it is a text as a whole.
func masked(mask object.Mask, m message.Text) message.Text {
	said := mask.Text(m.String())
	if m = m.Map(mask.Text); m.String() != said {
		return message.New("%s", said)
	}
	return m
}

// unchecked warns of an object whose kind cannot be checked offline. What to do
// about it depends on whose kind it is.
func unchecked(m *object.Manifest) *hcl.Diagnostic {
	at := diag.Range(m.SourceOf(object.PathOf("kind")))
	if meant := misnamed(m.Ref.GroupKind()); !meant.IsZero() {
		return diag.Warning(at, "Not checked",
			"%s has no kind %s that wl knows. %s Unless the server has it, the plan refuses %s.", m.APIVersion, m.Ref.Kind, meant, m.Address)
	}
	if kind.IsBuiltInGroup(m.Ref.Group) {
		return diag.Warning(at, "Not checked",
			"%s is of a built-in kind, or an API version of one, that wl does not check offline: the server checks it at plan time.", m.Address)
	}
	return diag.Warning(at, "Not checked",
		"%s is of a kind that wl does not know offline: the server checks it at plan time. Add its CustomResourceDefinition to the stack to check it offline.", m.Address)
}

// misnamed is what was probably meant by a kind that Kubernetes' own groups do not have; empty
// where that is not known, or the group is another's.
func misnamed(gk kind.GroupKind) message.Text {
	if _, known := kind.Lookup(gk); known || !kind.IsBuiltInGroup(gk.Group) {
		return message.Text{}
	}
	switch meant, ok := kind.Meant(gk); {
	case !ok:
		return message.Text{}
	case meant.Group == gk.Group:
		return message.New("Did you mean %q?", meant.Kind)
	default:
		return message.New("Did you mean the kind %q of apiVersion = %q?", meant.Kind, meant.APIVersion())
	}
}
