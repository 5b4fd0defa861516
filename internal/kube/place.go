package kube

import (
	"context"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/retry"
)

// versionPath is the URL path of a version of an API group.
func versionPath(k kind.Resource) string {
	if k.Group == "" {
		return "/api/" + k.Version
	}
	return "/apis/" + k.Group + "/" + k.Version
}

// collectionPath is the URL path of a kind's objects: of one namespace, of all
// for "", or of the cluster.
func collectionPath(k kind.Resource, namespace string) string {
	path := versionPath(k)
	if k.Namespaced && namespace != "" {
		path += "/namespaces/" + namespace
	}
	return path + "/" + k.Plural
}

// itemPath is the URL path of one object.
func itemPath(k kind.Resource, ref object.Ref) string {
	return collectionPath(k, ref.Namespace) + "/" + ref.Name
}

// checkPlace refuses references that have no place among the objects of a kind.
func checkPlace(k kind.Resource, ref object.Ref) error {
	switch {
	case ref.Name == "":
		return fmt.Errorf("%s: the object has no name", ref.Kind)
	case k.Namespaced != (ref.Namespace != ""):
		return &ScopeError{Ref: ref, Namespaced: k.Namespaced}
	}
	return nil
}

// ScopeError reports that an object is in a namespace although its kind is the cluster's, or
// in none although its kind is in namespaces.
type ScopeError struct {
	Ref        object.Ref
	Namespaced bool // the kind
}

func (e *ScopeError) Error() string {
	if e.Namespaced {
		return fmt.Sprintf("%s: the object has no namespace", e.Ref)
	}
	return fmt.Sprintf("%s: a %s is cluster-scoped and has no namespace", e.Ref, e.Ref.Kind)
}

// sender sends a request: once, or again where that may help.
type sender func(context.Context, *rest.Request) (rest.Result, error)

// sendTo sends a request about an object to where its kind is served, in a
// version or, for "", in whichever the server prefers. What the server refuses is
// masked here, where the answer arrives.
func (d *discovery) sendTo(ctx context.Context, send sender, ref object.Ref, version string, request func(kind.Resource) *rest.Request) (rest.Result, error) {
	result, err := d.sendToKind(ctx, send, wanted{ref.GroupKind(), version}, func(k kind.Resource) (*rest.Request, error) {
		if err := checkPlace(k, ref); err != nil {
			return nil, &misplacedError{err}
		}
		return request(k), nil
	})
	if misplaced := new(misplacedError); err == nil || errors.As(err, &misplaced) {
		return result, err
	}
	return result, d.explain(ctx, ref, ref.String(), err)
}

// misplacedError is told as it is: it names the object, and no server answered.
type misplacedError struct{ error }

func (e *misplacedError) Unwrap() error { return e.error }

// sendToKind sends a request to where a kind is served. Where that is may change
// while wl runs: a definition gets other versions, say. An address that does not
// exist any more is looked up anew, so that it is not taken for an object that
// does not; where the server still names it, after a moment.
func (d *discovery) sendToKind(ctx context.Context, send sender, w wanted, request func(kind.Resource) (*rest.Request, error)) (rest.Result, error) {
	_, known := kind.Lookup(w.GroupKind)
	tries, lagging := retry.MovedAddress().Begin(), retry.LaggingDiscovery().Begin()
	for {
		k, err := d.lookup(ctx, w.GroupKind, w.version)
		if err != nil {
			return rest.Result{}, err
		}
		r, err := request(k)
		if err != nil {
			return rest.Result{}, err
		}
		result, err := send(ctx, r)
		if !isNoResource(err) {
			return result, err
		}
		d.forget(w)
		// Also a kind that wl takes for granted need not be there.
		now, lookupErr := d.discover(ctx, wanted{w.GroupKind, k.Version})
		switch {
		case errors.As(lookupErr, new(*NoKindError)) && w.version == "" && !known && tries.Again(ctx):
			continue // another version may be served
		case lookupErr != nil:
			return result, lookupErr
		case now.Plural == k.Plural && !lagging.Again(ctx), now.Plural != k.Plural && !tries.Again(ctx):
			return result, err
		}
	}
}

// isNoResource recognises that a server knows no such address: it then names no
// object that is missing.
func isNoResource(err error) bool {
	var status apierrors.APIStatus
	if !apierrors.IsNotFound(err) || !errors.As(err, &status) || errors.As(err, new(*NoKindError)) {
		return false
	}
	details := status.Status().Details
	return details == nil || details.Name == ""
}

// IsNotServed reports whether an error means that the server does not serve the
// kind of an object, or not yet: all of it may need a moment after its definition
// has been established.
func IsNotServed(err error) bool {
	return errors.As(err, new(*NoKindError)) || isNoResource(err)
}

// versionIn is the API version that an object's content names; "" where it names
// none.
func versionIn(content map[string]any) string {
	apiVersion, _ := content["apiVersion"].(string)
	_, version := kind.SplitAPIVersion(apiVersion)
	return version
}
