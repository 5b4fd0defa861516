package rollout_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply/rollout"
)

// Admission says only in words which field of the Pods names what does not exist.
func TestRefusalsThatNameAField(t *testing.T) {
	for said, field := range map[string]any{
		`pods "web-1-" is forbidden: error looking up service account shop/web: serviceaccount "web" not found`: "serviceAccountName",
		`pods "web-1-" is forbidden: no PriorityClass with name high was found`:                                 "priorityClassName",
		`pods "web-1-" is forbidden: pod rejected: RuntimeClass "gvisor" not found`:                             "runtimeClassName",
		`pods "web-1-" is forbidden: exceeded quota: pods`:                                                      nil,
	} {
		w, e := readCase(t, []byte(fmt.Sprintf("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, uid: d}\nspec: {replicas: 1}\n"+
			"status: {conditions: [{type: ReplicaFailure, status: 'True', reason: FailedCreate, message: %q}]}", said)))
		s := rollout.Judge(w, e)
		if len(s.Causes) != 1 || s.Causes[0].Detail.Args["field"] != field || s.Causes[0].Detail.Args["said"] != said {
			t.Errorf("%s: %+v", said, s.Causes)
		}
	}
}

// What was said of the Pods of a former revision is still said of a Deployment when those of the
// current one are made, or refused for another reason.
func TestRefusalOfFormerPods(t *testing.T) {
	const objects = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, uid: d, annotations: {deployment.kubernetes.io/revision: "2"}}
spec: {replicas: 2}
status: {replicas: 1, updatedReplicas: 1, conditions: [{type: ReplicaFailure, status: "True", reason: FailedCreate, message: 'pods "web-a-" is forbidden: no'}]}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web-a, uid: a, annotations: {deployment.kubernetes.io/revision: "1"}}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web-%s, uid: b, annotations: {deployment.kubernetes.io/revision: "2"}}
---
apiVersion: v1
kind: Event
metadata: {name: e}
involvedObject: {kind: ReplicaSet, name: web-b, uid: %s}
type: Warning
reason: FailedCreate
message: 'pods "web-b-x" is forbidden: no as well'
lastTimestamp: "2026-03-01T10:00:30Z"
`
	for name, c := range map[string]struct{ current, event, says string }{
		"the current ones are made":    {"b", "other", ""},
		"the current ones are refused": {"b", "b", `pods "web-b-x" is forbidden: no as well`},
		"it is of the current ones":    {"a", "other", `pods "web-a-" is forbidden: no`},
	} {
		text := fmt.Sprintf(objects, c.current, c.event)
		if c.current == "a" {
			text = strings.Replace(text, "{name: web-a, uid: a", "{name: web-0, uid: a", 1)
		}
		w, e := readCase(t, []byte(text))
		said := any("")
		if s := rollout.Judge(w, e); len(s.Causes) > 0 {
			said = s.Causes[0].Detail.Args["said"]
		}
		if said != c.says {
			t.Errorf("%s: %q", name, said)
		}
	}
}
