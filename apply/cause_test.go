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

// failuresOf applies workloads that cannot be rolled out, all at once, and says
// by their names why each was not.
func (f *fixture) failuresOf(timeout time.Duration, workloads ...object.Manifest) map[string]rollout.Status {
	f.t.Helper()
	f.want(workloads...)
	_, err := f.apply(func(in *apply.Input) { in.Timeout = timeout })
	failed := new(apply.Error)
	if !errors.As(err, &failed) {
		f.t.Fatalf("%v\n%s", err, f.log())
	}
	statuses := map[string]rollout.Status{}
	for _, failure := range failed.Failures {
		why := new(apply.RolloutError)
		if !errors.As(failure.Err, &why) || !why.Status.Failed {
			f.t.Fatalf("%v", failure)
		}
		statuses[failure.Object.Name] = why.Status
	}
	for _, m := range workloads {
		if _, ok := statuses[m.Ref.Name]; !ok {
			f.t.Fatalf("%s has not failed:\n%s", m.Ref, f.log())
		}
		if line := m.Ref.Kind + " NS/" + m.Ref.Name + " stalled"; !strings.Contains(f.inventory(), line) {
			f.t.Errorf("not in the state: %s", line)
		}
	}
	return statuses
}

// Every way to fail is explained, by what the cluster really reports.
func TestFailuresAreExplained(t *testing.T) {
	t.Parallel()
	crash := pods{replicas: 1, annotations: map[string]any{"wl-devcluster/behaviour": "crash-loop", "wl-devcluster/exit-code": "3"}}
	tests := []struct {
		name    string
		pods    pods
		reason  string
		detail  string
		message string
	}{
		{"image", behaving("image-pull-failure"), "ImagePullBackOff", `"nginx:1.27"`, "an image cannot be pulled"},
		{"crash", crash, "CrashLoopBackOff", "exit code 3, restarted 2 times", "a container keeps crashing"},
		{"probe", behaving("never-ready"), "Unhealthy", "Readiness probe failed", "not rolled out within 8s: 0 of 1 Pod ready"},
		{"schedule", behaving("unschedulable"), "Unschedulable", "0/", "not rolled out within 8s: 0 of 1 Pod ready"},
	}
	f := newFixture(t)
	all := []object.Manifest{f.workload("Job", "migrate", behaving("crash-loop"))}
	for _, test := range tests {
		all = append(all, f.workload("Deployment", test.name+"-d", test.pods), f.workload("StatefulSet", test.name+"-s", test.pods))
	}
	failures := f.failuresOf(8*time.Second, all...)
	for _, test := range tests {
		for _, name := range []string{test.name + "-d", test.name + "-s"} {
			s := failures[name]
			if s.Word != rollout.NotReady || english.Text(s.Message) != test.message || len(s.Causes) != 1 {
				t.Errorf("%s: %+v", name, s)
				continue
			}
			cause := s.Causes[0]
			if cause.Reason != test.reason || !strings.Contains(english.Text(cause.Detail), test.detail) || !strings.HasPrefix(cause.Pod, name) {
				t.Errorf("%s: %+v", name, cause)
			}
			if test.name == "crash" && cause.Logs == "" {
				t.Errorf("%s: no logs: %+v", name, cause)
			}
		}
	}
	if s := failures["migrate"]; s.Word != rollout.Abnormal || s.Causes[0].Reason != "BackoffLimitExceeded" {
		t.Errorf("migrate: %+v", s)
	}
}

// Admission refuses the Pods: a Deployment says so itself, a StatefulSet only by
// its events.
func TestRefusedPods(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	setPodSecurity(f, "restricted")
	failures := f.failuresOf(0, f.workload("Deployment", "front", pods{replicas: 1}), f.workload("StatefulSet", "database", pods{replicas: 1}))
	for name, s := range failures {
		if s.Message.Code != rollout.WrongPodsRefused || s.Causes[0].Reason != "FailedCreate" || !strings.Contains(english.Text(s.Causes[0].Detail), "violates PodSecurity") {
			t.Errorf("%s: %+v", name, s)
		}
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
	if !strings.Contains(said(err), "kubectl delete pod -n "+f.namespace+" database-0") {
		t.Fatal(err)
	}
	f.remove(object.Ref{Kind: "Pod", Namespace: f.namespace, Name: "database-0"})
	f.mustApply()
}

// The longest upgrade of kinds for which Kubernetes has no field is kept to by
// their annotation.
func TestLongestUpgradeByAnnotation(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	var all []object.Manifest
	for _, kind := range []string{"StatefulSet", "DaemonSet"} {
		m := f.workload(kind, strings.ToLower(kind), behaving("never-ready"))
		if kind == "DaemonSet" {
			delete(m.Content["spec"].(map[string]any), "replicas")
		}
		m.Content["metadata"].(map[string]any)["annotations"] = map[string]any{object.AnnotationProgressDeadline: "3"}
		all = append(all, m)
	}
	began := time.Now()
	for name, s := range f.failuresOf(0, all...) {
		if s.Message.Code != rollout.OverDeadline || s.Message.Text("time") != "3s" {
			t.Errorf("%s: %+v", name, s)
		}
	}
	if took := time.Since(began); took > rollout.DefaultDeadline/10 {
		t.Errorf("it took %v", took)
	}
}
