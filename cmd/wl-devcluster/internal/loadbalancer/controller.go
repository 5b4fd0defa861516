package loadbalancer

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
)

// pool is where addresses are from: the network for benchmarks, which is routed nowhere.
var pool = netip.MustParsePrefix("198.18.0.0/15")

// How soon what failed is tried again.
const (
	retryMin = time.Second
	retryMax = time.Minute
)

// controller assigns addresses, on one goroutine.
type controller struct {
	client   kubernetes.Interface
	services corelisters.ServiceLister
	synced   cache.InformerSynced
	queue    workqueue.TypedRateLimitingInterface[string]
	events   record.EventRecorder
	told     map[string]bool // the Services, by their UID, of which it is told that they are served
}

// Run serves the Services of type LoadBalancer until ctx ends.
func Run(ctx context.Context, client kubernetes.Interface) error {
	factory := informers.NewSharedInformerFactory(client, 0)
	services := factory.Core().V1().Services()
	broadcaster := record.NewBroadcaster()
	broadcaster.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: client.CoreV1().Events("")})
	c := &controller{
		client: client, services: services.Lister(), synced: services.Informer().HasSynced,
		queue:  workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemExponentialFailureRateLimiter[string](retryMin, retryMax)),
		events: broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "service-controller"}),
		told:   map[string]bool{},
	}
	enqueue := func(service any) {
		if key, err := cache.MetaNamespaceKeyFunc(service); err == nil {
			c.queue.Add(key)
		}
	}
	_, err := services.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: enqueue, UpdateFunc: func(_, service any) { enqueue(service) },
	})
	if err != nil {
		return fmt.Errorf("watch services: %w", err)
	}
	factory.Start(ctx.Done())
	c.run(ctx)
	return errors.New("the load balancer has ended")
}

func (c *controller) run(ctx context.Context) {
	context.AfterFunc(ctx, c.queue.ShutDown)
	if !cache.WaitForCacheSync(ctx.Done(), c.synced) {
		return
	}
	for {
		key, ended := c.queue.Get()
		if ended {
			return
		}
		switch again, err := c.sync(ctx, key); {
		case err != nil:
			c.queue.AddRateLimited(key)
		case again > 0:
			c.queue.AddAfter(key, again)
		default:
			c.queue.Forget(key)
		}
		c.queue.Done(key)
	}
}

// sync assigns the address of a Service, or takes it from one that is to have none, and returns after which time to
// look again, or 0. What fails is told in an event.
func (c *controller) sync(ctx context.Context, key string) (time.Duration, error) {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return 0, err
	}
	service, err := c.services.Services(namespace).Get(name)
	switch {
	case apierrors.IsNotFound(err):
		return 0, nil
	case err != nil:
		return 0, err
	case !wanted(service):
		return 0, c.release(ctx, service)
	case len(service.Status.LoadBalancer.Ingress) > 0:
		return 0, nil
	}
	if uid := string(service.UID); !c.told[uid] {
		c.told[uid] = true
		c.events.Event(service, corev1.EventTypeNormal, "EnsuringLoadBalancer", "Ensuring load balancer")
	}
	delay, err := delayOf(service)
	if err != nil {
		c.events.Event(service, corev1.EventTypeWarning, "SyncLoadBalancerFailed", "Error syncing load balancer: "+err.Error())
		return 0, err
	}
	if left := time.Until(service.CreationTimestamp.Add(delay)); delay > 0 && left > 0 {
		return left, nil
	}
	return 0, c.assign(ctx, service)
}

// wanted reports whether a Service is to have an address of this load balancer.
func wanted(s *corev1.Service) bool {
	return s.Spec.Type == corev1.ServiceTypeLoadBalancer && s.DeletionTimestamp == nil &&
		(s.Spec.LoadBalancerClass == nil || *s.Spec.LoadBalancerClass == Class)
}

func (c *controller) assign(ctx context.Context, service *corev1.Service) error {
	address, err := c.free()
	if err != nil {
		return err
	}
	served := service.DeepCopy()
	served.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: address.String()}}
	live, err := c.client.CoreV1().Services(service.Namespace).UpdateStatus(ctx, served, metav1.UpdateOptions{})
	if err != nil {
		return err
	}
	c.events.Event(service, corev1.EventTypeNormal, "EnsuredLoadBalancer", "Ensured load balancer")
	return c.awaitSeen(ctx, live)
}

// awaitSeen waits until the lister has an address, which another Service would be given otherwise.
func (c *controller) awaitSeen(ctx context.Context, live *corev1.Service) error {
	for ctx.Err() == nil {
		seen, err := c.services.Services(live.Namespace).Get(live.Name)
		if err != nil || seen.UID != live.UID || len(seen.Status.LoadBalancer.Ingress) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return ctx.Err()
}

// free is the lowest address that no Service has.
func (c *controller) free() (netip.Addr, error) {
	all, err := c.services.List(labels.Everything())
	if err != nil {
		return netip.Addr{}, err
	}
	taken := map[string]bool{}
	for _, service := range all {
		for _, at := range service.Status.LoadBalancer.Ingress {
			taken[at.IP] = true
		}
	}
	for address := pool.Addr().Next(); pool.Contains(address); address = address.Next() {
		if !taken[address.String()] {
			return address, nil
		}
	}
	return netip.Addr{}, errNoAddress
}

// release takes the address from a Service that is of another type or class now.
func (c *controller) release(ctx context.Context, service *corev1.Service) error {
	if len(service.Status.LoadBalancer.Ingress) == 0 || service.DeletionTimestamp != nil || service.Spec.Type == corev1.ServiceTypeLoadBalancer {
		return nil
	}
	released := service.DeepCopy()
	released.Status.LoadBalancer = corev1.LoadBalancerStatus{}
	_, err := c.client.CoreV1().Services(service.Namespace).UpdateStatus(ctx, released, metav1.UpdateOptions{})
	return err
}
