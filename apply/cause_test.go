package apply_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/object"
)

// Every way to fail is explained, by what the cluster really reports.
func TestFailuresAreExplained(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		pods    pods
		timeout time.Duration
		reason  string
		detail  string
		message string
	}{
		"image": {behaving("image-pull-failure"), 0, "ImagePullBackOff", `"nginx:1.27"`, "an image cannot be pulled"},
		"crash": {
			pods{replicas: 1, annotations: map[string]any{"wl-devcluster/behaviour": "crash-loop", "wl-devcluster/exit-code": "3"}},
			0, "CrashLoopBackOff", "exit code 3, restarted 2 times", "a container keeps crashing",
		},
		"probe":    {behaving("never-ready"), 6 * time.Second, "Unhealthy", "Readiness probe failed", "not rolled out within 6s: 0 of 1 Pod ready"},
		"schedule": {behaving("unschedulable"), 2 * time.Second, "Unschedulable", "0/", "not rolled out within 2s: 0 of 1 Pod"},
	}
	for name, test := range tests {
		for _, kind := range []string{"Deployment", "StatefulSet"} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				f := newFixture(t)
				f.want(f.workload(kind, "front", test.pods))
				_, err := f.apply(func(in *apply.Input) { in.Timeout = test.timeout })
				failed := new(apply.RolloutError)
				if !errors.As(err, &failed) {
					t.Fatalf("%v\n%s", err, f.log())
				}
				s := failed.Status
				if !s.Failed || s.Word != rollout.NotReady || !strings.HasPrefix(s.Message, test.message) || len(s.Causes) != 1 {
					t.Fatalf("%+v\n%s", s, f.log())
				}
				cause := s.Causes[0]
				if cause.Reason != test.reason || !strings.Contains(cause.Detail, test.detail) || !strings.HasPrefix(cause.Pod, "front-") {
					t.Errorf("%+v", cause)
				}
				if name == "crash" && cause.Logs == "" {
					t.Errorf("no logs: %+v", cause)
				}
				if got := f.inventory(); got != "failed\n"+kind+" NS/front stalled" {
					t.Errorf("inventory:\n%s", got)
				}
			})
		}
	}
}

func TestFailedJob(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.workload("Job", "migrate", behaving("crash-loop")))
	_, err := f.apply()
	failed := new(apply.RolloutError)
	if !errors.As(err, &failed) {
		t.Fatalf("%v\n%s", err, f.log())
	}
	if s := failed.Status; s.Word != rollout.Abnormal || s.Causes[0].Reason != "BackoffLimitExceeded" {
		t.Errorf("%+v", s)
	}
}

// A quota refuses the Pods: the Deployment says so itself, a StatefulSet only
// by its events.
func TestRefusedPods(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"Deployment", "StatefulSet"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			setPodSecurity(f, "restricted")
			f.want(f.workload(kind, "front", pods{replicas: 1}))
			_, err := f.apply()
			failed := new(apply.RolloutError)
			if !errors.As(err, &failed) {
				t.Fatalf("%v\n%s", err, f.log())
			}
			s := failed.Status
			if s.Message != "its Pods cannot be created" || s.Causes[0].Reason != "FailedCreate" || !strings.Contains(s.Causes[0].Detail, "violates PodSecurity") {
				t.Errorf("%+v", s)
			}
		})
	}
}

// setPodSecurity makes a namespace refuse Pods that do not keep to a profile.
func setPodSecurity(f *fixture, profile string) {
	f.t.Helper()
	ref := object.Ref{Kind: "Namespace", Name: f.namespace}
	content := f.live(ref)
	content["metadata"].(map[string]any)["labels"].(map[string]any)["pod-security.kubernetes.io/enforce"] = profile
	if _, err := f.client.Update(f.t.Context(), ref, content); err != nil {
		f.t.Fatal(err)
	}
}

// A fix of a workload that failed is an ordinary change; one whose broken Pod
// stands in the way says what to do.
func TestFixOfAFailedRollout(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(f.workload("StatefulSet", "database", behaving("crash-loop")))
	if _, err := f.apply(); err == nil {
		t.Fatal("succeeded")
	}
	f.want(f.workload("StatefulSet", "database", pods{replicas: 1}))
	_, err := f.apply()
	if err == nil {
		return // the StatefulSet controller has replaced it by itself
	}
	if !strings.Contains(err.Error(), "kubectl delete pod -n "+f.namespace+" database-0") {
		t.Fatal(err)
	}
	f.remove(object.Ref{Kind: "Pod", Namespace: f.namespace, Name: "database-0"})
	f.mustApply()
}
