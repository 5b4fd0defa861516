package live

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
)

// Event is what the cluster tells of a workload, or of what belongs to one, as often as
// it has told the same.
type Event struct {
	Object  object.Ref `json:"object"` // what it is about
	Type    string     `json:"type"`   // Normal or Warning
	Reason  string     `json:"reason"`
	Message string     `json:"message"`
	Count   int64      `json:"count"`
	First   time.Time  `json:"first_seen"`
	Last    time.Time  `json:"last_seen"`
}

// Events reads the events about workloads, their ReplicaSets, Jobs and Pods, those that
// are gone included: the newest last, and each once, with how often it was told.
func Events(ctx context.Context, c Cluster, w Workloads) ([]Event, error) {
	f, _, err := readIndex(ctx, c, &w)
	if err != nil {
		return nil, err
	}
	var selections []kube.Selection
	for _, e := range w.Entries {
		selections = append(selections, kube.Selection{Kind: kind.Event, Namespace: e.Ref.Namespace})
	}
	lists, err := pool.Map(ctx, parallelism, observed.Distinct(selections), c.List)
	if err != nil {
		return nil, err
	}
	about := f.about()
	var all []Event
	for _, content := range slices.Concat(lists...) {
		told, err := rollout.Decode[corev1.Event](content)
		if err != nil {
			return nil, err
		}
		if ref := involved(told); about.includes(ref) {
			all = append(all, eventOf(told, ref, w.Mask))
		}
	}
	return merged(all), nil
}

// involved is what an event is about.
func involved(e *corev1.Event) object.Ref {
	o := e.InvolvedObject
	return object.NewRef(kind.In(o.APIVersion, o.Kind), o.Namespace, o.Name)
}

// eventOf reads an event, in whichever of the API's forms its times are.
func eventOf(e *corev1.Event, ref object.Ref, mask object.Mask) Event {
	told := Event{Object: ref, Type: e.Type, Reason: e.Reason, Message: mask.Text(strings.TrimSpace(e.Message)), Count: int64(max(e.Count, 1))}
	told.First, told.Last = e.FirstTimestamp.Time, e.LastTimestamp.Time
	if told.First.IsZero() {
		told.First = e.EventTime.Time
	}
	if e.Series != nil {
		told.Count, told.Last = int64(max(e.Series.Count, 1)), e.Series.LastObservedTime.Time
	}
	if told.First.IsZero() {
		told.First = e.CreationTimestamp.Time
	}
	if told.Last.IsZero() {
		told.Last = told.First
	}
	told.First, told.Last = told.First.UTC(), told.Last.UTC()
	return told
}

// merged puts those together that say the same of the same, the newest last.
func merged(all []Event) []Event {
	type same struct {
		object                object.Ref
		kind, reason, message string
	}
	at := map[same]int{}
	merged := []Event{}
	for _, e := range all {
		key := same{e.Object, e.Type, e.Reason, e.Message}
		i, known := at[key]
		if !known {
			at[key] = len(merged)
			merged = append(merged, e)
			continue
		}
		m := &merged[i]
		m.Count += e.Count
		if e.First.Before(m.First) {
			m.First = e.First
		}
		if e.Last.After(m.Last) {
			m.Last = e.Last
		}
	}
	slices.SortFunc(merged, func(a, b Event) int {
		return cmp.Or(a.Last.Compare(b.Last), a.First.Compare(b.First), object.Compare(a.Object, b.Object), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Message, b.Message))
	})
	return merged
}

// about is what belongs to workloads.
type about struct {
	refs   map[object.Ref]bool
	makers map[object.Ref]bool // what makes Pods and Jobs, and gives them its name with something behind it
}

// about lists what belongs to the workloads now. What is gone is recognised by its name.
func (f *index) about() about {
	a := about{refs: map[object.Ref]bool{}, makers: map[object.Ref]bool{}}
	for _, e := range f.workloads.Entries { // also one that is gone
		a.add(e.Ref)
	}
	for uid, m := range f.members {
		if _, owned := f.owners.WorkloadOf(uid); owned {
			a.add(m.ref)
		}
	}
	return a
}

func (a *about) add(ref object.Ref) {
	a.refs[ref] = true
	if ref.GroupKind() != kind.Pod {
		a.makers[ref] = true
	}
}

// generated is what controllers put behind a name: five characters of those that are
// no vowels, an ordinal or an index, a time, a template's hash.
var generated = regexp.MustCompile(`^(.+)-([0-9]+|[bcdfghjklmnpqrstvwxz2456789]{5,10})$`)

// includes reports whether an object belongs to the workloads, or has, as its name
// tells.
func (a *about) includes(ref object.Ref) bool {
	if a.refs[ref] {
		return true
	}
	parts := generated.FindStringSubmatch(ref.Name)
	if parts == nil {
		return false
	}
	for _, maker := range makersOf(ref.GroupKind()) {
		if a.makers[object.NewRef(maker, ref.Namespace, parts[1])] {
			return true
		}
	}
	return ref.GroupKind() == kind.Pod && a.includes(object.NewRef(kind.ReplicaSet, ref.Namespace, parts[1]))
}

// makersOf are the kinds whose controllers name objects of a kind after theirs.
func makersOf(gk kind.GroupKind) []kind.GroupKind {
	switch gk {
	case kind.Pod:
		return []kind.GroupKind{kind.ReplicaSet, kind.StatefulSet, kind.DaemonSet, kind.Job}
	case kind.ReplicaSet:
		return []kind.GroupKind{kind.Deployment}
	case kind.Job:
		return []kind.GroupKind{kind.CronJob}
	}
	return nil
}
