package kube

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/object"
)

// NoKindError says that a cluster does not have a kind: no definition of it is
// installed. apierrors.IsNotFound holds of it, since there can be no object of
// it either.
type NoKindError struct {
	Kind    object.GroupKind
	Context string
}

func (e *NoKindError) Error() string {
	return fmt.Sprintf("the cluster of context %q has no kind %s in the API group %q: install its definition first, or add it to the stack as a block object",
		e.Context, e.Kind.Kind, e.Kind.Group)
}

// Status makes it one of the API's answers.
func (e *NoKindError) Status() metav1.Status {
	return metav1.Status{Status: metav1.StatusFailure, Reason: metav1.StatusReasonNotFound, Code: http.StatusNotFound, Message: e.Error()}
}

// customKinds are the kinds that the server was asked about. What it does not
// have is not remembered: it may come at any time.
type customKinds struct {
	mu    sync.Mutex
	known map[object.GroupKind]object.Kind
}

// lookup finds out how to address a kind. Only one that not every cluster has
// is asked about, once: two requests, and one more for each further version.
func (c *Client) lookup(ctx context.Context, gk object.GroupKind) (object.Kind, error) {
	if k, ok := builtIn(gk); ok {
		return k, nil
	}
	c.custom.mu.Lock()
	defer c.custom.mu.Unlock()
	if k, ok := c.custom.known[gk]; ok {
		return k, nil
	}
	k, err := c.discover(ctx, gk)
	if err == nil {
		c.custom.known[gk] = k
	}
	return k, err
}

// discover asks for the versions of a group, the preferred one first.
func (c *Client) discover(ctx context.Context, gk object.GroupKind) (object.Kind, error) {
	missing := &NoKindError{Kind: gk, Context: c.context}
	if gk.Group == "" {
		return object.Kind{}, missing
	}
	var group metav1.APIGroup
	err := c.read(ctx, "/apis/"+gk.Group, &group)
	if apierrors.IsNotFound(err) {
		return object.Kind{}, missing
	}
	if err != nil {
		return object.Kind{}, err
	}
	for _, v := range append([]metav1.GroupVersionForDiscovery{group.PreferredVersion}, group.Versions...) {
		var resources metav1.APIResourceList
		if err := c.read(ctx, "/apis/"+v.GroupVersion, &resources); err != nil && !apierrors.IsNotFound(err) {
			return object.Kind{}, err
		}
		for _, r := range resources.APIResources {
			if r.Kind == gk.Kind && !strings.Contains(r.Name, "/") {
				return object.Kind{GroupKind: gk, Version: v.Version, Resource: r.Name, Namespaced: r.Namespaced}, nil
			}
		}
	}
	return object.Kind{}, missing
}

func (c *Client) read(ctx context.Context, path string, into any) error {
	subject := "what kinds the server has"
	result, err := c.ask(ctx, c.rest.Verb(http.MethodGet).AbsPath(path).SetHeader("Accept", "application/json"))
	if err != nil {
		return c.explain(subject, err)
	}
	if err := unmarshal(result, into); err != nil {
		return c.explain(subject, err)
	}
	return nil
}

var _ apierrors.APIStatus = (*NoKindError)(nil)
