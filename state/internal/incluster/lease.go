package incluster

import (
	"context"
	"strconv"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state/internal/storage"
)

// The annotations of the lock's Lease.
const (
	annotationHolder    = "wl/holder"
	annotationProcess   = "wl/process"
	annotationOperation = "wl/operation"
	annotationVersion   = "wl/version"
)

// lease is the lock's Lease as it was read or written. Its identity names one
// holding of the lock and no other.
type lease struct {
	storage.Holder
	identity             string
	transitions          int64
	uid, resourceVersion string // empty: the Lease does not exist
}

func (s *Storage) lease() object.Ref {
	return object.NewRef(kind.Lease, s.stack.Namespace, s.name)
}

// readLease returns a lease without identity where nobody holds the lock.
func (s *Storage) readLease(ctx context.Context) (lease, error) {
	content, err := s.cluster.Get(ctx, s.lease())
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

// leaseTerms are wl's own, whatever a Lease says: any wl renews its own within seconds, so
// that one which stays unchanged for the duration is stale, and no other is.
func leaseTerms() storage.Terms {
	return storage.Terms{Duration: 20 * time.Second, Renewal: 3 * time.Second, Look: 500 * time.Millisecond, Answer: 6 * time.Second}
}

// writeLease writes what it is given and returns it as written; renewed is by
// the local clock, and no one reads it but people.
func (s *Storage) writeLease(ctx context.Context, l lease, renewed time.Time) (lease, error) {
	write := s.cluster.Create
	if l.uid != "" {
		write = s.cluster.Update
	}
	answer, err := write(ctx, s.lease(), l.content(s, renewed))
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

// content is the Lease as it is written, in a place and at a time.
func (l lease) content(s *Storage, renewed time.Time) map[string]any {
	metadata := map[string]any{
		"name": s.name, "namespace": s.stack.Namespace,
		"labels": map[string]any{object.LabelState: s.stack.Name, object.LabelManagedBy: object.ManagedBy},
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
			"leaseDurationSeconds": max(1, int64(s.Times.Duration/time.Second)),
			"leaseTransitions":     l.transitions,
			"acquireTime":          l.Since.UTC().Format(metav1.RFC3339Micro),
			"renewTime":            renewed.UTC().Format(metav1.RFC3339Micro),
		},
	}
}
