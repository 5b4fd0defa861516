// Package storage simulates storage: it makes a PersistentVolume for every claim of its classes, removes it when it is
// released, and grows it. No data are ever stored.
package storage

import (
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Driver is the name of the simulated driver, as a class names its provisioner and a volume its driver.
const Driver = "storage.wl-devcluster"

// Names of the storage classes that every cluster has.
const (
	// Standard is the default class: a claim is bound at once.
	Standard = "standard"
	// WaitForFirstConsumer is the class whose claims are bound when a Pod that uses them is scheduled.
	WaitForFirstConsumer = "wait-for-first-consumer"
)

// defaultClass marks the class of claims that name none.
const defaultClass = "storageclass.kubernetes.io/is-default-class"

// CSIDriver is the driver's object. Its volumes need not be attached: no Pod really runs.
func CSIDriver() *storagev1.CSIDriver {
	attach := false
	return &storagev1.CSIDriver{
		ObjectMeta: metav1.ObjectMeta{Name: Driver},
		Spec:       storagev1.CSIDriverSpec{AttachRequired: &attach},
	}
}

// Classes lists the storage classes that every cluster has.
func Classes() []*storagev1.StorageClass {
	standard := newClass(Standard, storagev1.VolumeBindingImmediate)
	standard.Annotations = map[string]string{defaultClass: "true"}
	return []*storagev1.StorageClass{standard, newClass(WaitForFirstConsumer, storagev1.VolumeBindingWaitForFirstConsumer)}
}

func newClass(name string, binding storagev1.VolumeBindingMode) *storagev1.StorageClass {
	reclaim, expansion := corev1.PersistentVolumeReclaimDelete, true
	return &storagev1.StorageClass{
		ObjectMeta:           metav1.ObjectMeta{Name: name},
		Provisioner:          Driver,
		ReclaimPolicy:        &reclaim,
		VolumeBindingMode:    &binding,
		AllowVolumeExpansion: &expansion,
	}
}
