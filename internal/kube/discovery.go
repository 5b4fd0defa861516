package kube

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/object"
)

// NoKindError reports that a cluster does not serve a kind: no definition of it
// is installed, or not in the version asked for. apierrors.IsNotFound holds of
// it, since there can be no object of it either.
type NoKindError struct {
	Kind    kind.GroupKind
	Version string // that was asked for; "" where any would have done
	// Served are the versions in which the cluster does serve the kind, the
	// preferred one first.
	Served  []string
	Context string
}

func (e *NoKindError) Error() string {
	if len(e.Served) > 0 {
		return fmt.Sprintf("the cluster of context %q does not serve %s in the version %s, but in %s: change the apiVersion of the manifest",
			e.Context, e.Kind.Kind, kind.JoinAPIVersion(e.Kind.Group, e.Version), e.ServedIn())
	}
	if kind.IsBuiltInGroup(e.Kind.Group) {
		return fmt.Sprintf("the cluster of context %q has no kind %s in %s: correct the kind or its apiVersion", e.Context, e.Kind.Kind, cmp.Or(strings.Trim(kind.JoinAPIVersion(e.Kind.Group, e.Version), "/"), "v1"))
	}
	return fmt.Sprintf("the cluster of context %q has no kind %s in the API group %q: install its CustomResourceDefinition first, or add it to the stack in an object block",
		e.Context, e.Kind.Kind, e.Kind.Group)
}

// ServedIn lists the served versions as an apiVersion has them.
func (e *NoKindError) ServedIn() string {
	versions := make([]string, len(e.Served))
	for i, v := range e.Served {
		versions[i] = kind.JoinAPIVersion(e.Kind.Group, v)
	}
	return strings.Join(versions, ", ")
}

// Status makes it one of the API's answers.
func (e *NoKindError) Status() metav1.Status {
	return metav1.Status{Status: metav1.StatusFailure, Reason: metav1.StatusReasonNotFound, Code: http.StatusNotFound, Message: e.Error()}
}

// wanted is a kind in a version; in the one that the server prefers where
// version is empty.
type wanted struct {
	kind.GroupKind
	version string
}

// discovery finds out how a server addresses its kinds, and sends requests there.
// What the server does not have is not remembered: it may come at any time.
type discovery struct {
	connection *connection.Connection

	mu     sync.Mutex
	known  map[wanted]kind.Resource
	asking map[string]chan struct{} // by group: holds a token while it is being asked about

	masks Masks // of what is said where the context has none; nil where there are none
}

// turn waits until nobody else asks about a group, which is answered then. A server behind the API
// server that hangs keeps nobody from asking about others.
func (d *discovery) turn(ctx context.Context, group string) (end func(), err error) {
	d.mu.Lock()
	if d.asking == nil {
		d.asking = map[string]chan struct{}{}
	}
	if d.asking[group] == nil {
		d.asking[group] = make(chan struct{}, 1)
	}
	token := d.asking[group]
	d.mu.Unlock()
	select {
	case token <- struct{}{}:
		return func() { <-token }, nil
	case <-ctx.Done():
		return nil, connection.Ended(ctx)
	}
}

func (d *discovery) remembered(w wanted) (kind.Resource, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	k, ok := d.known[w]
	return k, ok
}

func (d *discovery) remember(w wanted, k kind.Resource) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.known[w] = k
}

func (d *discovery) forget(w wanted) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.known, w)
}

// lookup finds out how to address a kind in a version, "" for whichever is
// served. Only what not every cluster has is asked about, once: two requests,
// and one more for each further version.
func (d *discovery) lookup(ctx context.Context, gk kind.GroupKind, version string) (kind.Resource, error) {
	builtIn, known := kind.Lookup(gk)
	if known && !builtIn.Young && (version == "" || version == builtIn.Version) {
		return builtIn.Resource, nil // no discovery stands between a plan and its first request
	}
	w := wanted{gk, version}
	if k, ok := d.remembered(w); ok {
		return k, nil
	}
	end, err := d.turn(ctx, gk.Group)
	if err != nil {
		return kind.Resource{}, err
	}
	defer end()
	if k, ok := d.remembered(w); ok { // by now
		return k, nil
	}
	k, err := d.discover(ctx, w)
	if known {
		k.Generation = builtIn.Generation
	}
	if err == nil {
		d.remember(w, k)
	}
	return k, err
}

// discover asks for the versions of a group, the preferred one first, and what
// is in them.
func (d *discovery) discover(ctx context.Context, w wanted) (kind.Resource, error) {
	versions, err := d.versions(ctx, w.Group)
	if err != nil {
		return kind.Resource{}, err
	}
	if i := slices.Index(versions, w.version); i > 0 { // look there first
		versions = slices.Insert(slices.Delete(versions, i, i+1), 0, w.version)
	}
	missing := &NoKindError{Kind: w.GroupKind, Version: w.version, Context: d.connection.Context()}
	for _, v := range versions {
		k, served, err := d.servedIn(ctx, w.GroupKind, v)
		switch {
		case err != nil:
			return kind.Resource{}, err
		case served && (w.version == "" || w.version == v):
			return k, nil
		case served:
			missing.Served = append(missing.Served, v)
		}
	}
	return kind.Resource{}, missing
}

// versions lists a group's versions, the preferred one first; none of a group
// that the server does not have.
func (d *discovery) versions(ctx context.Context, group string) ([]string, error) {
	if group == "" {
		return []string{"v1"}, nil
	}
	var found metav1.APIGroup
	err := d.read(ctx, "/apis/"+group, &found)
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	versions := []string{found.PreferredVersion.Version}
	for _, v := range found.Versions {
		if v.Version != found.PreferredVersion.Version {
			versions = append(versions, v.Version)
		}
	}
	return versions, nil
}

// servedIn looks for a kind in a version of its group.
func (d *discovery) servedIn(ctx context.Context, gk kind.GroupKind, version string) (k kind.Resource, served bool, err error) {
	var resources metav1.APIResourceList
	k = kind.Resource{GroupKind: gk, Version: version}
	if err := d.read(ctx, versionPath(k), &resources); err != nil && !apierrors.IsNotFound(err) {
		return k, false, err
	}
	for _, r := range resources.APIResources {
		if r.Kind == gk.Kind && !strings.Contains(r.Name, "/") {
			k.Plural, k.Namespaced = r.Name, r.Namespaced
			return k, true, nil
		}
	}
	return k, false, nil
}

func (d *discovery) read(ctx context.Context, path string, into any) error {
	result, err := d.connection.Ask(ctx, d.connection.Request(http.MethodGet, path).SetHeader("Accept", "application/json"))
	if err == nil {
		err = connection.Unmarshal(result, into)
	}
	if err != nil {
		return d.connection.Explain(aboutKinds, err) // masked by whoever has asked
	}
	return nil
}

// aboutKinds is what a request of discovery is about.
const aboutKinds = "what kinds the server has"

// explain gives an error the name of what it is about, and whatever else it lacks, and takes
// out what must not be shown: here every answer of the server passes that is an error.
func (d *discovery) explain(ctx context.Context, ref object.Ref, subject string, err error) error {
	if errors.As(err, new(*NoKindError)) {
		return &RequestError{Subject: subject, Err: err} // it names the cluster
	}
	return d.connection.Explain(subject, d.masked(ctx, ref, err))
}

var _ apierrors.APIStatus = (*NoKindError)(nil)
