package rollout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/ui/words"
)

func caseOf(t *testing.T, name string) (rollout.Workload, rollout.Evidence) {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return readCase(t, archive.Files[0].Data)
}

// A moment is what a monitor is shown after some time, and what it must say.
type moment struct {
	after   time.Duration // since the rollout began
	shows   string        // a case of testdata
	done    bool
	failed  bool
	word    rollout.Word
	message string        // contained in the status' message
	next    time.Duration // when it wants to be asked again, since the beginning; 0: not at all
}

func TestMonitor(t *testing.T) {
	const s = time.Second
	tests := map[string]struct {
		timeout time.Duration
		moments []moment
	}{
		"done at once": {0, []moment{
			{0, "deployment-done", true, false, rollout.Running, "", 0},
		}},
		"image pull back-off fails at once": {0, []moment{
			{1 * s, "deployment-err-image-pull", false, false, rollout.NotReady, "updated", 631 * s},
			{2 * s, "deployment-image-pull-backoff", false, true, rollout.NotReady, "image cannot be pulled", 0},
		}},
		"a missing Secret fails after the grace": {0, []moment{
			{2 * s, "deployment-config-error", false, false, rollout.NotReady, "updated", 17 * s},
			{16 * s, "deployment-config-error", false, false, rollout.NotReady, "updated", 17 * s},
			{17 * s, "deployment-config-error", false, true, rollout.NotReady, "cannot be started", 0},
		}},
		"a missing Secret that comes in time is forgotten": {0, []moment{
			{2 * s, "deployment-config-error", false, false, rollout.NotReady, "updated", 17 * s},
			{10 * s, "deployment-updating", false, false, rollout.Waiting, "updated", 632 * s},
			{20 * s, "deployment-config-error", false, false, rollout.NotReady, "updated", 35 * s},
			{30 * s, "deployment-done", true, false, rollout.Running, "", 0},
		}},
		"refused Pods fail after the grace": {0, []moment{
			{0, "statefulset-refused", false, false, rollout.NotReady, "created", 15 * s},
			{15 * s, "statefulset-refused", false, true, rollout.NotReady, "cannot be created", 0},
		}},
		"a quota may have room later": {0, []moment{
			{0, "deployment-quota", false, false, rollout.NotReady, "updated", 630 * s},
			{300 * s, "deployment-quota", false, false, rollout.NotReady, "updated", 630 * s},
			{630 * s, "deployment-quota", false, true, rollout.NotReady, "no progress for 10m0s: 0 of 3", 0},
		}},
		"a quota that has room since the last old Pod has gone": {0, []moment{
			{0, "deployment-quota", false, false, rollout.NotReady, "updated", 630 * s},
			{1 * s, "deployment-quota-room", false, false, rollout.NotReady, "updated", 61 * s},
			{60 * s, "deployment-quota-room", false, false, rollout.NotReady, "updated", 61 * s},
			{61 * s, "deployment-quota-room", false, true, rollout.NotReady, "cannot be created", 0},
		}},
		"the longer a quota had no room, the later Pods are tried again": {0, []moment{
			{0, "deployment-quota", false, false, rollout.NotReady, "updated", 630 * s},
			{100 * s, "deployment-quota-room", false, false, rollout.NotReady, "updated", 300 * s},
			{299 * s, "deployment-quota-room", false, false, rollout.NotReady, "updated", 300 * s},
			{310 * s, "deployment-done", true, false, rollout.Running, "", 0},
		}},
		"a refusal that is seen only when the old Pods have gone": {0, []moment{
			{0, "deployment-old-left", false, false, rollout.Waiting, "", 630 * s},
			{20 * s, "deployment-quota-room", false, false, rollout.NotReady, "updated", 80 * s},
			{80 * s, "deployment-quota-room", false, true, rollout.NotReady, "cannot be created", 0},
		}},
		"a quota that never had room": {0, []moment{
			{0, "deployment-quota-room", false, false, rollout.NotReady, "updated", 15 * s},
			{15 * s, "deployment-quota-room", false, true, rollout.NotReady, "cannot be created", 0},
		}},
		"an unschedulable Pod waits for the timeout": {30 * s, []moment{
			{5 * s, "deployment-unschedulable", false, false, rollout.NotReady, "0 of 3 Pods ready", 30 * s},
			{30 * s, "deployment-unschedulable", false, true, rollout.NotReady, "not rolled out within 30s: 0 of 3 Pods ready", 0},
		}},
		"the timeout limits the whole, progress or not": {30 * s, []moment{
			{5 * s, "statefulset-updating", false, false, rollout.Waiting, "1 of 3", 30 * s},
			{29 * s, "statefulset-concluding", false, false, rollout.Waiting, "complete", 30 * s},
			{30 * s, "statefulset-concluding", false, true, rollout.Abnormal, "within 30s", 0},
		}},
		"progress renews the deadline, going back does not": {0, []moment{
			{0, "statefulset-updating", false, false, rollout.Waiting, "1 of 3", 600 * s},
			{500 * s, "statefulset-concluding", false, false, rollout.Waiting, "complete", 1100 * s},
			{600 * s, "statefulset-updating", false, false, rollout.Waiting, "1 of 3", 1100 * s},
			{700 * s, "statefulset-concluding", false, false, rollout.Waiting, "complete", 1100 * s},
			{1100 * s, "statefulset-concluding", false, true, rollout.Abnormal, "no progress", 0},
		}},
		"a StatefulSet's own deadline": {0, []moment{
			{0, "statefulset-deadline", false, false, rollout.Waiting, "created", 45 * s},
			{45 * s, "statefulset-deadline", false, true, rollout.Abnormal, "no progress for 45s", 0},
		}},
		"the controller's own deadline": {0, []moment{
			{0, "deployment-deadline", false, false, rollout.Abnormal, "", 15 * s},
			{15 * s, "deployment-deadline", false, true, rollout.Abnormal, "progress deadline is exceeded", 0},
		}},
		"a Pod in the way": {0, []moment{
			{0, "statefulset-blocked", false, false, rollout.NotReady, "", 600 * s},
			{15 * s, "statefulset-blocked", false, false, rollout.NotReady, "", 600 * s},
			{600 * s, "statefulset-blocked", false, true, rollout.NotReady, "no progress for 10m0s", 0},
		}},
		"a bare Pod that no node takes": {30 * s, []moment{
			{0, "pod-unschedulable", false, false, rollout.NotReady, "0 of 1 Pod ready", 30 * s},
			{20 * s, "pod-unschedulable", false, false, rollout.NotReady, "0 of 1 Pod ready", 30 * s},
			{30 * s, "pod-unschedulable", false, true, rollout.NotReady, "not ready within 30s", 0},
		}},
		"a bare Pod that has crashed once": {0, []moment{
			{0, "pod-crash-once", false, false, rollout.NotReady, "ready", 600 * s},
			{20 * s, "pod-crash-once", false, false, rollout.NotReady, "ready", 600 * s},
			{30 * s, "pod-ready", true, false, rollout.Ready, "", 0},
		}},
		"a bare Pod that has failed": {0, []moment{
			{0, "pod-crash-once", false, false, rollout.NotReady, "ready", 600 * s},
			{20 * s, "pod-failed", false, true, rollout.NotReady, "a Pod has failed", 0},
		}},
		"a Job that waits in a queue": {0, []moment{
			{0, "job-suspended-queued", false, false, rollout.Waiting, "suspended", 600 * s},
			{60 * s, "job-suspended-queued", false, false, rollout.Waiting, "suspended", 600 * s},
			{300 * s, "job-completed", true, false, rollout.Completed, "", 0},
		}},
		"a paused Deployment": {0, []moment{
			{0, "deployment-paused", false, false, rollout.Waiting, "paused", 15 * s},
			{15 * s, "deployment-paused", false, true, rollout.Abnormal, "the rollout is paused", 0},
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			start := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
			m := rollout.NewMonitor(test.timeout, start)
			for _, moment := range test.moments {
				moment.check(t, m, start)
			}
		})
	}
}

