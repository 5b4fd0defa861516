package lang

import (
	"fmt"
	"testing"
)

// Whoever else decides on what Pods reach does not decide on what reaches them: the derived types stay the
// configuration's, and give way in a plan.
func TestDerivedPolicyTypes(t *testing.T) {
	for lifecycle, want := range map[string]string{
		"":                                     "[] [spec.policyTypes]",
		`ignore_fields = ["spec.egress"]`:      "[spec.egress] [spec.policyTypes]",
		`ignore_fields = ["spec.ingress"]`:     "[spec.ingress] [spec.policyTypes]",
		`ignore_fields = ["spec.policyTypes"]`: "[spec.policyTypes] []",
		`force_fields = ["spec.policyTypes"]`:  "[] []",
		"ignore_fields = [\"spec.egress\"]\nforce_fields = [\"spec.policyTypes\"]": "[spec.egress] []",
	} {
		c := compiled(t, map[string]string{"s.wl.hcl": `stack "s" {}
network_policy "web" {
  ingress {}
  lifecycle {
    ` + lifecycle + `
  }
}
`}, Options{})
		if c.Diagnostics.HasErrors() {
			t.Fatalf("%s: %v", lifecycle, c.Diagnostics)
		}
		for _, m := range c.Stack.Clusters[0].Objects {
			if got := fmt.Sprint(m.Lifecycle.IgnoreFields, m.Lifecycle.Derived); got != want {
				t.Errorf("%s: leaves and derives %s, want %s", lifecycle, got, want)
			}
		}
	}
}
