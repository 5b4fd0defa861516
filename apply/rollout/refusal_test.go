package rollout_test

import (
	"fmt"
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
