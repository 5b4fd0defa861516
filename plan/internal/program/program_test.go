package program

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/step"
)

func TestOrder(t *testing.T) {
	tests := map[string]struct {
		objects        string // "action kind ns/name [after kind ns/name, ...]" a line
		rolloutPending string
		want           string // which steps run at the same time, a line each
	}{
		"tiers of a namespace": {
			objects: `
				create Namespace shop
				create ConfigMap shop/settings
				create Service shop/front
				create Deployment shop/front
				create HorizontalPodAutoscaler shop/front`,
			want: `
				write Namespace shop
				write ConfigMap shop/settings
				write Service shop/front
				write Deployment shop/front
				await Deployment shop/front, write HorizontalPodAutoscaler shop/front`,
		},
		"Pods after what they read and mount": {
			objects: `
				create ServiceAccount shop/zz
				create LimitRange shop/sizes
				create ResourceQuota shop/few
				create Pod shop/a
				create ReplicaSet.apps shop/b
				create ReplicationController shop/c
				create Secret shop/key
				create Service shop/front`,
			want: `
				write LimitRange shop/sizes, write ResourceQuota shop/few, write Secret shop/key, write ServiceAccount shop/zz
				write Service shop/front
				write Pod shop/a, write ReplicaSet shop/b, write ReplicationController shop/c
				await Pod shop/a, await ReplicaSet shop/b`,
		},
		"namespaces do not wait for each other": {
			objects: `
				create ConfigMap a/settings
				create Deployment a/front
				create Deployment b/front`,
			want: `
				write ConfigMap a/settings, write Deployment b/front
				await Deployment b/front, write Deployment a/front
				await Deployment a/front`,
		},
		"a workload waits until the one it depends on is rolled out": {
			objects: `
				create StatefulSet shop/database
				create Deployment shop/front after StatefulSet shop/database
				update Deployment shop/other`,
			want: `
				write Deployment shop/other, write StatefulSet shop/database
				await Deployment shop/other, await StatefulSet shop/database
				write Deployment shop/front
				await Deployment shop/front`,
		},
		"what is not waited for holds nothing up but by its being written": {
			objects: `
				create StatefulSet shop/database unawaited
				create PersistentVolumeClaim shop/data
				create Deployment shop/front after StatefulSet shop/database
				create ConfigMap shop/settings`,
			want: `
				write ConfigMap shop/settings, write PersistentVolumeClaim shop/data
				await PersistentVolumeClaim shop/data, write StatefulSet shop/database
				write Deployment shop/front
				await Deployment shop/front`,
		},
		"a kind that is named like one of Kubernetes' own is no workload, but may have a status": {
			objects: `
				create Deployment.example.com shop/front
				create Service.serving.example.com shop/front
				create Deployment shop/front`,
			want: `
				write Deployment.example.com shop/front, write Service.serving.example.com shop/front
				await Deployment.example.com shop/front, await Service.serving.example.com shop/front, write Deployment shop/front
				await Deployment shop/front`,
		},
		"what the plan changes first, so that the server takes the rest": {
			objects: `
				create ConfigMap shop/settings first ValidatingAdmissionPolicy.admissionregistration.k8s.io judge
				create Deployment shop/front first ResourceQuota shop/few
				update ResourceQuota shop/few
				update ValidatingAdmissionPolicy.admissionregistration.k8s.io judge`,
			want: `
				write ResourceQuota shop/few, write ValidatingAdmissionPolicy judge
				write ConfigMap shop/settings
				write Deployment shop/front
				await Deployment shop/front`,
		},
		"a declared dependency goes before the order of kinds": {
			objects: `
				create Job shop/migrate
				create ConfigMap shop/after after Job shop/migrate
				create Deployment shop/front`,
			want: `
				write Deployment shop/front, write Job shop/migrate
				await Deployment shop/front, await Job shop/migrate
				write ConfigMap shop/after`,
		},
		"a Job that runs again comes after what it depends on, and before what depends on it": {
			objects: `
				update StatefulSet shop/database
				rerun Job shop/migrate after StatefulSet shop/database
				update Deployment shop/front after Job shop/migrate`,
			want: `
				write StatefulSet shop/database
				await StatefulSet shop/database
				clear Job shop/migrate
				write Job shop/migrate
				await Job shop/migrate
				write Deployment shop/front
				await Deployment shop/front`,
		},
		"dependencies across namespaces": {
			objects: `
				create ConfigMap a/x after Deployment b/front
				create Deployment a/front
				create ConfigMap b/x after Deployment a/front
				create Deployment b/front`,
			want: `
				write Deployment a/front, write Deployment b/front
				await Deployment a/front, await Deployment b/front
				write ConfigMap a/x, write ConfigMap b/x`,
		},
		"deletions come last, in reverse": {
			objects: `
				delete Namespace old
				delete ConfigMap old/settings
				delete Service old/front
				delete Deployment old/front
				delete PodDisruptionBudget old/front
				update Deployment shop/front`,
			want: `
				write Deployment shop/front
				await Deployment shop/front
				delete PodDisruptionBudget old/front
				delete Deployment old/front
				delete Service old/front
				delete ConfigMap old/settings
				delete Namespace old`,
		},
		"what was not seen to finish is waited for, and waited for by others": {
			objects: `
				unchanged StatefulSet shop/database
				create Deployment shop/front after StatefulSet shop/database`,
			rolloutPending: "StatefulSet shop/database",
			want: `
				await StatefulSet shop/database
				write Deployment shop/front
				await Deployment shop/front`,
		},
		"what is unchanged is not waited for": {
			objects: `
				unchanged StatefulSet shop/database
				create Deployment shop/front after StatefulSet shop/database`,
			want: `
				write Deployment shop/front
				await Deployment shop/front`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, desired := readObjects(t, test.objects)
			if test.rolloutPending != "" {
				p.RolloutPending = []object.Ref{readRef(test.rolloutPending)}
			}
			if got, want := strings.Join(waves(orderOf(kind.BuiltIn(), p, desired)), "\n"), unindent(test.want); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestOrderRefusesCircles(t *testing.T) {
	p, desired := readObjects(t, `
		create Deployment shop/a after Deployment shop/b
		create Deployment shop/b after Deployment shop/a
		create Deployment shop/c`)
	got := circular(orderOf(kind.BuiltIn(), p, desired))
	if len(got) != 1 || !slices.Equal(got[0].Args["objects"].([]string), []string{"Deployment shop/a", "Deployment shop/b"}) {
		t.Errorf("got %+v", got)
	}
}

// Whatever depends on whatever, as long as nothing depends on itself: every
// step gets its turn, and none before what it depends on.
func TestOrderIsPossible(t *testing.T) {
	kinds := []string{"Namespace", "ConfigMap", "Service", "Deployment", "Job", "PodDisruptionBudget"}
	rapid.Check(t, func(t *rapid.T) {
		var lines []string
		n := rapid.IntRange(1, 12).Draw(t, "objects")
		for i := range n {
			line := fmt.Sprintf("%s %s", rapid.SampledFrom([]string{"create", "update", "unchanged"}).Draw(t, "action"), drawRef(t, kinds, i))
			var after []string
			for d := range i {
				if rapid.IntRange(0, 3).Draw(t, "depends") == 0 {
					after = append(after, strings.Join(strings.Fields(lines[d])[1:3], " "))
				}
			}
			if len(after) > 0 {
				line += " after " + strings.Join(after, ", ")
			}
			lines = append(lines, line)
		}
		p, desired := readObjects(t, strings.Join(lines, "\n"))
		program := orderOf(kind.BuiltIn(), p, desired)
		if circle := program.Circle(); len(circle) > 0 {
			t.Fatalf("%v\n%s", circle, strings.Join(lines, "\n"))
		}
		checkDependencies(t, p, desired, waves(program))
	})
}

func drawRef(t *rapid.T, kinds []string, i int) string {
	kind := rapid.SampledFrom(kinds).Draw(t, "kind")
	if kind == "Namespace" {
		return fmt.Sprintf("Namespace n%d", i)
	}
	return fmt.Sprintf("%s n%d/o%d", kind, rapid.IntRange(0, 2).Draw(t, "namespace"), i)
}

func checkDependencies(t *rapid.T, p *plan.ClusterPlan, desired map[object.Ref]*object.Manifest, waves []string) {
	wave := func(step string) int {
		return slices.IndexFunc(waves, func(w string) bool { return slices.Contains(strings.Split(w, ", "), step) })
	}
	for _, c := range p.Changes {
		own := wave("write " + c.Object.String())
		if own < 0 {
			t.Fatalf("%v never gets its turn", c.Object)
		}
		for _, d := range desired[c.Object].DependsOn {
			if wave("write "+d.String()) >= own || wave("await "+d.String()) >= own {
				t.Fatalf("%v does not wait for %v", c.Object, d)
			}
		}
	}
}

// orderOf is the program of a plan whose steps have no operations.
func orderOf(kinds *kind.Registry, p *plan.ClusterPlan, desired map[object.Ref]*object.Manifest) step.Program {
	work := map[object.Ref][]step.Step{}
	for _, c := range p.Changes {
		switch {
		case c.Action == plan.Delete:
			work[c.Object] = []step.Step{{Do: step.Delete, Object: c.Object}}
		case c.Action.Renews():
			work[c.Object] = []step.Step{{Do: step.Clear, Object: c.Object}, {Do: step.Write, Object: c.Object}}
		default:
			work[c.Object] = []step.Step{{Do: step.Write, Object: c.Object}}
		}
	}
	former := maps.Clone(desired)
	desired = maps.Clone(desired)
	for _, c := range p.Changes {
		if c.Action == plan.Delete {
			delete(desired, c.Object)
		}
	}
	return order(kinds, p, desired, former, work, p.RolloutPending)
}

// waves runs a program and says which steps could run at the same time.
func waves(p step.Program) []string {
	run := p.Start()
	var waves []string
	for ready := run.Ready(); len(ready) > 0; {
		var together []string
		var next []int
		for len(ready) > 0 { // barriers take no time
			s := ready[0]
			ready = ready[1:]
			if p[s].Do == step.Barrier {
				ready = append(ready, run.Finish(s)...)
				continue
			}
			together = append(together, string(p[s].Do)+" "+p[s].Object.String())
			next = append(next, s)
		}
		if len(together) > 0 {
			slices.Sort(together)
			waves = append(waves, strings.Join(together, ", "))
		}
		for _, s := range next {
			ready = append(ready, run.Finish(s)...)
		}
	}
	return waves
}

// readObjects reads lines of the form "action kind ns/name after kind ns/name, … unawaited", or
// along at the end of a definition with which others' objects go.
func readObjects(t interface{ Fatalf(string, ...any) }, text string) (*plan.ClusterPlan, map[object.Ref]*object.Manifest) {
	p, desired := new(plan.ClusterPlan), map[object.Ref]*object.Manifest{}
	for line := range strings.Lines(unindent(text)) {
		line, unawaited := strings.CutSuffix(strings.TrimSpace(line), " unawaited")
		line, along := strings.CutSuffix(line, " along")
		head, first, _ := strings.Cut(line, " first ")
		head, after, depends := strings.Cut(head, " after ")
		action, name, ok := strings.Cut(head, " ")
		if !ok {
			t.Fatalf("unreadable line %q", line)
		}
		ref := readRef(name)
		if action != "unchanged" {
			c := plan.Change{Action: plan.Action(action), Object: ref}
			if along {
				c.Along = &plan.Along{Objects: []plan.AlongKind{{Kind: "Other", Count: 1}}}
			}
			if first != "" {
				c.First = []object.Ref{readRef(first)}
			}
			p.Changes = append(p.Changes, c)
		}
		m := &object.Manifest{Ref: ref, Lifecycle: object.Lifecycle{NoWait: unawaited}}
		if depends {
			for d := range strings.SplitSeq(after, ", ") {
				m.DependsOn = append(m.DependsOn, readRef(d))
			}
		}
		desired[ref] = m
	}
	slices.SortFunc(p.Changes, func(a, b plan.Change) int { return object.Compare(a.Object, b.Object) })
	return p, desired
}

func readRef(text string) object.Ref {
	kind, name, _ := strings.Cut(text, " ")
	groups := map[string]string{"Deployment": "apps", "StatefulSet": "apps", "Job": "batch", "HorizontalPodAutoscaler": "autoscaling", "PodDisruptionBudget": "policy"}
	ref := object.Ref{Group: groups[kind], Kind: kind, Name: name}
	if bare, group, named := strings.Cut(kind, "."); named {
		ref.Kind, ref.Group = bare, group
	}
	if ns, rest, ok := strings.Cut(name, "/"); ok {
		ref.Namespace, ref.Name = ns, rest
	}
	return ref
}

func unindent(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
