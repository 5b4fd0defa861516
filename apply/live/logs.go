package live

import (
	"context"
	"errors"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/internal/object"
)

// LogQuery is how much of the workloads' logs is wanted.
type LogQuery struct {
	Containers []string      // only these; all where there are none
	Previous   bool          // those of the runs before the current ones
	Follow     bool          // also what is written from now on, by whatever Pods there will be
	Tail       *int64        // only so many of the last lines of each container; nil for all
	Since      time.Duration // only what is not older; 0 for all
}

// LogLine is a line that a container of a workload has written.
type LogLine struct {
	Workload  object.Ref
	Pod       string
	Container string
	Time      time.Time // zero where the line is the rest of a long one
	Text      string
}

// LogSink is handed what is read. It may be called from any goroutine.
type LogSink interface {
	Line(l LogLine) error
	// Note is handed what there is no log of, and Fail what could not be read.
	Note(n fact.Fact)
	Fail(n fact.Fact)
}

// Why there is no log to show.
const (
	NothingLogged    fact.Code = "nothing_logged"       // no container has run
	NothingBefore    fact.Code = "nothing_ran_before"   // no container has run before its current run
	ContainerUnknown fact.Code = "container_unknown"    // no Pod has it
	LogNotRead       fact.Code = "container_log_unread" // of one container
	ServerAway       fact.Code = "logs_server_away"     // for a while: what is logged meanwhile comes later
	ServerBack       fact.Code = "logs_server_back"
)

// logs reads the logs of workloads.
type logs struct {
	cluster Cluster
	query   LogQuery
	mask    object.Mask
	sink    LogSink
	index   *index
}

// Logs hands the logs of workloads to a sink: Pod by Pod or, where they are followed,
// as they come, until ctx ends or all of the workloads are Jobs that have ended.
// Complete reports whether there was something to read, and all of it was.
func Logs(ctx context.Context, c Cluster, w Workloads, q LogQuery, sink LogSink) (complete bool, err error) {
	f, selections, err := readIndex(ctx, c, &w)
	if err != nil {
		return false, err
	}
	l := &logs{cluster: c, query: q, mask: w.Mask, sink: sink, index: f}
	if err := l.checkContainers(); err != nil {
		return false, err
	}
	if q.Follow {
		return newFollowing(l).run(ctx, selections)
	}
	return l.print(ctx)
}

// checkContainers makes sure that the Pods, where there are some, have the containers
// that are asked for.
func (l *logs) checkContainers() error {
	var known []string
	for _, p := range l.index.pods() {
		for _, c := range containersOf(p.Pod) {
			known = append(known, c.name)
		}
	}
	slices.Sort(known)
	known = slices.Compact(known)
	for _, name := range l.query.Containers {
		if len(known) > 0 && !slices.Contains(known, name) {
			return fact.NewError(nil, ContainerUnknown, fact.Args{"container": name, "meant": nearest.To(name, known), "known": known})
		}
	}
	return nil
}

// print hands out the logs as they are now.
func (l *logs) print(ctx context.Context) (complete bool, err error) {
	complete = true
	read := map[object.Ref]bool{}
	for _, p := range l.index.pods() {
		for _, c := range containersOf(p.Pod) {
			if !l.wants(c) {
				continue
			}
			q := l.request(p, c.name)
			err := l.cluster.Logs(ctx, q, func(line kube.LogLine) error { return l.hand(p, c.name, line) })
			if isGone(err) {
				continue
			}
			read[p.workload] = true
			if err := l.failed(ctx, p, c.name, err); err != nil {
				return false, err
			}
			complete = complete && err == nil
		}
	}
	return l.tellUnread(read) && complete, nil
}

// isGone reports whether a Pod has gone since it was listed, as in a rollout. That a node
// does not know the Pod is said of its log.
func isGone(err error) bool {
	var answer apierrors.APIStatus
	pods, _ := kind.Lookup(kind.Pod)
	if !apierrors.IsNotFound(err) || !errors.As(err, &answer) {
		return false
	}
	details := answer.Status().Details
	return details != nil && details.Kind == pods.Plural
}

// tellUnread tells of which workloads there was nothing to read, and reports whether
// there was something of another.
func (l *logs) tellUnread(read map[object.Ref]bool) (some bool) {
	for _, e := range l.index.workloads.Entries {
		if !read[e.Ref] {
			l.sink.Note(l.nothing(e.Ref))
		}
		some = some || read[e.Ref]
	}
	return some
}

// failed tells why a log could not be read, and returns the errors that end it all:
// those of the sink, and of ctx.
func (l *logs) failed(ctx context.Context, p ownedPod, container string, err error) error {
	var written *sinkError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return err
	case asSinkError(err, &written):
		return written.error
	}
	l.sink.Fail(fact.NewError(err, LogNotRead, fact.Args{"container": container, "pod": p.Name}).What)
	return nil
}

// nothing is why there is nothing to show of a workload.
func (l *logs) nothing(ref object.Ref) fact.Fact {
	code := NothingLogged
	if l.query.Previous {
		code = NothingBefore
	}
	return fact.New(code, fact.Args{"workload": ref})
}

func (l *logs) request(p ownedPod, container string) kube.LogRequest {
	return kube.LogRequest{
		Namespace: p.Namespace, Pod: p.Name, Container: container, Previous: l.query.Previous, Follow: l.query.Follow,
		Tail: l.query.Tail, Since: l.query.Since,
	}
}

// hand hands a line to the sink, without what must not be shown.
func (l *logs) hand(p ownedPod, container string, line kube.LogLine) error {
	err := l.sink.Line(LogLine{Workload: p.workload, Pod: p.Name, Container: container, Time: line.Time, Text: l.mask.Text(line.Text)})
	if err != nil {
		return &sinkError{err}
	}
	return nil
}

// container is a container of a Pod, as far as its log is concerned.
type container struct {
	name         string
	run          int32 // how often it was restarted
	begun, ended bool  // its current run
	before       bool  // there was a run before that
}

// wants reports whether a container's log is wanted, and there.
func (l *logs) wants(c container) bool {
	if len(l.query.Containers) > 0 && !slices.Contains(l.query.Containers, c.name) {
		return false
	}
	if l.query.Previous {
		return c.before
	}
	return c.begun || c.before // one that waits to be started again shows the run that has ended
}

// containersOf lists the containers of a Pod in the order in which they run.
func containersOf(p *corev1.Pod) []container {
	statuses := map[string]corev1.ContainerStatus{}
	for _, s := range slices.Concat(p.Status.InitContainerStatuses, p.Status.ContainerStatuses, p.Status.EphemeralContainerStatuses) {
		statuses[s.Name] = s
	}
	var all []container
	add := func(name string) {
		s := statuses[name]
		all = append(all, container{
			name: name, run: s.RestartCount, before: s.LastTerminationState.Terminated != nil,
			begun: s.State.Running != nil || s.State.Terminated != nil, ended: s.State.Terminated != nil,
		})
	}
	for _, c := range p.Spec.InitContainers {
		add(c.Name)
	}
	for _, c := range p.Spec.Containers {
		add(c.Name)
	}
	for _, c := range p.Spec.EphemeralContainers {
		add(c.Name)
	}
	return all
}
