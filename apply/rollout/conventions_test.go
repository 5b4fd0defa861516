package rollout_test

import (
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// What operators say by conventions of their own is waited for, with what they say, and never
// fails an object before its time is up.
func TestConventions(t *testing.T) {
	start := time.Now()
	for name, c := range map[string]struct {
		status string // of generation 2
		awaits fact.Code
		reason string // of the cause, where there is one
	}{
		"something is wrong":                  {`{conditions: [{type: Degraded, status: "True", reason: NoQuorum, message: 1 of 3}]}`, rollout.AwaitsCondition, "NoQuorum"},
		"without a reason":                    {`{conditions: [{type: ReconcileFailed, status: "True"}]}`, rollout.AwaitsCondition, "ReconcileFailed"},
		"as a map":                            {`{conditions: {NotReady: {status: "True", reason: Creating}}}`, rollout.AwaitsCondition, "Creating"},
		"nothing is":                          {`{conditions: [{type: Degraded, status: "False"}, {type: NotReady, status: "False"}, {type: Failed, status: Unknown}]}`, "", ""},
		"it was before the change":            {`{conditions: [{type: Failed, status: "True", observedGeneration: 1}, {type: Synced, status: "True", observedGeneration: 2}]}`, "", ""},
		"it is ready all the same":            {`{phase: Failed, conditions: [{type: Degraded, status: "True"}, {type: Available, status: "False"}, {type: Ready, status: "True"}]}`, "", ""},
		"no controller":                       {`{conditions: [{type: Accepted, status: Unknown, reason: Pending}, {type: Programmed, status: Unknown, reason: Pending}]}`, rollout.AwaitsCondition, ""},
		"one of several":                      {`{conditions: [{type: Installed, status: "True"}, {type: Healthy, status: "False", reason: Unhealthy}]}`, rollout.AwaitsCondition, ""},
		"parts that are not ready":            {`{conditions: [{type: AllReplicasReady, status: "False", reason: NotAll}]}`, rollout.AwaitsCondition, ""},
		"parts that are":                      {`{conditions: [{type: AllReplicasReady, status: "True"}, {type: PartiallyReady, status: "False"}, {type: UpdateAvailable, status: "False"}]}`, "", ""},
		"all is well, before the change":      {`{conditions: [{type: Synced, status: "True", observedGeneration: 1}, {type: Other, status: "True"}]}`, rollout.AwaitsController, ""},
		"conditions that nothing is known of": {`{conditions: [{type: Paused, status: "False"}, {type: Progressing, status: "True"}, {type: Valid, status: "False"}]}`, "", ""},
		"a phase":                             {`{phase: Provisioning}`, rollout.AwaitsPhase, ""},
		"a state, in capitals":                {`{state: CREATING}`, rollout.AwaitsPhase, ""},
		"a phase that is none":                {`{phase: Running, state: {pending: 3}}`, "", ""},
		"a phase that has failed":             {`{observedGeneration: 2, phase: Failed, message: no such zone}`, rollout.AwaitsPhase, "Failed"},
		"a state that is an error":            {`{observedGeneration: "2", state: ERROR}`, rollout.AwaitsPhase, "ERROR"},
		"of an earlier try":                   {`{phase: Failed, failedChecks: 1, conditions: [{type: Promoted, status: "False", reason: Failed}]}`, "", ""},
		"an error, of nobody knows when":      {`{observedGeneration: 7d66d4485f, state: error}`, "", ""},
		"it is pending":                       {`{observedGeneration: 2, phase: Pending}`, rollout.AwaitsPhase, ""},
		"until its Pods exist":                {`{phase: Pending}`, "", ""},
		"in capitals":                         {`{state: PENDING, running: 0}`, "", ""},
		"its canary is paused":                {`{observedGeneration: "2", phase: Paused, pauseConditions: [{reason: CanaryPauseStep}], conditions: [{type: Healthy, status: "False", reason: RolloutHealthy}, {type: Completed, status: "False"}, {type: Progressing, status: Unknown, reason: RolloutPaused}, {type: Paused, status: "True", reason: RolloutPaused}, {type: Available, status: "True"}]}`, "", ""},
		"its canary runs":                     {`{observedGeneration: "2", phase: Progressing, conditions: [{type: Healthy, status: "False"}, {type: Paused, status: "False", reason: RolloutPaused}]}`, rollout.AwaitsCondition, ""},
		"its cluster is suspended":            {`{observedGeneration: 2, state: suspended, conditions: [{type: HeadPodReady, status: "False", reason: HeadPodNotFound}, {type: RayClusterProvisioned, status: "False"}, {type: RayClusterSuspended, status: "True"}]}`, "", ""},
		"by the condition alone":              {`{observedGeneration: 2, phase: Pending, conditions: [{type: HeadPodReady, status: "False"}, {type: RayClusterSuspended, status: "True"}]}`, "", ""},
		"by the phase alone":                  {`{phase: SUSPENDED, conditions: [{type: Available, status: Unknown}]}`, "", ""},
		"suspended, and something is wrong":   {`{phase: Suspended, conditions: [{type: Degraded, status: "True", reason: NoQuorum}]}`, rollout.AwaitsCondition, "NoQuorum"},
		"suspended before the change":         {`{observedGeneration: 2, conditions: [{type: Suspended, status: "True", observedGeneration: 1}, {type: Available, status: "False"}]}`, rollout.AwaitsCondition, ""},
		"not suspended any more":              {`{conditions: [{type: NotSuspended, status: "True"}, {type: Suspended, status: "False"}, {type: Available, status: "False"}]}`, rollout.AwaitsCondition, ""},
		"suspended, and not Ready":            {`{phase: Suspended, conditions: [{type: Suspended, status: "True"}, {type: Ready, status: "False", reason: Suspended}]}`, rollout.AwaitsKind, ""},
		"a person activates it":               {`{conditions: [{type: Installed, status: "False", reason: InactivePackageRevision}, {type: Healthy, status: "True"}]}`, "", ""},
		"and it is not healthy":               {`{conditions: [{type: Installed, status: "False", reason: InactivePackageRevision}, {type: Healthy, status: "False", reason: UnhealthyPackageRevision}]}`, rollout.AwaitsCondition, ""},
		"a person approves it":                {`{conditions: [{type: Deployed, status: Unknown, reason: ManualApproval}, {type: NotReady, status: "True", reason: Suspended}]}`, "", ""},
		"a person has to repair it":           {`{conditions: [{type: Healthy, status: "False", reason: ManualInterventionRequired}]}`, rollout.AwaitsCondition, ""},
		"its reconciliation is paused":        {`{conditions: [{type: Synced, status: "False", reason: ReconcilePaused}]}`, "", ""},
		"it is not what keeps it":             {`{conditions: [{type: Synced, status: "False", reason: NotPaused}]}`, rollout.AwaitsCondition, ""},
		"no ancestor":                         {`{ancestors: []}`, "", ""},
		"ancestors that have accepted it":     {`{ancestors: [{conditions: [{type: Accepted, status: "True", observedGeneration: 2}]}, {conditions: [{type: Accepted, status: "True"}, {type: ResolvedRefs, status: "True"}]}]}`, "", ""},
		"one that has not":                    {`{ancestors: [{conditions: [{type: Accepted, status: "True"}]}, {conditions: [{type: Accepted, status: "False", reason: Conflicted}]}]}`, rollout.AwaitsParents, "Conflicted"},
		"one that had before the change":      {`{ancestors: [{conditions: [{type: Accepted, status: "True", observedGeneration: 1}]}]}`, rollout.AwaitsParents, ""},
		"what an ancestor says is no object":  {`{ancestors: [7, {conditions: none}]}`, "", ""},
	} {
		w, err := rollout.BuiltIn().ReadAny(databaseOf(t, c.status))
		if err != nil {
			t.Fatal(err)
		}
		m := rollout.NewMonitor(0, start)
		m.Judge(start, w, rollout.Evidence{})
		s := m.Judge(start.Add(5*time.Minute), w, rollout.Evidence{})
		if s.Done != (c.awaits == "") || s.Failed || s.Message.Code != c.awaits || (len(s.Causes) > 0) != (c.reason != "") {
			t.Errorf("%s: %+v", name, s)
		}
		if len(s.Causes) > 0 && s.Causes[0].Reason != c.reason {
			t.Errorf("%s: %+v", name, s.Causes)
		}
		if s := m.Judge(start.Add(rollout.DefaultDeadline), w, rollout.Evidence{}); s.Failed != (c.awaits != "") {
			t.Errorf("%s: in the end %+v", name, s)
		}
	}
}

// An object that its spec holds is as wanted, whatever it says of not being available.
func TestHeldBySpec(t *testing.T) {
	const text = `{apiVersion: example.com/v1, kind: Database, metadata: {name: db, generation: 2}, spec: {%}, status: {observedGeneration: 2, phase: Pending, conditions: [{type: Available, status: "False"}]}}`
	for spec, done := range map[string]bool{
		"paused: true": true, "suspend: true": true, "suspended: true": true,
		"paused: false": false, "suspend: null": false, "suspended: {at: night}": false, "": false,
	} {
		held := strings.Replace(text, "%", spec, 1)
		if s := judged(t, contentOf(t, held), nil); s.Done != done {
			t.Errorf("%s: %+v", spec, s)
		}
		for name, other := range map[string]string{
			"behind":    strings.Replace(held, "observedGeneration: 2", "observedGeneration: 1", 1),
			"wrong":     strings.Replace(held, `Available, status: "False"`, `Failed, status: "True"`, 1),
			"not Ready": strings.Replace(held, "Available", "Ready", 1),
		} {
			if s := judged(t, contentOf(t, other), nil); s.Done {
				t.Errorf("%s, %s: %+v", spec, name, s)
			}
		}
	}
}

// What the configuration says of readiness counts instead of every convention.
func TestOwnReadinessWinsOverConventions(t *testing.T) {
	size := &object.Ready{Fields: []object.Value{{Path: object.MustParsePath("status.size"), Value: int64(3)}}}
	for name, status := range map[string]string{
		"a bad condition": `{size: 3, conditions: [{type: Degraded, status: "True"}]}`,
		"no good one":     `{size: 3, conditions: [{type: Available, status: "False"}]}`,
		"a phase":         `{size: 3, observedGeneration: 2, phase: Failed}`,
		"an ancestor":     `{size: 3, ancestors: [{conditions: [{type: Accepted, status: "False"}]}]}`,
	} {
		if s := judged(t, databaseOf(t, status), size); !s.Done {
			t.Errorf("%s: %+v", name, s)
		}
		if s := judged(t, databaseOf(t, strings.Replace(status, "3", "2", 1)), size); s.Done || s.Message.Code != rollout.AwaitsField {
			t.Errorf("%s, and its size is another: %+v", name, s)
		}
	}
	scaled := `{apiVersion: example.com/v1, kind: Database, metadata: {name: db}, spec: {replicas: %d}, status: {conditions: [{type: Available, status: "False"}]}}`
	for replicas, done := range map[string]bool{"0": true, "1": false} {
		if s := judged(t, contentOf(t, strings.Replace(scaled, "%d", replicas, 1)), nil); s.Done != done {
			t.Errorf("%s replicas: %+v", replicas, s)
		}
	}
}

// What has the shape of an HTTPRoute is judged as one.
func TestRoutesOfOtherKinds(t *testing.T) {
	const spec = `metadata: {name: web, namespace: shop, generation: 2}, spec: {parentRefs: [{name: front}]}`
	const accepted = `[{parentRef: {name: front}, conditions: [{type: Accepted, status: "True", observedGeneration: 2}, {type: ResolvedRefs, status: "True", observedGeneration: 2}]}]`
	old := strings.ReplaceAll(accepted, "observedGeneration: 2", "observedGeneration: 1")
	for name, c := range map[string]struct {
		route string
		done  bool
	}{
		"accepted":                   {`{apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, ` + spec + `, status: {parents: ` + accepted + `}}`, true},
		"accepted before the change": {`{apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, ` + spec + `, status: {parents: ` + old + `}}`, false},
		"not seen by any controller": {`{apiVersion: gateway.networking.k8s.io/v1alpha2, kind: TLSRoute, ` + spec + `}`, false},
		"by another parent":          {`{apiVersion: gateway.networking.k8s.io/v1alpha2, kind: TCPRoute, ` + spec + `, status: {parents: ` + strings.Replace(accepted, "front", "back", 1) + `}}`, false},
		"refused":                    {`{apiVersion: gateway.networking.k8s.io/v1alpha2, kind: TLSRoute, ` + spec + `, status: {parents: ` + strings.Replace(accepted, `"True"`, `"False"`, 1) + `}}`, false},
		"of another group":           {`{apiVersion: example.com/v1, kind: MailRoute, ` + spec + `, status: {parents: ` + old + `}}`, false},
		"of another group, not seen": {`{apiVersion: example.com/v1, kind: MailRoute, ` + spec + `}`, true},
		"parents of another shape":   {`{apiVersion: example.com/v1, kind: Person, ` + spec + `, status: {parents: [ann, bob]}}`, true},
	} {
		content := contentOf(t, c.route)
		if s := judged(t, content, nil); s.Done != c.done || !c.done && s.Message.Code != rollout.AwaitsParents {
			t.Errorf("%s: %+v", name, s)
		}
		if s := judged(t, content, &object.Ready{Fields: []object.Value{{Path: object.MustParsePath("metadata.name"), Value: "web"}}}); !s.Done {
			t.Errorf("%s, and the configuration says that it is ready: %+v", name, s)
		}
	}
	w, err := rollout.BuiltIn().ReadAny(contentOf(t, `{apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, `+spec+`}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, later := rollout.Surroundings(w); len(later) != 1 || later[0] != kind.Gateway {
		t.Errorf("its Gateway is not asked for: %v", later)
	}
	m := rollout.NewMonitor(0, time.Now())
	e := rollout.Evidence{Around: rollout.Around{kind.Gateway: {}}}
	m.Judge(time.Now(), w, e)
	if s := m.Judge(time.Now().Add(time.Minute), w, e); !s.Failed || s.Causes[0].Reason != "GatewayMissing" {
		t.Errorf("its Gateway does not exist: %+v", s)
	}
}
