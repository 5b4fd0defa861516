package state

import (
	"context"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

const (
	secretType  = "wl/state"
	labelState  = object.LabelState
	labelSerial = "wl/serial" // of a revision's parts

	headKey     = "head"
	revisionKey = "revision"
)

// location is where a state is.
type location struct {
	cluster Cluster
	stack   object.Stack
	lost    retry.Policy // of writes that get no answer
}

// persist repeats a write that got no answer, so that a lost connection or a
// restart of the server does not lose what an operation did.
func (l location) persist(ctx context.Context, write func() error) error {
	for tries := l.lost.Begin(); ; {
		err := write()
		if !errors.As(err, new(*kube.UnreachableError)) || !tries.Again(ctx) {
			return err
		}
	}
}

// isAnswer reports whether the error is the server's, so that nothing was written.
func isAnswer(err error) bool { return errors.As(err, new(apierrors.APIStatus)) }

// secrets are the Secrets of a state.
type secrets struct{ location }

func (s secrets) ref(name string) object.Ref {
	return object.NewRef(kind.Secret, s.stack.Namespace, name)
}

func (s secrets) content(name string, labels map[string]any, data map[string][]byte) map[string]any {
	labels[labelState], labels[object.LabelManagedBy] = s.stack.Name, object.ManagedBy
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
		return nil, fact.NewError(nil, KeyMissing, fact.Args{"key": key})
	}
	return base64.StdEncoding.DecodeString(text)
}

// parts finds every Secret that holds a part of a revision, and the revision's
// serial.
func (s secrets) parts(ctx context.Context) (map[string]int64, error) {
	metas, err := s.cluster.ListMeta(ctx, kube.Selection{
		Kind:          kind.Secret,
		Namespace:     s.stack.Namespace,
		LabelSelector: labelState + "=" + s.stack.Name,
	})
	if err != nil {
		return nil, err
	}
	found := make(map[string]int64, len(metas))
	for _, m := range metas {
		serial, err := strconv.ParseInt(m.Labels[labelSerial], 10, 64)
		if err == nil && strings.HasPrefix(m.Ref.Name, s.stack.StateName()+".") {
			found[m.Ref.Name] = serial
		}
	}
	return found, nil
}

// delete is content with a Secret that is gone already.
func (s secrets) delete(ctx context.Context, name string) error {
	err := s.cluster.Delete(ctx, s.ref(name), "", kube.Background)
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// fail is what could not be done with the state, and why.
func (s secrets) fail(code fact.Code, err error) error {
	return fact.NewError(err, code, fact.Args{"stack": s.stack.Name, "secret": s.stack.Namespace + "/" + s.stack.StateName()})
}

// damaged is the error that the state cannot be trusted.
func (s secrets) damaged(err error) error {
	return fact.NewError(err, Damaged, fact.Args{
		"stack": s.stack.Name, "secret": s.stack.Namespace + "/" + s.stack.StateName(), "label": labelState + "=" + s.stack.Name,
	})
}

// What cannot be done with a state, or with its lock.
const (
	Unreadable  fact.Code = "state_unreadable"
	Unusable    fact.Code = "state_unusable"
	Unwritten   fact.Code = "state_not_written"
	Unremoved   fact.Code = "state_not_removed"
	Damaged     fact.Code = "state_damaged"
	Raced       fact.Code = "state_written_by_another"
	Unlockable  fact.Code = "stack_not_lockable"
	NotUnlocked fact.Code = "stack_not_unlocked"
)

// Why that is so.
const (
	OfNewerVersion   fact.Code = "state_of_newer_version"
	OfOtherStack     fact.Code = "state_of_other_stack"
	OtherSecret      fact.Code = "state_is_other_secret"
	PartMissing      fact.Code = "state_part_missing"
	PartUnreadable   fact.Code = "state_part_unreadable"
	KeyMissing       fact.Code = "state_without_key"
	ChecksumDiffers  fact.Code = "state_checksum_differs"
	WithoutVersion   fact.Code = "state_without_version"
	RevisionTooLarge fact.Code = "state_revision_too_large"
)
