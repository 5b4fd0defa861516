package state

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

const (
	secretType  = "wl/state"
	labelState  = object.LabelState
	labelSerial = "wl/serial" // of a revision's parts

	headKey     = "head"
	revisionKey = "revision"
)

func (s *Store) secret(name string) object.Ref {
	return object.NewRef(kind.Secret, s.stack.Namespace, name)
}

func (s *Store) secretContent(name string, labels map[string]any, data map[string][]byte) map[string]any {
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
func (s *Store) parts(ctx context.Context) (map[string]int64, error) {
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

// deleteSecret is content with a Secret that is gone already.
func (s *Store) deleteSecret(ctx context.Context, name string) error {
	err := s.cluster.Delete(ctx, s.secret(name), "", kube.Background)
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
