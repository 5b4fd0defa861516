package stage

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"sigs.k8s.io/kwok/pkg/apis/internalversion"
	"sigs.k8s.io/kwok/pkg/config"
	"sigs.k8s.io/kwok/pkg/utils/gotpl"
	"sigs.k8s.io/kwok/pkg/utils/lifecycle"
)

// life plays the stages of Pods without kwok: it takes a Pod from stage to stage as kwok would.
type life struct {
	t         *testing.T
	lifecycle lifecycle.Lifecycle
	renderer  gotpl.Renderer
}

func newLife(t *testing.T) *life {
	t.Helper()
	manifest, err := Manifest()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "stages.yaml")
	if err := os.WriteFile(path, manifest, 0o600); err != nil {
		t.Fatal(err)
	}
	objects, err := config.Load(t.Context(), path)
	if err != nil {
		t.Fatalf("kwok cannot read the stages: %v", err)
	}
	var stages []*internalversion.Stage
	for _, object := range objects {
		if stage, ok := object.(*internalversion.Stage); ok && stage.Spec.ResourceRef.Kind == "Pod" {
			stages = append(stages, stage)
		}
	}
	cycle, err := lifecycle.NewLifecycle(stages)
	if err != nil {
		t.Fatal(err)
	}
	renderer := gotpl.NewRenderer(gotpl.FuncMap{
		"NodeIPWith": func(string) string { return "127.0.0.1" },
		"PodIPWith":  func(_ string, _ bool, _, _, _ string) string { return "10.244.0.1" },
	})
	return &life{t: t, lifecycle: cycle, renderer: renderer}
}

// outcome is what playing a stage brought.
type outcome struct {
	stage   string
	delay   time.Duration
	events  []corev1.Event
	deleted bool
}

// play plays the one stage that matches the Pod and returns what became of the Pod, or no stage if none matches.
func (l *life) play(pod *corev1.Pod) (*corev1.Pod, outcome) {
	l.t.Helper()
	event := &lifecycle.Event{Labels: pod.Labels, Annotations: pod.Annotations, Data: pod}
	matching, err := l.lifecycle.ListAllPossible(l.t.Context(), event)
	if err != nil {
		l.t.Fatal(err)
	}
	if len(matching) == 0 {
		return pod, outcome{}
	}
	if len(matching) > 1 {
		l.t.Fatalf("stages %s and %s both match", matching[0].Name(), matching[1].Name())
	}
	stage := matching[0]
	delay, _, err := stage.Delay(l.t.Context(), event, time.Now())
	if err != nil {
		l.t.Fatalf("delay of %s: %v", stage.Name(), err)
	}
	result := outcome{stage: stage.Name(), delay: delay}
	next := pod
	_, err = stage.DoSteps(0, nil, pod, l.renderer,
		func(*internalversion.StageEvent) error { return nil },
		func() error { result.deleted = true; return nil },
		func(patch *lifecycle.Patch) error { next = l.patch(pod, patch); return nil },
		func(apply *lifecycle.Apply) error {
			var event corev1.Event
			if err := json.Unmarshal(apply.Data, &event); err != nil {
				return err
			}
			result.events = append(result.events, event)
			return nil
		})
	if err != nil {
		l.t.Fatalf("play %s: %v", stage.Name(), err)
	}
	return next, result
}

func (l *life) patch(pod *corev1.Pod, patch *lifecycle.Patch) *corev1.Pod {
	l.t.Helper()
	if patch.Type != types.StrategicMergePatchType || patch.Subresource != "status" {
		l.t.Errorf("patch of type %s on %q, want a strategic merge patch of the status", patch.Type, patch.Subresource)
	}
	before, err := json.Marshal(pod)
	if err != nil {
		l.t.Fatal(err)
	}
	after, err := strategicpatch.StrategicMergePatch(before, patch.Data, corev1.Pod{})
	if err != nil {
		l.t.Fatal(err)
	}
	var next corev1.Pod
	if err := json.Unmarshal(after, &next); err != nil {
		l.t.Fatal(err)
	}
	return &next
}

