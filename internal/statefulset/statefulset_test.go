package statefulset

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// set makes a StatefulSet "db" of three Pods that wants the revision "new".
func set(adjust ...func(*appsv1.StatefulSet)) *appsv1.StatefulSet {
	replicas := int32(3)
	s := &appsv1.StatefulSet{
		ObjectMeta: metav1.ObjectMeta{Name: "db"},
		Spec:       appsv1.StatefulSetSpec{Replicas: &replicas},
		Status:     appsv1.StatefulSetStatus{UpdateRevision: "new"},
	}
	for _, a := range adjust {
		a(s)
	}
	return s
}

func parallel(s *appsv1.StatefulSet) { s.Spec.PodManagementPolicy = appsv1.ParallelPodManagement }

func onDelete(s *appsv1.StatefulSet) {
	s.Spec.UpdateStrategy.Type = appsv1.OnDeleteStatefulSetStrategyType
}

func from(start int32) func(*appsv1.StatefulSet) {
	return func(s *appsv1.StatefulSet) { s.Spec.Ordinals = &appsv1.StatefulSetOrdinals{Start: start} }
}

func partition(n int32) func(*appsv1.StatefulSet) {
	return func(s *appsv1.StatefulSet) {
		s.Spec.UpdateStrategy.RollingUpdate = &appsv1.RollingUpdateStatefulSetStrategy{Partition: &n}
	}
}

func claims(names ...string) func(*appsv1.StatefulSet) {
	return func(s *appsv1.StatefulSet) {
		for _, n := range names {
			s.Spec.VolumeClaimTemplates = append(s.Spec.VolumeClaimTemplates, corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: n}})
		}
	}
}

// pods reads "0 new ready, 1 old": ordinal, revision, and what else there is to
// say: ready, going, and volumes as name=claim.
func pods(text string) []*corev1.Pod {
	var all []*corev1.Pod
	for part := range strings.SplitSeq(text, ",") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "db-" + words[0], Labels: map[string]string{appsv1.StatefulSetRevisionLabel: words[1]}}}
		for _, w := range words[2:] {
			switch volume, claim, isVolume := strings.Cut(w, "="); {
			case isVolume:
				p.Spec.Volumes = append(p.Spec.Volumes, corev1.Volume{Name: volume, VolumeSource: corev1.VolumeSource{
					PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: claim},
				}})
			case w == "ready":
				p.Status.Conditions = append(p.Status.Conditions, corev1.PodCondition{Type: corev1.PodReady, Status: corev1.ConditionTrue})
			case w == "going":
				p.DeletionTimestamp = &metav1.Time{}
			}
		}
		all = append(all, p)
	}
	return all
}

func names(pods []*corev1.Pod) string {
	var all []string
	for _, p := range pods {
		all = append(all, p.Name)
	}
	return strings.Join(all, " ")
}

func TestBlockers(t *testing.T) {
	for _, c := range []struct {
		name string
		set  *appsv1.StatefulSet
		pods string
		want string
	}{
		{"all is well", set(), "0 new ready, 1 new ready, 2 new ready", ""},
		{"the last is broken", set(), "0 old ready, 1 old ready, 2 bad", "db-2"},
		{"in any order", set(), "2 bad, 0 old ready, 1 old ready", "db-2"},
		{"the first is broken, and waited for first", set(), "0 bad, 1 old ready, 2 bad", "db-0"},
		{"a wanted one is not ready yet", set(), "0 old ready, 1 new, 2 bad", ""},
		{"a ready one is never touched", set(), "0 bad ready, 1 bad ready, 2 bad ready", ""},
		{"one goes already", set(), "0 old ready, 1 old ready, 2 bad going", ""},
		{"the partition spares it", set(partition(2)), "0 old, 1 old ready, 2 old ready", ""},
		{"the partition does not", set(partition(2)), "0 old ready, 1 old ready, 2 bad", "db-2"},
		{"people delete Pods themselves", set(onDelete), "0 bad, 1 bad, 2 bad", ""},
		{"one that is not wanted at all", set(), "0 old ready, 1 old ready, 2 old ready, 3 bad", ""},
		{"a name that is none of its own", set(), "0 old ready, 1 old ready, x bad", ""},
		{"ordinals begin later", set(from(5)), "4 bad, 5 old ready, 6 old ready, 7 bad", "db-7"},
		{"at the same time", set(parallel), "0 bad, 1 old ready, 2 bad", "db-0 db-2"},
		{"at the same time, with a new one on its way", set(parallel), "0 bad, 1 new, 2 new ready", "db-0"},
		{"nothing is known of revisions", set(func(s *appsv1.StatefulSet) { s.Status.UpdateRevision = "" }), "0 bad, 1 bad", ""},
	} {
		got := names(Blockers(c.set, pods(c.pods), func(revision string) bool { return revision != "new" }))
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOutworn(t *testing.T) {
	own := func(n int) string { return fmt.Sprintf("data=data-db-%d", n) }
	for _, c := range []struct {
		name string
		set  *appsv1.StatefulSet
		pods string
		want string
	}{
		{"no templates", set(), "0 new ready, 1 new ready", ""},
		{"as the templates say", set(claims("data")), "0 new " + own(0) + ", 1 new " + own(1), ""},
		{"a template was added", set(claims("data", "log")), "1 new " + own(1) + ", 0 new " + own(0), "db-0 db-1"},
		{"one has it already", set(claims("data", "log")), "0 new " + own(0) + " log=log-db-0, 1 new " + own(1), "db-1"},
		{"a template was removed", set(), "0 new " + own(0), ""},
		{"another claim under its name", set(claims("data")), "0 new data=elsewhere", "db-0"},
		{"one goes already", set(claims("data")), "0 new going", ""},
		{"one that is not wanted at all", set(claims("data")), "3 new ready", ""},
	} {
		if got := names(Outworn(c.set, pods(c.pods))); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMayGo(t *testing.T) {
	for _, c := range []struct {
		name string
		set  *appsv1.StatefulSet
		pods string
		pod  int
		want bool
	}{
		{"the first", set(), "0 new ready, 1 new ready, 2 new ready", 0, true},
		{"the first, which is broken itself", set(), "0 new, 1 new ready, 2 new ready", 0, true},
		{"the second", set(), "0 new ready, 1 new ready", 1, true},
		{"the one before is not ready", set(), "0 new, 1 new ready", 1, false},
		{"the one before is missing", set(), "1 new ready", 0, false},
		{"another is on its way out", set(), "0 new ready, 1 new ready, 2 new going", 1, false},
		{"the one before is not available yet", set(func(s *appsv1.StatefulSet) { s.Spec.MinReadySeconds, s.Status.ReadyReplicas = 5, 2 }), "0 new ready, 1 new ready", 1, false},
	} {
		all := pods(c.pods)
		if got := MayGo(c.set, all[c.pod], all); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if diff := cmp.Diff(int64(-1), Ordinal(&corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "db-x"}})); diff != "" {
		t.Error(diff)
	}
}
