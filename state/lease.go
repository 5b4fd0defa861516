package state

import (
	"context"
	"strconv"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// The annotations of the lock's Lease.
const (
	annotationHolder    = "wl/holder"
	annotationProcess   = "wl/process"
	annotationOperation = "wl/operation"
	annotationVersion   = "wl/version"
)

// Holder is who holds a lock. Since is by the holder's clock.
type Holder struct {
	Who       string // user@host
	Process   int    // its id on that host
	Operation string
	WLVersion string
	Since     time.Time
}

// Fact is who holds the lock, and since when. What is not known is left out, and what
// others wrote stays on one line.
func (h Holder) Fact() fact.Fact {
	args := fact.Args{"who": printable(h.Who), "operation": printable(h.Operation)}
	if h.Process > 0 {
		args["process"] = h.Process
	}
	if !h.Since.IsZero() {
		args["since"] = h.Since.Local().Format(time.DateTime)
	}
	return fact.New(LockHolder, args)
}

// String is the fact as code and arguments.
func (h Holder) String() string { return h.Fact().String() }

// maxPrintable is how much is shown of a text that another operation has written.
const maxPrintable = 120

// printable is a text as it may stand in a sentence: control characters and line
// breaks are written as Go writes them, so that nobody can forge a line of output.
func printable(text string) string {
	if runes := []rune(text); len(runes) > maxPrintable {
		text = string(runes[:maxPrintable]) + "…"
	}
	quoted := strconv.Quote(text)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}

// lease is the lock's Lease as it was read or written. Its identity names one
// holding of the lock and no other.
type lease struct {
	Holder
	identity             string
	duration             time.Duration
	transitions          int64
	uid, resourceVersion string // empty: the Lease does not exist
}

// leases reads and writes the lock's Lease. client-go's leaderelection is for who
// waits until it leads: it has no end where a lock is seen to be held, and needs
// the typed clients.
type leases struct{ location }

func (s leases) ref() object.Ref {
	return object.NewRef(kind.Lease, s.stack.Namespace, s.stack.StateName())
}

// read returns a lease without identity where nobody holds the lock.
func (s leases) read(ctx context.Context) (lease, error) {
	content, err := s.cluster.Get(ctx, s.ref())
	if apierrors.IsNotFound(err) {
		return lease{}, nil
	}
	if err != nil {
		return lease{}, err
	}
	return parseLease(content)
}

func parseLease(content map[string]any) (lease, error) {
	meta, err := object.MetaOf(content)
	if err != nil {
		return lease{}, err
	}
	l := lease{uid: meta.UID, resourceVersion: meta.ResourceVersion}
	spec, _ := content["spec"].(map[string]any)
	l.identity, _ = spec["holderIdentity"].(string)
	seconds, _ := spec["leaseDurationSeconds"].(int64)
	l.duration = believable(seconds)
	l.transitions, _ = spec["leaseTransitions"].(int64)
	since, _ := spec["acquireTime"].(string)
	l.Since, _ = time.Parse(time.RFC3339, since) // unknown of a Lease that wl did not write
	l.Process, _ = strconv.Atoi(meta.Annotations[annotationProcess])
	l.Who = meta.Annotations[annotationHolder]
	if l.Who == "" {
		l.Who = l.identity
	}
	l.Operation, l.WLVersion = meta.Annotations[annotationOperation], meta.Annotations[annotationVersion]
	return l, nil
}

// longestLease is how long a lock is believed that is not renewed, whatever its
// Lease says: any wl renews its own within seconds.
const longestLease = time.Minute

// believable is how long a Lease of the given duration is waited for.
func believable(seconds int64) time.Duration {
	switch {
	case seconds <= 0:
		return leaseTerms().duration
	case seconds > int64(longestLease/time.Second):
		return longestLease
	}
	return time.Duration(seconds) * time.Second
}

// write writes what it is given and returns it as written; renewed is by
// the local clock, and no one reads it but people.
func (s leases) write(ctx context.Context, l lease, renewed time.Time) (lease, error) {
	write := s.cluster.Create
	if l.uid != "" {
		write = s.cluster.Update
	}
	answer, err := write(ctx, s.ref(), s.content(l, renewed))
	if err != nil {
		return lease{}, err
	}
	meta, err := object.MetaOf(answer)
	if err != nil {
		return lease{}, err
	}
	l.uid, l.resourceVersion = meta.UID, meta.ResourceVersion
	return l, nil
}

func (s leases) content(l lease, renewed time.Time) map[string]any {
	metadata := map[string]any{
		"name": s.stack.StateName(), "namespace": s.stack.Namespace,
		"labels": map[string]any{labelState: s.stack.Name, object.LabelManagedBy: object.ManagedBy},
		"annotations": map[string]any{
			annotationHolder:    l.Who,
			annotationProcess:   strconv.Itoa(l.Process),
			annotationOperation: l.Operation,
			annotationVersion:   l.WLVersion,
		},
	}
	if l.uid != "" {
		metadata["uid"], metadata["resourceVersion"] = l.uid, l.resourceVersion
	}
	return map[string]any{
		"apiVersion": "coordination.k8s.io/v1",
		"kind":       "Lease",
		"metadata":   metadata,
		"spec": map[string]any{
			"holderIdentity":       l.identity,
			"leaseDurationSeconds": max(1, int64(l.duration/time.Second)),
			"leaseTransitions":     l.transitions,
			"acquireTime":          l.Since.UTC().Format(metav1.RFC3339Micro),
			"renewTime":            renewed.UTC().Format(metav1.RFC3339Micro),
		},
	}
}