func newPod(annotations map[string]string) *corev1.Pod {
	return &corev1.Pod{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web-0", UID: "u1", Annotations: annotations},
		Spec: corev1.PodSpec{
			NodeName:      "node-1",
			RestartPolicy: corev1.RestartPolicyAlways,
			Containers:    []corev1.Container{{Name: "web", Image: "nginx:1"}, {Name: "log", Image: "tail:2"}},
		},
		Status: corev1.PodStatus{
			Phase:      corev1.PodPending,
			Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionTrue}},
		},
	}
}

// describe sums a Pod's status up as kubectl get does.
func describe(pod *corev1.Pod) string {
	parts := []string{string(pod.Status.Phase), "unready"}
	for _, condition := range pod.Status.Conditions {
		if condition.Type == corev1.PodReady && condition.Status == corev1.ConditionTrue {
			parts[1] = "ready"
		}
	}
	for _, status := range pod.Status.ContainerStatuses {
		switch state := status.State; {
		case state.Waiting != nil:
			parts = append(parts, state.Waiting.Reason)
		case state.Running != nil:
			parts = append(parts, "running")
		case state.Terminated != nil:
			parts = append(parts, state.Terminated.Reason)
		}
	}
	return strings.Join(parts, " ")
}

func TestLives(t *testing.T) {
	type step struct{ stage, pod string }
	create := step{"pod-create", "Pending unready ContainerCreating ContainerCreating"}
	for _, c := range []struct {
		behaviour string
		job       bool
		policy    corev1.RestartPolicy
		steps     []step
	}{
		{steps: []step{create, {"pod-ready", "Running ready running running"}, {}}},
		{job: true, steps: []step{
			create, {"pod-ready", "Running ready running running"},
			{"pod-complete", "Succeeded unready Completed Completed"}, {},
		}},
		{behaviour: ImagePullFailure, steps: []step{
			create, {"pod-image-pull-failure", "Pending unready ErrImagePull ErrImagePull"},
			{"pod-image-pull-backoff", "Pending unready ImagePullBackOff ImagePullBackOff"},
			{"pod-image-pull-failure", "Pending unready ErrImagePull ErrImagePull"},
		}},
		{behaviour: CrashLoop, steps: []step{
			create, {"pod-crash", "Running unready Error Error"},
			{"pod-crash-loop", "Running unready CrashLoopBackOff CrashLoopBackOff"},
			{"pod-crash-loop", "Running unready CrashLoopBackOff CrashLoopBackOff"},
		}},
		{behaviour: CrashLoop, policy: corev1.RestartPolicyNever, steps: []step{
			create, {"pod-crash", "Failed unready Error Error"}, {},
		}},
		{behaviour: PullSecretMissing, steps: []step{
			create, {"pod-pull-secret-missing", "Pending unready ErrImagePull ErrImagePull"},
			{"pod-image-pull-backoff", "Pending unready ImagePullBackOff ImagePullBackOff"}, {},
		}},
		{behaviour: ConfigError, steps: []step{
			create, {"pod-config-error", "Pending unready CreateContainerConfigError CreateContainerConfigError"}, {},
		}},
		{behaviour: MountFailure, steps: []step{
			create, {"pod-mount-failure", "Pending unready ContainerCreating ContainerCreating"}, {},
		}},
		{behaviour: AttachFailure, steps: []step{
			create, {"pod-attach-failure", "Pending unready ContainerCreating ContainerCreating"}, {},
		}},
		{behaviour: NeverReady, steps: []step{create, {"pod-never-ready", "Running unready running running"}, {}}},
		{behaviour: Healthy, steps: []step{create, {"pod-ready", "Running ready running running"}, {}}},
		{behaviour: SlowStart, steps: []step{
			create, {"pod-slow-start", "Running unready running running"},
			{"pod-slow-ready", "Running ready running running"}, {},
		}},
	} {
		t.Run(strings.Join([]string{"behaviour", c.behaviour, string(c.policy)}, " "), func(t *testing.T) {
			life := newLife(t)
			pod := newPod(nil)
			if c.behaviour != "" {
				pod.Annotations = map[string]string{BehaviourAnnotation: c.behaviour}
			}
			if c.policy != "" {
				pod.Spec.RestartPolicy = c.policy
			}
			if c.job {
				pod.OwnerReferences = []metav1.OwnerReference{{Kind: "Job", Name: "job"}}
			}
			for i, want := range c.steps {
				next, result := life.play(pod)
				if result.stage != want.stage {
					t.Fatalf("step %d: stage %q, want %q", i, result.stage, want.stage)
				}
				if got := describe(next); want.stage != "" && got != want.pod {
					t.Fatalf("step %d: the Pod is %q, want %q", i, got, want.pod)
				}
				pod = next
			}
			pod.DeletionTimestamp = &metav1.Time{Time: time.Now()}
			if _, result := life.play(pod); result.stage != "pod-delete" || !result.deleted {
				t.Errorf("a deleted Pod: %+v, want it gone", result)
			}
		})
	}
}

