// Package incluster keeps a stack's state in the cluster itself: in Secrets of the type
// wl/state, and a Lease that locks them.
package incluster

import (
	"context"
	"encoding/base64"
	"errors"
	"maps"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
	"github.com/workloadlang/wl/state/internal/storage"
)

// Cluster is what a state needs of the cluster it lives in; *kube.Client is
// one. Errors must be recognisable by k8s.io/apimachinery/pkg/api/errors: Get
// and the deletions by IsNotFound, Create by IsAlreadyExists, Update and
// DeleteVersion from an old resourceVersion by IsConflict. An error that is no
// answer of the server leaves open whether the request took effect, and so does
// an answer that the server has failed. It may be used by several goroutines at once.
type Cluster interface {
	Get(ctx context.Context, ref object.Ref) (map[string]any, error)
	ListMeta(ctx context.Context, s kube.Selection) ([]object.Meta, error)
	Create(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error)
	Update(ctx context.Context, ref object.Ref, content map[string]any) (map[string]any, error)
	Delete(ctx context.Context, ref object.Ref, uid string, p kube.Propagation) error
	DeleteVersion(ctx context.Context, ref object.Ref, uid, resourceVersion string) error
}

const (
	secretType  = "wl/state"
	labelSerial = "wl/serial" // of a revision's parts

	headKey     = "head"
	revisionKey = "revision"
)

// Storage is the Secrets and the Lease of a stack's state, or of its run.
type Storage struct {
	cluster Cluster
	stack   object.Stack
	name    string // of the head Secret, and of the Lease
	Settings
}

// Settings are the measures of a Storage.
type Settings struct {
	Limits storage.Sizes
	Times  storage.Terms
	Lost   retry.Policy // of writes that may have taken effect
}

// Usual are the settings of any state. The sizes stay below the 1 MiB that a Secret may hold;
// base64 is not counted.
func Usual() Settings {
	return Settings{Limits: storage.Sizes{Inline: 700 << 10, Part: 900 << 10}, Times: leaseTerms(), Lost: retry.LostAnswer()}
}

// New returns the place of a stack's state in a cluster. Nothing is read yet.
func New(c Cluster, s object.Stack, settings Settings) *Storage {
	return &Storage{c, s, s.StateName(), settings}
}

// NewRun returns the place of a stack's run in its home cluster. Nothing is read yet.
func NewRun(c Cluster, s object.Stack, settings Settings) *Storage {
	return &Storage{c, s, s.RunName(), settings}
}

// Sizes are how much goes into one Secret.
func (s *Storage) Sizes() storage.Sizes { return s.Limits }

// Terms are the times of the Lease.
func (s *Storage) Terms() storage.Terms { return s.Times }

// Place is the head's Secret, and the label of all.
func (s *Storage) Place() fact.Args {
	return fact.Args{"secret": s.stack.Namespace + "/" + s.name, "label": object.LabelState + "=" + s.stack.Name}
}

// Persist repeats a write that got no answer, or the one that the server has failed: its storage
// may have timed out, or a load balancer have given up, after the write was stored.
func (s *Storage) Persist(ctx context.Context, write func() error) error {
	for tries := s.Lost.Begin(); ; {
		err := write()
		if !isOpen(err) || !tries.Again(ctx) {
			return err
		}
	}
}

// isOpen reports whether an error leaves open whether a write took effect.
func isOpen(err error) bool {
	return errors.As(err, new(*kube.UnreachableError)) || kube.IsServerFailure(err) || apierrors.IsTimeout(err)
}

func (s *Storage) ref(name string) object.Ref {
	return object.NewRef(kind.Secret, s.stack.Namespace, name)
}

// Head reads the head Secret.
func (s *Storage) Head(ctx context.Context) (storage.Head, error) {
	content, err := s.cluster.Get(ctx, s.ref(s.name))
	switch {
	case apierrors.IsNotFound(err):
		return storage.Head{}, nil
	case err != nil:
		return storage.Head{}, err
	case content["type"] != secretType:
		return storage.Head{}, &storage.UnusableError{Err: fact.NewError(nil, storage.OtherSecret, fact.Args{"type": content["type"]})}
	}
	h, err := headOf(content)
	if err != nil {
		return storage.Head{}, &storage.DamagedError{Err: err}
	}
	return h, nil
}

// headOf reads a Secret's content.
func headOf(content map[string]any) (h storage.Head, err error) {
	if h.Version, err = versionOf(content); err != nil {
		return h, err
	}
	if h.Index, err = secretData(content, headKey); err != nil {
		return h, err
	}
	if data, _ := content["data"].(map[string]any); data[revisionKey] != nil {
		h.Revision, err = secretData(content, revisionKey)
	}
	return h, err
}

func versionOf(content map[string]any) (storage.Version, error) {
	meta, err := object.MetaOf(content)
	return storage.Version{Object: meta.UID, Content: meta.ResourceVersion}, err
}

