package rollouts

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// What is no workload and is not ready has a way out, also where nothing tells why.
func TestAdviceOfObjects(t *testing.T) {
	widget := object.NewRef(kind.GroupKind{Group: "example.com", Kind: "Widget"}, "shop", "one")
	unserved := rollout.Cause{Reason: "NoLoadBalancer", Detail: fact.New(rollout.KnownNoBalancer, nil)}
	for name, c := range map[string]struct {
		ref    object.Ref
		causes []rollout.Cause
		want   string
	}{
		"a widget": {ref: widget, want: "See what its controller reports (kubectl --context prod -n shop describe widget.example.com one), fix it, then run wl apply again. " +
			"To apply without waiting for it, write lifecycle { wait = false }."},
		"a Service": {ref: object.NewRef(kind.Service, "shop", "front"), want: "See what its controller reports (kubectl --context prod -n shop describe service front), fix it, then run wl apply again. " +
			"To apply without waiting for it, write lifecycle { wait = false }."},
		"no load balancer": {ref: object.NewRef(kind.Service, "shop", "front"), causes: []rollout.Cause{unserved}, want: "Install a load balancer controller, or choose another type of Service. " +
			"To apply without waiting for the address, write lifecycle { wait = false }."},
		"a workload": {ref: object.NewRef(kind.Deployment, "shop", "web"), want: "Fix it and run wl apply again: it continues from here."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Advice(words.In(words.English), c.ref, rollout.Status{Failed: true, Causes: c.causes}, plan.Way{Context: "prod"}); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A command acts on the cluster that it is about, whatever its kubeconfig and its context are called.
func TestCommandsAreOfTheCluster(t *testing.T) {
	w, claim := words.In(words.English), rollout.Cause{Claim: &rollout.Claim{Name: "data", Phase: rollout.LostClaim}}
	for way, want := range map[plan.Way]string{
		{}:                 "kubectl -n shop ",
		{Context: "prod"}:  "kubectl --context prod -n shop ",
		{Context: "a; id"}: "kubectl --context 'a; id' -n shop ",
		{Context: "default", Kubeconfig: "envs/k3s.yaml"}:    "kubectl --kubeconfig envs/k3s.yaml --context default -n shop ",
		{Context: "$(id)", Kubeconfig: "/home/my files/k3s"}: "kubectl --kubeconfig '/home/my files/k3s' --context '$(id)' -n shop ",
	} {
		for what, said := range map[string]string{
			"delete pvc data":   Advice(w, object.NewRef(kind.Deployment, "shop", "web"), rollout.Status{Failed: true, Causes: []rollout.Cause{claim}}, way),
			"describe pvc data": Expansion(w, rollout.Expansion{Claim: "data"}, "shop", way),
			"delete pod web-0":  BlockedAdvice(w, rollout.Cause{Pod: "web-0"}, way, "shop", ""),
			"get service front": StayAdvice(w, object.NewRef(kind.Service, "shop", "front"), nil, way),
		} {
			if !strings.Contains(said, want+what) {
				t.Errorf("%+v: %s", way, said)
			}
		}
	}
}

// The command prints the run that has ended: the container's previous one only where it was
// started again since. A Job that has given up is explained by its containers.
func TestAdviceNamesTheRunThatHasEnded(t *testing.T) {
	ended := func(reason string, args fact.Args) rollout.Cause {
		return rollout.Cause{Reason: reason, Pod: "migrate-a", Container: "main", Detail: fact.New(rollout.KnownEnd, args)}
	}
	for name, c := range map[string]struct {
		message fact.Code
		causes  []rollout.Cause
		want    string
	}{
		"a failed Job": {rollout.WrongJobFailed, []rollout.Cause{{Reason: "BackoffLimitExceeded"}, ended("Error", fact.Args{"exit_code": 4})}, "(kubectl -n shop logs migrate-a -c main), fix it"},
		"a Job whose container was restarted": {
			rollout.WrongJobFailed, []rollout.Cause{{Reason: "BackoffLimitExceeded"}, ended("Error", fact.Args{"exit_code": 4, "restarts": 2})}, "(kubectl -n shop logs migrate-a -c main --previous)",
		},
		"a crash loop":     {rollout.WrongCrashing, []rollout.Cause{ended("CrashLoopBackOff", nil)}, "(kubectl -n shop logs migrate-a -c main --previous)"},
		"the first end":    {rollout.WrongCrashing, []rollout.Cause{ended("OOMKilled", fact.Args{"exit_code": 137})}, "(kubectl -n shop logs migrate-a -c main), fix it"},
		"a Job of no Pods": {rollout.WrongJobFailed, []rollout.Cause{{Reason: "DeadlineExceeded"}}, "Fix it and run wl apply again"},
	} {
		s := rollout.Status{Failed: true, Message: fact.New(c.message, nil), Causes: c.causes}
		if got := Advice(words.In(words.English), object.NewRef(kind.Job, "shop", "migrate"), s, plan.Way{}); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