func TestCrashLoopTellsWhatHappened(t *testing.T) {
	life := newLife(t)
	pod := newPod(map[string]string{BehaviourAnnotation: CrashLoop, ExitCodeAnnotation: "3"})
	pod, _ = life.play(pod)
	pod, first := life.play(pod)
	if code := pod.Status.ContainerStatuses[0].State.Terminated.ExitCode; code != 3 {
		t.Errorf("exit code %d, want 3", code)
	}
	if len(first.events) != 0 {
		t.Errorf("events before the first restart: %v", first.events)
	}
	wantDelays := []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second,
		8 * time.Second, 16 * time.Second, 32 * time.Second, time.Minute, time.Minute}
	wantBackoff := []string{"1s", "2s", "4s", "8s", "16s", "32s", "60s", "60s", "60s"}
	for i, want := range wantDelays {
		next, result := life.play(pod)
		if result.delay != want {
			t.Errorf("restart %d comes after %s, want %s", i+1, result.delay, want)
		}
		status := next.Status.ContainerStatuses[1]
		if int(status.RestartCount) != i+1 || status.LastTerminationState.Terminated.ExitCode != 3 {
			t.Errorf("restart %d: got %d restarts and last %+v", i+1, status.RestartCount, status.LastTerminationState)
		}
		message := "back-off " + wantBackoff[i] + " restarting failed container=log pod=web-0_shop(u1)"
		if got := status.State.Waiting.Message; got != message {
			t.Errorf("restart %d: message %q, want %q", i+1, got, message)
		}
		checkEvents(t, result.events, "Warning BackOff Back-off restarting failed container web in pod web-0_shop(u1)")
		pod = next
	}
}

func TestImagePullFailureNamesTheImage(t *testing.T) {
	life := newLife(t)
	pod, _ := life.play(newPod(map[string]string{BehaviourAnnotation: ImagePullFailure}))
	pod, result := life.play(pod)
	const reason = `rpc error: code = NotFound desc = failed to pull and unpack image "nginx:1": failed to resolve reference "nginx:1": nginx:1: not found`
	if got := pod.Status.ContainerStatuses[0].State.Waiting.Message; got != reason {
		t.Errorf("message %q, want %q", got, reason)
	}
	checkEvents(t, result.events, `Warning Failed Failed to pull image "nginx:1": `+reason, "Warning Failed Error: ErrImagePull")
	pod, result = life.play(pod)
	if got, want := pod.Status.ContainerStatuses[0].State.Waiting.Message, `Back-off pulling image "nginx:1": ErrImagePull: `+reason; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
	checkEvents(t, result.events, `Normal BackOff Back-off pulling image "nginx:1"`, "Warning Failed Error: ImagePullBackOff")

	for age, want := range map[time.Duration]time.Duration{0: 10 * time.Second, 40 * time.Second: 40 * time.Second, time.Hour: 5 * time.Minute} {
		pod.Status.StartTime = &metav1.Time{Time: time.Now().Add(-age)}
		_, result := life.play(pod)
		if result.delay < want || result.delay > want+5*time.Second {
			t.Errorf("a Pod of %s tries again after %s, want %s", age, result.delay, want)
		}
	}
}

func TestSlowStartHeedsItsOption(t *testing.T) {
	for seconds, want := range map[string]time.Duration{"": 5 * time.Second, "2": 2 * time.Second, "0.5": 500 * time.Millisecond} {
		life := newLife(t)
		annotations := map[string]string{BehaviourAnnotation: SlowStart}
		if seconds != "" {
			annotations[StartSecondsAnnotation] = seconds
		}
		pod, _ := life.play(newPod(annotations))
		pod, _ = life.play(pod)
		if _, result := life.play(pod); result.delay != want {
			t.Errorf("start-seconds %q: ready after %s, want %s", seconds, result.delay, want)
		}
	}
}

