package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	storagelisters "k8s.io/client-go/listers/storage/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
)

// pendingInterval is how often a file system that has yet to grow is looked at.
const pendingInterval = time.Second

// errCannotGrow is what a driver answers that cannot grow a volume, as the sidecars of real drivers quote it.
var errCannotGrow = errors.New("rpc error: code = OutOfRange desc = simulated: the storage pool has no room for it")

// resizer grows the volumes of claims that ask for more. The project's own external-resizer registers feature gates
// that clash with those of the Kubernetes components in this program.
type resizer struct {
	client  kubernetes.Interface
	claims  corelisters.PersistentVolumeClaimLister
	classes storagelisters.StorageClassLister
	queue   workqueue.TypedRateLimitingInterface[string]
	events  record.EventRecorder
	synced  []cache.InformerSynced
}

func newResizer(client kubernetes.Interface, factory informers.SharedInformerFactory, limiter workqueue.TypedRateLimiter[string]) (*resizer, error) {
	claims, classes := factory.Core().V1().PersistentVolumeClaims(), factory.Storage().V1().StorageClasses()
	broadcaster := record.NewBroadcaster()
	broadcaster.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: client.CoreV1().Events("")})
	r := &resizer{
		client:  client,
		claims:  claims.Lister(),
		classes: classes.Lister(),
		queue:   workqueue.NewTypedRateLimitingQueue(limiter),
		events:  broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "external-resizer " + Driver}),
		synced:  []cache.InformerSynced{claims.Informer().HasSynced, classes.Informer().HasSynced},
	}
	_, err := claims.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    r.enqueue,
		UpdateFunc: func(_, claim any) { r.enqueue(claim) },
	})
	if err != nil {
		return nil, fmt.Errorf("watch claims: %w", err)
	}
	return r, nil
}

func (r *resizer) enqueue(claim any) {
	if key, err := cache.MetaNamespaceKeyFunc(claim); err == nil {
		r.queue.Add(key)
	}
}

// run serves the queue until ctx ends.
func (r *resizer) run(ctx context.Context) {
	context.AfterFunc(ctx, r.queue.ShutDown)
	if !cache.WaitForCacheSync(ctx.Done(), r.synced...) {
		return
	}
	for {
		key, ended := r.queue.Get()
		if ended {
			return
		}
		again, err := r.sync(ctx, key)
		switch {
		case err != nil:
			utilruntime.HandleErrorWithContext(ctx, err, "grow a volume", "claim", key)
			r.queue.AddRateLimited(key)
		case again > 0:
			r.queue.AddAfter(key, again)
		default:
			r.queue.Forget(key)
		}
		r.queue.Done(key)
	}
}

// sync grows the volume of a claim that requests more than it has, and returns after which time to look again, or 0.
func (r *resizer) sync(ctx context.Context, key string) (time.Duration, error) {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return 0, err
	}
	claim, err := r.claims.PersistentVolumeClaims(namespace).Get(name)
	if apierrors.IsNotFound(err) || err == nil && !wantsMore(claim) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	volume, err := r.client.CoreV1().PersistentVolumes().Get(ctx, claim.Spec.VolumeName, metav1.GetOptions{})
	if err != nil {
		return 0, err
	}
	if volume.Spec.CSI == nil || volume.Spec.CSI.Driver != Driver {
		return 0, nil
	}
	b, err := r.behaviour(claim)
	if err != nil {
		return 0, err
	}
	return r.grow(ctx, claim, volume, b)
}

func (r *resizer) behaviour(claim *corev1.PersistentVolumeClaim) (behaviour, error) {
	if claim.Spec.StorageClassName == nil {
		return behaviourOf(claim, nil)
	}
	class, err := r.classes.Get(*claim.Spec.StorageClassName)
	if err != nil && !apierrors.IsNotFound(err) {
		return behaviour{}, err
	}
	return behaviourOf(claim, class)
}

func wantsMore(claim *corev1.PersistentVolumeClaim) bool {
	want, have := claim.Spec.Resources.Requests[corev1.ResourceStorage], claim.Status.Capacity[corev1.ResourceStorage]
	return claim.Status.Phase == corev1.ClaimBound && want.Cmp(have) > 0
}

func (r *resizer) grow(ctx context.Context, claim *corev1.PersistentVolumeClaim, volume *corev1.PersistentVolume, b behaviour) (time.Duration, error) {
	if b.name == ResizeFailure {
		r.events.Eventf(claim, corev1.EventTypeWarning, "VolumeResizeFailed",
			"resize volume %q by resizer %q failed: %v", volume.Name, Driver, errCannotGrow)
		return 0, errCannotGrow
	}
	if err := r.setCapacity(ctx, volume, claim.Spec.Resources.Requests[corev1.ResourceStorage]); err != nil {
		return 0, err
	}
	if b.name != ResizePending {
		return 0, r.finish(ctx, claim)
	}
	since, err := r.markPending(ctx, claim)
	if err != nil {
		return 0, err
	}
	started, err := r.startedSince(ctx, claim, since)
	if err != nil || !started {
		return pendingInterval, err
	}
	return 0, r.finish(ctx, claim)
}
