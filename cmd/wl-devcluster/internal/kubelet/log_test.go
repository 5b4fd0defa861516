package kubelet

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

func podWith(behaviour string, status corev1.ContainerStatus) *corev1.Pod {
	status.Name, status.Image = "web", "nginx:1"
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "pod"}}
	if behaviour != "" {
		pod.Annotations = map[string]string{stage.BehaviourAnnotation: behaviour}
	}
	pod.Status.ContainerStatuses = []corev1.ContainerStatus{status}
	return pod
}

func running() corev1.ContainerState {
	return corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
}

func waiting(reason string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason}}
}

func terminated(code int32) corev1.ContainerState {
	return corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: code}}
}

func TestContainerLog(t *testing.T) {
	crashed := corev1.ContainerStatus{State: waiting("CrashLoopBackOff"), LastTerminationState: terminated(3)}
	for _, c := range []struct {
		name      string
		pod       *corev1.Pod
		container string
		previous  bool
		last, err string
	}{
		{name: "running", pod: podWith("", corev1.ContainerStatus{State: running()}), last: "simulated container web of image nginx:1 started"},
		{name: "never ready", pod: podWith(stage.NeverReady, corev1.ContainerStatus{State: running()}), last: "readiness check: answering 503, as annotation wl-devcluster/behaviour asks"},
		{name: "completed", pod: podWith("", corev1.ContainerStatus{State: terminated(0)}), last: "done"},
		{name: "crashed", pod: podWith(stage.CrashLoop, crashed), last: "exiting with code 3"},
		{name: "crashed before", pod: podWith(stage.CrashLoop, crashed), previous: true, last: "exiting with code 3"},
		{name: "not crashed before", pod: podWith("", corev1.ContainerStatus{State: running()}), previous: true, err: `previous terminated container "web" in pod "pod" not found`},
		{name: "no image", pod: podWith(stage.ImagePullFailure, corev1.ContainerStatus{State: waiting("ImagePullBackOff")}), err: `container "web" in pod "pod" is waiting to start: trying and failing to pull image`},
		{name: "created", pod: podWith("", corev1.ContainerStatus{State: waiting("ContainerCreating")}), err: `container "web" in pod "pod" is waiting to start: ContainerCreating`},
		{name: "unknown", pod: podWith("", corev1.ContainerStatus{State: running()}), container: "db", err: `pod "pod" has no container "db", or it has not been created yet`},
	} {
		t.Run(c.name, func(t *testing.T) {
			container := c.container
			if container == "" {
				container = "web"
			}
			lines, err := containerLog(c.pod, container, c.previous)
			if got := fmt.Sprint(err); c.err != "" && got != c.err {
				t.Fatalf("got error %s, want %s", got, c.err)
			}
			if c.err != "" {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if last := lines[len(lines)-1].text; last != c.last {
				t.Errorf("last line is %q, want %q", last, c.last)
			}
		})
	}
}

func TestOptions(t *testing.T) {
	lines := []line{{time.Unix(1, 0), "one"}, {time.Unix(2, 0), "two"}, {time.Unix(3, 0), "three"}}
	for query, want := range map[string]string{
		"":                              "one\ntwo\nthree\n",
		"?tailLines=2":                  "two\nthree\n",
		"?tailLines=0":                  "",
		"?tailLines=9":                  "one\ntwo\nthree\n",
		"?tailLines=1&timestamps=true":  "1970-01-01T00:00:03Z three\n",
		"?tailLines=1&timestamps=false": "three\n",
	} {
		options, err := parseOptions(httptest.NewRequest("GET", "/"+query, nil))
		if err != nil {
			t.Fatal(err)
		}
		recorder := httptest.NewRecorder()
		options.write(recorder, lines)
		if got := recorder.Body.String(); got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
	for _, query := range []string{"?tailLines=x", "?tailLines=-1"} {
		if _, err := parseOptions(httptest.NewRequest("GET", "/"+query, nil)); err == nil || !strings.Contains(err.Error(), "tailLines") {
			t.Errorf("%s: got %v, want an error that names it", query, err)
		}
	}
}
