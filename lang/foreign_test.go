package lang

import (
	"os"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// Kinds of other groups that bear the name of one of Kubernetes' own are compiled
// as what nothing is known of.
func TestForeignKinds(t *testing.T) {
	for apiVersion, foreign := range map[string]bool{"apps/v1": false, "apps.kruise.io/v1beta1": true, "batch.volcano.sh/v1alpha1": true} {
		t.Run(apiVersion, func(t *testing.T) {
			t.Chdir(t.TempDir())
			source := strings.ReplaceAll(`
stack "s" {}
config_map "settings" {
  data = { a = "b" }
}
object "web" {
  manifest = {
    apiVersion = "VERSION"
    kind = "StatefulSet"
    spec = {
      serviceName = "web"
      selector = { matchLabels = { app = "web" } }
      template = {
        metadata = { labels = { app = "web" } }
        spec = { containers = [{ name = "main", image = "nginx", envFrom = [{ configMapRef = { name = "settings" } }] }] }
      }
    }
  }
}
object "keys" {
  manifest = {
    apiVersion = "VERSION"
    kind = "Secret"
    stringData = { a = "plain" }
  }
}
`, "VERSION", apiVersion)
			if err := os.WriteFile("a.wl.hcl", []byte(source), 0o600); err != nil {
				t.Fatal(err)
			}
			result := Compile(t.Context(), ".", Options{})
			if result.Diagnostics.HasErrors() {
				t.Fatal(result.Diagnostics)
			}
			unchecked := 0
			for _, d := range result.Diagnostics {
				if d.Summary == "Not checked" {
					unchecked++
				}
			}
			if want := map[bool]int{true: 2, false: 1}[foreign]; unchecked != want {
				t.Errorf("%d objects are said to be not checked, not %d: %v", unchecked, want, result.Diagnostics)
			}
			for _, m := range result.Stack.Clusters[0].Objects {
				switch {
				case m.Ref.GroupKind() == kind.ConfigMap:
				case m.Ref.Name == "web":
					if reads := len(m.Reads()) > 0; reads == foreign || m.ConfigHash() != "" == foreign {
						t.Errorf("%s reads %v, and has the digest %q", m.Ref, m.Reads(), m.ConfigHash())
					}
				case m.Content["stringData"] == nil || m.IsSensitive(object.PathOf("stringData", "a")):
					t.Errorf("%s is taken for a Secret", m.Ref)
				}
			}
		})
	}
}

// Kubernetes' own kinds are checked offline, those that people seldom write among
// them, in every stable version that there is.
func TestBuiltInKindsAreChecked(t *testing.T) {
	for manifest, want := range map[string]string{
		`{ apiVersion = "v1", kind = "Pod", metadata = { name = "a" }, spec = { containers = [{ name = "main", image = "nginx", prots = [] }] } }`:  `has no field "prots"`,
		`{ apiVersion = "v1", kind = "Pod", metadata = { name = "a" }, spec = { containers = [{ name = "main", image = "nginx" }] } }`:              "",
		`{ apiVersion = "apps/v1", kind = "ReplicaSet", metadata = { name = "a" }, spec = { replicas = "x" } }`:                                     "a number is expected",
		`{ apiVersion = "coordination.k8s.io/v1", kind = "Lease", metadata = { name = "a" }, spec = { holder = "x" } }`:                             `has no field "holder"`,
		`{ apiVersion = "v1", kind = "Event", metadata = { name = "a" }, mesage = "x" }`:                                                            `did you mean "message"`,
		`{ apiVersion = "v1", kind = "Node", metadata = { name = "a" }, spec = { taints = "x" } }`:                                                  "a list is expected",
		`{ apiVersion = "autoscaling/v1", kind = "HorizontalPodAutoscaler", metadata = { name = "a" }, spec = { targetCPU = 1 } }`:                  `has no field "targetCPU"`,
		`{ apiVersion = "certificates.k8s.io/v1", kind = "CertificateSigningRequest", metadata = { name = "a" }, spec = { signer = "x" } }`:         `has no field "signer"`,
		`{ apiVersion = "admissionregistration.k8s.io/v1", kind = "MutatingAdmissionPolicy", metadata = { name = "a" }, spec = { mutation = [] } }`: `has no field "mutation"`,
		`{ apiVersion = "apps/v1beta1", kind = "Deployment", metadata = { name = "a" }, spec = { replica = 1 } }`:                                   "or an API version of one, that wl does not check offline",
		`{ apiVersion = "scheduling.k8s.io/v1alpha1", kind = "PodGroup", metadata = { name = "a" } }`:                                               "or an API version of one, that wl does not check offline",
		`{ apiVersion = "example.com/v1", kind = "Pod", metadata = { name = "a" } }`:                                                                "Add its CustomResourceDefinition",
	} {
		result := compiled(t, map[string]string{"a.wl.hcl": "stack \"s\" {}\nobject \"a\" {\n  manifest = " + manifest + "\n}\n"}, Options{})
		said := ""
		for _, d := range result.Diagnostics {
			said += d.Summary + ": " + d.Detail + "\n"
		}
		if (want == "") != (said == "") || !strings.Contains(said, want) || strings.Count(said, "\n") > 1 {
			t.Errorf("%s: want %q, got %q", manifest, want, said)
		}
	}
}
