package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

func TestPodsBehave(t *testing.T) {
	_, client := newProgram(t).up(t, "pods")
	for _, c := range []struct {
		behaviour, option, value string
		// check returns what is missing from the picture, until nothing is.
		check func(*corev1.Pod) error
		// event is the reason and the start of the message of an Event about the Pod, and log is in its log.
		event, log string
	}{
		{check: isReady, log: "simulated container web of image nginx:1 started"},
		{behaviour: stage.Healthy, check: isReady},
		{behaviour: stage.ImagePullFailure, check: waitsFor("ImagePullBackOff", `Back-off pulling image "nginx:1"`), event: `Failed Failed to pull image "nginx:1"`},
		{behaviour: stage.CrashLoop, option: stage.ExitCodeAnnotation, value: "3", check: crashed(3), event: "BackOff Back-off restarting failed container web", log: "exiting with code 3"},
		{behaviour: stage.PullSecretMissing, check: waitsFor("ImagePullBackOff", `Back-off pulling image "nginx:1"`), event: "FailedToRetrieveImagePullSecret Unable to retrieve some image pull secrets (registry)"},
		{behaviour: stage.ConfigError, check: waitsFor("CreateContainerConfigError", `configmap "settings" not found`), event: `Failed Error: configmap "settings" not found`},
		{behaviour: stage.MountFailure, option: stage.MessageAnnotation, value: `secret "tls" not found`, check: createsContainers, event: `FailedMount secret "tls" not found`},
		{behaviour: stage.AttachFailure, check: createsContainers, event: `FailedAttachVolume AttachVolume.Attach failed for volume "data"`},
		{behaviour: stage.NeverReady, check: runsUnready, event: "Unhealthy Readiness probe failed"},
		{behaviour: stage.SlowStart, option: stage.StartSecondsAnnotation, value: "1", check: isReady},
		{behaviour: stage.Unschedulable, check: isUnschedulable, event: "FailedScheduling 0/3 nodes are available"},
	} {
		t.Run("behaviour "+c.behaviour, func(t *testing.T) {
			t.Parallel()
			pod := createPod(t, client, c.behaviour, c.option, c.value)
			eventually(t, func() error {
				live, err := client.CoreV1().Pods(pod.Namespace).Get(context.Background(), pod.Name, metav1.GetOptions{})
				if err != nil {
					return err
				}
				return c.check(live)
			})
			eventually(t, func() error { return hasEvent(client, pod, c.event) })
			checkLog(t, client, pod, c.log)
			checkDeletion(t, client, pod)
		})
	}
}