func (m moment) check(t *testing.T, monitor *rollout.Monitor, start time.Time) {
	t.Helper()
	w, e := caseOf(t, m.shows)
	now := start.Add(m.after)
	got := monitor.Judge(now, w, e)
	if got.Done != m.done || got.Failed != m.failed || got.Word != m.word || !strings.Contains(words.In(words.English).Text(got.Message), m.message) {
		t.Errorf("after %v, %s: %+v, want %+v", m.after, m.shows, got, m)
	}
	var next time.Duration
	if n := monitor.Next(); !n.IsZero() {
		next = n.Sub(start)
	}
	if next != m.next {
		t.Errorf("after %v, %s: asks to be asked again at %v, want %v", m.after, m.shows, next, m.next)
	}
	if monitor.Elapsed(now) != m.after {
		t.Errorf("elapsed %v, want %v", monitor.Elapsed(now), m.after)
	}
}

// FuzzJudge holds that no object that parses is too odd to be judged.
func FuzzJudge(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(txtar.Parse(source).Files[0].Data)
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		w, e, err := parseCase(source)
		if err != nil || w == nil || twice(e.Pods) {
			return
		}
		checkInvariants(t, w, e)
	})
}

// twice reports whether two Pods have one name, which no server has.
func twice(pods []*corev1.Pod) bool {
	names := map[string]bool{}
	for _, p := range pods {
		names[p.Name] = true
	}
	return len(names) < len(pods)
}
