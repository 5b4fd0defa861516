package judge

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/version"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/state"
)

// Shared blocks objects that ask for what only one can have, and another one of the stack
// sets, too: of Services a port of the nodes or an address of the cluster, of PriorityClasses
// to be the default. Of one that is refused because another is the default, it says which.
func Shared(decisions []decision.Decision, desired []object.Manifest) {
	asked, wanted := make(map[sole][]object.Ref), make(map[object.Ref]*object.Manifest)
	for i := range desired {
		for one := range solesOf(&desired[i]) {
			asked[one] = append(asked[one], desired[i].Ref)
			wanted[desired[i].Ref] = &desired[i]
		}
	}
	for i, d := range decisions {
		m := wanted[d.Object]
		if m == nil || d.Action == plan.None || d.Action == plan.Blocked {
			continue
		}
		for one, at := range solesOf(m) {
			if k := slices.IndexFunc(asked[one], func(other object.Ref) bool { return other != m.Ref }); k >= 0 {
				p := one.askedTwice(m, asked[one][k])
				p.Path, p.Origin = at, m.SourceOf(at)
				decisions[i] = decision.Blocked(m, p)
			}
		}
	}
	nameDefault(decisions, asked[sole{isDefault: true}])
}

// nameDefault says of a PriorityClass which other one is the default of the cluster, where that is
// why it is refused. Defaults are those that the configuration makes the default.
func nameDefault(decisions []decision.Decision, defaults []object.Ref) {
	for i := range decisions {
		d := &decisions[i]
		if d.Action != plan.Blocked || d.Object.GroupKind() != kind.PriorityClass || d.Manifest == nil || d.Blocked.Code != plan.ProblemForbidden {
			continue
		}
		said, _ := d.Blocked.Args["said"].(string)
		holder := holderOfDefault(said)
		if holder == (object.Ref{}) {
			continue
		}
		p := plan.NewProblem(plan.ProblemDefaultHeld, fact.Args{"object": d.Object, "holder": holder, "name": holder.Name})
		if slices.Contains(defaults, holder) {
			p = sole{isDefault: true}.askedTwice(d.Manifest, holder)
		}
		for _, other := range decisions {
			if other.Object == holder && other.Action == plan.Delete && !other.Missing {
				p.Args["deleted"] = true
				if other.Address != d.Address { // of one block, both are targets
					p.Args["address"] = other.Address
				}
			}
		}
		p.Object, p.Path = &d.Object, object.PathOf("globalDefault")
		p.Origin = d.Manifest.SourceOf(p.Path)
		d.Blocked = &p
	}
}

var defaultHeld = regexp.MustCompile(`PriorityClass (\S+) is already marked as default`)

// holderOfDefault is the PriorityClass that a server names where it refuses another one because
// that is the default of the cluster; zero where it says anything else.
func holderOfDefault(said string) object.Ref {
	found := defaultHeld.FindStringSubmatch(said)
	if found == nil {
		return object.Ref{}
	}
	return object.NewRef(kind.PriorityClass, "", found[1])
}

// isDefault reports whether an object is a PriorityClass that is the default of its cluster.
func isDefault(gk kind.GroupKind, content map[string]any) bool {
	return gk == kind.PriorityClass && content["globalDefault"] == true
}

// yieldsDefault reports whether a PriorityClass ceases to be the default of its cluster.
func yieldsDefault(d decision.Decision) bool {
	return d.Object.GroupKind() == kind.PriorityClass && slices.ContainsFunc(d.Fields, func(f plan.FieldChange) bool {
		return f.Path == object.PathOf("globalDefault") && !f.Op.KeepsValue() && f.After != true
	})
}

// HeldPort is the problem that a Service is refused for a port of the nodes which another one
// has until this plan deletes or changes that; nil where it is refused for another reason. Live
// is what the other one is now. Where that is refused as well, as of two that swap their ports,
// it cannot be applied first.
func HeldPort(d, holder *decision.Decision, live map[string]any) *plan.Problem {
	wants, keeps := solesOf(d.Manifest), map[sole]object.Path{}
	if holder.Manifest != nil {
		keeps = solesOf(holder.Manifest)
	}
	for one := range solesOf(&object.Manifest{Ref: holder.Object, Content: live}) {
		at, wanted := wants[one]
		if _, kept := keeps[one]; kept || !wanted || !one.isRefused(d.Blocked) {
			continue
		}
		p := plan.NewProblem(plan.ProblemNodePortHeld, fact.Args{
			"object": d.Object, "holder": holder.Object, "port": one.port,
			"deleted": holder.Action == plan.Delete, "namespace": holder.Object.Namespace, "name": holder.Object.Name,
		})
		if holder.Address != d.Address && holder.Action != plan.Blocked { // of one block, both are targets
			p.Args["address"] = holder.Address
		}
		p.Object, p.Path, p.Origin = &d.Object, at, d.Manifest.SourceOf(at)
		return &p
	}
	return nil
}

// LacksPort reports whether a server refuses a Service because another one has its port of the
// nodes.
func LacksPort(d *decision.Decision) bool {
	if d.Action != plan.Blocked || d.Object.GroupKind() != kind.Service || d.Manifest == nil || d.Blocked.Code != plan.ProblemRefused {
		return false
	}
	said, _ := d.Blocked.Args["said"].(string)
	return strings.Contains(said, "provided port is already allocated")
}

