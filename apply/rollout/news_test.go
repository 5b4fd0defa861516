package rollout_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
)

// An object that is no workload comes forward when its status says what it has not said before,
// and its time is up when it does not, and in any case after several deadlines.
func TestNewsIsProgress(t *testing.T) {
	database := func(annotations, status string) string {
		return `{apiVersion: example.com/v1, kind: Database, metadata: {name: db, generation: 1, annotations: {` + annotations + `}}, status: ` + status + `}`
	}
	creating := `conditions: [{type: Ready, status: "False", reason: Creating, message: "%d of 50 members up", lastTransitionTime: "2026-03-01T10:%02d:00Z"}]`
	members := func(at int) string { return database("", fmt.Sprintf("{"+creating+"}", at, at)) }
	start := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		shows  func(minute int) string
		failed int // the minute in which the rollout fails
		code   fact.Code
	}{
		"members that come up until the twentieth minute": {func(m int) string { return members(min(m, 20)) }, 30, rollout.OverDeadline},
		"members that come up for ever":                   {members, 60, rollout.OverTimeoutUnready},
		"a status that goes to and fro":                   {func(m int) string { return members(m % 2) }, 11, rollout.OverDeadline},
		"nothing but times": {func(m int) string {
			return database("", fmt.Sprintf(`{lastHeartbeat: %d, checkedAt: "2026-03-01T10:%02d:00Z", `+creating+`}`, m, m, 1, m))
		}, 10, rollout.OverDeadline},
		"another field of the status": {func(m int) string {
			return database("", fmt.Sprintf(`{members: {up: %d}, `+creating+`}`, min(m, 5), 1, 1))
		}, 15, rollout.OverDeadline},
		"a deadline of its own": {func(m int) string {
			return database(`wl/progress-deadline-seconds: "120"`, fmt.Sprintf("{"+creating+"}", min(m, 3), 1))
		}, 5, rollout.OverDeadline},
		"a ReplicaSet": {func(m int) string {
			return fmt.Sprintf(`{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: a, generation: 1}, spec: {replicas: 99}, status: {observedGeneration: 1, replicas: 99, fullyLabeledReplicas: 99, availableReplicas: %d}}`, min(m, 12))
		}, 22, rollout.OverDeadline},
		"a Service": {func(m int) string {
			return fmt.Sprintf(`{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: LoadBalancer}, status: {conditions: [{type: Provisioned, status: "False", reason: Creating, message: "step %d", lastTransitionTime: null}]}}`, min(m, 4))
		}, 14, rollout.OverDeadline},
	} {
		m := rollout.NewMonitor(0, start)
		for minute := range 62 {
			w, err := rollout.BuiltIn().ReadAny(contentOf(t, c.shows(minute)))
			if err != nil {
				t.Fatal(err)
			}
			s := m.Judge(start.Add(time.Duration(minute)*time.Minute), w, rollout.Evidence{})
			if s.Done || s.Failed != (minute >= c.failed) {
				t.Fatalf("%s, minute %d: %+v", name, minute, s)
			}
			if !s.Failed {
				continue
			}
			if s.Message.Code != c.code || s.Word != rollout.NotReady {
				t.Errorf("%s: %+v", name, s)
			}
			break
		}
	}
}