func TestNeverReadyWarns(t *testing.T) {
	life := newLife(t)
	pod, _ := life.play(newPod(map[string]string{BehaviourAnnotation: NeverReady}))
	_, result := life.play(pod)
	checkEvents(t, result.events, "Warning Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 503")
}

func TestMessagesAreThePodsOwnOrTheDefault(t *testing.T) {
	for _, b := range Behaviours() {
		if b.Option != MessageAnnotation {
			continue
		}
		for _, own := range []string{"", `secret "a b" is {{ gone }}`} {
			want := b.Default
			annotations := map[string]string{BehaviourAnnotation: b.Name}
			if own != "" {
				annotations[MessageAnnotation], want = own, own
			}
			life := newLife(t)
			pod, _ := life.play(newPod(annotations))
			pod, result := life.play(pod)
			if len(result.events) != 1 || !strings.HasSuffix(result.events[0].Message, want) {
				t.Errorf("%s: events %+v, want one that says %q", b.Name, result.events, want)
			}
			if w := pod.Status.ContainerStatuses[0].State.Waiting; b.Name == ConfigError && w.Message != want {
				t.Errorf("%s: the container says %q, want %q", b.Name, w.Message, want)
			}
		}
	}
}

func TestReadyPodKeepsItsSchedulingAndMeetsItsGates(t *testing.T) {
	life := newLife(t)
	pod := newPod(nil)
	pod.Spec.ReadinessGates = []corev1.PodReadinessGate{{ConditionType: "example.org/routed"}}
	pod.Spec.InitContainers = []corev1.Container{{Name: "migrate", Image: "db:1"}}
	pod, _ = life.play(pod)
	if got := pod.Status.InitContainerStatuses[0].State.Terminated; got == nil || got.ExitCode != 0 {
		t.Errorf("init container: %+v, want it completed", pod.Status.InitContainerStatuses[0].State)
	}
	pod, result := life.play(pod)
	if result.delay < 500*time.Millisecond || result.delay > time.Second {
		t.Errorf("ready after %s, want between half a second and one", result.delay)
	}
	met := map[corev1.PodConditionType]bool{}
	for _, condition := range pod.Status.Conditions {
		met[condition.Type] = condition.Status == corev1.ConditionTrue
		if condition.Reason != "" || condition.Message != "" {
			t.Errorf("condition %s gives a reason for being met: %s %s", condition.Type, condition.Reason, condition.Message)
		}
	}
	for _, want := range []corev1.PodConditionType{
		corev1.PodScheduled, corev1.PodReadyToStartContainers, corev1.PodInitialized, corev1.ContainersReady,
		corev1.PodReady, "example.org/routed",
	} {
		if !met[want] {
			t.Errorf("condition %s is not met", want)
		}
	}
	if pod.Status.PodIP != "10.244.0.1" || pod.Status.HostIP != "127.0.0.1" || pod.Status.StartTime == nil {
		t.Errorf("addresses and start: %s, %s, %s", pod.Status.PodIP, pod.Status.HostIP, pod.Status.StartTime)
	}
}

func checkEvents(t *testing.T, events []corev1.Event, want ...string) {
	t.Helper()
	if len(events) != len(want) {
		t.Fatalf("got %d events, want %d", len(events), len(want))
	}
	for i, event := range events {
		if got := event.Type + " " + event.Reason + " " + event.Message; got != want[i] {
			t.Errorf("event %q, want %q", got, want[i])
		}
		about := event.InvolvedObject
		if about.Kind != "Pod" || about.Namespace != "shop" || about.Name != "web-0" || about.UID != "u1" ||
			about.FieldPath != "spec.containers{web}" || event.Source.Host != "node-1" || event.Count != 1 {
			t.Errorf("event is not that of a kubelet about the Pod: %+v", event)
		}
	}
}

func TestBehavioursAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range Behaviours() {
		if b.Name == "" || !strings.HasSuffix(b.Does, ".") || seen[b.Name] || (b.Option == "") != (b.Default == "") {
			t.Errorf("behaviour %+v is incomplete or listed twice", b)
		}
		seen[b.Name] = true
	}
}
