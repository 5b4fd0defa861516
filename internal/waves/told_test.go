package waves

import (
	"errors"
	"testing"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// standing is a run of one wave in which one cluster has failed, as the wave allows or not.
func standing(policy string, allowed int, other run.ClusterState) *carrier {
	r := &run.Run{ID: "r1", State: run.UnderWay, OnFailure: policy, Waves: []run.Wave{{Name: "all", MaxFailures: allowed, Clusters: []run.Cluster{
		{Name: "a", State: run.Failed, Reason: fact.New(Unhealthy, nil)}, {Name: "b", State: other},
	}}}}
	return &carrier{Rollout: &Rollout{journal: &journal{run: r}}}
}

// A cluster that had failed before an apply continues the run is nothing that this one has not done; one that fails
// without being applied to, as at a check, is.
func TestLeftOfAFailureThatWasTold(t *testing.T) {
	for name, c := range map[string]struct {
		told []string
		want int
	}{
		"it fails now": {nil, 1}, "it had failed": {[]string{"a"}, 0}, "another one had": {[]string{"b"}, 1},
	} {
		left := Outcome{Run: standing("halt", 1, run.Applied).Run(), told: c.told}.Left()
		if len(left) != c.want || c.want == 1 && (left[0].Cluster != "a" || left[0].Because != engine.LeftError) {
			t.Errorf("%s: %+v", name, left)
		}
	}
}

// Who is kept from a cluster of a wave that has failed on others is told what the next apply does; elsewhere, and of any
// other error, nothing of that is said.
func TestKeptFromAWaveThatHasFailed(t *testing.T) {
	refused := fact.New(reason.CredentialsRefused, nil)
	for name, c := range map[string]struct {
		policy            string
		allowed           int
		failed, rollsBack bool
	}{
		"rolls back":         {"rollback_all", 0, true, true},
		"of its wave":        {"rollback", 0, true, true},
		"halts":              {"halt", 0, true, false},
		"it may have failed": {"rollback", 1, false, false},
		"it continues":       {"continue", 0, false, false},
	} {
		of := reaching{standing(c.policy, c.allowed, run.Applying)}
		args := fact.Of(of.fated(of.hindered("b", refused, true, nil), "all")).Args
		if failed, back := args["failed"] == true, args["rolls_back"] == true; failed != c.failed || back != c.rollsBack {
			t.Errorf("%s: %+v", name, args)
		}
	}
	of := reaching{standing("rollback", 0, run.Applying)}
	if other := errors.New("other"); of.fated(other, "all") != other || of.fated(nil, "all") != nil {
		t.Error("another error is changed")
	}
}

// Where the lock of a run is lost, the run continues, and nothing is to be planned; that of a stack is not the run's.
func TestLostLockOfARun(t *testing.T) {
	lost := &fact.Error{What: fact.New(state.LockLost, fact.Args{"stack": "shop", "how": fact.New(state.LockDeleted, nil)}), Err: state.ErrLockLost}
	of := standing("halt", 1, run.Applied)
	if of := fact.Of(of.unlocked(lost)); of.Args["run"] != "r1" || of.Args["stack"] != "shop" {
		t.Error(of)
	}
	if err := of.unlocked(lost); !errors.Is(err, state.ErrLockLost) {
		t.Error("it is no lost lock any more")
	}
	onCluster := &apply.Error{Cluster: "a", Cause: lost}
	if of.unlocked(onCluster) != error(onCluster) || of.unlocked(nil) != nil {
		t.Error("another error is changed")
	}
}
