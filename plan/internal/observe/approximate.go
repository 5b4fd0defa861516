package observe

import (
	"context"
	"errors"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/merge"
	"github.com/workloadlang/wl/plan/internal/refusal"
)

// Approximator is a cluster whose dry-runs are computed here where the server is
// not to be asked for them, or does not let us ask. It remembers of which
// objects that is true. It is safe for use by many goroutines.
type Approximator struct {
	Cluster
	readOnly bool
	live     *LiveObjects

	mu      sync.Mutex
	refused map[ask]fact.Fact         // what the server does not let us ask, and why
	barred  map[judge.Place]fact.Fact // where it lets us create nothing, and why
	reasons map[object.Ref]fact.Fact
	// supposed are the objects about which the server is not to be asked, and why.
	supposed   map[object.Ref]fact.Fact
	namespaces map[string]func() error
}

// ask is a kind of question: about objects of a place that are there, or that
// would be new.
type ask struct {
	judge.Place
	new bool
}

// NewApproximator computes dry-runs from live objects: all where the cluster is only to be
// read, otherwise those that the server does not let us ask for.
func NewApproximator(c Cluster, live *LiveObjects, readOnly bool) *Approximator {
	return &Approximator{
		Cluster: c, live: live, readOnly: readOnly,
		refused: map[ask]fact.Fact{}, barred: map[judge.Place]fact.Fact{}, reasons: map[object.Ref]fact.Fact{}, supposed: map[object.Ref]fact.Fact{}, namespaces: map[string]func() error{},
	}
}

// DryRunApply asks the server, or answers in its place.
func (a *Approximator) DryRunApply(ctx context.Context, r kube.ApplyRequest) (kube.ApplyResult, error) {
	if why := a.unasked(r); !why.IsZero() {
		return a.compute(ctx, r, why)
	}
	result, err := a.Cluster.DryRunApply(ctx, r)
	verb, why := refusal.ForbiddenVerb(err)
	if verb == "" {
		return result, err
	}
	a.refuse(r, verb, why)
	return a.compute(ctx, r, why)
}

// DryRunReplace asks the server, unless its apply was computed: then the content
// is what it would store.
func (a *Approximator) DryRunReplace(ctx context.Context, ref object.Ref, manager string, content map[string]any) (kube.ApplyResult, error) {
	if !a.AnswersFor(ref) {
		result, err := a.Cluster.DryRunReplace(ctx, ref, manager, content)
		verb, why := refusal.ForbiddenVerb(err)
		if verb == "" {
			return result, err
		}
		a.because(ref, why)
	}
	stored := kubeschema.Stored(content)
	meta, err := object.MetaOf(stored)
	return kube.ApplyResult{Object: stored, Meta: meta}, err
}

// unasked returns why the server is not asked; zero where it is.
func (a *Approximator) unasked(r kube.ApplyRequest) fact.Fact {
	if a.readOnly {
		return fact.New(plan.UnaskedReadOnly, nil)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if why := a.supposed[r.Ref]; !why.IsZero() {
		return why
	}
	return a.refused[ask{judge.PlaceOf(r.Ref), isNew(r)}]
}

// isNew reports whether a request may be about an object that is not there: about one that
// is, it names the UID or the version.
func isNew(r kube.ApplyRequest) bool {
	return object.At(r.Content, "metadata", "uid") == nil && object.At(r.Content, "metadata", "resourceVersion") == nil
}

// refuse remembers what the server does not let us ask. Who may patch and not
// create can still ask about objects that are there, and so can who may patch only what
// has certain names.
func (a *Approximator) refuse(r kube.ApplyRequest, verb string, why fact.Fact) {
	a.mu.Lock()
	defer a.mu.Unlock()
	place := judge.PlaceOf(r.Ref)
	a.refused[ask{place, true}] = why
	if verb == "create" {
		a.barred[place] = why
	}
	if verb == "patch" && !isNew(r) {
		a.refused[ask{place, false}] = why
	}
}

// Barred is why an object could not be created again if it was deleted; zero where the server
// has not said that. That another name may not be applied says nothing about this one: rights
// may be bound to names.
func (a *Approximator) Barred(ref object.Ref) fact.Fact {
	a.mu.Lock()
	defer a.mu.Unlock()
	place := judge.PlaceOf(ref)
	if why := a.refused[ask{place, false}]; !why.IsZero() {
		return why
	}
	return a.barred[place]
}

// Suppose has an object computed from now on.
func (a *Approximator) Suppose(ref object.Ref, why fact.Fact) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.supposed[ref] = why
}

// IsSupposed reports whether an object is computed in any case.
func (a *Approximator) IsSupposed(ref object.Ref) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return !a.supposed[ref].IsZero()
}

func (a *Approximator) compute(ctx context.Context, r kube.ApplyRequest, why fact.Fact) (kube.ApplyResult, error) {
	a.because(r.Ref, why)
	live, err := a.live.Hold(ctx, r.Ref)
	if a.IsSupposed(r.Ref) {
		apiVersion, _ := r.Content["apiVersion"].(string)
		live, err = a.live.inOtherVersion(ctx, r.Ref, apiVersion, err, live)
	}
	if apierrors.IsNotFound(err) && !errors.As(err, new(*kube.NoKindError)) {
		if err := a.inNamespace(ctx, r.Ref.Namespace); err != nil {
			return kube.ApplyResult{}, err
		}
		live, err = nil, nil
	}
	if err != nil {
		return kube.ApplyResult{}, err
	}
	result, err := merge.Apply(live, r)
	return result, kube.Masked(ctx, r.Ref, err)
}

// inNamespace looks once whether a namespace takes new objects, and answers as a server
// does where it does not. Whoever may not look is not told.
func (a *Approximator) inNamespace(ctx context.Context, namespace string) error {
	if namespace == "" {
		return nil
	}
	a.mu.Lock()
	look := a.namespaces[namespace]
	if look == nil {
		look = sync.OnceValue(func() error { return a.look(ctx, namespace) })
		a.namespaces[namespace] = look
	}
	a.mu.Unlock()
	return look()
}

func (a *Approximator) look(ctx context.Context, namespace string) error {
	found, err := a.Get(ctx, object.NewRef(kind.Namespace, "", namespace))
	switch {
	case apierrors.IsNotFound(err):
		return apierrors.NewNotFound(schema.GroupResource{Resource: "namespaces"}, namespace)
	case apierrors.IsForbidden(err):
		return nil
	case err == nil && object.At(found, "metadata", "deletionTimestamp") != nil:
		terminating := apierrors.NewForbidden(schema.GroupResource{Resource: "namespaces"}, namespace, errors.New("it is being terminated"))
		terminating.ErrStatus.Details.Causes = []metav1.StatusCause{{Type: "NamespaceTerminating"}}
		return terminating
	}
	return err
}

func (a *Approximator) because(ref object.Ref, why fact.Fact) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reasons[ref] = why
}

// AnswersFor reports whether an object's dry-run was computed here.
func (a *Approximator) AnswersFor(ref object.Ref) bool { return !a.Reason(ref).IsZero() }

// Reason is why an object's dry-run was computed here; zero where it was not.
func (a *Approximator) Reason(ref object.Ref) fact.Fact {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.reasons[ref]
}
