package bootstrap

import (
	"context"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/storage"
)

// CreateStorageClasses creates the driver's object and the storage classes that every cluster has.
func CreateStorageClasses(ctx context.Context, client kubernetes.Interface) error {
	api := client.StorageV1()
	driver := storage.CSIDriver()
	if _, err := api.CSIDrivers().Create(ctx, driver, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("create CSI driver %s: %w", driver.Name, err)
	}
	for _, class := range storage.Classes() {
		if _, err := api.StorageClasses().Create(ctx, class, metav1.CreateOptions{}); err != nil {
			return fmt.Errorf("create storage class %s: %w", class.Name, err)
		}
	}
	return nil
}
