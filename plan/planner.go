package plan

import (
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/step"
)

// wanted is what the configuration sets, and how its objects are to be treated. It
// asks nobody.
type wanted struct {
	Input
	all   []object.Manifest               // whatever the targets are
	whole map[object.Ref]*object.Manifest // those that leave fields to others, with them
}

// judge knows in addition what a few requests have told of the whole stack. It
// asks nothing further.
type judge struct {
	wanted
	*observation
}

// planner decides about single objects, for which it reads live ones and asks for
// dry-runs. It is not changed while that is done in parallel.
type planner struct {
	judge
	cluster Cluster
	counted *counter // the same, where all requests are counted
	live    *liveObjects
	dry     *approximator // the cluster, to decideAll
	masking *Masking
	ahead   ahead // what is decided, and written, before the objects in question
	claims  claimLists
}

// phases lets the planner decide about objects in an order in which more is known of
// the later ones, and then judges all decisions together.
type phases struct{ *planner }

// The parts of deciding that need less than all of it.

func (p *planner) inquiry() *inquiry   { return &inquiry{&p.wanted, p.cluster} }
func (p *planner) grower() *grower     { return &grower{&p.judge, p.cluster, &p.claims} }
func (p *planner) removing() *removing { return &removing{&p.judge, p.cluster, p.live, p.grower()} }

// inquiry asks what the server would store in cases that take more than one dry-run.
type inquiry struct {
	*wanted
	cluster Cluster
}

// grower finds the claims of StatefulSets that are to be made larger.
type grower struct {
	*judge
	cluster Cluster
	claims  *claimLists
}

// removing decides about what the stack has and no longer wants.
type removing struct {
	*judge
	cluster Cluster
	live    *liveObjects
	grower  *grower
}

// decision is what was found about one object.
type decision struct {
	Change
	manifest       *object.Manifest // what is to be sent; nil for what is not desired
	steps          []step.Step      // what apply does, of what changes
	unrecorded     bool             // as wanted, though not proven by the record
	rolloutPending bool             // as wanted, but its rollout was not seen to finish
	missing        bool             // in the inventory, but no longer ours
	dropped        []DroppedField   // what the server does not keep of it
	warning        *Problem         // about an object that nothing is done to
	addition       *Addition        // what another manager has added to the object
}
