package plan

import (
	"slices"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// ClusterDrift is what is not in one cluster any more as it was applied last.
type ClusterDrift struct {
	Cluster string `json:"cluster"`
	Context string `json:"context"`
	// Kubeconfig is the file that was named for the cluster.
	Kubeconfig string `json:"kubeconfig,omitempty"`
	// Serial, Who and When are the last apply's; zero where there was none.
	Serial  int64           `json:"serial"`
	Who     string          `json:"who,omitempty"`
	When    time.Time       `json:"when,omitzero"`
	Objects []DriftedObject `json:"objects"`
	// Former is where else a stack of this name has its state, where there is
	// none here.
	Former *Former `json:"former,omitempty"`
	// Problems are what kept this from being whole.
	Problems []Problem `json:"problems,omitempty"`
	// Warnings are why some of the objects cannot be had again as they were applied.
	Warnings []Problem `json:"warnings,omitempty"`
}

// WithConfiguration reports whether the cluster was compared with the configuration, because
// that has changed since the last apply, and what was applied could not be read.
func (d *ClusterDrift) WithConfiguration() bool {
	return slices.ContainsFunc(d.Problems, func(p Problem) bool { return p.Code == ProblemAppliedUnread })
}

// DriftedObject is an object that another manager has changed or removed, or to which
// another manager has added something.
type DriftedObject struct {
	Object  object.Ref   `json:"object"`
	Address string       `json:"address,omitempty"`
	Origin  object.Range `json:"origin,omitzero"`
	// Gone means that it was removed, or replaced by another of its name.
	Gone bool `json:"gone,omitempty"`
	// Fields go from what was applied to what is there now.
	Fields []FieldChange `json:"fields,omitempty"`
	// Approximate is why the server was not asked what differs, as in a Change.
	Approximate fact.Fact `json:"approximate,omitzero"`
}

// Way is the way to the cluster.
func (d *ClusterDrift) Way() Way { return Way{d.Context, d.Kubeconfig} }

// DriftOf takes out of a plan what differs from the last apply. The plan must have been made
// AsApplied, and with ForceConflicts so that no other manager's field blocks it.
func DriftOf(p *ClusterPlan, r *state.Revision) ClusterDrift {
	d := ClusterDrift{Cluster: p.Cluster, Context: p.Context, Kubeconfig: p.Kubeconfig, Objects: []DriftedObject{}, Former: p.Former}
	if r == nil {
		return d
	}
	d.Serial, d.Who, d.When, d.Problems = r.Serial, r.Who, r.Started, slices.Clone(p.Problems)
	made := map[object.Ref]*state.Entry{}
	for i, e := range r.Objects {
		if r.Objects[i].WasMade() {
			made[e.Ref] = &r.Objects[i]
		}
	}
	for _, c := range p.Changes {
		d.count(&c)
	}
	for _, ref := range p.Missing {
		if e := made[ref]; e != nil && !e.Expires() {
			d.Objects = append(d.Objects, DriftedObject{Object: ref, Address: e.Address, Gone: true})
		}
	}
	for _, a := range p.Additions {
		d.add(a)
	}
	slices.SortFunc(d.Objects, func(a, b DriftedObject) int { return object.Compare(a.Object, b.Object) })
	return d
}

// count notes what a change takes back, and why it cannot.
func (d *ClusterDrift) count(c *Change) {
	o := driftBehind(c)
	drifted := o.Gone || len(o.Fields) > 0
	if drifted {
		d.Objects = append(d.Objects, o)
	}
	switch {
	case c.Action != Blocked:
	case drifted:
		d.Warnings = append(d.Warnings, *c.Blocked)
	default:
		d.Problems = append(d.Problems, *c.Blocked)
	}
}

// driftBehind is what a change takes back, or would where that cannot be done.
func driftBehind(c *Change) DriftedObject {
	o := DriftedObject{Object: c.Object, Address: c.Address, Origin: c.Origin, Gone: c.Action == Create && c.Gone}
	if c.Action == Update || c.Action == Blocked || c.Action.Renews() {
		o.Fields, o.Approximate = driftedFields(c.Fields), c.Approximate
	}
	return o
}

// add notes what another manager has added to an object, which may be changed besides.
func (d *ClusterDrift) add(a Addition) {
	i := slices.IndexFunc(d.Objects, func(o DriftedObject) bool { return o.Object == a.Object })
	if i < 0 {
		i = len(d.Objects)
		d.Objects = append(d.Objects, DriftedObject{Object: a.Object, Address: a.Address, Origin: a.Origin})
	}
	d.Objects[i].Fields = append(d.Objects[i].Fields, a.Fields...)
}

// driftedFields are the fields that another manager changed, in the direction in which
// they did.
func driftedFields(fields []FieldChange) []FieldChange {
	var drifted []FieldChange
	for _, f := range fields {
		if f.Cause.Kind != Drift && f.Cause.Kind != Conflict && f.Cause.Kind != Added {
			continue
		}
		f.Before, f.After = f.After, f.Before
		f.OwnersBefore, f.OwnersAfter = f.OwnersAfter, f.OwnersBefore
		switch f.Op {
		case Add:
			f.Op = Remove
		case Remove:
			f.Op = Add
		}
		drifted = append(drifted, f)
	}
	return drifted
}
