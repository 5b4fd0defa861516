package program

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func TestOrderOfRemovals(t *testing.T) {
	tests := map[string]struct{ objects, want string }{
		"what depends on something goes before it, whatever its kind is": {
			objects: `
				delete Namespace a
				delete StatefulSet a/database
				delete ConfigMap a/migrated after StatefulSet a/database
				delete Deployment a/front after StatefulSet a/database
				delete Deployment a/other
				delete ConfigMap a/settings`,
			want: `
				delete ConfigMap a/migrated, delete Deployment a/front, delete Deployment a/other
				delete StatefulSet a/database
				delete ConfigMap a/settings
				delete Namespace a`,
		},
		"also in another namespace": {
			objects: `
				delete Secret b/key after Job a/makes
				delete Job a/makes
				delete Secret a/key`,
			want: `
				delete Secret b/key
				delete Job a/makes
				delete Secret a/key`,
		},
		"objects of custom kinds go before workloads and what these need": {
			objects: `
				delete Namespace a
				delete CustomResourceDefinition.apiextensions.k8s.io dbs.example.com
				delete Db.example.com a/main after Namespace a, CustomResourceDefinition.apiextensions.k8s.io dbs.example.com
				delete Cache.example.com b/main
				delete ClusterRole.rbac.authorization.k8s.io operator
				delete ServiceAccount a/operator
				delete Service a/operator
				delete HorizontalPodAutoscaler a/operator
				delete Deployment a/operator`,
			want: `
				delete Cache b/main, delete Db a/main
				delete HorizontalPodAutoscaler a/operator
				delete Deployment a/operator
				delete Service a/operator
				delete ClusterRole operator, delete ServiceAccount a/operator
				delete CustomResourceDefinition dbs.example.com, delete Namespace a`,
		},
		"but for the workloads that depend on them": {
			objects: `
				delete Db.example.com a/one
				delete Db.example.com a/two
				delete ConfigMap a/place after Db.example.com a/one
				delete Deployment a/one after ConfigMap a/place
				delete Deployment a/two after Db.example.com a/two
				delete Deployment a/operator`,
			want: `
				delete Deployment a/one, delete Deployment a/two
				delete ConfigMap a/place
				delete Db a/one, delete Db a/two
				delete Deployment a/operator`,
		},
		"an operator that depends on an object itself": {
			objects: `
				delete Db.example.com a/main
				delete Settings.example.com a/operator
				delete Deployment a/operator after Settings.example.com a/operator
				delete ServiceAccount a/operator
				delete Deployment a/other`,
			want: `
				delete Db a/main
				delete Deployment a/operator
				delete Settings a/operator
				delete Deployment a/other
				delete ServiceAccount a/operator`,
		},
		"an operator, what depends on it, and what depends on that": {
			objects: `
				delete Deployment a/operator
				delete Db.example.com a/main after Deployment a/operator
				delete Deployment a/front after Db.example.com a/main`,
			want: `
				delete Deployment a/front
				delete Db a/main
				delete Deployment a/operator`,
		},
		"a definition with others' objects": {
			objects: `
				delete CustomResourceDefinition.apiextensions.k8s.io caches.example.com
				delete CustomResourceDefinition.apiextensions.k8s.io dbs.example.com along
				delete Db.example.com a/main
				delete Deployment a/operator`,
			want: `
				delete Db a/main
				delete CustomResourceDefinition dbs.example.com
				delete Deployment a/operator
				delete CustomResourceDefinition caches.example.com`,
		},
		"and an operator that depends on it": {
			objects: `
				delete CustomResourceDefinition.apiextensions.k8s.io caches.example.com
				delete CustomResourceDefinition.apiextensions.k8s.io dbs.example.com along
				delete Db.example.com a/main after CustomResourceDefinition.apiextensions.k8s.io dbs.example.com
				delete Deployment a/operator after CustomResourceDefinition.apiextensions.k8s.io dbs.example.com, CustomResourceDefinition.apiextensions.k8s.io caches.example.com`,
			want: `
				delete Db a/main
				delete CustomResourceDefinition dbs.example.com
				delete Deployment a/operator
				delete CustomResourceDefinition caches.example.com`,
		},
		"by what it needs": {
			objects: `
				delete CustomResourceDefinition.apiextensions.k8s.io dbs.example.com along
				delete ServiceAccount a/operator after CustomResourceDefinition.apiextensions.k8s.io dbs.example.com
				delete Namespace a after CustomResourceDefinition.apiextensions.k8s.io dbs.example.com
				delete Deployment a/operator after ServiceAccount a/operator, Namespace a`,
			want: `
				delete CustomResourceDefinition dbs.example.com
				delete Deployment a/operator
				delete ServiceAccount a/operator
				delete Namespace a`,
		},
		"and an application, which depends on one of its objects": {
			objects: `
				delete CustomResourceDefinition.apiextensions.k8s.io dbs.example.com along
				delete Db.example.com a/main after CustomResourceDefinition.apiextensions.k8s.io dbs.example.com
				delete Deployment a/front after Db.example.com a/main, CustomResourceDefinition.apiextensions.k8s.io dbs.example.com
				delete Deployment a/operator after CustomResourceDefinition.apiextensions.k8s.io dbs.example.com`,
			want: `
				delete Deployment a/front
				delete Db a/main
				delete CustomResourceDefinition dbs.example.com
				delete Deployment a/operator`,
		},
		"webhooks first, and releases before all the rest": {
			objects: `
				delete Db.example.com a/main
				release ConfigMap a/kept
				delete ValidatingWebhookConfiguration.admissionregistration.k8s.io judge after Deployment a/operator
				delete Deployment a/operator`,
			want: `
				delete ValidatingWebhookConfiguration judge
				write ConfigMap a/kept
				delete Db a/main
				delete Deployment a/operator`,
		},
		"what depends on a webhook goes before it": {
			objects: `
				delete Db.example.com a/main after ValidatingWebhookConfiguration.admissionregistration.k8s.io judge, Deployment a/operator
				delete Cache.example.com a/main
				delete ValidatingWebhookConfiguration.admissionregistration.k8s.io judge
				delete ValidatingWebhookConfiguration.admissionregistration.k8s.io other
				delete Deployment a/operator`,
			want: `
				delete ValidatingWebhookConfiguration other
				delete Cache a/main, delete Db a/main
				delete ValidatingWebhookConfiguration judge
				delete Deployment a/operator`,
		},
		"nothing waits for itself": {
			objects: `
				delete Db.example.com a/main after Deployment a/operator
				delete Deployment a/operator after ConfigMap a/settings
				delete ConfigMap a/settings after Db.example.com a/main`,
			want: `
				delete ConfigMap a/settings
				delete Db a/main
				delete Deployment a/operator`,
		},
		"what stays holds nothing up": {
			objects: `
				update Deployment a/operator
				delete Db.example.com a/main after Deployment a/operator
				delete Deployment a/front after Deployment a/gone`,
			want: `
				write Deployment a/operator
				await Deployment a/operator
				delete Db a/main
				delete Deployment a/front`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, all := readObjects(t, test.objects)
			if got, want := strings.Join(waves(orderOf(kind.BuiltIn(), p, all)), "\n"), unindent(test.want); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// Whatever depends on whatever, in circles or not, everything is deleted; and where there are none,
// what depends on something is gone before it, unless that is a definition with others' objects.
func TestEveryRemovalIsPossible(t *testing.T) {
	kinds := []string{
		"Namespace", "ConfigMap", "Service", "Deployment", "Job", "PodDisruptionBudget", "Db.example.com", "Db.example.com",
		"ValidatingWebhookConfiguration.admissionregistration.k8s.io", "CustomResourceDefinition.apiextensions.k8s.io",
	}
	rapid.Check(t, func(t *rapid.T) {
		n, circles := rapid.IntRange(1, 12).Draw(t, "objects"), rapid.Bool().Draw(t, "circles")
		names := make([]string, n)
		for i := range names {
			names[i] = drawRef(t, kinds, i)
		}
		var lines []string
		for i, name := range names {
			line, until := "delete "+name, i
			if circles {
				until = n
			}
			var after []string
			for _, d := range names[:until] {
				if rapid.IntRange(0, 3).Draw(t, "depends") == 0 {
					after = append(after, d)
				}
			}
			if len(after) > 0 {
				line += " after " + strings.Join(after, ", ")
			}
			if rapid.Bool().Draw(t, "along") {
				line += " along"
			}
			lines = append(lines, line)
		}
		p, all := readObjects(t, strings.Join(lines, "\n"))
		gone := map[string]int{}
		for i, wave := range waves(orderOf(kind.BuiltIn(), p, all)) {
			for step := range strings.SplitSeq(wave, ", ") {
				gone[strings.TrimPrefix(step, "delete ")] = i + 1
			}
		}
		changes := map[object.Ref]plan.Change{}
		for _, c := range p.Changes {
			changes[c.Object] = c
		}
		for _, c := range p.Changes {
			own := gone[c.Object.String()]
			if own == 0 {
				t.Fatalf("%v never gets its turn", c.Object)
			}
			for _, d := range all[c.Object].DependsOn {
				if definition := changes[d]; definition.Along != nil && d.GroupKind() == kind.Definition {
					continue
				}
				if !circles && gone[d.String()] <= own {
					t.Fatalf("%v goes no later than %v, which depends on it", d, c.Object)
				}
			}
		}
	})
}
