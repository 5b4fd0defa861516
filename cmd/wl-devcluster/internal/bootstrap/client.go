// Package bootstrap gives a fresh API server what a cluster has from the start, and waits for its readiness.
package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// The time that a start may take before it counts as failed, generous enough for a loaded machine.
const (
	apiServerTimeout = 2 * time.Minute
	readyTimeout     = 2 * time.Minute
	pollInterval     = 50 * time.Millisecond
)

// NewClient makes a client from a kubeconfig file.
func NewClient(kubeconfig string) (*kubernetes.Clientset, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, fmt.Errorf("load kubeconfig %s: %w", kubeconfig, err)
	}
	config.QPS, config.Burst = -1, -1
	config.Timeout = 10 * time.Second
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, fmt.Errorf("make a client from kubeconfig %s: %w", kubeconfig, err)
	}
	return client, nil
}

// WaitAPIServer waits until the API server reports that it is ready.
func WaitAPIServer(ctx context.Context, client kubernetes.Interface) error {
	return poll(ctx, apiServerTimeout, "not ready", func(ctx context.Context) error {
		return client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
	})
}

// WaitDefaultServiceAccount waits until the namespace "default" has its service account, before which no Pod can be
// created there.
func WaitDefaultServiceAccount(ctx context.Context, client kubernetes.Interface) error {
	return poll(ctx, readyTimeout, "no default service account", func(ctx context.Context) error {
		_, err := client.CoreV1().ServiceAccounts(metav1.NamespaceDefault).Get(ctx, "default", metav1.GetOptions{})
		return err
	})
}

// WaitNodes waits until the given number of nodes are ready and take Pods.
func WaitNodes(ctx context.Context, client kubernetes.Interface, count int) error {
	return poll(ctx, readyTimeout, "nodes not ready", func(ctx context.Context) error {
		nodes, err := client.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
		if err != nil {
			return err
		}
		ready := 0
		for _, node := range nodes.Items {
			if isReady(&node) {
				ready++
			}
		}
		if ready < count {
			return fmt.Errorf("%d of %d nodes are ready", ready, count)
		}
		return nil
	})
}

func isReady(node *corev1.Node) bool {
	if len(node.Spec.Taints) > 0 {
		return false
	}
	for _, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady {
			return condition.Status == corev1.ConditionTrue
		}
	}
	return false
}

// poll calls check until it succeeds and returns its last error, after failing, when the time is up.
func poll(ctx context.Context, timeout time.Duration, failing string, check func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	for {
		err := check(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return fmt.Errorf("%s after %s: %w", failing, timeout, err)
			}
			return ctx.Err()
		case <-time.After(pollInterval):
		}
	}
}