// Swap writes the head Secret, which is also the parent of an ApplySet where it is the state's.
func (s *Storage) Swap(ctx context.Context, next storage.Head) (storage.Version, error) {
	data, labels := map[string][]byte{headKey: next.Index}, map[string]any{}
	maps.Copy(labels, next.Labels)
	if next.Revision != nil {
		data[revisionKey] = next.Revision
	}
	if s.name == s.stack.StateName() {
		labels[object.LabelApplySetID] = s.stack.ApplySetID()
	}
	content := s.content(s.name, labels, data)
	metadata := content["metadata"].(map[string]any)
	metadata["annotations"] = next.Annotations
	write, first := s.cluster.Create, next.Version == storage.Version{}
	if !first {
		metadata["resourceVersion"], metadata["uid"] = next.Version.Content, next.Version.Object
		write = s.cluster.Update
	}
	answer, err := write(ctx, s.ref(s.name), content)
	switch {
	case apierrors.IsConflict(err) || apierrors.IsAlreadyExists(err) || apierrors.IsNotFound(err) && !first:
		return storage.Version{}, &storage.RacedError{Err: err}
	case err != nil:
		return storage.Version{}, err
	}
	return versionOf(answer)
}

// DeleteHead deletes the head Secret.
func (s *Storage) DeleteHead(ctx context.Context) error { return s.delete(ctx, s.name) }

// Part reads a Secret of its own.
func (s *Storage) Part(ctx context.Context, name string) ([]byte, error) {
	content, err := s.cluster.Get(ctx, s.ref(name))
	switch {
	case apierrors.IsNotFound(err):
		return nil, &storage.MissingError{Err: err}
	case err != nil:
		return nil, err
	}
	part, err := secretData(content, revisionKey)
	if err != nil {
		return nil, &storage.DamagedError{Err: fact.NewError(err, storage.PartUnreadable, fact.Args{"secret": name})}
	}
	return part, nil
}

// WritePart writes a Secret of its own, which may be there already: after an answer that was lost,
// or from a try that never came to swap the head.
func (s *Storage) WritePart(ctx context.Context, p storage.Part) error {
	labels := map[string]any{labelSerial: strconv.FormatInt(p.Serial, 10)}
	content := s.content(p.Name, labels, map[string][]byte{revisionKey: p.Bytes})
	return s.Persist(ctx, func() error {
		_, err := s.cluster.Create(ctx, s.ref(p.Name), content)
		if apierrors.IsAlreadyExists(err) {
			_, err = s.cluster.Update(ctx, s.ref(p.Name), content)
		}
		return err
	})
}

// Parts finds every Secret that holds a part of a revision.
func (s *Storage) Parts(ctx context.Context) (map[string]int64, error) {
	metas, err := s.cluster.ListMeta(ctx, kube.Selection{
		Kind:          kind.Secret,
		Namespace:     s.stack.Namespace,
		LabelSelector: object.LabelState + "=" + s.stack.Name,
	})
	if err != nil {
		return nil, err
	}
	found := make(map[string]int64, len(metas))
	for _, m := range metas {
		serial, err := strconv.ParseInt(m.Labels[labelSerial], 10, 64)
		if err == nil && strings.HasPrefix(m.Ref.Name, s.name+".") {
			found[m.Ref.Name] = serial
		}
	}
	return found, nil
}

// DeleteParts deletes Secrets, as many as it can.
func (s *Storage) DeleteParts(ctx context.Context, names ...string) error {
	var failures []error
	for _, name := range names {
		failures = append(failures, s.delete(ctx, name))
	}
	return errors.Join(failures...)
}

// delete is content with a Secret that is gone already.
func (s *Storage) delete(ctx context.Context, name string) error {
	err := s.cluster.Delete(ctx, s.ref(name), "", kube.Background)
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

func (s *Storage) content(name string, labels map[string]any, data map[string][]byte) map[string]any {
	labels = maps.Clone(labels)
	labels[object.LabelState], labels[object.LabelManagedBy] = s.stack.Name, object.ManagedBy
	encoded := make(map[string]any, len(data))
	for key, value := range data {
		encoded[key] = base64.StdEncoding.EncodeToString(value)
	}
	return map[string]any{
		"apiVersion": "v1",
		"kind":       "Secret",
		"type":       secretType,
		"metadata":   map[string]any{"name": name, "namespace": s.stack.Namespace, "labels": labels},
		"data":       encoded,
	}
}

func secretData(content map[string]any, key string) ([]byte, error) {
	data, _ := content["data"].(map[string]any)
	text, ok := data[key].(string)
	if !ok {
		return nil, fact.NewError(nil, storage.KeyMissing, fact.Args{"key": key})
	}
	return base64.StdEncoding.DecodeString(text)
}