func createPod(t *testing.T, client kubernetes.Interface, behaviour, option, value string) *corev1.Pod {
	t.Helper()
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "pod-", Annotations: map[string]string{}},
		Spec: corev1.PodSpec{
			Containers:       []corev1.Container{{Name: "web", Image: "nginx:1"}},
			ImagePullSecrets: []corev1.LocalObjectReference{{Name: "registry"}},
		},
	}
	if behaviour != "" {
		pod.Annotations[stage.BehaviourAnnotation] = behaviour
	}
	if option != "" {
		pod.Annotations[option] = value
	}
	created, err := client.CoreV1().Pods("default").Create(t.Context(), pod, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func podCondition(pod *corev1.Pod, kind corev1.PodConditionType) corev1.PodCondition {
	for _, condition := range pod.Status.Conditions {
		if condition.Type == kind {
			return condition
		}
	}
	return corev1.PodCondition{}
}

func isReady(pod *corev1.Pod) error {
	if podCondition(pod, corev1.PodReady).Status != corev1.ConditionTrue {
		return fmt.Errorf("the Pod is not ready: %+v", pod.Status)
	}
	return nil
}

func waitsFor(reason, message string) func(*corev1.Pod) error {
	return func(pod *corev1.Pod) error {
		for _, status := range pod.Status.ContainerStatuses {
			if waiting := status.State.Waiting; waiting != nil && waiting.Reason == reason && strings.HasPrefix(waiting.Message, message) {
				return nil
			}
		}
		return fmt.Errorf("the container does not wait for %s: %+v", reason, pod.Status.ContainerStatuses)
	}
}

func crashed(code int32) func(*corev1.Pod) error {
	return func(pod *corev1.Pod) error {
		if err := waitsFor("CrashLoopBackOff", "back-off")(pod); err != nil {
			return err
		}
		status := pod.Status.ContainerStatuses[0]
		if last := status.LastTerminationState.Terminated; last.ExitCode != code || last.Reason != "Error" || status.RestartCount < 2 {
			return fmt.Errorf("the container has not crashed twice with code %d: %+v", code, status)
		}
		return nil
	}
}

// createsContainers checks that a Pod waits for what its containers need.
func createsContainers(pod *corev1.Pod) error {
	if err := waitsFor("ContainerCreating", "")(pod); err != nil {
		return err
	}
	if condition := podCondition(pod, corev1.PodReadyToStartContainers); condition.Status != corev1.ConditionFalse {
		return fmt.Errorf("containers can be started: %+v", condition)
	}
	return nil
}

func runsUnready(pod *corev1.Pod) error {
	statuses := pod.Status.ContainerStatuses
	if pod.Status.Phase != corev1.PodRunning || statuses[0].State.Running == nil || statuses[0].Ready {
		return fmt.Errorf("the Pod does not run unready: %+v", pod.Status)
	}
	if condition := podCondition(pod, corev1.PodReady); condition.Reason != "ContainersNotReady" {
		return fmt.Errorf("the Pod does not say why it is not ready: %+v", condition)
	}
	return nil
}

func isUnschedulable(pod *corev1.Pod) error {
	if condition := podCondition(pod, corev1.PodScheduled); condition.Reason != corev1.PodReasonUnschedulable {
		return fmt.Errorf("the Pod is not unschedulable: %+v", condition)
	}
	return nil
}

// hasEvent checks that there is an Event about the Pod; want is its reason and the start of its message, or "".
func hasEvent(client kubernetes.Interface, pod *corev1.Pod, want string) error {
	events, err := client.CoreV1().Events(pod.Namespace).List(context.Background(), metav1.ListOptions{
		FieldSelector: "involvedObject.uid=" + string(pod.UID),
	})
	if err != nil {
		return err
	}
	var seen []string
	for _, event := range events.Items {
		text := event.Reason + " " + event.Message
		if strings.HasPrefix(text, want) {
			return nil
		}
		seen = append(seen, text)
	}
	return fmt.Errorf("no event %q among %q", want, seen)
}

// checkLog checks that the Pod's log, asked for through the API server, contains a text; "" checks nothing.
func checkLog(t *testing.T, client kubernetes.Interface, pod *corev1.Pod, want string) {
	t.Helper()
	if want == "" {
		return
	}
	log, err := client.CoreV1().Pods(pod.Namespace).GetLogs(pod.Name, &corev1.PodLogOptions{}).DoRaw(context.Background())
	if err != nil || !strings.Contains(string(log), want) {
		t.Errorf("the log is %q, %v, want it to contain %q", log, err, want)
	}
}

func checkDeletion(t *testing.T, client kubernetes.Interface, pod *corev1.Pod) {
	t.Helper()
	pods := client.CoreV1().Pods(pod.Namespace)
	if err := pods.Delete(context.Background(), pod.Name, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		_, err := pods.Get(context.Background(), pod.Name, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			return nil
		}
		return fmt.Errorf("the deleted Pod is still there (%v)", err)
	})
}

func TestClusterRefusesUnknownBehaviourAndCompletesJobs(t *testing.T) {
	_, client := newProgram(t).up(t, "jobs")
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: "odd", Annotations: map[string]string{stage.BehaviourAnnotation: "crash"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "web", Image: "nginx:1"}}},
	}
	_, err := client.CoreV1().Pods("default").Create(t.Context(), pod, metav1.CreateOptions{})
	var names []string
	for _, behaviour := range stage.Behaviours() {
		names = append(names, behaviour.Name)
	}
	if want := "must be one of " + strings.Join(names, ", "); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("a misspelt behaviour: got %v, want it refused with those there are", err)
	}
	job := &batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{Name: "job"},
		Spec: batchv1.JobSpec{Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{
			RestartPolicy: corev1.RestartPolicyNever,
			Containers:    []corev1.Container{{Name: "main", Image: "busybox:1"}},
		}}},
	}
	if _, err := client.BatchV1().Jobs("default").Create(t.Context(), job, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		live, err := client.BatchV1().Jobs("default").Get(context.Background(), "job", metav1.GetOptions{})
		if err == nil && live.Status.Succeeded != 1 {
			err = fmt.Errorf("the Job is not complete: %+v", live.Status)
		}
		return err
	})
}