// sole is what only one object can have: of Services a port that every node opens for it, whatever
// its protocol, or an address of the cluster; of PriorityClasses, to be the default.
type sole struct {
	port      int64
	address   string
	isDefault bool
}

// askedTwice is the problem that two objects set it.
func (s sole) askedTwice(m *object.Manifest, other object.Ref) plan.Problem {
	args := fact.Args{"object": m.Ref, "other": other}
	if s.isDefault {
		return plan.NewProblem(plan.ProblemSameDefault, args)
	}
	if s.address != "" {
		args["ip"] = s.address
		return plan.NewProblem(plan.ProblemSameClusterIP, args)
	}
	args["port"] = s.port
	return plan.NewProblem(plan.ProblemSameNodePort, args)
}

// isRefused reports whether a server refuses it as a port of the nodes. Of an address, a dry-run
// does not say that another Service has it; whether that is free when its turn comes, as the
// order of a plan may provide for, is the apply's to find out.
func (s sole) isRefused(p *plan.Problem) bool {
	said, _ := p.Args["said"].(string)
	return s.address == "" && strings.Contains(said, fmt.Sprintf(": %d: provided port", s.port))
}

// solesOf finds what of it an object sets. Ports of several protocols may be one.
func solesOf(m *object.Manifest) map[sole]object.Path {
	if isDefault(m.Ref.GroupKind(), m.Content) {
		return map[sole]object.Path{{isDefault: true}: object.PathOf("globalDefault")}
	}
	if m.Ref.GroupKind() != kind.Service {
		return nil
	}
	soles := make(map[sole]object.Path)
	note := func(value any, at object.Path) {
		switch value := value.(type) {
		case int64:
			soles[sole{port: value}] = at
		case string:
			if value != "" && value != corev1.ClusterIPNone {
				soles[sole{address: value}] = at
			}
		}
	}
	spec := object.PathOf("spec")
	addresses, _ := object.At(m.Content, "spec", "clusterIPs").([]any)
	for i, address := range addresses {
		note(address, spec.Field("clusterIPs").Index(i))
	}
	for _, field := range []string{"clusterIP", "healthCheckNodePort"} {
		note(object.At(m.Content, "spec", field), spec.Field(field))
	}
	ports, _ := object.At(m.Content, "spec", "ports").([]any)
	for i, item := range ports {
		port, _ := item.(map[string]any)
		note(port["nodePort"], spec.Field("ports").Index(i).Field("nodePort"))
	}
	delete(soles, sole{})
	return soles
}

// MaskGrants takes sensitive values out of what is granted to whom.
func (j *Judge) MaskGrants(decisions []decision.Decision) {
	for i := range decisions {
		impact := decisions[i].Impact
		m := j.Find(decisions[i].Object)
		if impact == nil || len(impact.Grants) == 0 || m == nil || len(m.Sensitive) == 0 {
			continue
		}
		mask := object.NewMask(m)
		for k := range impact.Grants {
			g := &impact.Grants[k]
			g.Subject, g.Role = mask.Text(g.Subject), mask.Text(g.Role)
			g.Verbs, g.Resources = mask.Texts(g.Verbs), mask.Texts(g.Resources)
		}
	}
}

// MarkGone notes of objects that are created that the stack has made them before:
// another client has deleted them since. What an apply was about to make, or to delete,
// when it was cut off, may never have been there, or is gone as it was to be, and so is a
// Job that its time to live has removed, or may have.
func (j *Judge) MarkGone(changes []plan.Change) {
	for i := range changes {
		c := &changes[i]
		if e := j.Entries[c.Object]; c.Action == plan.Create && e != nil && e.WasMade() && e.Replacing == nil && !mayHaveExpired(j.Find(c.Object), e) {
			c.Gone = true
		}
	}
}

// Pending are the workloads to wait for although they are as wanted: those whose
// last rollout was not seen to finish, and those to be recorded that the state does
// not know as rolled out.
func (j *Judge) Pending(c *plan.ClusterPlan) []object.Ref {
	refs := slices.Clone(c.RolloutPending)
	for _, ref := range c.Unrecorded {
		if e := j.Entries[ref]; e == nil || e.Phase != state.Ready {
			refs = append(refs, ref)
		}
	}
	slices.SortFunc(refs, object.Compare)
	return slices.Compact(refs)
}

// OtherVersion warns of a cluster that is not of the version against which the
// configuration was checked; nil where it is, or nothing is said of it.
func OtherVersion(in plan.Input, server string) *plan.Problem {
	if in.KubernetesVersion == "" {
		return nil
	}
	said, errSaid := version.ParseGeneric(in.KubernetesVersion)
	is, errIs := version.ParseGeneric(server)
	if errSaid != nil || errIs != nil || said.Major() == is.Major() && said.Minor() == is.Minor() {
		return nil
	}
	p := plan.NewProblem(plan.ProblemOtherVersion, fact.Args{
		"cluster": in.Cluster, "server": server, "configured": in.KubernetesVersion, "write": fmt.Sprintf("%d.%d", is.Major(), is.Minor()),
	})
	p.Origin = in.VersionOrigin
	return &p
}
