package storage

import (
	"context"
	"errors"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// errNoSpace is what a driver answers whose backend is full, as the sidecars of real drivers quote it.
var errNoSpace = errors.New("rpc error: code = ResourceExhausted desc = simulated: no space is left in the storage pool")

// provisioner makes volumes that hold nothing.
type provisioner struct{}

// Provision returns the volume for a claim.
func (provisioner) Provision(ctx context.Context, options controller.ProvisionOptions) (*corev1.PersistentVolume, controller.ProvisioningState, error) {
	b, err := behaviourOf(options.PVC, options.StorageClass)
	if err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	if b.name == ProvisioningFailure {
		return nil, controller.ProvisioningFinished, errNoSpace
	}
	select {
	case <-ctx.Done():
		return nil, controller.ProvisioningInBackground, ctx.Err()
	case <-time.After(b.delay):
	}
	return newVolume(options), controller.ProvisioningFinished, nil
}

// Delete has nothing to remove; the library deletes the volume's object.
func (provisioner) Delete(context.Context, *corev1.PersistentVolume) error { return nil }

// SupportsBlock reports that a claim may ask for a raw device.
func (provisioner) SupportsBlock(context.Context) bool { return true }

func newVolume(options controller.ProvisionOptions) *corev1.PersistentVolume {
	spec := options.PVC.Spec
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: options.PVName},
		Spec: corev1.PersistentVolumeSpec{
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: spec.Resources.Requests[corev1.ResourceStorage]},
			AccessModes:                   spec.AccessModes,
			VolumeMode:                    spec.VolumeMode,
			MountOptions:                  options.StorageClass.MountOptions,
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			PersistentVolumeSource: corev1.PersistentVolumeSource{
				CSI: &corev1.CSIPersistentVolumeSource{Driver: Driver, VolumeHandle: options.PVName},
			},
		},
	}
}
