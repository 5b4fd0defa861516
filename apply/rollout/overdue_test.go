package rollout_test

import (
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/ui/words"
)

const stuckSet = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, uid: s, generation: 2}
spec: {replicas: 2}
status: {observedGeneration: 2, replicas: 2, currentReplicas: 1, updatedReplicas: 1, readyReplicas: 1, currentRevision: a, updateRevision: b}
`

const stuckDaemon = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: db, uid: s, generation: 2, annotations: {deprecated.daemonset.template.generation: "2"}}
spec: {}
status: {observedGeneration: 2, desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 1, numberReady: 1, numberAvailable: 1}
`

const stuckDeployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: db, uid: s, generation: 2, annotations: {deployment.kubernetes.io/revision: "2"}}
spec: {replicas: 2, strategy: {type: Recreate}}
status: {observedGeneration: 2, replicas: 0}
`

const (
	leavingPod = `---
apiVersion: v1
kind: Pod
metadata: {name: db-1, uid: u1, deletionTimestamp: "2026-03-01T10:00:30Z", labels: {controller-revision-hash: a}`
	withFinalizer = leavingPod + `, finalizers: [example.com/a, example.com/b]}
spec: {nodeName: node-1}
`
	onLostNode = leavingPod + `}
spec: {nodeName: node-1}
status: {phase: Running, conditions: [{type: Ready, status: Unknown}]}
`
)

// A Pod that should have been gone is why the one that comes for it is not there, of whatever
// revision it is.
func TestPodsThatDoNotGo(t *testing.T) {
	gone := time.Date(2026, 3, 1, 10, 0, 30, 0, time.UTC)
	const (
		finalizers = "Terminating (Pod db-1): it was to be gone at 2026-03-01 10:00:30 UTC, and its finalizers example.com/a, example.com/b still keep it"
		node       = "Terminating (Pod db-1): it was to be gone at 2026-03-01 10:00:30 UTC, and its node node-1 has not said that its containers have stopped"
	)
	for name, c := range map[string]struct {
		objects string
		now     time.Time
		says    string // "" where nothing is to be said
	}{
		"a finalizer":                {stuckSet + withFinalizer, gone.Add(time.Minute), finalizers},
		"a node that is lost":        {stuckSet + onLostNode, gone.Add(time.Hour), node},
		"of a DaemonSet":             {stuckDaemon + onLostNode, gone.Add(time.Hour), node},
		"of a Deployment":            {stuckDeployment + withFinalizer, gone.Add(time.Hour), finalizers},
		"it still has time":          {stuckSet + withFinalizer, gone.Add(-time.Second), ""},
		"its end is being worked on": {stuckSet + withFinalizer, gone.Add(5 * time.Second), ""},
		"the time is not known":      {stuckSet + withFinalizer, time.Time{}, ""},
	} {
		w, e := readCase(t, []byte(c.objects))
		e.Now = c.now
		s := rollout.Judge(w, e)
		said := ""
		if len(s.Causes) > 0 {
			said = words.In(words.English).Text(s.Causes[0].Fact())
		}
		if said != c.says || s.Done || s.Failed || len(s.Causes) > 1 {
			t.Errorf("%s: %q, %+v", name, said, s)
		}
	}
}

// A monitor asks to be asked again when a Pod should be gone, and fails only in the end.
func TestPodsThatDoNotGoAreToldInTime(t *testing.T) {
	w, e := readCase(t, []byte(stuckSet+withFinalizer))
	start := time.Now()
	m := rollout.NewMonitor(time.Minute, start)
	e.Now = e.Pods[0].DeletionTimestamp.Add(-3 * time.Second)
	if s := m.Judge(start, w, e); len(s.Causes) > 0 || !m.Next().Equal(start.Add(13*time.Second)) {
		t.Errorf("%+v, and it wants to be asked after %v", s, m.Next().Sub(start))
	}
	e.Now = e.Now.Add(13 * time.Second)
	if s := m.Judge(start.Add(13*time.Second), w, e); len(s.Causes) != 1 || s.Failed || !m.Next().Equal(start.Add(time.Minute)) {
		t.Errorf("%+v, and it wants to be asked after %v", s, m.Next().Sub(start))
	}
	e.Now = e.Now.Add(time.Minute)
	if s := m.Judge(start.Add(time.Minute), w, e); !s.Failed || s.Message.Code != rollout.OverTimeout || len(s.Causes) != 1 {
		t.Errorf("%+v", s)
	}
}
