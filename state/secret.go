package state

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

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
		return nil, fmt.Errorf("it has no key %s", key)
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

func (s secrets) wrap(what string, err error) error {
	return fmt.Errorf("the state of the stack %s (Secret %s/%s) %s: %w", s.stack.Name, s.stack.Namespace, s.stack.StateName(), what, err)
}

// damaged is the error that the state cannot be trusted, and what is left to do.
func (s secrets) damaged(err error) error {
	return fmt.Errorf("%w. Restore the Secrets labelled %s=%s from a backup; without a backup, delete them: wl finds the stack's objects again by their labels and field manager",
		s.wrap("is damaged", err), labelState, s.stack.Name)
}
