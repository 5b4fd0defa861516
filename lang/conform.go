package lang

import (
	"runtime"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"golang.org/x/sync/errgroup"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// conform checks objects against Kubernetes' own schema. Each violation is
// told where the configuration gave the value.
func conform(manifests []object.Manifest) hcl.Diagnostics {
	found := make([][]kubeschema.Violation, len(manifests))
	var checking errgroup.Group
	workers := min(runtime.GOMAXPROCS(0), len(manifests))
	for w := range workers {
		checking.Go(func() error {
			for i := w; i < len(manifests); i += workers {
				found[i] = kubeschema.Validate(manifests[i].Content)
			}
			return nil
		})
	}
	_ = checking.Wait() // violations are no errors
	var diags hcl.Diagnostics
	for i, violations := range found {
		m := &manifests[i]
		for _, v := range violations {
			diags = append(diags, diag.Error(diag.Range(m.SourceOf(v.Pointer)), "Not valid for Kubernetes",
				"%s (%s): %s: %s Correct the value.", m.Address, m.Ref, v.Pointer, sentence(v.Message)))
		}
	}
	return diags
}

// sentence ends a message as sentences do.
func sentence(s string) string {
	if strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}
