package storage

import (
	"context"
	"errors"
	"time"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/util/workqueue"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// How soon what failed is tried again. The library's own intervals (15 seconds and more) are for real backends.
const (
	retryMin = time.Second
	retryMax = time.Minute
)

// workers is how many claims are served at a time: a slow one holds its worker.
const workers = 32

// Run serves the claims of the driver's classes until ctx ends.
func Run(ctx context.Context, client kubernetes.Interface) error {
	factory := informers.NewSharedInformerFactory(client, 0)
	claims := factory.Core().V1().PersistentVolumeClaims().Informer()
	r, err := newResizer(client, factory, newLimiter())
	if err != nil {
		return err
	}
	provisions := controller.NewProvisionController(ctx, client, Driver, provisioner{},
		controller.ClaimsInformer(claims),
		controller.LeaderElection(false),
		controller.RateLimiter(newLimiter()),
		controller.Threadiness(workers),
		controller.FailedProvisionThreshold(0),
		controller.FailedDeleteThreshold(0),
	)
	factory.Start(ctx.Done())
	go r.run(ctx)
	provisions.Run(ctx)
	return errors.New("the storage driver has ended")
}

func newLimiter() workqueue.TypedRateLimiter[string] {
	return workqueue.NewTypedItemExponentialFailureRateLimiter[string](retryMin, retryMax)
}
